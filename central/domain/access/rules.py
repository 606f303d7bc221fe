"""Who may do what to users."""

from django.utils.translation import gettext as _

from central.domain.access.models import User
from central.domain.access.permissions import Permission
from central.foundation.actor import Actor, Reach
from central.foundation.errors import Conflict, NotAllowed


def check_can_change_own(actor: Actor, user: User) -> None:
    """A user's preferences and password are changed by that user alone; raises `NotAllowed`."""
    if actor.user_id != user.pk:
        raise NotAllowed(_("Only the user can change this."))


def can_view_users(actor: Actor) -> bool:
    """Whether the actor reads users and profiles: with the right at any reach."""
    return actor.may(Permission.USER_MANAGE)


def check_can_view_users(actor: Actor) -> None:
    """Raises `NotAllowed` when the actor does not read users and profiles."""
    if not can_view_users(actor):
        raise NotAllowed(_("Your profile does not see users and profiles."))


def can_manage_users(actor: Actor) -> bool:
    """Whether the actor may change users and profiles: only at the reach of all, or rights would leak."""
    return actor.reach(Permission.USER_MANAGE) is Reach.ALL


def check_can_manage_users(actor: Actor) -> None:
    """Raises `NotAllowed` when the actor may not change users and profiles."""
    if not can_manage_users(actor):
        raise NotAllowed(_("Your profile cannot change users and profiles."))


def can_create_user(actor: Actor) -> bool:
    """Whether the actor may make logins."""
    return can_manage_users(actor)


def check_can_create_user(actor: Actor) -> None:
    """Raises `NotAllowed` when the actor may not make logins."""
    if not can_create_user(actor):
        raise NotAllowed(_("Your profile cannot create users."))


def can_set_absence(actor: Actor, user: User) -> bool:
    """Whether the actor may note a user's absence: the own, and those of the users it manages."""
    return actor.user_id == user.pk or can_manage_users(actor)


def check_can_set_absence(actor: Actor, user: User) -> None:
    """Raises `NotAllowed` when the actor may not note this user's absence."""
    if not can_set_absence(actor, user):
        raise NotAllowed(_("Your profile does not note absences of other people."))


def check_can_deactivate(actor: Actor, user: User) -> None:
    """Nobody locks the own login; another administrator does; raises `Conflict`."""
    if actor.user_id == user.pk:
        raise Conflict(_("Nobody deactivates the own login; ask another administrator."))
