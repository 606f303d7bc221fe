"""Putting jobs into the queue and taking them out: enqueue, claim, renew, finish, fail."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from central.foundation.inserting import insert_new
from central.foundation.jobs.models import Job, JobState

LEASE = timedelta(seconds=60)
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=1)
WORKER_ENDED = "The worker ended while this ran, at every attempt."


def enqueue(
    task: str,
    arguments: Mapping[str, Any],
    *,
    run_at: datetime | None = None,
    priority: int = 0,
    queue: str = "default",
    unique_key: str = "",
) -> Job | None:
    """Queue a task by name, in the open transaction; None when the same key already waits."""
    now = timezone.now()
    job = Job(
        task=task,
        arguments=dict(arguments),
        queue=queue,
        priority=priority,
        run_at=run_at or now,
        unique_key=unique_key,
        created_at=now,
    )
    return job if insert_new(job) else None


def claim(limit: int = 10, *, lease: timedelta = LEASE) -> list[Job]:
    """Lease up to `limit` due jobs for this worker, those with an expired lease among them."""
    now = timezone.now()
    mark = uuid.uuid4().hex
    due = Q(state=JobState.READY, run_at__lte=now) | Q(state=JobState.RUNNING, leased_until__lt=now)
    with transaction.atomic():
        waiting = Job.objects.filter(state__in=[JobState.READY, JobState.RUNNING]).filter(due)
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        chosen = list(waiting.order_by("-priority", "run_at", "id").values_list("pk", flat=True)[:limit])
        if not chosen:
            return []
        Job.objects.filter(pk__in=chosen).update(
            state=JobState.RUNNING, leased_until=now + lease, lease=mark, attempts=F("attempts") + 1
        )
        return list(Job.objects.filter(lease=mark, pk__in=chosen).order_by("-priority", "run_at", "id"))


def renew(job: Job, *, lease: timedelta = LEASE) -> bool:
    """Keep a long job's lease; False when another worker has taken it meanwhile."""
    until = timezone.now() + lease
    mine = Job.objects.filter(pk=job.pk, lease=job.lease, state=JobState.RUNNING)
    return bool(mine.update(leased_until=until))


def finish(job: Job) -> bool:
    """Mark a job as done; False when the lease was lost."""
    return bool(
        Job.objects.filter(pk=job.pk, lease=job.lease, state=JobState.RUNNING).update(
            state=JobState.DONE, finished_at=timezone.now(), leased_until=None, last_error=""
        )
    )


def fail(job: Job, error: str) -> JobState:
    """Put a failed job back with a growing pause, or give it up after its last attempt."""
    now = timezone.now()
    mine = Job.objects.filter(pk=job.pk, lease=job.lease, state=JobState.RUNNING)
    if job.attempts >= job.max_attempts:
        mine.update(state=JobState.FAILED, finished_at=now, leased_until=None, last_error=error[:4000])
        return JobState.FAILED
    pause = min(FIRST_PAUSE * 2 ** (job.attempts - 1), LONGEST_PAUSE)
    mine.update(state=JobState.READY, run_at=now + pause, leased_until=None, last_error=error[:4000])
    return JobState.READY


def give_back(job: Job) -> bool:
    """Put a job back that was taken but not begun; it counts as no attempt."""
    return bool(
        Job.objects.filter(pk=job.pk, lease=job.lease, state=JobState.RUNNING).update(
            state=JobState.READY, leased_until=None, attempts=F("attempts") - 1
        )
    )


def give_up(job: Job) -> JobState:
    """Give up a job during whose last attempt its worker ended, so that it takes no other with it."""
    Job.objects.filter(pk=job.pk, lease=job.lease, state=JobState.RUNNING).update(
        state=JobState.FAILED, finished_at=timezone.now(), leased_until=None, last_error=WORKER_ENDED
    )
    return JobState.FAILED


def try_again(job: Job) -> bool:
    """Queue a given-up job anew, with all its attempts; False when the same thing waits already."""
    try:
        with transaction.atomic():
            return bool(
                Job.objects.filter(pk=job.pk, state=JobState.FAILED).update(
                    state=JobState.READY, run_at=timezone.now(), attempts=0, finished_at=None, lease=""
                )
            )
    except IntegrityError:
        return False


def drop(job: Job) -> bool:
    """Let a given-up job be: nobody waits for it any more."""
    given_up = Job.objects.filter(pk=job.pk, state=JobState.FAILED)
    return bool(given_up.update(state=JobState.DROPPED, finished_at=timezone.now()))


def purge(*, older_than: timedelta = timedelta(days=7)) -> int:
    """Delete done and dropped jobs finished before that; failed ones stay for a person to decide."""
    before = timezone.now() - older_than
    ended = Job.objects.filter(state__in=[JobState.DONE, JobState.DROPPED])
    return ended.filter(finished_at__lt=before).delete()[0]
