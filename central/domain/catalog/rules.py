"""Who may change the catalogue."""

from django.utils.translation import gettext as _

from central.domain.access.permissions import Permission
from central.foundation.actor import Actor, Reach
from central.foundation.errors import NotAllowed


def can_load_catalogue(actor: Actor) -> bool:
    """Whether the actor may load the seed catalogue."""
    return actor.reach(Permission.REGISTRY_MANAGE) is Reach.ALL


def check_can_load_catalogue(actor: Actor) -> None:
    """Raises `NotAllowed` when the actor does not manage all registries."""
    if not can_load_catalogue(actor):
        raise NotAllowed(_("Your profile cannot change the catalogue."))
