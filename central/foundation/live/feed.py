"""Reading the table of facts as it grows."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from central.foundation.events.models import EventRecord

PAGE = 500
REPLAYED = 200
"""So many missed facts are told one by one; more mean: look at everything again."""
MARGIN = 50
"""Ids that may have been committed after a greater one was told already."""
GAP_SECONDS = 600
MOST_GAPS = 1000
COLUMNS = ("id", "subject_kind", "subject_id", "name", "at", "user_id", "is_private", "payload")


@dataclass(frozen=True, slots=True)
class Fact:
    """One record as live screens need it."""

    id: int
    subject_kind: str
    subject_id: int
    name: str
    at: datetime
    user_id: int | None
    is_private: bool
    payload: dict[str, Any]


def facts_of(found: QuerySet[EventRecord]) -> list[Fact]:
    """Rows as facts."""
    return [Fact(*row) for row in found.values_list(*COLUMNS)]


class Feed:
    """What is new since the last look; ids that a slower transaction still holds are waited for."""

    def __init__(self) -> None:
        ids = sorted(EventRecord.objects.order_by("-pk").values_list("pk", flat=True)[:REPLAYED])
        self.last = ids[-1] if ids else 0
        self.gaps: dict[int, float] = {}
        if ids:
            self.note_gaps(ids[0] - 1, ids)

    def fresh(self) -> list[Fact]:
        """The facts committed since the last call, oldest id first."""
        found: list[Fact] = []
        while True:
            wanted = Q(pk__gt=self.last)
            if self.gaps:
                wanted |= Q(pk__in=list(self.gaps))
            page = facts_of(EventRecord.objects.filter(wanted).order_by("pk")[:PAGE])
            found += page
            ids = [fact.id for fact in page]
            for one in ids:
                self.gaps.pop(one, None)
            self.note_gaps(self.last, [one for one in ids if one > self.last])
            if len(page) < PAGE:
                break
        limit = time.monotonic() - GAP_SECONDS
        self.gaps = {one: since for one, since in self.gaps.items() if since > limit}
        return found

    def note_gaps(self, before: int, ids: Iterable[int]) -> None:
        """Go on to the greatest of some ids (ascending) and remember those left out below it."""
        for one in ids:
            if one - before - 1 + len(self.gaps) <= MOST_GAPS:
                self.gaps.update(dict.fromkeys(range(before + 1, one), time.monotonic()))
            before = one
        self.last = max(self.last, before)


def missed_since_id(last: int) -> list[Fact] | None:
    """The facts after one that was told, and some before it; None when there are too many to tell."""
    rows = EventRecord.objects.filter(pk__gt=last - MARGIN).order_by("pk")
    found = facts_of(rows[: REPLAYED + MARGIN + 1])
    return found if len(found) <= REPLAYED + MARGIN else None


def missed_since(moment: datetime) -> list[Fact] | None:
    """The facts since a moment; None when there are too many to tell."""
    found = facts_of(EventRecord.objects.order_by("-pk")[:REPLAYED])
    late = [fact for fact in found if fact.at >= moment]
    return late[::-1] if len(late) < REPLAYED else None
