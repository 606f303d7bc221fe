"""Reading teams: the list, one team with its members, the matrix of forwardings."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from central.domain.calendars.models import Calendar
from central.domain.company.models import CompanyPlace
from central.domain.teams import rules
from central.domain.teams.models import Team, TeamMember
from central.foundation.actor import Actor
from central.foundation.errors import NotFound

Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team in one line of the registry."""

    id: int
    code: str
    name: str
    place: str
    calendar: str
    leaders: tuple[str, ...]
    member_count: int
    members_can_close: bool
    is_field: bool
    stay_minutes: int
    accept_minutes: int
    is_active: bool


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody in a team."""

    person_id: int
    name: str
    is_leader: bool
    is_main: bool
    is_technician: bool
    is_working: bool
    other_teams: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TeamSheet:
    """Everything about one team."""

    row: TeamRow
    place_id: int | None
    calendar_id: int
    forwards_to_all: bool
    forwards_to: tuple[str, ...]
    receives_from: tuple[str, ...]
    members: tuple[MemberRow, ...]
    event_count: int
    can_change: bool
    can_change_members: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One crossing of the matrix: whether a team forwards to another."""

    team_id: int
    name: str
    is_allowed: bool
    is_self: bool


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """Where one team forwards to."""

    id: int
    code: str
    name: str
    to_all: bool
    seen: int
    cells: tuple[Cell, ...]


def leaders_of(team_ids: list[int]) -> dict[int, tuple[str, ...]]:
    """The names of the leaders by team; one query."""
    found: dict[int, tuple[str, ...]] = {}
    rows = TeamMember.objects.filter(team_id__in=team_ids, is_leader=True, person__is_active=True)
    for member in rows.select_related("person").order_by("person__search_name", "person_id"):
        found[member.team_id] = (*found.get(member.team_id, ()), member.person.shown_name)
    return found


def team_row(team: Team, leaders: tuple[str, ...], member_count: int) -> TeamRow:
    """A loaded team in one line."""
    return TeamRow(
        id=team.pk,
        code=team.code,
        name=team.name,
        place=str(team.place) if team.place else "",
        calendar=team.calendar.name,
        leaders=leaders,
        member_count=member_count,
        members_can_close=team.members_can_close,
        is_field=team.is_field,
        stay_minutes=team.stay_minutes,
        accept_minutes=team.accept_minutes,
        is_active=team.is_active,
    )


def teams_list(actor: Actor, *, search: str = "", with_inactive: bool = False) -> list[TeamRow]:
    """The teams in their order; two queries; raises `NotAllowed`."""
    rules.check_can_view_teams(actor)
    rows = Team.objects.select_related("place", "calendar").annotate(
        member_count=Count("members", filter=Q(members__person__is_active=True))
    )
    if search:
        rows = rows.filter(Q(name__icontains=search) | Q(code__icontains=search))
    if not with_inactive:
        rows = rows.filter(is_active=True)
    teams = list(rows.order_by("-is_active", "position", "id")[:500])
    leaders = leaders_of([team.pk for team in teams])
    return [team_row(team, leaders.get(team.pk, ()), team.member_count) for team in teams]


def members_of(team: Team) -> tuple[MemberRow, ...]:
    """Who is in a team, leaders first, with the other teams of each; two queries."""
    rows = list(
        TeamMember.objects.filter(team=team)
        .select_related("person")
        .order_by("-is_leader", "person__search_name", "person_id")
    )
    others: dict[int, tuple[str, ...]] = {}
    elsewhere = TeamMember.objects.filter(person_id__in=[row.person_id for row in rows]).exclude(team=team)
    names = elsewhere.filter(team__is_active=True).order_by("-is_main", "team__position", "team_id")
    for person_id, name in names.values_list("person_id", "team__name"):
        others[person_id] = (*others.get(person_id, ()), name)
    return tuple(
        MemberRow(
            person_id=row.person_id,
            name=row.person.shown_name,
            is_leader=row.is_leader,
            is_main=row.is_main,
            is_technician=row.person.is_technician,
            is_working=row.person.is_active and row.person.is_effective,
            other_teams=others.get(row.person_id, ()),
        )
        for row in rows
    )


def team_sheet(actor: Actor, team_id: int) -> TeamSheet:
    """A team with its members and forwardings; five queries; raises `NotFound`, `NotAllowed`."""
    rules.check_can_view_teams(actor)
    team = Team.objects.select_related("place", "calendar").filter(pk=team_id).first()
    if team is None:
        raise NotFound(_("This team does not exist."))
    members = members_of(team)
    receives = Team.objects.filter(Q(forwards_to_all=True) | Q(forwards_to=team), is_active=True)
    origins = receives.exclude(pk=team.pk).distinct().order_by("position", "id")
    leaders = tuple(member.name for member in members if member.is_leader)
    return TeamSheet(
        row=team_row(team, leaders, len(members)),
        place_id=team.place_id,
        calendar_id=team.calendar_id,
        forwards_to_all=team.forwards_to_all,
        forwards_to=tuple(
            team.forwards_to.filter(is_active=True).order_by("position", "id").values_list("name", flat=True)
        ),
        receives_from=tuple(origins.values_list("name", flat=True)),
        members=members,
        event_count=team.event_count,
        can_change=rules.can_manage_teams(actor),
        can_change_members=rules.can_manage_members(actor, team),
    )


def forwarding_matrix(actor: Actor) -> list[MatrixRow]:
    """Which active team forwards to which; two queries; raises `NotAllowed`."""
    rules.check_can_view_teams(actor)
    teams = list(Team.objects.filter(is_active=True).order_by("position", "id"))
    link = Team.forwards_to.through
    allowed = set(link._default_manager.values_list("from_team_id", "to_team_id"))
    return [
        MatrixRow(
            id=origin.pk,
            code=origin.code,
            name=origin.name,
            to_all=origin.forwards_to_all,
            seen=origin.event_count,
            cells=tuple(
                Cell(to.pk, to.name, (origin.pk, to.pk) in allowed, to.pk == origin.pk) for to in teams
            ),
        )
        for origin in teams
    ]


def place_choices(chosen: int | None = None) -> Choices:
    """The active Locais, and the one chosen already; one query."""
    rows = CompanyPlace.objects.filter(Q(is_active=True) | Q(pk=chosen or 0)).order_by("code", "id")
    return [(str(place.pk), str(place)) for place in rows]


def calendar_choices(chosen: int | None = None) -> Choices:
    """The active calendars, and the one chosen already; one query."""
    rows = Calendar.objects.filter(Q(is_active=True) | Q(pk=chosen or 0)).order_by("name", "id")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def team_choices() -> Choices:
    """The active teams in their order; one query."""
    rows = Team.objects.filter(is_active=True).order_by("position", "id")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]
