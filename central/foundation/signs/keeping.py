"""Giving signs of life and reading them; a sign replaces the one before it."""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from django.db import DatabaseError, connection
from django.utils import timezone

from central.foundation.signs.models import Sign, SignKind

log = logging.getLogger("central.signs")
BEAT_SECONDS = 15
"""How often a process says that it lives, and the shortest time between two signs of one timer."""
PROCESS_FORGOTTEN = timedelta(hours=1)
TIMER_FORGOTTEN = timedelta(days=7)
"""A process, a timer that was silent for so long is gone for good."""


@dataclass(frozen=True, slots=True)
class Told:
    """A sign as it is read."""

    name: str
    at: datetime
    told: Mapping[str, Any]


def give(kind: SignKind, name: str, **told: Any) -> None:
    """Give a sign now, in place of the one before."""
    Sign.objects.bulk_create(
        [Sign(kind=kind, name=name[:120], at=timezone.now(), told=told)],
        update_conflicts=True,
        unique_fields=["kind", "name"],
        update_fields=["at", "told"],
    )


def all_signs() -> dict[SignKind, list[Told]]:
    """The last signs of every kind, by name; one query."""
    found: dict[SignKind, list[Told]] = {kind: [] for kind in SignKind}
    for row in Sign.objects.order_by("name"):
        found[SignKind(row.kind)].append(Told(row.name, row.at, row.told))
    return found


def signs(kind: SignKind) -> list[Told]:
    """The last signs of a kind, by name."""
    rows = Sign.objects.filter(kind=kind).order_by("name")
    return [Told(row.name, row.at, row.told) for row in rows]


def sign(kind: SignKind, name: str) -> Told | None:
    """The last sign of one thing."""
    return next((one for one in signs(kind) if one.name == name), None)


def forget_silent() -> int:
    """Drop the signs of processes and timers that are there no longer."""
    now = timezone.now()
    processes = Sign.objects.filter(kind__in=[SignKind.WORKER, SignKind.WEB])
    gone = processes.filter(at__lt=now - PROCESS_FORGOTTEN).delete()[0]
    return gone + Sign.objects.filter(kind=SignKind.TIMER, at__lt=now - TIMER_FORGOTTEN).delete()[0]


def take_leave(kind: SignKind, name: str) -> None:
    """Drop the sign of a process that ends as it should."""
    Sign.objects.filter(kind=kind, name=name[:120]).delete()


class Pulse:
    """Gives signs of this process every few seconds, in a thread of its own, while it is entered.

    `tell` adds what else the process has to say each time.
    """

    def __init__(self, kind: SignKind, tell: Callable[[], Mapping[str, Any]] = dict) -> None:
        self.kind, self.tell = kind, tell
        self.name = process_name()
        self.since = timezone.now()
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self.run, name=f"{kind}-pulse", daemon=True)

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *_problem: object) -> None:
        self.stopping.set()
        self.thread.join(BEAT_SECONDS)

    def run(self) -> None:
        """Beat until the process ends its work, then take leave."""
        try:
            while not self.stopping.is_set():
                self.beat()
                self.stopping.wait(BEAT_SECONDS)
            take_leave(self.kind, self.name)
        except DatabaseError:
            log.exception("took no leave")
        finally:
            connection.close()

    def beat(self) -> None:
        """One sign; a database that is away for a while ends nothing."""
        try:
            give(self.kind, self.name, since=self.since.isoformat(), skew=clock_skew(), **self.tell())
        except DatabaseError:
            log.exception("no sign given")
            connection.close()


def process_name() -> str:
    """What this process is called among those of all machines."""
    return f"{socket.gethostname()[:80]}:{os.getpid()}"


def clock_skew() -> float:
    """Seconds by which this process's clock is ahead of the database's; the way there and back is halved.

    SQLite has no clock of its own: there it is this machine's.
    """
    asked = {
        "postgresql": "SELECT extract(epoch FROM clock_timestamp())::float8",
        "sqlite": "SELECT (julianday('now') - 2440587.5) * 86400.0",
    }[connection.vendor]
    before = time.time()
    with connection.cursor() as cursor:
        cursor.execute(asked)
        theirs = float(cursor.fetchone()[0])
    return round((before + time.time()) / 2 - theirs, 3)
