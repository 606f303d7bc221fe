"""Queries whose SQL is built once and run again with other values.

The ORM builds the SQL of a query anew each time, which for the pages asked for all day costs more than
the database does. A `Prepared` calls its builder with stand-ins instead of the values, keeps the statement
and where each stand-in went, and from then on only fills in the values.
"""

import threading
from collections.abc import Callable, Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any, Generic, NamedTuple, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

Row = TypeVar("Row")
MOST_SHAPES = 200
LARGEST = 2**31 - 1
"""Beyond it the ORM itself answers for what no column can hold, before the database is asked."""
FIRST, SECOND = 11_000, 21_000
DAYS = datetime(1900, 1, 1, tzinfo=UTC)


class Slot(NamedTuple):
    """Where a stand-in went: the parameter's place in the statement and the number of its value."""

    place: int
    number: int


class Statement(NamedTuple):
    """SQL with the constant parameters and the places of the values."""

    sql: str
    parameters: tuple[Any, ...]
    slots: tuple[Slot, ...]


class Shaped:
    """Values taken apart: the plain ones in order, and the shape, which is everything else.

    Whole numbers, moments and texts are values; None, 0, '', flags and enums belong to the shape. Sets and
    lists of numbers are filled up to 4, 16, 64… places by repeating one of theirs, so that few shapes exist.
    """

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.values: list[Any] = []
        self.shape: Hashable = tuple((name, self.taken(given[name])) for name in sorted(given))

    @property
    def is_ordinary(self) -> bool:
        """Whether the numbers are such that the statement for one serves for another."""
        return all(abs(value) <= LARGEST for value in self.values if isinstance(value, int))

    def taken(self, value: Any) -> Hashable:
        """The shape of a value, whose plain parts are put down in order."""
        if isinstance(value, Enum | bool) or not value:
            return _frozen(value)
        if isinstance(value, int | str | datetime):
            self.values.append(value)
            return type(value).__name__
        if is_dataclass(value) and not isinstance(value, type):
            parts = tuple(self.taken(getattr(value, one.name)) for one in fields(value))
            return type(value), parts
        if isinstance(value, Mapping):
            return tuple((key, self.taken(value[key])) for key in sorted(value))
        if _holds_numbers(value):
            filled = _filled(sorted(value))
            self.values.extend(filled)
            return "numbers", len(filled)
        return _frozen(value)


def _frozen(value: Any) -> Hashable:
    """A value as part of a key."""
    if isinstance(value, AbstractSet | list):
        return tuple(value)
    if isinstance(value, Mapping):
        return ()
    frozen: Hashable = value
    return frozen


def _holds_numbers(value: Any) -> bool:
    """Whether this is a collection of whole numbers."""
    if not isinstance(value, AbstractSet | tuple | list):
        return False
    return all(isinstance(one, int) and not isinstance(one, Enum | bool) for one in value)


def _filled(numbers: list[int]) -> list[int]:
    """The numbers with the last repeated until there are 4, 16, 64… of them."""
    wanted = 4
    while wanted < len(numbers):
        wanted *= 4
    return numbers + numbers[-1:] * (wanted - len(numbers))


class StandIns:
    """The same values as those given, with a stand-in for each plain one."""

    def __init__(self, given: Mapping[str, Any], start: int) -> None:
        self.start, self.made = start, 0
        self.numbers: dict[Any, int] = {}
        self.given = {name: self.put(given[name]) for name in sorted(given)}

    def next_for(self, value: int | str | datetime) -> Any:
        """The next stand-in, of the kind of a value."""
        number = self.start + self.made
        made: Any = number
        if isinstance(value, datetime):
            made = DAYS + timedelta(days=number)
        elif isinstance(value, str):
            made = f"stand-in {number}"
        self.numbers[made] = self.made
        self.made += 1
        return made

    def put(self, value: Any) -> Any:
        """A value with stand-ins in it, taken in the same order as `Shaped` takes them."""
        if isinstance(value, Enum | bool) or not value:
            return value
        if isinstance(value, int | str | datetime):
            return self.next_for(value)
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{one.name: self.put(getattr(value, one.name)) for one in fields(value)})
        if isinstance(value, Mapping):
            return {key: self.put(value[key]) for key in sorted(value)}
        if _holds_numbers(value):
            return tuple(self.next_for(one) for one in _filled(sorted(value)))
        return value


def _adapted(value: Any, connection: Any) -> Any:
    """A value as the parameters of a statement hold it."""
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


def _number_of(parameter: Any, numbers: Mapping[Any, int]) -> int | None:
    """The number of the value that a parameter stands for."""
    if isinstance(parameter, int | str | datetime) and not isinstance(parameter, bool):
        return numbers.get(parameter)
    return None


def _numbers(standing: StandIns, connection: Any) -> dict[Any, int]:
    """The stand-ins as parameters, with the number of the value of each."""
    return {_adapted(one, connection): number for one, number in standing.numbers.items()}


def statement_of(
    first: tuple[str, Sequence[Any]],
    second: tuple[str, Sequence[Any]],
    numbers: tuple[Mapping[Any, int], Mapping[Any, int]],
) -> Statement | None:
    """The statement that two builds with different stand-ins agree on; None where they do not.

    A parameter that differs must be the same value's stand-in in both: one that was computed from a value
    cannot be filled in later.
    """
    if first[0] != second[0] or len(first[1]) != len(second[1]):
        return None
    slots = []
    for place, (one, other) in enumerate(zip(first[1], second[1], strict=True)):
        number = _number_of(one, numbers[0])
        if number is not None and number == _number_of(other, numbers[1]):
            slots.append(Slot(place, number))
        elif one != other:
            return None
    return Statement(first[0], tuple(first[1]), tuple(slots))


def filled_in(statement: Statement, values: Sequence[Any], connection: Any) -> list[Any]:
    """The parameters of a statement for these values."""
    found = list(statement.parameters)
    for place, number in statement.slots:
        value = values[number]
        if isinstance(value, datetime):
            found[place] = connection.ops.adapt_datetimefield_value(value)
        else:
            found[place] = type(found[place])(value)
    return found


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
        with connection.cursor() as cursor:
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
            sql, parameters = self.build(**given)
        else:
            sql, parameters = statement.sql, filled_in(statement, shaped.values, connection)
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return cursor.fetchone() or ()

    def statement_for(self, shaped: Shaped, given: Mapping[str, Any], connection: Any) -> Statement | None:
        """The statement of a shape, kept or made now; None where it must be built each time."""
        if not shaped.is_ordinary:
            return None
        if shaped.shape not in self.kept.by_shape:
            first, second = StandIns(given, FIRST), StandIns(given, SECOND)
            numbers = _numbers(first, connection), _numbers(second, connection)
            built = self.build(**first.given), self.build(**second.given)
            self.kept.put(shaped.shape, statement_of(*built, numbers))
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
        numbers = _numbers(standing[0], connection), _numbers(standing[1], connection)
        statement = statement_of(built[0], built[1], numbers)
        return Replay(querysets[0], compilers[0], statement) if statement else None
