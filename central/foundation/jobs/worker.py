"""The worker: takes due jobs, runs them one by one, keeps what went wrong."""

import logging
import math
import threading
import time
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string

from central.foundation.jobs import queue
from central.foundation.jobs.models import Job, JobState, Timer
from central.foundation.signs.keeping import BEAT_SECONDS, Pulse, give
from central.foundation.signs.models import SignKind

log = logging.getLogger("central.worker")

IDLE_SECONDS = 1.0
LONGEST_JOB = timedelta(hours=1)
"""A job that runs for longer is thought to hang: its lease is kept no more."""
CLOCK_PUT_BACK = timedelta(minutes=5)
"""A timer that waits for so long above its interval was set by a clock that ran ahead."""

Timers = dict[str, tuple[timedelta, Callable[[], object]]]


class Worker:
    """Runs jobs until it is told to stop; several may run at once, in threads or processes."""

    def __init__(self, timers: Timers | None = None) -> None:
        self.stopping = threading.Event()
        self.timers = timers or {}
        self.at_hand: tuple[Job, datetime] | None = None

    def run(self) -> None:
        """Work until `stop()`; never lets one bad job or a lost connection end the loop."""
        with Pulse(SignKind.WORKER, self.at_work):
            self.forget_timers()
            while not self.stopping.is_set():
                if not self.round():
                    self.stopping.wait(IDLE_SECONDS)

    def round(self) -> int:
        """A batch of jobs and the timers that are due; answers how many jobs it ran."""
        try:
            worked = self.run_once()
            fire_timers(self.timers)
        except Exception:
            log.exception("worker round failed")
            return 0
        finally:
            close_old_connections()
        return worked

    def forget_timers(self) -> None:
        """Drop the rows of timers that this version has no more."""
        try:
            if self.timers:
                Timer.objects.exclude(name__in=self.timers).delete()
        except DatabaseError:
            log.exception("old timers not dropped")

    def stop(self) -> None:
        """Ask the loop to end after the job at hand."""
        self.stopping.set()

    def run_once(self) -> int:
        """Claim and run one batch; answers how many jobs it ran."""
        jobs, ran = queue.claim(), 0
        for job in jobs:
            if self.stopping.is_set():
                queue.give_back(job)
                continue
            self.at_hand = (job, timezone.now())
            run_job(job)
            self.at_hand, ran = None, ran + 1
        return ran

    def at_work(self) -> dict[str, str]:
        """What the worker is at, for its sign; keeps the lease of that job, unless it seems to hang."""
        if self.at_hand is None:
            return {}
        job, since = self.at_hand
        if timezone.now() - since < LONGEST_JOB:
            queue.renew(job)
        return {"job": job.task, "job_since": since.isoformat()}


def run_job(job: Job) -> JobState:
    """Call a job's task with its arguments and record how it ended."""
    if not queue.renew(job):
        return JobState.READY
    if job.attempts > job.max_attempts:
        return queue.give_up(job)
    try:
        task = import_string(job.task)
        getattr(task, "func", task)(**job.arguments)
    except Exception as error:
        state = queue.fail(job, traceback.format_exc(limit=8))
        log.warning(
            "job failed",
            extra={"job": job.pk, "task": job.task, "error": type(error).__name__, "state": state},
        )
        return state
    queue.finish(job)
    return JobState.DONE


def fire_timers(timers: Timers) -> list[str]:
    """Run each timer that is due; whoever moves its `next_at` first runs it, the others pass."""
    now = timezone.now()
    fired = []
    known = dict(Timer.objects.filter(name__in=timers).values_list("name", "next_at")) if timers else {}
    for name, (interval, function) in timers.items():
        if name not in known:
            Timer.objects.get_or_create(name=name, defaults={"next_at": now + interval})
            continue
        if now < known[name] <= now + interval + CLOCK_PUT_BACK:
            continue
        if Timer.objects.filter(name=name, next_at=known[name]).update(next_at=now + interval):
            fire(name, interval, function)
            fired.append(name)
    return fired


def fire(name: str, interval: timedelta, function: Callable[[], object]) -> None:
    """Run a timer; what goes wrong in it is kept and stops no other."""
    began, error = time.monotonic(), ""
    try:
        function()
    except Exception as problem:
        log.exception("timer failed", extra={"timer": name})
        error = f"{type(problem).__name__}: {problem}"[:500]
    ended = time.monotonic()
    told_at, told_error = LAST_TOLD.get(name, (-math.inf, ""))
    if ended - told_at >= BEAT_SECONDS or error != told_error:
        LAST_TOLD[name] = (ended, error)
        seconds = round(ended - began, 3)
        give(SignKind.TIMER, name, every=interval.total_seconds(), seconds=seconds, error=error)


LAST_TOLD: dict[str, tuple[float, str]] = {}
"""When this process told of a timer last, and with which error: the quick ones are not told every time."""
