"""The verifying of the whole history by night, in slices short enough that nobody waits for them."""

import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from central.foundation.events import verifying
from central.foundation.events.verifying import Broken, Kinds, Progress, chained_kinds, unknown_kinds
from central.foundation.signs.keeping import give, sign
from central.foundation.signs.models import SignKind

SLICE_SECONDS = 0.2
NIGHT = range(1, 5)
"""The hours of the local day in which a round begins; one that began goes on until it is through."""
ONCE_IN = timedelta(hours=20)
AT_THE_LATEST = timedelta(hours=36)
NAMED = 5
ROUND, LAST = "round", "last"


@dataclass(slots=True)
class Round:
    """How far the verifying of all subjects is; an empty kind is before the first."""

    subject_kind: str = ""
    after: int = 0
    subjects: int = 0
    records: int = 0
    broken: int = 0
    named: list[str] = field(default_factory=list)
    is_through: bool = False

    def note(self, found: Broken) -> None:
        """Count a broken chain and name the first few."""
        self.broken += 1
        if len(self.named) < NAMED:
            self.named.append(told_broken(found))

    def told(self) -> dict[str, Any]:
        """As it is kept until the next slice."""
        return {name: getattr(self, name) for name in type(self).__slots__}


def told_broken(found: Broken) -> str:
    """`ticket 12 #3: …`."""
    return f"{found.subject_kind} {found.subject_id} #{found.sequence}: {found.problem}"[:300]


def verify_for_a_while(seconds: float = SLICE_SECONDS, *, now: datetime | None = None) -> int:
    """Go on with the round of this night, or begin it when its hour has come; answers how many subjects."""
    begun = begun_round(now or timezone.now())
    if begun is None:
        return 0
    until, before, kinds = time.monotonic() + seconds, begun.subjects, chained_kinds()
    while not begun.is_through:
        step(begun, kinds)
        if time.monotonic() >= until:
            break
    give(SignKind.HISTORY, ROUND, **begun.told())
    if begun.is_through:
        keep_result(Progress(begun.subjects, begun.records), begun.broken, begun.named)
    return begun.subjects - before


def begun_round(now: datetime) -> Round | None:
    """The round that is under way, or a new one when it is time; None in between.

    An installation that never ran by night is verified a day and a half after its first start, too.
    """
    kept = sign(SignKind.HISTORY, ROUND)
    if kept is None:
        give(SignKind.HISTORY, ROUND, **Round(is_through=True).told())
        return None
    if not kept.told["is_through"]:
        return Round(**kept.told)
    rest = now - kept.at
    is_night = timezone.localtime(now).hour in NIGHT
    if rest < AT_THE_LATEST and not (is_night and (rest >= ONCE_IN or sign(SignKind.HISTORY, LAST) is None)):
        return None
    return Round()


def step(begun: Round, kinds: Kinds) -> None:
    """Verify one page of subjects; after the last kind, records that belong to none."""
    kind = begun.subject_kind or min(kinds)
    if kind not in kinds:
        kind, begun.after = next((one for one in sorted(kinds) if one > kind), ""), 0
    if not kind:
        for found in unknown_kinds(kinds):
            begun.note(found)
        begun.is_through = True
        return
    model = kinds[kind]
    rows = model._default_manager.filter(pk__gt=begun.after).order_by("pk")
    ids = list(rows.values_list("pk", flat=True)[: verifying.PAGE])
    is_last = len(ids) < verifying.PAGE
    progress = Progress()
    limit = None if is_last else len(ids)
    for found in verifying.broken_of_kind(kind, model, progress, limit, begun.after):
        begun.note(found)
    begun.subjects += progress.subjects
    begun.records += progress.records
    following = next((one for one in sorted(kinds) if one > kind), AFTER_ALL)
    begun.subject_kind, begun.after = (following, 0) if is_last else (kind, ids[-1])


AFTER_ALL = "~"
"""Greater than the name of any kind."""


def keep_result(progress: Progress, broken: int, named: list[str]) -> None:
    """Keep what a verifying of the whole history found, for who looks after the installation."""
    give(
        SignKind.HISTORY,
        LAST,
        subjects=progress.subjects,
        records=progress.records,
        broken=broken,
        named=named[:NAMED],
    )
