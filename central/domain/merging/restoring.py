"""Giving everything back: what is still as the merging left it goes back, what changed since stays."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model

from central.domain.merging.deriving import derived_values, ensure_main
from central.domain.merging.models import Merge, MovedRow
from central.domain.merging.parts import DERIVED, ROLE_COLUMNS
from central.domain.merging.recording import BATCH, MARK, model_of
from central.domain.people.leaving import check_may_lose_roles
from central.domain.people.models import Person
from central.foundation.errors import Conflict

PERSON = "people.Person"


def as_kept(value: Any) -> Any:
    """A value as the record keeps it."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


@dataclass(slots=True)
class Rows:
    """What a merging changed, beside what these rows hold now."""

    kept: list[MovedRow]
    current: dict[tuple[str, int], Model] = field(default_factory=dict)

    def row(self, moved: MovedRow) -> Model | None:
        """The row as it is now, None when it is gone."""
        return self.current.get((moved.model, moved.row_id))

    def value(self, moved: MovedRow) -> Any:
        """What the column holds now."""
        row = self.row(moved)
        return None if row is None else as_kept(getattr(row, attribute(moved)))

    def is_as_left(self, moved: MovedRow) -> bool:
        """Whether the row is there and its column is still as the merging left it."""
        row = self.row(moved)
        return row is not None and (not moved.field or self.value(moved) == moved.after)

    def is_gone(self, moved: MovedRow) -> bool:
        """Whether the row was deleted since."""
        return self.row(moved) is None


def attribute(moved: MovedRow) -> str:
    """The attribute of a row that a record is about."""
    return str(model_of(moved)._meta.get_field(moved.field.removesuffix("_id")).attname)  # type: ignore[union-attr]


def rows_of_merge(merge: Merge, *, models: Collection[str] | None = None) -> Rows:
    """The record of a merging with the rows as they are now; one query, and one for each table."""
    found = MovedRow.objects.filter(merge=merge).order_by("pk")
    rows = Rows(list(found if models is None else found.filter(model__in=models)))
    by_model: dict[str, set[int]] = {}
    for moved in rows.kept:
        by_model.setdefault(moved.model, set()).add(moved.row_id)
    for label, ids in by_model.items():
        manager = model_of(next(m for m in rows.kept if m.model == label))._default_manager
        for start in range(0, len(ids), BATCH):
            part = sorted(ids)[start : start + BATCH]
            rows.current |= {(label, row.pk): row for row in manager.filter(pk__in=part)}
    return rows


def person_records(rows: Rows, person: Person) -> list[MovedRow]:
    """What the merging changed in one of the two persons themselves, but for its pointing at the other."""
    return [moved for moved in rows.kept if moved.model == PERSON and moved.row_id == person.pk]


def changed_since(rows: Rows, survivor: Person) -> list[MovedRow]:
    """The columns of the survivor that somebody changed after the merging."""
    own = [moved for moved in person_records(rows, survivor) if moved.field not in DERIVED]
    return [moved for moved in own if not rows.is_as_left(moved)]


def restore_survivor(rows: Rows, survivor: Person, given_back: Collection[str]) -> list[str]:
    """Put the survivor's columns back that are as the merging left them, and those asked for."""
    columns = []
    for moved in person_records(rows, survivor):
        if moved.field in DERIVED:
            continue
        moved.is_back = rows.is_as_left(moved) or moved.field in given_back
        if moved.is_back and moved.field in ROLE_COLUMNS:
            moved.is_back = may_lose(survivor, moved.field)
        if moved.is_back:
            set_column(survivor, moved.field, moved.before)
            columns.append(moved.field)
    if survivor.is_effective and not survivor.is_collaborator:
        survivor.is_collaborator = True
    return columns


def may_lose(person: Person, column: str) -> bool:
    """Whether a person may lose a role again that the merging gave it."""
    try:
        check_may_lose_roles(person, {column.removeprefix("is_")})
    except Conflict:
        return False
    return True


def set_column(person: Person, column: str, value: Any) -> None:
    """Put a kept value on an instance."""
    setattr(person, column, Person._meta.get_field(column.removesuffix("_id")).to_python(value))  # type: ignore[union-attr]


def restore_merged(rows: Rows, merged: Person) -> list[str]:
    """Put the merged person's columns back; a document that somebody else has by now stays with it."""
    columns = []
    for moved in person_records(rows, merged):
        taken = moved.field == "document" and Person.objects.filter(document=moved.before).exists()
        moved.is_back = not taken
        if moved.is_back:
            set_column(merged, moved.field, moved.before)
            columns.append(moved.field)
    return columns


def restore_rows(rows: Rows, survivor: Person, merged: Person) -> list[int]:
    """Give rows back, and what was deleted since anew; answers the protocols whose client went back."""
    records = [m for m in rows.kept if m.model != PERSON or m.row_id not in (survivor.pk, merged.pk)]
    marks = {(m.model, m.row_id) for m in records if m.field == MARK}
    tickets = []
    for moved in records:
        if not moved.field:
            moved.is_back = drop_made(rows, moved)
        elif moved.field != MARK and rows.is_as_left(moved):
            give_back(moved, unmarks=(moved.model, moved.row_id) not in marks)
            moved.is_back = True
            if (moved.model, moved.field) == ("tickets.Ticket", "customer"):
                tickets.append(moved.row_id)
        elif moved.field != MARK:
            moved.is_back = rows.is_gone(moved) and create_again(moved)
    back = {(m.model, m.row_id) for m in records if m.is_back}
    for moved in records:
        if moved.field == MARK:
            moved.is_back = (moved.model, moved.row_id) in back
            if moved.is_back:
                model_of(moved)._default_manager.filter(pk=moved.row_id).update(**{MARK: moved.before})
    return tickets


def drop_made(rows: Rows, moved: MovedRow) -> bool:
    """Take a row out that the merging made; one that is gone is as good as taken out."""
    row = rows.row(moved)
    if row is not None:
        row.delete()
    return True


def give_back(moved: MovedRow, *, unmarks: bool) -> None:
    """Let a row point at where it came from; a mark that it got since stays behind."""
    model = model_of(moved)
    values = {attribute(moved): moved.before}
    if unmarks and any(column.name == MARK for column in model._meta.concrete_fields):
        values[MARK] = (moved.snapshot or {}).get(MARK, False)
    model._default_manager.filter(pk=moved.row_id).update(**values)


def create_again(moved: MovedRow) -> bool:
    """Make a row anew that was deleted since, as it was before the merging."""
    if moved.snapshot is None:
        return False
    model = model_of(moved)
    columns = {column.attname: column for column in model._meta.concrete_fields}
    values = {name: columns[name].to_python(value) for name, value in moved.snapshot.items()}
    model._default_manager.bulk_create([model(**{**values, attribute(moved): moved.before})])
    return True


def restore_derived(rows: Rows, survivor: Person, merged: Person) -> None:
    """What the persons repeat for lists: as it was where nothing changed since, made anew elsewhere."""
    is_untouched = all(
        moved.is_back and not (moved.field and rows.is_gone(moved))
        for moved in rows.kept
        if moved.field not in DERIVED
    )
    for moved in person_records(rows, survivor):
        if moved.field in DERIVED:
            moved.is_back = is_untouched and rows.is_as_left(moved)
            if moved.is_back:
                set_column(survivor, moved.field, moved.before)
    for person in (survivor, merged):
        if not is_untouched:
            ensure_main(person)
            for column, value in derived_values(person).items():
                setattr(person, column, value)


def keep_outcome(kept: Iterable[MovedRow]) -> None:
    """Store for each row whether it was given back."""
    MovedRow.objects.bulk_update(kept, ["is_back"], batch_size=BATCH)
