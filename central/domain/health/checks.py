"""Judging each part of the installation: figures in, state and case out."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from central.domain.health.measuring import Space
from central.domain.health.states import Check, State
from central.foundation.signs.keeping import Told

ALIVE = timedelta(seconds=60)
"""A process that gave no sign for four beats is taken for gone."""
TIMER_LATE = timedelta(minutes=2)
QUEUE_SLOW, QUEUE_STUCK = timedelta(minutes=2), timedelta(minutes=15)
MAIL_DOWN = timedelta(hours=1)
SKEW_FELT, SKEW_BAD = 2.0, 30.0
GIGABYTE = 1024**3
LITTLE_SPACE, NO_SPACE = (10, GIGABYTE), (3, GIGABYTE // 5)
"""Percent and bytes of free space; whichever is reached first."""
HISTORY_OLD = timedelta(days=8)


def is_alive(told: Told, now: datetime) -> bool:
    """Whether a process gave a sign lately."""
    return now - told.at <= ALIVE


def check_workers(workers: Sequence[Told], now: datetime) -> Check:
    """Somebody works off the queue."""
    living = [told for told in workers if is_alive(told, now)]
    silent = [told for told in workers if not is_alive(told, now)]
    values = {
        "count": len(living),
        "silent": len(silent),
        "at": max((told.at for told in workers), default=None),
    }
    if not living:
        return Check("workers", State.FAILURE, "none", values)
    if silent:
        return Check("workers", State.ATTENTION, "silent", values)
    return Check("workers", State.OK, "ok", values)


def check_timers(count: int, late: Sequence[str], failing: Sequence[str]) -> Check:
    """Every timer runs when it should and ends well."""
    values = {"count": count, "late": list(late), "failing": list(failing)}
    if failing:
        return Check("timers", State.FAILURE, "failing", values)
    if late:
        return Check("timers", State.ATTENTION, "late", values)
    return Check("timers", State.OK, "ok" if count else "none", values)


def check_queue(waiting: int, oldest: datetime | None, now: datetime) -> Check:
    """What is due is done soon."""
    age = max(now - oldest, timedelta(0)) if oldest else timedelta(0)
    values = {"waiting": waiting, "oldest_seconds": int(age.total_seconds())}
    if age > QUEUE_STUCK:
        return Check("queue", State.FAILURE, "late", values)
    if age > QUEUE_SLOW:
        return Check("queue", State.ATTENTION, "late", values)
    return Check("queue", State.OK, "ok" if waiting else "empty", values)


def check_failed(count: int, newest: datetime | None) -> Check:
    """Nothing was given up that nobody has decided about."""
    values = {"count": count, "at": newest}
    return Check("failed", State.ATTENTION, "some", values) if count else Check("failed", State.OK, "ok")


def check_mail(way: str, sent: Told | None, failed: Told | None, now: datetime) -> Check:
    """Mails leave."""
    values = {
        "way": way,
        "sent_at": sent.at if sent else None,
        "failed_at": failed.at if failed else None,
        "error": failed.told.get("error", "") if failed else "",
    }
    if way == "none":
        return Check("mail", State.ATTENTION, "unset", values)
    if failed and (sent is None or failed.at > sent.at):
        is_long = sent is None or now - sent.at > MAIL_DOWN
        return Check("mail", State.FAILURE if is_long else State.ATTENTION, "failing", values)
    return Check("mail", State.OK, "ok" if sent else "never", values)


def check_disk(space: Space) -> Check:
    """There is room for files and for the database."""
    values = {"free_bytes": space.free, "total_bytes": space.total, "percent_free": space.percent_free}
    for state, (percent, least) in ((State.FAILURE, NO_SPACE), (State.ATTENTION, LITTLE_SPACE)):
        if space.percent_free < percent or space.free < least:
            return Check("disk", state, "little", values)
    return Check("disk", State.OK, "ok", values)


def check_clock(skews: Sequence[float]) -> Check:
    """The clocks of the machines and of the database agree."""
    most = max(skews, key=abs, default=0.0)
    values = {"seconds": most}
    if abs(most) > SKEW_BAD:
        return Check("clock", State.FAILURE, "apart", values)
    if abs(most) > SKEW_FELT:
        return Check("clock", State.ATTENTION, "apart", values)
    return Check("clock", State.OK, "ok", values)


def check_backup() -> Check:
    """This version makes no back-ups of its own yet, and says so."""
    return Check("backup", State.ATTENTION, "none")


def check_migrations(pending: Sequence[str]) -> Check:
    """The tables are those of this version."""
    values = {"count": len(pending), "names": list(pending)}
    return Check("migrations", State.FAILURE if pending else State.OK, "pending" if pending else "ok", values)


def check_history(last: Told | None, now: datetime) -> Check:
    """The history was verified lately and is whole."""
    if last is None:
        return Check("history", State.ATTENTION, "never")
    values = {"at": last.at, **last.told}
    if last.told["broken"]:
        return Check("history", State.FAILURE, "broken", values)
    if now - last.at > HISTORY_OLD:
        return Check("history", State.ATTENTION, "old", values)
    return Check("history", State.OK, "ok", values)
