"""Reading users and profiles for their registries: lists, one of each, the matrix of permissions."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.access import rules
from central.domain.access.models import Absence, Profile, ProfileGrant, User
from central.domain.access.permissions import Permission
from central.domain.people.names import fold
from central.domain.teams.models import TeamMember
from central.foundation.actor import Actor, Grant, Reach
from central.foundation.errors import NotFound

PAGE = 50


@dataclass(frozen=True, slots=True)
class UserRow:
    """A user in one line of the registry."""

    id: int
    username: str
    person_id: int
    name: str
    profile: str
    main_team: str
    last_login: datetime | None
    is_active: bool
    is_invited: bool
    absent_until: date | None


@dataclass(frozen=True, slots=True)
class UserPage:
    """One page of the list; `after` leads to the next."""

    rows: tuple[UserRow, ...]
    after: int | None


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """Days on which a user is not at work."""

    id: int
    starts_on: date
    ends_on: date
    reason: str
    is_now: bool


@dataclass(frozen=True, slots=True)
class UserSheet:
    """Everything about one user."""

    row: UserRow
    email: str
    profile_id: int
    calendar_id: int | None
    calendar: str
    teams: tuple[str, ...]
    absences: tuple[AbsenceRow, ...]
    created_at: datetime
    event_count: int
    can_change: bool
    can_set_absence: bool


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """A profile in one line, with what it grants by permission."""

    id: int
    code: str
    name: str
    is_active: bool
    user_count: int
    event_count: int
    grants: dict[str, Grant]


def absent_until(person_ids: list[int]) -> dict[int, date]:
    """The last day of the absence of those persons who are not at work today; one query."""
    today = timezone.localdate()
    rows = Absence.objects.filter(user__person_id__in=person_ids, starts_on__lte=today, ends_on__gte=today)
    return dict(rows.order_by("ends_on").values_list("user__person_id", "ends_on"))


def rows_of(users: list[User]) -> tuple[UserRow, ...]:
    """Loaded users as lines; two queries."""
    ids = [user.person_id for user in users]
    mains = TeamMember.objects.filter(person_id__in=ids, is_main=True, team__is_active=True)
    teams = dict(mains.values_list("person_id", "team__name"))
    away = absent_until(ids)
    return tuple(
        UserRow(
            id=user.pk,
            username=user.username,
            person_id=user.person_id,
            name=user.person.shown_name,
            profile=user.profile.name,
            main_team=teams.get(user.person_id, ""),
            last_login=user.last_login,
            is_active=user.is_active and user.person.is_active,
            is_invited=user.is_invited,
            absent_until=away.get(user.person_id),
        )
        for user in users
    )


def users_page(
    actor: Actor, *, search: str = "", kind: str = "active", profile_id: int | None = None, after: int = 0
) -> UserPage:
    """The users by login, 50 at a time; `kind`: active, invited, inactive, all; three queries."""
    rules.check_can_view_users(actor)
    rows = User.objects.select_related("person", "profile").order_by("username", "id")
    working = Q(is_active=True, person__is_active=True)
    kinds = {"active": working, "invited": working & Q(is_invited=True), "inactive": ~working}
    rows = rows.filter(kinds.get(kind, Q()))
    if search:
        rows = rows.filter(
            Q(username__icontains=search.lower()) | Q(person__search_name__contains=fold(search))
        )
    if profile_id:
        rows = rows.filter(profile_id=profile_id)
    if actor.reach(Permission.USER_MANAGE) is not Reach.ALL:
        members = TeamMember.objects.filter(team_id__in=sorted(actor.team_ids))
        rows = rows.filter(person_id__in=members.values("person_id"))
    edge = User.objects.filter(pk=after).values_list("username", flat=True).first() if after else None
    if edge is not None:
        rows = rows.filter(username__gt=edge)
    found = list(rows[: PAGE + 1])
    shown = rows_of(found[:PAGE])
    return UserPage(shown, shown[-1].id if len(found) > PAGE else None)


def user_sheet(actor: Actor, user_id: int) -> UserSheet:
    """A user with its teams and absences; raises `NotFound`, `NotAllowed`."""
    rules.check_can_view_users(actor)
    user = User.objects.select_related("person", "profile", "calendar").filter(pk=user_id).first()
    teams = TeamMember.objects.filter(person_id=user.person_id if user else 0, team__is_active=True)
    own = actor.reach(Permission.USER_MANAGE) is Reach.ALL
    if user is None or not (own or teams.filter(team_id__in=sorted(actor.team_ids)).exists()):
        raise NotFound(_("User not found."))
    today = timezone.localdate()
    absences = Absence.objects.filter(user=user, ends_on__gte=today).order_by("starts_on", "id")
    return UserSheet(
        row=rows_of([user])[0],
        email=user.email,
        profile_id=user.profile_id,
        calendar_id=user.calendar_id,
        calendar=user.calendar.name if user.calendar else "",
        teams=tuple(
            teams.order_by("-is_main", "team__position", "team_id").values_list("team__name", flat=True)
        ),
        absences=tuple(
            AbsenceRow(one.pk, one.starts_on, one.ends_on, one.reason, one.starts_on <= today)
            for one in absences
        ),
        created_at=user.created_at,
        event_count=user.event_count,
        can_change=rules.can_manage_users(actor),
        can_set_absence=rules.can_set_absence(actor, user),
    )


def profiles_list(actor: Actor) -> list[ProfileRow]:
    """The profiles in their order with all grants; two queries; raises `NotAllowed`."""
    rules.check_can_view_users(actor)
    grants: dict[int, dict[str, Grant]] = {}
    for row in ProfileGrant.objects.order_by("id"):
        grants.setdefault(row.profile_id, {})[row.permission] = Grant(Reach(row.reach), row.limit)
    rows = Profile.objects.annotate(held=Count("users", filter=Q(users__is_active=True)))
    return [
        ProfileRow(
            one.pk, one.code, one.name, one.is_active, one.held, one.event_count, grants.get(one.pk, {})
        )
        for one in rows.order_by("-is_active", "position", "id")
    ]


def profile_row(actor: Actor, profile_id: int) -> ProfileRow:
    """One profile; two queries; raises `NotFound`, `NotAllowed`."""
    found = next((row for row in profiles_list(actor) if row.id == profile_id), None)
    if found is None:
        raise NotFound(_("This profile does not exist."))
    return found


def profile_choices(chosen: int | None = None) -> list[tuple[str, str]]:
    """The active profiles, and the one held already; one query."""
    rows = Profile.objects.filter(Q(is_active=True) | Q(pk=chosen or 0)).order_by("position", "id")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def user_choices(actor: Actor) -> list[tuple[str, str]]:
    """The active users by name, for the question why; one query."""
    rules.check_can_view_users(actor)
    rows = User.objects.filter(is_active=True).order_by(F("person__search_name"), "id")
    return [
        (str(user.pk), f"{user.person.shown_name} · {user.username}")
        for user in rows.select_related("person")
    ]
