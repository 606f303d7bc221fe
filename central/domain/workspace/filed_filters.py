"""Filtering protocols by what they are filed under: a catalogue, item or class; a context or problem."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Concat

from central.domain.catalog.models import (
    CatalogClass,
    CatalogItem,
    NamedChoice,
    RequestContext,
    RequestProblem,
    ServiceCatalog,
)
from central.domain.tickets.models import Ticket

ARROW = " › "


class Filed(StrEnum):
    """The levels that a protocol may be filed under, as its columns are called."""

    CATALOG = "catalog"
    ITEM = "catalog_item"
    CLASS = "catalog_class"
    CONTEXT = "context"
    PROBLEM = "problem"


TABLES: dict[Filed, type[NamedChoice]] = {
    Filed.CATALOG: ServiceCatalog,
    Filed.ITEM: CatalogItem,
    Filed.CLASS: CatalogClass,
    Filed.CONTEXT: RequestContext,
    Filed.PROBLEM: RequestProblem,
}
PATHS = {
    Filed.CATALOG: ("name",),
    Filed.ITEM: ("catalog__name", "name"),
    Filed.CLASS: ("item__catalog__name", "item__name", "name"),
    Filed.CONTEXT: ("name",),
    Filed.PROBLEM: ("context__name", "name"),
}
CATALOGS = (Filed.CATALOG, Filed.ITEM, Filed.CLASS)
PROBLEMS = (Filed.CONTEXT, Filed.PROBLEM)


@dataclass(frozen=True, slots=True)
class FiledUnder:
    """One entry of one level; what lies below it is found too, because a protocol keeps every level."""

    level: Filed
    id: int


FiledChoices = list[tuple[FiledUnder, str]]


def with_filed(found: QuerySet[Ticket], wanted: FiledUnder | None) -> QuerySet[Ticket]:
    """The protocols that are filed under an entry; all of them without one."""
    return found if wanted is None else found.filter(**{f"{wanted.level}_id": wanted.id})


def path_of(level: Filed) -> Any:
    """The names from the first level down, as an expression."""
    words: list[Any] = []
    for column in PATHS[level]:
        words += [Value(ARROW), F(column)] if words else [F(column)]
    return Concat(*words, output_field=CharField()) if len(words) > 1 else words[0]


def path_query(wanted: FiledUnder) -> QuerySet[Any, Any]:
    """The names of a chosen entry from the first level down, as a query of one word."""
    table = TABLES[wanted.level]._default_manager.filter(pk=wanted.id).order_by()
    return table.annotate(word=path_of(wanted.level)).values("word")[:1]


def filed_choices(levels: tuple[Filed, ...]) -> FiledChoices:
    """The active entries of some levels, each below the one it belongs to; one query."""
    parts = [
        TABLES[level]
        ._default_manager.filter(is_active=True)
        .order_by()
        .annotate(level=Value(level.value, output_field=CharField()), path=path_of(level))
        .values_list("level", "pk", "path")
        for level in levels
    ]
    rows = sorted(parts[0].union(*parts[1:], all=True), key=lambda row: row[2].casefold().split(ARROW))
    return [(FiledUnder(Filed(level), pk), path) for level, pk, path in rows]
