"""The histories of a user and of a profile in the words of the screen."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from central.domain.access.histories import UserHistory
from central.domain.access.permissions import Permission
from central.domain.people.facts import Change, Fact, HistoryRow
from central.doors.web.settings.words import NAMES as PERMISSIONS
from central.doors.web.settings.words import REACHES
from central.foundation.actor import Reach

NOTHING = "–"
USER_FACTS = {
    "UserCreated": gettext_lazy("made the user"),
    "UserInvited": gettext_lazy("invited the user"),
    "UserUpdated": gettext_lazy("changed the user"),
    "UserActivated": gettext_lazy("let the user sign in again"),
    "UserDeactivated": gettext_lazy("deactivated the user"),
    "PasswordChanged": gettext_lazy("changed the own password"),
    "PasswordChosen": gettext_lazy("chose a password through the link"),
    "PasswordResetRequested": gettext_lazy("asked for a link to choose a password"),
    "PreferencesUpdated": gettext_lazy("changed the own settings"),
    "AbsenceEnded": gettext_lazy("took an absence out"),
}
LABELS = {
    "person_id": gettext_lazy("Person"),
    "profile_id": gettext_lazy("Profile"),
    "calendar_id": gettext_lazy("Working hours"),
    "language": gettext_lazy("Language"),
    "theme": gettext_lazy("Theme"),
    "single_letters": gettext_lazy("Single letters"),
    "name": gettext_lazy("Name"),
    "is_active": gettext_lazy("In use"),
}
CHOICES: dict[str, Mapping[Any, Any]] = {
    "language": {"pt-br": "Português (Brasil)", "en": "English"},
    "theme": {
        "system": gettext_lazy("As the system"),
        "light": gettext_lazy("Light"),
        "dark": gettext_lazy("Dark"),
    },
}


def user_rows(history: UserHistory) -> list[HistoryRow]:
    """The facts of a user in words."""
    return [
        HistoryRow(fact.at, fact.who, user_says(fact, history), user_changes(fact, history))
        for fact in history.facts
    ]


def user_says(fact: Fact, history: UserHistory) -> str:
    """What a fact about a user was."""
    told = fact.told
    if fact.name == "MemberAdded":
        return _("put this person into the team %(team)s") % team_of(told.get("joined_team_id"), history)
    if fact.name == "MemberChanged":
        return _("changed the place in the team %(team)s") % team_of(told.get("in_team_id"), history)
    if fact.name == "MemberRemoved":
        return _("took this person out of the team %(team)s") % team_of(told.get("left_team_id"), history)
    if fact.name == "AbsenceSet":
        days = {"first": day(told["starts_on"]), "last": day(told["ends_on"])}
        return _("noted an absence from %(first)s to %(last)s") % days
    says = str(USER_FACTS.get(fact.name, fact.name))
    if code := told.get("profile"):
        name = {"name": history.profiles_by_code.get(code, code)}
        says = f"{says} {_('with the profile %(name)s') % name}"
    if "email" in told.get("changed", ()):
        says = f"{says} {_('(another e-mail)')}"
    return says


def team_of(team_id: int | None, history: UserHistory) -> dict[str, str]:
    """The name of a team for a sentence."""
    return {"team": history.teams.get(team_id or 0, NOTHING)}


def day(text: str) -> str:
    """A day of a fact as it is read here."""
    found = parse_date(text)
    return date_format(found, "d/m/Y") if found else text


def user_changes(fact: Fact, history: UserHistory) -> tuple[Change, ...]:
    """The values of a user from → to in words."""
    names: dict[str, Mapping[Any, Any]] = {
        "person_id": history.persons,
        "profile_id": history.profiles,
        "calendar_id": {**history.calendars, None: _("Those of the main team")},
        **CHOICES,
    }

    def words(key: str, value: Any) -> str:
        return str(names[key].get(value, NOTHING)) if key in names else plain(value)

    return tuple(
        Change(str(LABELS.get(key, key)), words(key, before), words(key, after))
        for key, before, after in fact.changes
        if before != after
    )


def profile_rows(facts: Sequence[Fact]) -> list[HistoryRow]:
    """The facts of a profile in words: each permission that changed, from → to."""
    told = {"ProfileCreated": _("made the profile"), "ProfileUpdated": _("changed the profile")}
    return [
        HistoryRow(
            fact.at,
            fact.who,
            told.get(fact.name, fact.name),
            tuple(
                Change(
                    str(permission_name(key) or LABELS.get(key, key)),
                    grant_words(key, old),
                    grant_words(key, new),
                )
                for key, old, new in fact.changes
            ),
        )
        for fact in facts
    ]


def permission_name(key: str) -> str:
    """What a permission is called, empty for anything else."""
    return str(PERMISSIONS[Permission(key)]) if key in set(Permission) else ""


def grant_words(key: str, value: Any) -> str:
    """A grant as the matrix says it, with its limit; any other value plainly."""
    if not permission_name(key):
        return plain(value)
    reach, _colon, limit = str(value).partition(":")
    words = str(REACHES[Reach[reach.upper()]])
    return f"{words} ({_('limit %(limit)s') % {'limit': limit}})" if limit else words


def plain(value: Any) -> str:
    """A plain value as people read it."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return NOTHING if value in (None, "") else str(value)
