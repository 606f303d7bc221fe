"""What a protocol is filed under: Catálogo › Item › Classe where its type has one, Contexto › Problema."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from central.domain.catalog.models import (
    CatalogClass,
    CatalogItem,
    NamedChoice,
    RequestContext,
    RequestProblem,
    ServiceCatalog,
    TicketType,
)
from central.domain.tickets.models import Ticket
from central.foundation.errors import Invalid


@dataclass(frozen=True, slots=True)
class Filing:
    """The ids chosen, None for none; named as the columns of a protocol are."""

    catalog: int | None = None
    catalog_item: int | None = None
    catalog_class: int | None = None
    context: int | None = None
    problem: int | None = None

    def columns(self) -> dict[str, int | None]:
        """The values of a protocol's columns."""
        return {f"{one.name}_id": getattr(self, one.name) for one in fields(self)}


Levels = tuple[tuple[str, type[NamedChoice], str], ...]
LEVELS: Levels = (
    ("catalog", ServiceCatalog, ""),
    ("catalog_item", CatalogItem, "catalog"),
    ("catalog_class", CatalogClass, "item"),
)
PROBLEMS: Levels = (
    ("context", RequestContext, ""),
    ("problem", RequestProblem, "context"),
)
NAMES = tuple(name for name, *_rest in (*LEVELS, *PROBLEMS))


def filing_of(ticket: Ticket) -> Filing:
    """What a protocol is filed under now."""
    return Filing(**{name: getattr(ticket, f"{name}_id") for name in NAMES})


def check_filing(kind: TicketType, given: Filing, stored: Filing | None = None) -> Filing:
    """What was chosen as it is kept; raises `Invalid` at each field that does not fit or is missing.

    What the protocol has already may stay though it was switched off since. A type without catalogues
    keeps none, whatever was sent.
    """
    held = stored or Filing()
    errors: dict[str, str] = {}
    chosen: dict[str, int | None] = {}
    if has_catalogs(kind):
        follow(LEVELS, kind.catalogs.all(), given, held, chosen, errors, is_asked=kind.requires_catalog)
    contexts = RequestContext.objects.all()
    follow(PROBLEMS, contexts, given, held, chosen, errors, is_asked=kind.requires_problem)
    if errors:
        raise Invalid(_("Some fields need mending."), errors=errors)
    return Filing(**chosen)


def has_catalogs(kind: TicketType) -> bool:
    """Whether a protocol of the type is filed under a catalogue."""
    return kind.catalogs.filter(is_active=True).exists()


def follow(
    levels: Levels,
    first: Any,
    given: Filing,
    held: Filing,
    chosen: dict[str, int | None],
    errors: dict[str, str],
    *,
    is_asked: bool,
) -> None:
    """Go down the levels: each choice stands under the one before, and is there where it is asked."""
    above: int | None = None
    for depth, (name, model, parent) in enumerate(levels):
        rows: Any = model._default_manager.all() if depth else first
        rows = rows.filter(**{f"{parent}_id": above}) if parent else rows
        wanted, kept = getattr(given, name), getattr(held, name)
        offered = rows.filter(Q(is_active=True) | Q(pk=kept or 0))
        chosen[name] = wanted
        if wanted and not offered.filter(pk=wanted).exists():
            errors[name] = _("Choose one of the options.")
        elif not wanted and is_asked and rows.filter(is_active=True).exists():
            errors[name] = _("This type asks for it.")
        above = wanted
        if not wanted:
            break


def changed(before: Filing, after: Filing) -> dict[str, tuple[object, object]]:
    """The ids that differ, from → to."""
    sides = ((name, getattr(before, name), getattr(after, name)) for name in NAMES)
    return {name: (old, new) for name, old, new in sides if old != new}


def told(filing: Filing) -> Mapping[str, int] | None:
    """What a fact tells of it: the ids that are there, None for none."""
    return {name: pk for name in NAMES if (pk := getattr(filing, name))} or None
