"""`Prepared` querysets and statements, kept per thread and shape."""

import threading
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

from central.foundation.prepared.shapes import Shaped, StandIns
from central.foundation.prepared.statements import (
    Statement,
    cursor_of,
    filled_in,
    numbers_of,
    statement_of,
)

Row = TypeVar("Row")
MOST_SHAPES = 200
FIRST, SECOND = 11_000, 21_000


class ReplayQuery:
    """A query whose compiler is the one that is kept."""

    def __init__(self, query: Any, compiler: Any) -> None:
        self.inner, self.compiler = query, compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def get_compiler(self, *_arguments: Any, **_options: Any) -> Any:
        """The compiler kept."""
        return self.compiler


class Replay:
    """What the ORM's makers of rows take for a queryset: its compiler answers with a kept statement."""

    def __init__(self, queryset: QuerySet[Any, Any], compiler: Any, statement: Statement) -> None:
        self.queryset, self.compiler, self.statement = queryset, compiler, statement
        self.query = ReplayQuery(queryset.query, compiler)
        self.make_rows: Any = vars(queryset)["_iterable_class"]
        converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
        self.values: Sequence[Any] = ()
        compiler.execute_sql = self.execute
        compiler.get_converters = lambda _expressions: converters

    def __getattr__(self, name: str) -> Any:
        return getattr(self.queryset, name)

    def execute(self, *_kind: Any, **_size: Any) -> list[list[Any]]:
        """All rows of the statement for the values at hand, in one piece."""
        connection = self.compiler.connection
        with cursor_of(connection) as cursor:
            cursor.execute(self.statement.sql, filled_in(self.statement, self.values, connection))
            return [cursor.fetchall()]

    def rows(self, values: Sequence[Any]) -> list[Any]:
        """The rows for these values."""
        self.values = values
        return list(self.make_rows(self))


class Kept(threading.local):
    """What one thread keeps by shape, the oldest given up beyond the bound: compilers know a connection."""

    def __init__(self) -> None:
        self.by_shape: dict[Hashable, Any] = {}

    def put(self, shape: Hashable, found: Any) -> None:
        """Keep what was built for a shape."""
        if len(self.by_shape) >= MOST_SHAPES:
            self.by_shape.pop(next(iter(self.by_shape)))
        self.by_shape[shape] = found


class PreparedStatement:
    """A statement from a builder of SQL and parameters, built once per shape of its values."""

    def __init__(self, build: Callable[..., tuple[str, Sequence[Any]]]) -> None:
        self.build = build
        self.kept = Kept()

    def row(self, **given: Any) -> tuple[Any, ...]:
        """The first row of the statement, in the database that is written to; () where there is none."""
        connection = connections[DEFAULT_DB_ALIAS]
        shaped = Shaped(given)
        statement = self.statement_for(shaped, given, connection)
        if statement is None:
            with connection.cursor() as cursor:
                cursor.execute(*self.build(**given))
                return cursor.fetchone() or ()
        with cursor_of(connection) as cursor:
            cursor.execute(statement.sql, filled_in(statement, shaped.values, connection))
            return cursor.fetchone() or ()

    def statement_for(self, shaped: Shaped, given: Mapping[str, Any], connection: Any) -> Statement | None:
        """The statement of a shape, kept or made now; None where it must be built each time."""
        if not shaped.is_ordinary:
            return None
        if shaped.shape not in self.kept.by_shape:
            first, second = StandIns(given, FIRST), StandIns(given, SECOND)
            numbers = numbers_of(first, connection), numbers_of(second, connection)
            built = self.build(**first.given), self.build(**second.given)
            self.kept.put(shaped.shape, statement_of(*built, numbers, connection))
        found: Statement | None = self.kept.by_shape[shaped.shape]
        return found


class Prepared(Generic[Row]):
    """A query from a builder of a queryset, built once per shape of its values; prefetches are refused.

    The builder must take values as they are: `pk=ticket_id`, not `pk=ticket_id + 1`; collections of numbers
    reach it as tuples. One that computes with a value is noticed and simply runs unprepared each time
    (`is_prepared` tells); one that decides by comparing values is not noticed, and must not be written.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]]) -> None:
        self.build = build
        self.kept = Kept()

    def __call__(self, **given: Any) -> list[Row]:
        """The rows for these values."""
        shaped = Shaped(given)
        if not shaped.is_ordinary:
            return list(self.build(**given))
        if shaped.shape not in self.kept.by_shape:
            self.kept.put(shaped.shape, self.replay_of(given))
        replay = self.kept.by_shape[shaped.shape]
        return list(self.build(**given)) if replay is None else replay.rows(shaped.values)

    def first(self, **given: Any) -> Row | None:
        """The first row for these values; the builder bounds the query itself."""
        return next(iter(self(**given)), None)

    def is_prepared(self, **given: Any) -> bool:
        """Whether these values run without building SQL, once the first of their shape has run."""
        return self.kept.by_shape.get(Shaped(given).shape) is not None

    def replay_of(self, given: Mapping[str, Any]) -> Replay | None:
        """The query of a shape, ready to be run with values; None where it must be built each time."""
        standing = StandIns(given, FIRST), StandIns(given, SECOND)
        querysets = [self.build(**one.given) for one in standing]
        if vars(querysets[0])["_prefetch_related_lookups"]:
            raise TypeError("a prepared query cannot prefetch")
        connection = connections[querysets[0].db]
        compilers = [one.query.get_compiler(connection=connection) for one in querysets]
        try:
            built = [compiler.as_sql() for compiler in compilers]
        except EmptyResultSet:
            return None
        numbers = numbers_of(standing[0], connection), numbers_of(standing[1], connection)
        statement = statement_of(built[0], built[1], numbers, connection)
        return Replay(querysets[0], compilers[0], statement) if statement else None
