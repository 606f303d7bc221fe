"""Who may see and change teams, and who may be in one."""

from django.utils.translation import gettext as _

from central.domain.people.models import Person
from central.domain.teams.models import Team
from central.foundation.actor import Actor, Reach
from central.foundation.errors import Conflict, Invalid, NotAllowed

MANAGE = "user.manage"


def can_view_teams(actor: Actor) -> bool:
    """Whether the actor reads the registry of teams: with the right at any reach."""
    return actor.may(MANAGE)


def check_can_view_teams(actor: Actor) -> None:
    """Raises `NotAllowed` when the actor does not read the registry of teams."""
    if not can_view_teams(actor):
        raise NotAllowed(_("Your profile does not see the registry of teams."))


def can_manage_teams(actor: Actor) -> bool:
    """Whether the actor may make teams and change their rules: only at the reach of all."""
    return actor.reach(MANAGE) is Reach.ALL


def check_can_manage_teams(actor: Actor) -> None:
    """Raises `NotAllowed` when the actor may not change teams."""
    if not can_manage_teams(actor):
        raise NotAllowed(_("Your profile cannot change teams."))


def can_manage_members(actor: Actor, team: Team) -> bool:
    """Whether the actor may change who is in a team: any team at the reach of all, else the own ones."""
    reach = actor.reach(MANAGE)
    return reach is Reach.ALL or (reach >= Reach.TEAM and team.pk in actor.team_ids)


def check_can_manage_members(actor: Actor, team: Team) -> None:
    """Raises `NotAllowed` when the actor may not change who is in a team."""
    if not can_manage_members(actor, team):
        raise NotAllowed(_("Your profile does not change who is in this team."))


def check_may_be_member(person: Person) -> None:
    """Only persons with *Efetivo* are members (the operator's manual on teams); raises `Invalid`."""
    if not person.is_effective or not person.is_active:
        raise Invalid(_("Only active persons marked as effective can be members."), field="person_id")


def check_unchanged(team: Team, seen: int | None) -> None:
    """Raises `Conflict` when the team changed after the form was shown; `seen` is its count of facts."""
    if seen is not None and team.event_count != seen:
        raise Conflict(
            _("%(name)s was changed by somebody else meanwhile. Look at it again, then save.")
            % {"name": team.name}
        )
