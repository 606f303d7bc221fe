"""What entries of registries were called before: read from their own facts, in force until each renaming.

See docs/decisions/0014-timelines-tell-the-names-of-their-moment.md.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from central.foundation.events.models import EventRecord

RENAMINGS = ("EntryChanged", "TeamUpdated")
"""The facts that may tell of another name: with `changes`, or with `before` and `after`."""
WAS = "was"
"""The kind of these rows among the names of a page."""

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Called:
    """The name of an entry, and of its group where it has one, until a moment."""

    until: datetime
    name: str
    group: str


Former = Mapping[Key, tuple[Called, ...]]


def renaming_rows(ids_by_subject: Mapping[str, Iterable[int]]) -> QuerySet[Any, Any]:
    """Facts of these entries that may tell of a renaming, as (kind, id, payload, subject and moment)."""
    subjects = Q()
    for subject, ids in ids_by_subject.items():
        subjects |= Q(subject_kind=subject, subject_id__in=ids)
    text = CharField()
    told = Concat(F("subject_kind"), Value(" "), Cast("at", text), output_field=text)
    found = EventRecord.objects.filter(subjects, name__in=RENAMINGS).order_by()
    return found.values_list(
        Value(WAS, output_field=text), F("subject_id"), Cast("payload", TextField()), told
    )


def former_names(
    rows: Iterable[tuple[int, str, str]], current: Mapping[Key, tuple[str, str]], kinds: Mapping[str, str]
) -> Former:
    """What entries were called, the oldest first; `current` are their names and groups of today by kind."""
    told: dict[Key, list[tuple[datetime, dict[str, str]]]] = defaultdict(list)
    for pk, payload, subject_and_moment in rows:
        subject, _space, moment = subject_and_moment.partition(" ")
        before = values_before(json.loads(payload))
        if before:
            told[(kinds[subject], pk)].append((moment_of(moment), before))
    former: dict[Key, tuple[Called, ...]] = {}
    for key, renamings in told.items():
        name, group = current.get(key, ("", ""))
        called: list[Called] = []
        for until, before in sorted(renamings, key=lambda one: one[0], reverse=True):
            name, group = before.get("name", name), before.get("group", group)
            called.append(Called(until, name, group))
        former[key] = tuple(reversed(called))
    return former


def values_before(payload: Mapping[str, Any]) -> dict[str, str]:
    """The name and group that a fact tells as they were before it; nothing when it is about other values."""
    if "changes" in payload:
        pairs = payload["changes"]
        return {key: str(pairs[key][0]) for key in ("name", "group") if key in pairs}
    before = payload.get("before", {})
    return {key: str(before[key]) for key in ("name", "group") if key in before}


def moment_of(text: str) -> datetime:
    """A moment as either database writes it: with its offset, or in UTC without."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
