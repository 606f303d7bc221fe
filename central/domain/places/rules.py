"""Who may bring another list of municipalities."""

from django.utils.translation import gettext as _

from central.foundation.actor import Actor
from central.foundation.errors import NotAllowed

MANAGE = "registry.manage"


def can_load_municipalities(actor: Actor) -> bool:
    """Whether the actor may change the list of municipalities."""
    return actor.may(MANAGE)


def check_can_load_municipalities(actor: Actor) -> None:
    """Raises `NotAllowed` when the actor may not change the list of municipalities."""
    if not can_load_municipalities(actor):
        raise NotAllowed(_("Your profile cannot change the list of municipalities."))
