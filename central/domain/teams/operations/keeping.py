"""Making teams, changing what they are, and where they may forward to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from central.domain.calendars.models import Calendar
from central.domain.company.models import CompanyPlace
from central.domain.teams import rules
from central.domain.teams.events import ForwardingsChanged, Plain, TeamCreated, TeamUpdated
from central.domain.teams.models import Team
from central.foundation.actor import Actor
from central.foundation.errors import Invalid, NotFound
from central.foundation.events.publishing import publish
from central.foundation.lines import line_or_error
from central.foundation.operation import operation

LONGEST_STAY = 525_600
"""Minutes of a year."""

FIELDS = (
    "code",
    "name",
    "place_id",
    "calendar_id",
    "members_can_close",
    "is_field",
    "stay_minutes",
    "accept_minutes",
    "is_active",
)


@dataclass(frozen=True, slots=True)
class TeamInput:
    """What a team is: name, code, Local, calendar, its rules and the minutes a protocol may stay in it."""

    code: str
    name: str
    place_id: int | None
    calendar_id: int | None
    members_can_close: bool = False
    is_field: bool = False
    stay_minutes: int | None = 480
    accept_minutes: int | None = 15
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class Forwards:
    """Where a team may forward to: everywhere, or to these teams; `seen` is its count of facts when shown."""

    to_all: bool
    team_ids: Sequence[int] = ()
    seen: int | None = None


def checked(given: TeamInput, team: Team | None) -> dict[str, Plain]:
    """The values of a team as they are stored; raises `Invalid` with a sentence at each wrong field."""
    errors: dict[str, str] = {}
    values: dict[str, Plain] = {
        "members_can_close": given.members_can_close,
        "is_field": given.is_field,
        "stay_minutes": given.stay_minutes,
        "accept_minutes": given.accept_minutes,
        "is_active": given.is_active,
        "place_id": given.place_id,
        "calendar_id": given.calendar_id,
    }
    for field, longest in (("code", 20), ("name", 80)):
        values[field] = line_or_error(getattr(given, field), errors, field=field, longest=longest)
    taken = Team.objects.exclude(pk=team.pk if team else 0)
    if "code" not in errors and taken.filter(code__iexact=str(values["code"])).exists():
        errors["code"] = _("Another team has this code.")
    if "name" not in errors and taken.filter(name__iexact=str(values["name"])).exists():
        errors["name"] = _("Another team has this name.")
    errors |= check_choices(given, team)
    if errors:
        raise Invalid(_("Some fields need mending."), errors=errors)
    return values


def check_choices(given: TeamInput, team: Team | None) -> dict[str, str]:
    """What is wrong with place, calendar and stay; what the team has already may stay though inactive."""
    errors: dict[str, str] = {}
    places = CompanyPlace.objects.filter(pk=given.place_id or 0)
    calendars = Calendar.objects.filter(pk=given.calendar_id or 0)
    if given.place_id and not (
        places.filter(is_active=True).exists() or (team and team.place_id == given.place_id)
    ):
        errors["place_id"] = _("Choose one of the options.")
    if not (calendars.filter(is_active=True).exists() or (team and team.calendar_id == given.calendar_id)):
        errors["calendar_id"] = _("Choose the calendar that the team works by.")
    if given.stay_minutes is None or not 1 <= given.stay_minutes <= LONGEST_STAY:
        errors["stay_minutes"] = _("Write whole minutes, from 1 to %(most)s.") % {"most": LONGEST_STAY}
    if given.accept_minutes is None or not 0 <= given.accept_minutes <= LONGEST_STAY:
        errors["accept_minutes"] = _("Write whole minutes, from 0 to %(most)s.") % {"most": LONGEST_STAY}
    return errors


@operation
def create_team(*, actor: Actor, team: TeamInput, once: str = "") -> Team:
    """Make a team; raises `Invalid` for a code or name that another team has."""
    rules.check_can_manage_teams(actor)
    values = checked(team, None)
    last = Team.objects.order_by("-position").values_list("position", flat=True).first()
    made = Team.objects.create(position=min((last or 0) + 1, 32_000), **values)
    publish(TeamCreated(code=made.code), actor=actor, subject=made)
    return made


def team_for_change(actor: Actor, team_id: int) -> Team:
    """A team with its row locked; raises `NotFound`."""
    rules.check_can_manage_teams(actor)
    team = Team.objects.select_for_update(no_key=True).filter(pk=team_id).first()
    if team is None:
        raise NotFound(_("This team does not exist."))
    return team


@operation
def update_team(
    *, actor: Actor, team_id: int, team: TeamInput, seen: int | None = None, once: str = ""
) -> Team:
    """Change what a team is; raises `Conflict` when somebody changed it since it was shown."""
    stored = team_for_change(actor, team_id)
    rules.check_unchanged(stored, seen)
    values = checked(team, stored)
    before = {field: getattr(stored, field) for field in FIELDS if getattr(stored, field) != values[field]}
    if not before:
        return stored
    for field in before:
        setattr(stored, field, values[field])
    stored.save(update_fields=[field.removesuffix("_id") for field in before])
    after = {field: values[field] for field in before}
    publish(TeamUpdated(before=before, after=after), actor=actor, subject=stored)
    return stored


@operation
def set_forwardings(*, actor: Actor, wanted: Mapping[int, Forwards], once: str = "") -> list[Team]:
    """Say where teams may forward to, several at once; answers those that changed.

    Raises `Conflict` when one of them was changed since the matrix was shown.
    """
    rules.check_can_manage_teams(actor)
    teams = list(Team.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk"))
    known = set(Team.objects.values_list("pk", flat=True))
    changed = []
    for team in teams:
        given = wanted[team.pk]
        rules.check_unchanged(team, given.seen)
        chosen = sorted({one for one in given.team_ids if one in known and one != team.pk})
        stored = sorted(team.forwards_to.values_list("pk", flat=True))
        if (team.forwards_to_all, stored) == (given.to_all, chosen):
            continue
        before: dict[str, Plain] = {"to_all": team.forwards_to_all, "team_ids": stored}
        team.forwards_to_all = given.to_all
        team.save(update_fields=["forwards_to_all"])
        team.forwards_to.set(chosen)
        after: dict[str, Plain] = {"to_all": given.to_all, "team_ids": chosen}
        publish(ForwardingsChanged(before=before, after=after), actor=actor, subject=team)
        changed.append(team)
    return changed
