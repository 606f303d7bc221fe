"""From a user to its Actor, and what the settings page shows."""

from dataclasses import dataclass

from central.domain.access.models import User
from central.domain.teams.models import TeamMember
from central.foundation.actor import Actor, Grant, Reach
from central.foundation.errors import NotFound


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


def signed_in(user_id: int) -> SignedIn:
    """The actor of an active user with its preferences; three queries; raises `NotFound`."""
    user = (
        User.objects.select_related("person", "profile")
        .prefetch_related("profile__grants")
        .filter(pk=user_id, is_active=True)
        .first()
    )
    if user is None:
        raise NotFound("User not found")
    memberships = list(
        TeamMember.objects.filter(person_id=user.person_id, team__is_active=True)
        .select_related("team")
        .order_by("-is_main", "team__position", "team_id")
    )
    actor = Actor(
        user_id=user.pk,
        person_id=user.person_id,
        name=user.person.shown_name,
        login=user.username,
        grants={g.permission: Grant(Reach(g.reach), g.limit) for g in user.profile.grants.all()},
        team_ids=frozenset(m.team_id for m in memberships),
        main_team_id=memberships[0].team_id if memberships else None,
        is_technician=user.person.is_technician,
    )
    return SignedIn(
        actor=actor,
        profile_code=user.profile.code,
        profile_name=user.profile.name,
        team_name=memberships[0].team.name if memberships else "",
        language=user.language,
        theme=user.theme,
        single_letters=user.single_letters,
    )


def actor_for_user(user_id: int) -> Actor:
    """The actor of an active user; raises `NotFound`."""
    return signed_in(user_id).actor
