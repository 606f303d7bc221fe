"""Facts about the entries of registries: told on the entry itself, whatever registry it is of."""

from dataclasses import dataclass
from typing import Any

from central.foundation.events.publishing import ANY_SUBJECT, Event


@dataclass(frozen=True, slots=True)
class EntryCreated(Event):
    """An entry came into a registry, with these values (ids where it refers to others)."""

    subject_kind = ANY_SUBJECT
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class EntryChanged(Event):
    """Fields of an entry were changed, each from and to."""

    subject_kind = ANY_SUBJECT
    changes: dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class EntryActivated(Event):
    """An entry may be chosen again."""

    subject_kind = ANY_SUBJECT


@dataclass(frozen=True, slots=True)
class EntryDeactivated(Event):
    """An entry is no longer offered; what has it keeps it."""

    subject_kind = ANY_SUBJECT


@dataclass(frozen=True, slots=True)
class EntryMoved(Event):
    """An entry was put at another place of its registry's order (1 is the first)."""

    subject_kind = ANY_SUBJECT
    from_place: int
    to_place: int
