"""Kept statements: SQL, its constants, and the places that are filled in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from types import SimpleNamespace
from typing import Any, NamedTuple

from central.foundation.prepared.shapes import StandIns

PLACEHOLDER = re.compile(r"(%[s%])")


class Slot(NamedTuple):
    """Where a stand-in went: the parameter's place in the statement and the number of its value."""

    place: int
    number: int


class Statement(NamedTuple):
    """SQL with the constant parameters and the places of the values."""

    sql: str
    parameters: tuple[Any, ...]
    slots: tuple[Slot, ...]


def _adapted(value: Any, connection: Any) -> Any:
    """A value as the parameters of a statement hold it."""
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


def _number_of(parameter: Any, numbers: Mapping[Any, int]) -> int | None:
    """The number of the value that a parameter stands for."""
    if isinstance(parameter, int | str | datetime) and not isinstance(parameter, bool):
        return numbers.get(parameter)
    return None


def numbers_of(standing: StandIns, connection: Any) -> dict[Any, int]:
    """The stand-ins as parameters, with the number of the value of each."""
    return {_adapted(one, connection): number for one, number in standing.numbers.items()}


def statement_of(
    first: tuple[str, Sequence[Any]],
    second: tuple[str, Sequence[Any]],
    numbers: tuple[Mapping[Any, int], Mapping[Any, int]],
    connection: Any,
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
    return with_constants(Statement(first[0], tuple(first[1]), tuple(slots)), connection)


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


@cache
def json_as_text(library: Any) -> Any:
    """A reader of JSON in the binary form of PostgreSQL, a version and its text, that gives the text."""

    class JsonAsText(library.adapt.Loader):  # type: ignore[misc]
        """The text without the byte of the version."""

        format = library.pq.Format.BINARY

        def load(self, data: Any) -> str:
            """Leave the version out."""
            return bytes(data)[1:].decode()

    return JsonAsText


class Preparing:
    """A cursor of PostgreSQL that has the server keep the plan of what it runs, and answer in binary.

    Moments come as eight bytes instead of a text to take apart; JSON stays text, as the ORM wants it.
    """

    def __init__(self, connection: Any) -> None:
        self.library = connection.Database
        self.cursor = self.library.Cursor(connection.connection)
        self.cursor.format = self.library.pq.Format.BINARY
        self.cursor.adapters.register_loader("jsonb", json_as_text(self.library))
        self.ran: tuple[str, Sequence[Any] | None] = ("", None)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.cursor, name)

    def execute(self, sql: str, parameters: Sequence[Any] | None = None) -> Any:
        """Run a statement by its prepared plan."""
        self.ran = sql, parameters
        return self.cursor.execute(sql, parameters, prepare=True)

    @property
    def _query(self) -> Any:
        """What the ORM reads to log a statement: here with its values in place, as it logs any other."""
        written = self.library.ClientCursor(self.cursor.connection).mogrify(*self.ran)
        return SimpleNamespace(query=written.encode())


def server_side(connection: Any) -> bool:
    """Whether the server prepares statements: PostgreSQL plans some longer than it runs them."""
    return connection.settings_dict["OPTIONS"].get("prepare_threshold") is not None


@contextmanager
def cursor_of(connection: Any) -> Iterator[Any]:
    """A cursor for kept statements, logged and guarded like any other."""
    with connection.cursor() as cursor:
        if server_side(connection):
            cursor.cursor = Preparing(connection)
        yield cursor


def with_constants(statement: Statement, connection: Any) -> Statement:
    """The statement with its constants in the SQL, where the server plans by them (partial indexes)."""
    if not server_side(connection):
        return statement
    slots = dict(statement.slots)
    write = connection.Database.ClientCursor(connection.connection).mogrify
    pieces: list[str] = []
    place = -1
    for piece in PLACEHOLDER.split(statement.sql):
        place += piece == "%s"
        if piece == "%s" and place not in slots:
            piece = write("%s", [statement.parameters[place]]).replace("%", "%%")
        pieces.append(piece)
    kept = [statement.parameters[slot.place] for slot in statement.slots]
    numbered = tuple(Slot(at, slot.number) for at, slot in enumerate(statement.slots))
    return Statement("".join(pieces), tuple(kept), numbered)
