"""Storing a row that may be there already, in one statement and without a savepoint."""

from typing import Any

from django.db import connection
from django.db.models import Model


def insert_new(row: Model) -> bool:
    """Store a new row unless a unique constraint holds another like it; answers whether it was stored.

    Like any insert it waits for an open transaction that stores the same, on both databases.
    """
    meta = row._meta
    quote = connection.ops.quote_name
    stored = [field for field in meta.concrete_fields if not field.primary_key]
    values: list[Any] = [
        field.get_db_prep_save(field.pre_save(row, add=True), connection=connection) for field in stored
    ]
    columns = ", ".join(quote(str(field.column)) for field in stored)
    marks = ", ".join(["%s"] * len(stored))
    key = quote(str(meta.pk.column))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES ({marks}) "
            f"ON CONFLICT DO NOTHING RETURNING {key}",
            values,
        )
        found = cursor.fetchone()
    if found is None:
        return False
    row.pk = found[0]
    row._state.adding, row._state.db = False, connection.alias
    return True
