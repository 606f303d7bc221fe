"""The lease queue: enqueued with the change, claimed once, retried, given up."""

import time
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections, transaction
from django.utils import timezone

from central.foundation.jobs import queue
from central.foundation.jobs.models import Job, JobState, Timer
from central.foundation.jobs.worker import LAST_TOLD, Worker, fire_timers, run_job
from central.foundation.signs.keeping import forget_silent, give, sign, signs
from central.foundation.signs.models import Sign, SignKind

pytestmark = pytest.mark.django_db

CALLS: list[int] = []


@pytest.fixture(autouse=True)
def nothing_told() -> None:
    """Timers of an earlier test count as not told of."""
    LAST_TOLD.clear()


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


def test_a_job_that_ended_its_worker_at_every_attempt_is_given_up() -> None:
    made = job("note")
    Job.objects.update(attempts=made.max_attempts)
    ran = len(CALLS)
    assert run_job(queue.claim()[0]) == JobState.FAILED
    made.refresh_from_db()
    assert (made.state, made.last_error) == (JobState.FAILED, queue.WORKER_ENDED)
    assert len(CALLS) == ran
    assert queue.try_again(made)
    made.refresh_from_db()
    assert (made.state, made.attempts, made.finished_at) == (JobState.READY, 0, None)
    assert not queue.try_again(made)


def test_what_waits_already_is_not_queued_a_second_time() -> None:
    failed = queue.enqueue("x", {}, unique_key="k")
    assert failed is not None
    Job.objects.update(state=JobState.FAILED)
    assert queue.enqueue("x", {}, unique_key="k") is not None
    assert not queue.try_again(failed)


def test_a_worker_that_stops_gives_back_what_it_took() -> None:
    made = job("note")
    worker = Worker()
    worker.stop()
    assert worker.run_once() == 0
    made.refresh_from_db()
    assert (made.state, made.attempts, made.leased_until) == (JobState.READY, 0, None)


def test_a_long_job_keeps_its_lease_until_it_seems_to_hang() -> None:
    made = job("note")
    worker, taken = Worker(), queue.claim()[0]
    now = timezone.now()
    Job.objects.update(leased_until=now - timedelta(seconds=1))
    worker.at_hand = (taken, now - timedelta(hours=2))
    assert worker.at_work()["job"] == taken.task
    made.refresh_from_db()
    assert made.leased_until is not None
    assert made.leased_until < now
    worker.at_hand = (taken, now - timedelta(minutes=5))
    worker.at_work()
    made.refresh_from_db()
    assert made.leased_until > now


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


def test_a_timer_that_a_fast_clock_set_fires_when_the_clock_is_put_back() -> None:
    fired: list[int] = []
    timers = {"purge": (timedelta(seconds=10), lambda: fired.append(1))}
    fire_timers(timers)
    Timer.objects.update(next_at=timezone.now() + timedelta(hours=1))
    assert fire_timers(timers) == ["purge"]
    assert fire_timers(timers) == []


def test_a_timer_that_fails_stops_no_other_and_says_why_until_it_works() -> None:
    works: list[bool] = []

    def shaky() -> None:
        if not works:
            raise ValueError("no")

    timers = {"shaky": (timedelta(0), shaky), "purge": (timedelta(0), lambda: None)}
    fire_timers(timers)
    assert fire_timers(timers) == ["shaky", "purge"]
    told = {sign.name: sign.told for sign in signs(SignKind.TIMER)}
    assert (told["shaky"]["error"], told["purge"]["error"]) == ("ValueError: no", "")
    works.append(True)
    fire_timers(timers)
    shown = sign(SignKind.TIMER, "shaky")
    assert shown is not None
    assert shown.told["error"] == ""
    fire_timers(timers)
    assert sign(SignKind.TIMER, "shaky") == shown


@pytest.mark.django_db(transaction=True)
def test_of_several_workers_one_fires_a_timer() -> None:
    fired: list[int] = []
    gate = Barrier(4)
    timers = {"purge": (timedelta(hours=1), lambda: fired.append(1))}
    fire_timers(timers)
    Timer.objects.update(next_at=timezone.now() - timedelta(seconds=1))

    def work() -> None:
        gate.wait()
        try:
            fire_timers(timers)
        finally:
            connections.close_all()

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert fired == [1]


@pytest.mark.django_db(transaction=True)
def test_a_worker_gives_signs_and_takes_leave() -> None:
    worker = Worker()
    thread = Thread(target=lambda: (worker.run(), connections.close_all()))
    thread.start()
    until = time.monotonic() + 10
    while not signs(SignKind.WORKER) and time.monotonic() < until:
        time.sleep(0.02)
    (told,) = signs(SignKind.WORKER)
    worker.stop()
    thread.join()
    assert abs(told.told["skew"]) < 1
    assert signs(SignKind.WORKER) == []


def test_who_was_silent_for_long_is_forgotten() -> None:
    for name in ("old", "new"):
        give(SignKind.WORKER, name)
        give(SignKind.TIMER, name)
    Sign.objects.filter(name="old").update(at=timezone.now() - timedelta(hours=2))
    assert forget_silent() == 1
    assert [told.name for told in signs(SignKind.TIMER)] == ["new", "old"]
