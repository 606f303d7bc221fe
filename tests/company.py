"""The small company of tests/cast.py, built once in each process and put back row by row for the next test.

Building it takes about a tenth of a second, which three thousand tests would pay twice over.
"""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model

from tests.cast import World, build_world

Known = dict[type[Model], set[Any]]


@dataclass(frozen=True)
class Kept:
    """The rows of the company by the statement that inserts them, and the company itself.

    `counters` sets what PostgreSQL numbers rows by after them: it does not go back with a transaction.
    """

    rows: tuple[tuple[str, list[tuple[Any, ...]]], ...]
    counters: str
    world: bytes


KEPT: list[Kept] = []


def company(build: Callable[[], World] = build_world) -> World:
    """The company in the open transaction of a test; built there the first time."""
    if not KEPT:
        before = known()
        made = build()
        counters = connection.ops.sequence_reset_sql(no_style(), tables())
        KEPT.append(Kept(tuple(new_rows(before)), " ".join(counters), pickle.dumps(made)))
        return made
    kept = KEPT[0]
    with connection.cursor() as cursor:
        for statement, rows in kept.rows:
            cursor.executemany(statement, rows)
        if connection.vendor == "postgresql":
            cursor.execute(kept.counters)
    found: World = pickle.loads(kept.world)
    return found


def tables() -> list[type[Model]]:
    """Every table, those between many and many among them."""
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]


def known() -> Known:
    """The keys of all rows that there are."""
    return {model: set(model._base_manager.values_list("pk", flat=True)) for model in tables()}


def new_rows(before: Known) -> list[tuple[str, list[tuple[Any, ...]]]]:
    """What came since, as it stands in the database, in the order of the tables."""
    found = []
    name = connection.ops.quote_name
    for model in tables():
        fields = [
            field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)
        ]
        columns = ", ".join(name(str(field.column)) for field in fields)
        key = [field.primary_key for field in fields].index(True)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {columns} FROM {name(model._meta.db_table)}")
            rows = [row for row in cursor.fetchall() if row[key] not in before[model]]
        if rows:
            marks = ", ".join(["%s"] * len(fields))
            table = name(model._meta.db_table)
            found.append((f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows))
    return found
