"""From a user to its Actor, and what the settings page shows."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, F, IntegerField, QuerySet, Value, When
from django.db.models.functions import Coalesce, Concat, NullIf

from central.domain.access.models import Profile, ProfileGrant, User
from central.domain.company.models import ParameterValue
from central.domain.company.parameters import hold
from central.domain.people.columns import kept_columns
from central.domain.people.models import Person
from central.domain.teams.models import TeamMember
from central.foundation.actor import Actor, Grant, Reach
from central.foundation.errors import NotFound
from central.foundation.prepared.queries import Prepared

PARAMETER = "parameter "


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An actor with what the screens need of its user."""

    actor: Actor
    profile_code: str
    profile_name: str
    team_name: str
    language: str
    theme: str
    single_letters: bool
    people_columns: tuple[str, ...]


def signed_in(user_id: int) -> SignedIn:
    """The actor of an active user with its preferences; two queries; raises `NotFound`."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        raise NotFound("User not found")
    return signed_in_user(user)


def signed_in_user(user: User) -> SignedIn:
    """The same for a user that is loaded already, as the session does at each request; one query.

    Raises `NotFound` when the person is out of use: nobody acts in its name.
    """
    rows = HELD(person_id=user.person_id, profile_id=user.profile_id)
    held = [Held(*row) for row in rows]
    if not any(found.kind == "person" and found.limit for found in held):
        raise NotFound("User not found")
    teams = sorted((held_row for held_row in held if held_row.kind == "team"), key=lambda team: team.order)
    words = {found.kind: found.text for found in held if found.kind in {"person", "profile", "code"}}
    hold({found.parameter: found.text for found in held if found.parameter})
    actor = Actor(
        user_id=user.pk,
        person_id=user.person_id,
        name=words["person"],
        login=user.username,
        grants={found.text: found.grant for found in held if found.kind == "grant"},
        team_ids=frozenset(team.number for team in teams),
        main_team_id=teams[0].number if teams else None,
        is_technician=any(found.kind == "person" and found.number for found in held),
    )
    return SignedIn(
        actor=actor,
        profile_code=words["code"],
        profile_name=words["profile"],
        team_name=teams[0].text if teams else "",
        language=user.language,
        theme=user.theme,
        single_letters=user.single_letters,
        people_columns=kept_columns(user.people_columns),
    )


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that makes a user an actor: its person, its profile, a grant or a team; or a parameter."""

    kind: str
    text: str
    number: int
    limit: int | None
    position: int

    @property
    def parameter(self) -> str:
        """The key of the company's parameter that this is, '' for anything else."""
        return self.kind.removeprefix(PARAMETER) if self.kind.startswith(PARAMETER) else ""

    @property
    def grant(self) -> Grant:
        """The grant that this is."""
        return Grant(Reach(self.number), self.limit)

    @property
    def order(self) -> tuple[int, int, int]:
        """Where a team stands among the others: the main one first."""
        return -(self.limit or 0), self.position, self.number


def held_by(person_id: int, profile_id: int) -> QuerySet[Any, Any]:
    """Person, profile, grants and active teams of a user, and what the company decided, in one query."""
    text, number = CharField(), IntegerField()
    none = Value(0, output_field=number)

    def named(kind: str, rows: QuerySet[Any, Any], *columns: Any) -> QuerySet[Any, Any]:
        return rows.order_by().values_list(Value(kind, output_field=text), *columns)

    shown = Coalesce(NullIf(F("social_name"), Value("")), F("name"), output_field=text)
    technician = Case(When(is_technician=True, then=Value(1)), default=none, output_field=number)
    working = Case(When(is_active=True, then=Value(1)), default=none, output_field=number)
    main = Case(When(is_main=True, then=Value(1)), default=none, output_field=number)
    profile = Profile.objects.filter(pk=profile_id)
    grants = ProfileGrant.objects.filter(profile_id=profile_id)
    teams = TeamMember.objects.filter(person_id=person_id, team__is_active=True)
    key = Concat(Value(PARAMETER), F("key"), output_field=text)
    parameters = ParameterValue.objects.order_by().values_list(key, F("value"), none, none, none)
    return named("person", Person.objects.filter(pk=person_id), shown, technician, working, none).union(
        named("profile", profile, F("name"), none, none, none),
        named("code", profile, F("code"), none, none, none),
        named("grant", grants, F("permission"), F("reach"), F("limit"), none),
        named("team", teams, F("team__name"), F("team_id"), main, F("team__position")),
        parameters,
        all=True,
    )


HELD: Prepared[Any] = Prepared(held_by)


def actor_for_user(user_id: int) -> Actor:
    """The actor of an active user; raises `NotFound`."""
    return signed_in(user_id).actor


def may_sign_in(user_id: int) -> bool:
    """Whether a user and its person are in use; one query."""
    return User.objects.filter(pk=user_id, is_active=True, person__is_active=True).exists()
