"""Rows in bulk: their ids given beforehand, stored by `executemany` on SQLite and by COPY on PostgreSQL."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import DateField, DateTimeField, DecimalField, Field, JSONField, Max, Model, UUIDField
from django.db.models.fields import NOT_PROVIDED

CONVERTED = (DateField, DecimalField, UUIDField)
"""Kinds of columns, beside moments and JSON, whose values a database wants in a form of its own."""

Row = list[Any]


class Sheet:
    """The rows of one table that wait to be stored."""

    def __init__(self, model: type[Model]) -> None:
        self.model = model
        self.fields: list[Field[Any, Any]] = [
            field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)
        ]
        self.columns = [field.attname for field in self.fields]
        self.defaults = [default_of(field) for field in self.fields]
        self.key = self.columns.index(model._meta.pk.attname) if model._meta.pk else 0
        self.rows: list[Row] = []
        self.next_id = 1
        self.stored = 0

    def add(self, values: Mapping[str, Any]) -> int:
        """Take a row given by its columns; answers its new id."""
        row = [values.get(name, default) for name, default in zip(self.columns, self.defaults, strict=True)]
        if "id" not in values:
            row[self.key] = self.next_id
            self.next_id += 1
        self.rows.append(row)
        return int(row[self.key]) if "id" not in values else 0

    def take(self, instance: Model) -> None:
        """Take a row from an unsaved instance that has its id."""
        self.rows.append([getattr(instance, name) for name in self.columns])

    def new_id(self) -> int:
        """An id for an instance that will be taken later."""
        given = self.next_id
        self.next_id += 1
        return given

    def converters(self) -> list[tuple[int, Callable[[Any], Any]]]:
        """What to do to which column before it is stored."""
        found: list[tuple[int, Callable[[Any], Any]]] = []
        for index, field in enumerate(self.fields):
            kind = getattr(field, "target_field", field)
            if isinstance(kind, DateTimeField):
                if connection.vendor == "sqlite":
                    found.append((index, sqlite_moment))
            elif isinstance(kind, JSONField):
                found.append((index, partial(spelled_json, field)))
            elif isinstance(kind, CONVERTED):
                found.append((index, partial(field.get_db_prep_save, connection=connection)))
        return found

    def prepared(self) -> Iterator[Row]:
        """The rows as the database takes them."""
        converters = self.converters()
        for row in self.rows:
            for index, convert in converters:
                row[index] = convert(row[index])
            yield row

    def store(self) -> None:
        """Store what waits, and wait anew."""
        if not self.rows:
            return
        quote = connection.ops.quote_name
        table = quote(self.model._meta.db_table)
        columns = ", ".join(quote(str(field.column)) for field in self.fields)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    for row in self.prepared():
                        copy.write_row(row)
            else:
                marks = ", ".join(["%s"] * len(self.fields))
                rows: Any = self.prepared()
                cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)
        self.stored += len(self.rows)
        self.rows.clear()


def sqlite_moment(value: datetime | None) -> str | None:
    """A moment as Django stores it on SQLite: UTC without its zone."""
    if value is None:
        return None
    return (value if value.tzinfo is UTC else value.astimezone(UTC)).isoformat(" ")[:-6]


def spelled_json(field: Field[Any, Any], value: Any) -> Any:
    """A JSON value as the database takes it; a text is one that is spelled already."""
    return value if isinstance(value, str) else field.get_db_prep_save(value, connection)


class Rows:
    """The sheets of all tables that a loading fills, stored in the order of their references."""

    def __init__(self, *models: type[Model], sorted_by: Mapping[type[Model], str] | None = None) -> None:
        self.sheets = {model: Sheet(model) for model in models}
        self.sorted_by = dict(sorted_by or {})
        for model, sheet in self.sheets.items():
            if model._meta.pk and model._meta.pk.get_internal_type() == "BigAutoField":
                sheet.next_id = (model._default_manager.aggregate(last=Max("pk"))["last"] or 0) + 1

    def add(self, model: type[Model], **values: Any) -> int:
        """Take a row; answers its id."""
        return self.sheets[model].add(values)

    def __getitem__(self, model: type[Model]) -> Sheet:
        return self.sheets[model]

    def store(self) -> None:
        """Store all that waits; tables that must read in the order of a column get their ids by it."""
        for model, column in self.sorted_by.items():
            number_by(self.sheets[model], column)
        for sheet in self.sheets.values():
            sheet.store()

    @property
    def stored(self) -> int:
        """How many rows were stored."""
        return sum(sheet.stored for sheet in self.sheets.values())


def number_by(sheet: Sheet, column: str) -> None:
    """Give the waiting rows of a sheet their ids anew, in the order of a column."""
    if not sheet.rows:
        return
    first = min(row[sheet.key] for row in sheet.rows)
    sheet.rows.sort(key=itemgetter(sheet.columns.index(column)))
    for number, row in enumerate(sheet.rows, first):
        row[sheet.key] = number


def default_of(field: Field[Any, Any]) -> Any:
    """What a column holds when a row says nothing of it."""
    return (
        None
        if field.default is NOT_PROVIDED and (field.null or not field.empty_strings_allowed)
        else field.get_default()
    )


def reset_sequences(models: list[type[Model]]) -> None:
    """Let PostgreSQL go on after the ids that were given here; SQLite does so by itself."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in models:
            pk = model._meta.pk
            if pk is None or pk.get_internal_type() != "BigAutoField":
                continue
            table = connection.ops.quote_name(model._meta.db_table)
            last = f"(SELECT COALESCE(MAX(id), 0) + 1 FROM {table})"
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence(%s, %s), {last}, false)",
                [table, pk.column],
            )
