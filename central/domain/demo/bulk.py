"""Large loadings: secondary indexes and references put aside meanwhile, made again at the end."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, models

HASTE = {
    "sqlite": ["PRAGMA foreign_keys = OFF", "PRAGMA synchronous = OFF", "PRAGMA cache_size = -400000"],
    "postgresql": ["SET synchronous_commit = off", "SET maintenance_work_mem = '256MB'"],
}
"""What a session may do without while it loads what can be loaded again; it ends with the connection."""


@contextmanager
def loading_in_bulk(tables: Iterable[type[models.Model]]) -> Iterator[None]:
    """Put indexes (and on PostgreSQL the references) of the tables aside for the time of a loading."""
    names = [table._meta.db_table for table in tables]
    if not names:
        yield
        return
    drops, makes = postgres_parts(names) if connection.vendor == "postgresql" else sqlite_parts(names)
    execute(HASTE[connection.vendor])
    execute(drops)
    yield
    execute(makes)
    connection.close()


def execute(statements: Iterable[str]) -> None:
    """Run statements one by one."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def sqlite_parts(names: list[str]) -> tuple[list[str], list[str]]:
    """How to drop and make the indexes of tables on SQLite."""
    marks = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master "
            f"WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({marks})",
            names,
        )
        found = cursor.fetchall()
    return [f'DROP INDEX "{name}"' for name, _sql in found], [sql for _name, sql in found]


def postgres_parts(names: list[str]) -> tuple[list[str], list[str]]:
    """How to drop and make indexes, unique constraints apart, and references of tables on PostgreSQL."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
            FROM pg_index i
            WHERE i.indrelid::regclass::text = ANY(%s)
              AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)
            """,
            [names],
        )
        indexes = cursor.fetchall()
        cursor.execute(
            """
            SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
            FROM pg_constraint WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s)
            """,
            [names],
        )
        references = cursor.fetchall()
    drops = [f"ALTER TABLE {table} DROP CONSTRAINT {name}" for table, name, _made in references]
    drops += [f"DROP INDEX {name}" for name, _made in indexes]
    makes = [made for _name, made in indexes]
    makes += [f"ALTER TABLE {table} ADD CONSTRAINT {name} {made}" for table, name, made in references]
    return drops, makes
