"""How a deadline stands: far, near, late while it runs; met or missed once the work is done."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from central.domain.tickets import states


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline as lists show it.

    `state` is far, near, late, paused, done or missed; `left` the time to go, negative when over;
    `is_ticking` while the deadline runs.
    """

    state: str
    at: datetime
    left: timedelta
    is_ticking: bool


def due_of(
    *,
    base_status: str,
    opened_at: datetime,
    due_at: datetime,
    executed_at: datetime | None,
    closed_at: datetime | None,
    warning_percent: int,
    now: datetime,
    warn_at: datetime | None = None,
    paused_at: datetime | None = None,
) -> Due:
    """The deadline of a protocol: near from the warning share of its term on, late when it is over.

    Without the moment of the warning the share is taken of all the time between opening and deadline. A
    pause that began before the deadline holds it; what was late when it began stays late.
    """
    if not states.is_active(base_status):
        ended = executed_at or closed_at or now
        return Due("done" if ended <= due_at else "missed", due_at, due_at - ended, False)
    if paused_at is not None and paused_at <= due_at:
        return Due("paused", due_at, due_at - paused_at, False)
    left = due_at - now
    if left < timedelta(0):
        return Due("late", due_at, left, True)
    near = now >= (warn_at or opened_at + (due_at - opened_at) * warning_percent / 100)
    return Due("near" if near else "far", due_at, left, True)
