"""Who may keep the registries, and which states forbid a change."""

from typing import Any

from django.utils.translation import gettext as _

from central.domain.access.permissions import Permission
from central.domain.registries.declarations import Registry
from central.foundation.actor import Actor, Reach
from central.foundation.errors import Conflict, NotAllowed


def can_manage(actor: Actor) -> bool:
    """Whether the actor keeps the registries: lists of the whole company, so only with the widest reach."""
    return actor.reach(Permission.REGISTRY_MANAGE) is Reach.ALL


def check_can_manage(actor: Actor) -> None:
    """Raises `NotAllowed` when the actor does not keep the registries."""
    if not can_manage(actor):
        raise NotAllowed(_("Your profile does not include the registries. Ask an administrator."))


def check_can_set_active(registry: Registry, entry: Any, is_active: bool) -> None:
    """Raises `Conflict` when the entry is so already, or stands for something that the product needs."""
    if entry.is_active == is_active:
        raise Conflict(
            _("This entry is active already.") if is_active else _("This entry is inactive already.")
        )
    if not is_active and getattr(entry, "is_default", False):
        raise Conflict(_("This is the default entry: make another one the default first."))
    if is_active:
        return
    for use in registry.needs:
        if number := use.count(entry.pk):
            raise Conflict(
                _("%(name)s is the default of %(uses)s. Give them another one first.")
                % {"name": entry.name, "uses": use.words(number)}
            )


def check_can_add(registry: Registry) -> None:
    """Raises `Conflict` for a registry whose entries the product knows."""
    if registry.is_fixed:
        raise Conflict(_("The entries of this registry are fixed: change their names and colours."))


def check_can_reorder(registry: Registry) -> None:
    """Raises `Conflict` for a registry whose entries stand by name."""
    if not registry.has_order:
        raise Conflict(_("The entries of this registry stand in the order of their names."))
