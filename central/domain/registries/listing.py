"""All registries, in the order of the menu."""

from central.domain.registries.declarations import Registry
from central.domain.registries.declared import (
    catalogs,
    checklists,
    escalation,
    fields,
    handling,
    lists,
    persons,
)
from central.foundation.errors import NotFound

DECLARED = (
    *handling.REGISTRIES, *escalation.REGISTRIES, *fields.REGISTRIES, *checklists.REGISTRIES,
    *catalogs.REGISTRIES, *lists.REGISTRIES, *persons.REGISTRIES,
)  # fmt: skip
REGISTRIES: dict[str, Registry] = {registry.key: registry for registry in DECLARED}
BY_SLUG: dict[str, Registry] = {registry.slug: registry for registry in REGISTRIES.values()}


def registry_of(key: str) -> Registry:
    """The registry of a key; raises `NotFound`."""
    if key not in REGISTRIES:
        raise NotFound("No such registry")
    return REGISTRIES[key]
