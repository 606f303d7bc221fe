"""The history of a team in the words of the screen."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from central.domain.people.facts import Change, Fact, HistoryRow
from central.domain.teams.histories import TeamHistory
from central.doors.web.components.texts import duration_text

NOTHING = "–"
LABELS = {
    "code": gettext_lazy("Code"),
    "name": gettext_lazy("Name"),
    "place_id": pgettext_lazy("of the company", "Place"),
    "calendar_id": gettext_lazy("Calendar"),
    "members_can_close": gettext_lazy("May close"),
    "is_field": gettext_lazy("Field team"),
    "stay_minutes": gettext_lazy("Stay"),
    "accept_minutes": gettext_lazy("Time to accept"),
    "is_active": gettext_lazy("In use"),
    "to_all": gettext_lazy("Every team"),
    "team_ids": gettext_lazy("Forwards to"),
}


def team_rows(history: TeamHistory) -> list[HistoryRow]:
    """The facts of a team in words."""
    return [
        HistoryRow(fact.at, fact.who, says_of(fact, history), changes_of(fact, history))
        for fact in history.facts
    ]


def says_of(fact: Fact, history: TeamHistory) -> str:
    """What a fact was; of a member, who."""
    member = {"name": history.persons.get(fact.told.get("member_id", 0), NOTHING)}
    if fact.name == "MemberAdded":
        return _("put %(name)s into the team") % member + marks_of(fact)
    if fact.name == "MemberChanged":
        return _("changed the place of %(name)s in the team") % member + marks_of(fact)
    if fact.name == "MemberRemoved":
        return _("took %(name)s out of the team") % member
    told = {
        "TeamCreated": _("made the team"),
        "TeamUpdated": _("changed the team"),
        "ForwardingsChanged": _("changed where the team forwards to"),
    }
    return told.get(fact.name, fact.name)


def marks_of(fact: Fact) -> str:
    """Whether a member leads and has it as the main team, in brackets."""
    marks = [
        pgettext("team member", "leads") if fact.told.get("is_leader") else "",
        _("main team") if fact.told.get("is_main") else "",
    ]
    words = ", ".join(mark for mark in marks if mark)
    return f" ({words})" if words else ""


def changes_of(fact: Fact, history: TeamHistory) -> tuple[Change, ...]:
    """The values from → to in words; those that stayed as they were are left out."""
    names: dict[str, Callable[[Any], str]] = {
        "place_id": named(history.places),
        "calendar_id": named(history.calendars),
        "stay_minutes": minutes_text,
        "accept_minutes": minutes_text,
        "team_ids": lambda ids: ", ".join(history.teams.get(pk, NOTHING) for pk in ids or ()) or NOTHING,
    }
    return tuple(
        Change(str(LABELS.get(key, key)), names.get(key, plain)(before), names.get(key, plain)(after))
        for key, before, after in fact.changes
        if before != after
    )


def minutes_text(minutes: int | None) -> str:
    """A number of minutes in words."""
    return duration_text(minutes) if minutes else NOTHING


def named(names: Mapping[int, str]) -> Callable[[Any], str]:
    """From an id to its name."""
    return lambda pk: names.get(pk, NOTHING)


def plain(value: Any) -> str:
    """A plain value as people read it."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return NOTHING if value in (None, "") else str(value)
