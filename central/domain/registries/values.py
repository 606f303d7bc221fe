"""The values of an entry as they are stored: read, written, compared, told by words."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from central.domain.registries import rows
from central.domain.registries.checking import attribute
from central.domain.registries.declarations import Field, Kind, Registry
from central.foundation.events.models import ChainedModel
from central.foundation.events.publishing import plain

NOTHING = "–"


def read_values(registry: Registry, entry: ChainedModel) -> dict[str, Any]:
    """The values of an entry by field; references as ids."""
    return {field.name: read_value(registry, field, entry) for field in registry.fields}


def read_value(registry: Registry, field: Field, entry: ChainedModel) -> Any:
    """The value of one field."""
    if field.kind is Kind.ENTRIES:
        return sorted(getattr(entry, field.name).values_list("pk", flat=True))
    if field.kind is Kind.ROWS:
        return rows.read_rows(field, entry)
    return getattr(entry, attribute(registry, field.name))


def set_values(registry: Registry, entry: ChainedModel, values: Mapping[str, Any]) -> list[str]:
    """Give a row its values and answer the columns that were set; those in tables of their own wait."""
    columns = []
    for field in registry.fields:
        if field.kind not in (Kind.ENTRIES, Kind.ROWS) and field.name in values:
            setattr(entry, attribute(registry, field.name), values[field.name])
            columns.append(field.name)
    return columns


def set_references(registry: Registry, entry: ChainedModel, values: Mapping[str, Any]) -> None:
    """Write the several entries that a saved row refers to, and the rows that stand under it."""
    for field in registry.fields:
        if field.kind is Kind.ENTRIES and field.name in values:
            getattr(entry, field.name).set(values[field.name])
        elif field.kind is Kind.ROWS and field.name in values:
            rows.write_rows(field, entry, values[field.name])


def changes_between(
    registry: Registry, before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, list[Any]]:
    """What differs, each value from and to; of rows only those that differ."""
    changes: dict[str, list[Any]] = {}
    for field in registry.fields:
        sides = before[field.name], after[field.name]
        if sides[0] != sides[1]:
            told = rows.differing(*sides) if field.kind is Kind.ROWS else sides
            changes[field.name] = [plain(side) for side in told]
    return changes


def label_of(row: Any) -> str:
    """How an entry is named where another one refers to it: a type with its group."""
    return str(getattr(row, "full_name", row))


Labels = dict[tuple[str, int], str]


def load_labels(registry: Registry, wanted: Mapping[str, Iterable[int]]) -> Labels:
    """The names of the entries that values refer to, by field and id; one query a referring field."""
    labels: Labels = {}
    for field in registry.fields:
        ids = set(wanted.get(field.name, ()))
        if field.of is not None and ids:
            rows = field.of._default_manager.filter(pk__in=ids)
            labels |= {(field.name, row.pk): label_of(row) for row in rows}
    return labels


def in_words(field: Field, value: Any, labels: Labels) -> str:
    """A stored value as people read it."""
    if field.kind is Kind.YES_NO:
        return _("Yes") if value else _("No")
    if field.kind is Kind.ENTRY:
        return labels.get((field.name, value), NOTHING) if value else NOTHING
    if field.kind is Kind.ENTRIES:
        return ", ".join(labels.get((field.name, one), NOTHING) for one in value or ()) or NOTHING
    if field.kind is Kind.DECIMAL:
        return NOTHING if value is None else f"{Decimal(value).normalize():f}".replace(".", ",")
    if field.kind is Kind.LINES:
        return ", ".join(value or ()) or NOTHING
    if field.kind is Kind.ROWS:
        return str(len(value or ()))
    if field.kind in (Kind.CHOICE, Kind.COLOUR):
        words = {str(key): str(shown) for key, shown in field.choices}
        return words.get(str(value), NOTHING)
    return NOTHING if value in (None, "") else str(value)
