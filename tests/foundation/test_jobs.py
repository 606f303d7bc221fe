"""The lease queue: enqueued with the change, claimed once, retried, given up."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from central.foundation.jobs import queue
from central.foundation.jobs.models import Job, JobState, Timer
from central.foundation.jobs.worker import Worker, fire_timers, run_job

pytestmark = pytest.mark.django_db

CALLS: list[int] = []


def note(number: int) -> None:
    """A task that works."""
    CALLS.append(number)


def explode(number: int) -> None:
    """A task that does not."""
    raise ValueError(number)


def job(task: str, **values: object) -> Job:
    """A queued call of a task of this module."""
    made = queue.enqueue(f"{__name__}.{task}", {"number": 7}, **values)  # type: ignore[arg-type]
    assert made is not None
    return made


def test_a_job_is_claimed_once_and_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("central.foundation.jobs.worker.import_string", lambda path: note)
    made = job("note")
    assert Worker().run_once() == 1
    assert CALLS[-1] == 7
    made.refresh_from_db()
    assert made.state == JobState.DONE
    assert queue.claim() == []


def test_it_is_gone_with_the_transaction() -> None:
    def queue_and_fail() -> None:
        with transaction.atomic():
            job("note")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        queue_and_fail()
    assert not Job.objects.exists()


def test_an_expired_lease_returns() -> None:
    job("note")
    first = queue.claim()[0]
    assert queue.claim() == []
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    second = queue.claim()[0]
    assert second.pk == first.pk
    assert not queue.finish(first)
    assert queue.finish(second)


def test_a_failing_job_waits_longer_each_time_and_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("central.foundation.jobs.worker.import_string", lambda path: explode)
    made = job("explode")
    pauses = []
    for _ in range(made.max_attempts):
        Job.objects.update(run_at=timezone.now())
        state = run_job(queue.claim()[0])
        made.refresh_from_db()
        pauses.append(made.run_at - timezone.now())
    assert state == JobState.FAILED
    assert "ValueError" in made.last_error
    assert pauses[1] > pauses[0]


def test_the_same_key_waits_once() -> None:
    assert queue.enqueue("x", {}, unique_key="k") is not None
    assert queue.enqueue("x", {}, unique_key="k") is None


def test_a_timer_fires_for_one() -> None:
    fired: list[int] = []
    timers = {"purge": (timedelta(hours=1), lambda: fired.append(1))}
    assert fire_timers(timers) == []
    Timer.objects.update(next_at=timezone.now() - timedelta(seconds=1))
    assert fire_timers(timers) == ["purge"]
    assert fire_timers(timers) == []
    assert fired == [1]
