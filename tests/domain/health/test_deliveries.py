"""Deliveries that failed for good: who sees them, once more or not at all, and what is told of it."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from central.domain.access.models import ProfileGrant
from central.domain.health.models import DeliveryDecision
from central.domain.health.operations import drop_delivery, retry_delivery
from central.domain.health.queries import failed_deliveries
from central.foundation.errors import Conflict, NotAllowed, NotFound
from central.foundation.events.models import EventRecord
from central.foundation.jobs import queue
from central.foundation.jobs.models import Job, JobState
from central.foundation.jobs.worker import run_job
from tests.cast import World

pytestmark = pytest.mark.django_db
DONE: list[int] = []
BOTH = pytest.mark.parametrize("act", [retry_delivery, drop_delivery])


def deliver(event_id: int) -> None:
    """A delivery that works by now."""
    DONE.append(event_id)


def failed(event_id: int = 7, key: str = "") -> Job:
    """A delivery that was given up."""
    made = queue.enqueue(f"{__name__}.deliver", {"event_id": event_id}, unique_key=key)
    assert made is not None
    error = "Traceback:\n  in a file\nConnectionRefusedError: nobody there"
    Job.objects.filter(pk=made.pk).update(
        state=JobState.FAILED, attempts=8, finished_at=timezone.now(), last_error=error
    )
    return Job.objects.get(pk=made.pk)


def test_a_retried_delivery_is_done_and_told(world: World) -> None:
    job = failed()
    retry_delivery(actor=world.actor("ada"), job_id=job.pk)
    (again,) = [taken for taken in queue.claim(99) if taken.pk == job.pk]
    assert run_job(again) == JobState.DONE
    assert DONE[-1] == 7
    decision = DeliveryDecision.objects.get()
    record = EventRecord.objects.get(subject_kind="deliverydecision", subject_id=decision.pk)
    assert (record.name, record.user_id) == ("DeliveryRetried", world.users["ada"].pk)
    assert record.payload == {"job_id": job.pk, "task": job.task, "event_id": 7}


def test_a_dropped_delivery_is_told_and_not_tried(world: World) -> None:
    job = failed()
    drop_delivery(actor=world.actor("ada"), job_id=job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DROPPED
    assert job.pk not in {taken.pk for taken in queue.claim(99)}
    assert EventRecord.objects.get(subject_kind="deliverydecision").name == "DeliveryDropped"
    assert failed_deliveries(world.actor("ada")) == []


@BOTH
def test_who_does_not_look_after_the_system_decides_nothing(act: Callable[..., object], world: World) -> None:
    job = failed()
    for name in ("ana", "sara", "tiago"):
        with pytest.raises(NotAllowed):
            act(actor=world.actor(name), job_id=job.pk)
    ProfileGrant.objects.filter(permission="system.health").update(reach=2)
    with pytest.raises(NotAllowed):
        act(actor=world.actor("ada"), job_id=job.pk)


@BOTH
def test_only_what_failed_waits_for_a_decision(act: Callable[..., object], world: World) -> None:
    job = failed()
    act(actor=world.actor("ada"), job_id=job.pk)
    with pytest.raises(Conflict):
        act(actor=world.actor("ada"), job_id=job.pk)
    with pytest.raises(NotFound):
        act(actor=world.actor("ada"), job_id=job.pk + 1)
    assert DeliveryDecision.objects.count() == 1


def test_what_waits_already_is_not_queued_twice(world: World) -> None:
    job = failed(key="once")
    queue.enqueue(job.task, {"event_id": 7}, unique_key="once")
    with pytest.raises(Conflict):
        retry_delivery(actor=world.actor("ada"), job_id=job.pk)
    assert not DeliveryDecision.objects.exists()


def test_the_list_names_reason_and_protocol(world: World) -> None:
    ticket = world.ticket()
    told = failed(EventRecord.objects.get(subject_kind="ticket", subject_id=ticket.pk).pk)
    failed(0)
    rows = {row.id: row for row in failed_deliveries(world.actor("ada"))}
    assert (rows[told.pk].protocol, rows[told.pk].attempts) == (ticket.protocol, 8)
    assert rows[told.pk].error == "ConnectionRefusedError: nobody there"
    assert [row.protocol for row in rows.values()].count(None) == 1
    with pytest.raises(NotAllowed):
        failed_deliveries(world.actor("ana"))
