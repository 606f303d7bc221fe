"""Values taken apart into what a statement is filled with and what decides how it reads."""

from collections.abc import Hashable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any

LARGEST = 2**31 - 1
"""Beyond it the ORM itself answers for what no column can hold, before the database is asked."""
DAYS = datetime(1900, 1, 1, tzinfo=UTC)


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
