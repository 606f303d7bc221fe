"""The rows that stand under an entry: read and written as lists of values, told where they differ."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from central.domain.people.names import fold
from central.domain.registries.declarations import Field, Rows

Row = dict[str, Any]
STEP = 10
LONGEST_CODE = 40


def read_rows(field: Field, entry: Any) -> list[Row]:
    """The rows under an entry in their order, retired ones among them."""
    assert field.rows is not None
    names = [one.name for one in field.rows.fields]
    return [
        {"id": row.pk, "is_active": row.is_active, **{name: getattr(row, name) for name in names}}
        for row in stored_rows(field.rows, entry)
    ]


def stored_rows(declared: Rows, entry: Any) -> list[Any]:
    """The rows of the table under an entry, in their order."""
    return list(
        declared.model._default_manager.filter(**{declared.parent: entry.pk}).order_by("position", "pk")
    )


def write_rows(field: Field, entry: Any, rows: Sequence[Row]) -> None:
    """Store rows in the order given: new ones get a code, changed ones keep theirs, none is deleted."""
    assert field.rows is not None
    declared = field.rows
    stored = {row.pk: row for row in stored_rows(declared, entry)}
    codes = {row.code for row in stored.values()}
    left = [pk for pk in stored if pk not in {row["id"] for row in rows}]
    for place, values in enumerate([*rows, *({"id": pk} for pk in left)], start=1):
        row = stored.get(values["id"]) or declared.model(**{f"{declared.parent}_id": entry.pk})
        if row.pk is None:
            row.code = free_code(str(values[declared.naming.name]), codes)
            codes.add(row.code)
        else:
            keep_wording(declared, row, values)
        row.position = place * STEP
        for name, value in values.items():
            if name != "id":
                setattr(row, name, value)
        row.save()


def keep_wording(declared: Rows, row: Any, values: Mapping[str, Any]) -> None:
    """Keep what a row was called until now, for whatever was written under that name."""
    name = declared.naming.name
    if name in values and values[name] != getattr(row, name):
        row.earlier = "\n".join([*row.earlier.splitlines(), getattr(row, name)])


def free_code(name: str, taken: Iterable[str]) -> str:
    """A code that no row of the entry has, made of the name's words."""
    stem = re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_")[: LONGEST_CODE - 6] or "item"
    known = set(taken)
    return next(
        code for n in range(1, len(known) + 3) if (code := f"{stem}_{n}" if n > 1 else stem) not in known
    )


def differing(before: Sequence[Row], after: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The rows that differ, with the place (from 1) that each had and has."""
    old, new = placed(before), placed(after)
    ids = [pk for pk in {**old, **new} if old.get(pk) != new.get(pk)]
    return [old[pk] for pk in ids if pk in old], [new[pk] for pk in ids if pk in new]


def placed(rows: Sequence[Row]) -> dict[int, Row]:
    """Rows by id, each with its place."""
    return {row["id"]: {**row, "place": place} for place, row in enumerate(rows, start=1)}
