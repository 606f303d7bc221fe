"""Who may see and change the company's Locais."""

from django.utils.translation import gettext as _

from central.domain.company.models import CompanyPlace
from central.foundation.actor import Actor, Reach
from central.foundation.errors import Conflict, NotAllowed

MANAGE = "registry.manage"


def can_view_places(actor: Actor) -> bool:
    """Whether the actor reads the Locais: with the right to registries at any reach."""
    return actor.may(MANAGE)


def check_can_view_places(actor: Actor) -> None:
    """Raises `NotAllowed` when the actor does not read the Locais."""
    if not can_view_places(actor):
        raise NotAllowed(_("Your profile does not see the Locais."))


def can_manage_places(actor: Actor) -> bool:
    """Whether the actor may make and change Locais: only at the reach of all."""
    return actor.reach(MANAGE) is Reach.ALL


def check_can_manage_places(actor: Actor) -> None:
    """Raises `NotAllowed` when the actor does not manage the registries of all."""
    if not can_manage_places(actor):
        raise NotAllowed(_("Your profile cannot change the Locais."))


def check_unchanged(place: CompanyPlace, seen: int | None) -> None:
    """Raises `Conflict` when the Local was changed since the form was shown."""
    if seen is not None and seen != place.event_count:
        raise Conflict(_("Somebody changed this Local meanwhile; compare before you save yours."))


def check_not_the_last(place: CompanyPlace) -> None:
    """Raises `Conflict` when this is the only Local in use: protocols need one."""
    if not CompanyPlace.objects.filter(is_active=True).exclude(pk=place.pk).exists():
        raise Conflict(_("The company keeps at least one Local in use."))
