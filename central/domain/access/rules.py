"""Who may do what to users."""

from django.utils.translation import gettext as _

from central.domain.access.models import User
from central.domain.access.permissions import Permission
from central.foundation.actor import Actor
from central.foundation.errors import NotAllowed


def check_can_change_own(actor: Actor, user: User) -> None:
    """A user's preferences and password are changed by that user alone; raises `NotAllowed`."""
    if actor.user_id != user.pk:
        raise NotAllowed(_("Only the user can change this."))


def can_create_user(actor: Actor) -> bool:
    """Whether the actor may make logins."""
    return actor.may(Permission.USER_MANAGE)


def check_can_create_user(actor: Actor) -> None:
    """Raises `NotAllowed` when the actor may not make logins."""
    if not can_create_user(actor):
        raise NotAllowed(_("Your profile cannot create users."))
