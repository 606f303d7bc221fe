"""The worker: takes due jobs, runs them one by one, keeps what went wrong."""

import logging
import threading
import traceback
from collections.abc import Callable
from datetime import timedelta

from django.db import close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string

from central.foundation.jobs import queue
from central.foundation.jobs.models import Job, JobState, Timer

log = logging.getLogger("central.worker")

IDLE_SECONDS = 1.0


class Worker:
    """Runs jobs until it is told to stop; several may run at once, in threads or processes."""

    def __init__(self, timers: "dict[str, tuple[timedelta, Callable[[], object]]] | None" = None) -> None:
        self.stopping = threading.Event()
        self.timers = timers or {}

    def run(self) -> None:
        """Work until `stop()`; never lets one bad job or a lost connection end the loop."""
        while not self.stopping.is_set():
            try:
                worked = self.run_once()
                fire_timers(self.timers)
            except Exception:
                log.exception("worker round failed")
                worked = 0
            finally:
                close_old_connections()
            if not worked:
                self.stopping.wait(IDLE_SECONDS)

    def stop(self) -> None:
        """Ask the loop to end after the job at hand."""
        self.stopping.set()

    def run_once(self) -> int:
        """Claim and run one batch; answers how many jobs it ran."""
        jobs = queue.claim()
        for job in jobs:
            run_job(job)
        return len(jobs)


def run_job(job: Job) -> JobState:
    """Call a job's task with its arguments and record how it ended."""
    if not queue.renew(job):
        return JobState.READY
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


def fire_timers(timers: "dict[str, tuple[timedelta, Callable[[], object]]]") -> list[str]:
    """Run each timer that is due; whoever moves its `next_at` first runs it, the others pass."""
    now = timezone.now()
    fired = []
    known = dict(Timer.objects.filter(name__in=timers).values_list("name", "next_at")) if timers else {}
    for name, (interval, function) in timers.items():
        if name not in known:
            Timer.objects.get_or_create(name=name, defaults={"next_at": now + interval})
            continue
        if known[name] > now:
            continue
        if Timer.objects.filter(name=name, next_at=known[name]).update(next_at=now + interval):
            function()
            fired.append(name)
    return fired
