"""Changing rows while keeping what they were: each changed column becomes a `MovedRow`."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import apps
from django.db.models import Model

from central.domain.merging.models import Merge, MovedRow

BATCH = 500
MARK = "is_main"


def label_of(row: Model | type[Model]) -> str:
    """The name that a table has in the record."""
    return row._meta.label


def column_of(model: type[Model], field: str) -> str:
    """The attribute that holds the stored value of a field: `customer` → `customer_id`."""
    return str(model._meta.get_field(field).attname)  # type: ignore[union-attr]


def snapshot_of(row: Model) -> dict[str, Any]:
    """All columns of a row by attribute."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


class Record:
    """Everything that one merging changes."""

    def __init__(self, merge: Merge) -> None:
        self.merge = merge
        self.rows: list[MovedRow] = []

    def note(self, row: Model, field: str, before: Any, after: Any, snapshot: Any = None) -> None:
        """Note one column of one row."""
        self.rows.append(
            MovedRow(
                merge=self.merge,
                model=label_of(row),
                row_id=row.pk,
                field=field,
                before=before,
                after=after,
                snapshot=snapshot,
            )
        )

    def move(self, rows: Iterable[Model], field: str, target_id: int, *, is_kept_whole: bool) -> int:
        """Let rows point at somebody else; answers how many. Other columns stay as they are."""
        moved = list(rows)
        for row in moved:
            column = column_of(type(row), field)
            snapshot = snapshot_of(row) if is_kept_whole else None
            self.note(row, field, getattr(row, column), target_id, snapshot)
        for start in range(0, len(moved), BATCH):
            part = moved[start : start + BATCH]
            manager = type(part[0])._default_manager
            manager.filter(pk__in=[row.pk for row in part]).update(
                **{column_of(type(part[0]), field): target_id}
            )
        return len(moved)

    def change(self, row: Model, values: dict[str, Any]) -> None:
        """Put values on an instance and note them; the caller saves it."""
        for column, value in values.items():
            self.note(row, column, getattr(row, column), value)
            setattr(row, column, value)

    def unmark(self, rows: Sequence[Model]) -> None:
        """Take the mark of the main one off rows of one table; the instances keep it for their snapshot."""
        for row in rows:
            self.note(row, MARK, True, False)
        type(rows[0])._default_manager.filter(pk__in=[row.pk for row in rows]).update(**{MARK: False})

    def made(self, row: Model) -> None:
        """Note a row that the merging made."""
        self.note(row, "", None, None)

    def keep(self) -> None:
        """Store what was noted."""
        MovedRow.objects.bulk_create(self.rows, batch_size=BATCH)


def model_of(moved: MovedRow) -> type[Model]:
    """The table of a noted row."""
    return apps.get_model(moved.model)
