"""What happened to something that administrators keep: who, when, what, each value from → to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from central.domain.people.models import Person
from central.foundation.events.models import EventRecord

MOST = 50


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact with the name of its author; `told` is what it was recorded with."""

    id: int
    name: str
    at: datetime
    who: str
    told: dict[str, Any]

    @property
    def changes(self) -> tuple[tuple[str, Any, Any], ...]:
        """The values from → to by name, in either of the two forms that facts tell them in."""
        if "changes" in self.told:
            return tuple((key, pair[0], pair[1]) for key, pair in self.told["changes"].items())
        before, after = self.told.get("before"), self.told.get("after")
        if not isinstance(before, dict) or not isinstance(after, dict):
            return ()
        return tuple((key, before.get(key), after.get(key)) for key in {**before, **after})


@dataclass(frozen=True, slots=True)
class Change:
    """One value of a change, from and to, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One fact in words: who, when, what it was, with the values that changed."""

    at: datetime
    who: str
    says: str
    changes: tuple[Change, ...] = ()


def facts_of(subject_kind: str, subject_id: int, *, after: int = 0) -> list[Fact]:
    """The last facts of a subject that the caller may see, newest first; only those after a sequence.

    Two queries.
    """
    found = EventRecord.objects.filter(
        subject_kind=subject_kind, subject_id=subject_id, sequence__gt=after
    ).order_by("-sequence")
    return with_authors(found[:MOST])


def with_authors(records: Iterable[EventRecord]) -> list[Fact]:
    """Records in their order with the names of who did it; one query beside theirs."""
    kept = list(records)
    authors = Person.objects.in_bulk({record.person_id for record in kept if record.person_id})
    return [
        Fact(
            id=record.pk,
            name=record.name,
            at=record.at,
            who=authors[record.person_id].shown_name if record.person_id in authors else _("Central"),
            told=record.payload,
        )
        for record in kept
    ]
