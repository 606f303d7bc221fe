"""Verifying the hash chains: every record against the one before it, every chain against its subject.

Reads subjects in the order of their ids, a page at a time, and the records of a page by the unique
index over kind, subject and sequence: memory stays constant however long the history is.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from central.foundation.events.chain import seal
from central.foundation.events.models import ChainedModel, EventRecord

PAGE = 500
Kinds = Mapping[str, type[ChainedModel]]
Head = tuple[int, int, str]
"""What a subject keeps of its chain: its id, the number of its records, the hash of the last."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The first record of a chain that is not as it was written, and what is wrong with it."""

    subject_kind: str
    subject_id: int
    sequence: int
    problem: str | Promise


@dataclass(slots=True)
class Progress:
    """How far a verification has come."""

    subjects: int = 0
    records: int = 0


def chained_kinds() -> dict[str, type[ChainedModel]]:
    """The models whose rows are subjects, by the kind that their events carry (the model's name)."""
    return {
        str(model._meta.model_name): model for model in apps.get_models() if issubclass(model, ChainedModel)
    }


def broken_chains(kinds: Kinds, progress: Progress, *, limit: int | None = None) -> Iterator[Broken]:
    """The broken chains of some kinds, in the order of kind and id; `limit` subjects of each kind."""
    for kind, model in kinds.items():
        yield from broken_of_kind(kind, model, progress, limit)


def unknown_kinds(kinds: Kinds) -> Iterator[Broken]:
    """Records of a kind that nothing of this installation is: the first of each such kind."""
    last = ""
    while True:
        record = (
            EventRecord.objects.filter(subject_kind__gt=last)
            .order_by("subject_kind", "subject_id", "sequence")
            .values_list("subject_kind", "subject_id", "sequence")
            .first()
        )
        if record is None:
            return
        last = record[0]
        if last not in kinds:
            yield Broken(*record, _("this installation has no subjects of this kind"))


def broken_of_kind(
    kind: str, model: type[ChainedModel], progress: Progress, limit: int | None, after: int = 0
) -> Iterator[Broken]:
    """The broken chains of one kind with ids above `after`, page by page; records without a subject too."""
    while limit is None or limit > 0:
        size = PAGE if limit is None else min(PAGE, limit)
        rows = model._default_manager.filter(pk__gt=after).order_by("pk")
        heads: list[Head] = list(rows.values_list("pk", "event_count", "event_hash")[:size])
        upto = heads[-1][0] if len(heads) == size else None
        if upto is None and limit is not None and heads:
            upto = heads[-1][0]
        for found in broken_of_page(kind, heads, after, upto, progress):
            again = look_again(kind, model, found.subject_id)
            if again is not None:
                yield again
        if limit is not None:
            limit -= len(heads)
        if upto is None or len(heads) < size:
            return
        after = upto


def broken_of_page(
    kind: str, heads: Iterable[Head], after: int, upto: int | None, progress: Progress
) -> Iterator[Broken]:
    """The broken chains among the subjects with ids above `after` up to `upto` (None: to the last)."""
    waiting = iter(heads)
    head = next(waiting, None)
    for subject_id, records in groupby(records_between(kind, after, upto), lambda r: r["subject_id"]):
        while head is not None and head[0] < subject_id:
            yield from verified(kind, head, (), progress)
            head = next(waiting, None)
        if head is None or head[0] != subject_id:
            yield Broken(kind, subject_id, next(records)["sequence"], _("its subject is gone"))
            continue
        yield from verified(kind, head, records, progress)
        head = next(waiting, None)
    while head is not None:
        yield from verified(kind, head, (), progress)
        head = next(waiting, None)


def records_between(kind: str, after: int, upto: int | None) -> Iterator[dict[str, Any]]:
    """The records of subjects in a range of ids, by subject and sequence."""
    found = EventRecord.objects.filter(subject_kind=kind, subject_id__gt=after)
    if upto is not None:
        found = found.filter(subject_id__lte=upto)
    columns = ("subject_kind", "subject_id", "sequence", "name", "at", "user_id", "person_id", "team_id",
               "is_private", "payload", "hash")  # fmt: skip
    rows = found.order_by("subject_kind", "subject_id", "sequence").values(*columns)
    yield from rows.iterator(chunk_size=2000)


def verified(
    kind: str, head: Head, records: Iterable[dict[str, Any]], progress: Progress
) -> Iterator[Broken]:
    """Nothing for a whole chain; otherwise its first broken record."""
    subject_id, count, last_hash = head
    progress.subjects += 1
    previous, sequence = "", 0
    for record in records:
        progress.records += 1
        sequence += 1
        if record["sequence"] != sequence:
            yield Broken(kind, subject_id, sequence, _("this record was removed"))
            return
        stored = record.pop("hash")
        previous = seal(previous_hash=previous, **record)
        if stored != previous:
            yield Broken(kind, subject_id, sequence, _("its content does not match its hash"))
            return
    if sequence < count:
        yield Broken(kind, subject_id, sequence + 1, _("this record and those after it were removed"))
    elif sequence > count:
        yield Broken(kind, subject_id, count + 1, _("the subject does not know of this record"))
    elif previous != last_hash:
        yield Broken(kind, subject_id, sequence, _("its hash is not the one that the subject keeps"))


def look_again(kind: str, model: type[ChainedModel], subject_id: int) -> Broken | None:
    """Verify one chain with its subject's row locked, so that a record written meanwhile breaks nothing."""
    with transaction.atomic():
        rows = model._default_manager.select_for_update().filter(pk=subject_id)
        heads: list[Head] = list(rows.values_list("pk", "event_count", "event_hash"))
        return next(broken_of_page(kind, heads, subject_id - 1, subject_id, Progress()), None)
