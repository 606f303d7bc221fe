"""Keyset pages: a place in an ordered list, and the `lte` + OR form that an index serves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row")
M = TypeVar("M", bound=Model)
PAGE = 50
SEPARATOR = "~"


@dataclass(frozen=True, slots=True)
class Key:
    """One column to order by, with the id as the last word; `is_moment` tells how its value is read."""

    column: str
    descending: bool = False
    is_moment: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a list: after it, or before it when `backwards`."""

    value: Any
    pk: int
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of rows, with the marks of the pages beside it ('' where there is none)."""

    rows: Sequence[Row]
    next_mark: str = ""
    previous_mark: str = ""


def mark_of(value: Any, pk: int) -> str:
    """A place as an address carries it."""
    text = value.isoformat() if isinstance(value, datetime) else str(value)
    return f"{text}{SEPARATOR}{pk}"


def read_mark(key: Key, mark: str, *, backwards: bool) -> Place | None:
    """The place that an address names; None for one that is not understood."""
    text, found, number = mark.rpartition(SEPARATOR)
    if not found or not number.isascii() or not number.isdigit() or len(number) > 18:
        return None
    if not key.is_moment:
        return Place(text[:480], int(number), backwards)
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        return None
    return Place(value, int(number), backwards) if value.tzinfo else None


def beyond(key: Key, place: Place) -> Q:
    """What follows a place in the order (or precedes it, backwards)."""
    up = key.descending == place.backwards
    side = "gt" if up else "lt"
    bound = Q(**{f"{key.column}__{side}e": place.value})
    return bound & (Q(**{f"{key.column}__{side}": place.value}) | Q(**{f"id__{side}": place.pk}))


def ordering(key: Key, *, backwards: bool = False) -> tuple[str, str]:
    """The columns to order by."""
    sign = "-" if key.descending != backwards else ""
    return f"{sign}{key.column}", f"{sign}id"


def page_window(found: QuerySet[M], key: Key, place: Place | None) -> QuerySet[M]:
    """The rows of one page and one more, which tells whether another follows."""
    backwards = bool(place and place.backwards)
    if place is not None:
        found = found.filter(beyond(key, place))
    return found.order_by(*ordering(key, backwards=backwards))[: PAGE + 1]


def page_of(rows: list[Row], marks: list[str], place: Place | None) -> Page[Row]:
    """The page made of the window's rows, in reading order, with the marks of its neighbours."""
    more = len(rows) > PAGE
    rows, marks = rows[:PAGE], marks[:PAGE]
    if place and place.backwards:
        rows, marks = rows[::-1], marks[::-1]
        return Page(rows, marks[-1] if marks else "", marks[0] if more and marks else "")
    return Page(rows, marks[-1] if more and marks else "", marks[0] if place and marks else "")
