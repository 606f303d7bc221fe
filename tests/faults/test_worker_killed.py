"""A worker killed at each step of its work (kill -9): the next one does the rest, and nothing is there twice."""

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from django.conf import settings
from django.db import connections
from django.utils import timezone

from central.domain.exports.models import ExportState, PeopleExport
from central.domain.exports.operations import request_people_export
from central.domain.tickets.models import Ticket
from central.domain.workspace.people_filter import NO_FILTER
from central.domain.workspace.people_list import BY_NAME
from central.doors.clock.timers import raise_alarms
from central.foundation.events.models import EventRecord
from central.foundation.events.verifying import Progress, broken_chains, chained_kinds
from central.foundation.files.models import StoredFile
from central.foundation.jobs.models import Job, JobState, Timer
from central.foundation.jobs.worker import Worker, fire_timers
from tests.cast import World

WRITING = "central.domain.exports.writing"
WORKER = "central.foundation.jobs.worker"
STEPS = (
    f"{WORKER}.run_job",  # taken from the queue, nothing begun
    f"{WORKER}.import_string",  # about to act
    f"{WRITING}.finish",  # in the act, outside a transaction
    f"{WRITING}.publish",  # in the act, its transaction open
    f"{WORKER}.queue.finish",  # the act is done, the queue does not know
)


def die(*_given: object, **_named: object) -> None:
    """What `kill -9` does."""
    os.kill(os.getpid(), signal.SIGKILL)


def killed_at(step: str, work: Callable[[], object]) -> None:
    """Let a process of its own work, and kill it when it comes to this step."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        with suppress(BaseException), patch(step, die):
            work()
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL, f"not killed at {step}"


def time_passes() -> None:
    """A minute later: the lease of the dead worker is over."""
    past = timezone.now() - timedelta(seconds=61)
    Job.objects.filter(state=JobState.RUNNING).update(leased_until=past)
    PeopleExport.objects.filter(state=ExportState.WRITING).update(touched_at=past)


def test_a_job_is_done_once_wherever_its_worker_is_killed(lasting_world: World) -> None:
    ada = lasting_world.actor("ada")
    for step in STEPS:
        export = request_people_export(
            actor=ada, wanted=NO_FILTER, order=BY_NAME, file_format="csv", columns=["name"]
        )
        killed_at(step, Worker().run_once)
        assert Job.objects.get(state=JobState.RUNNING).attempts == 1
        assert Worker().run_once() == 0
        time_passes()
        Worker().run_once()
        export.refresh_from_db()
        assert export.state == ExportState.READY, step
        told = EventRecord.objects.filter(subject_kind="peopleexport", subject_id=export.pk)
        assert list(told.order_by("sequence").values_list("name", flat=True)) == [
            "PeopleExportRequested",
            "PeopleExported",
        ]
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.DONE}
    bound = StoredFile.objects.filter(pk__in=PeopleExport.objects.values("file_id"))
    assert bound.count() == len(STEPS)
    assert all((Path(settings.MEDIA_ROOT) / kept.storage_name).exists() for kept in bound)
    assert list(broken_chains(chained_kinds(), Progress())) == []


def test_a_timer_tells_each_thing_once_wherever_its_worker_is_killed(lasting_world: World) -> None:
    tickets = [lasting_world.ticket() for _ in range(3)]
    past = timezone.now() - timedelta(minutes=5)
    Ticket.objects.update(opened_at=past - timedelta(hours=9), due_at=past, alarm_at=past)
    timers = {"raise_alarms": (timedelta(seconds=10), raise_alarms)}
    fire_timers(timers)
    for step in ("central.domain.tickets.operations.alarms.publish", f"{WORKER}.give"):
        Timer.objects.update(next_at=past)
        killed_at(step, lambda: fire_timers(timers))
    Timer.objects.update(next_at=past)
    assert fire_timers(timers) == ["raise_alarms"]
    told = EventRecord.objects.filter(name="DeadlineMissed")
    assert sorted(told.values_list("subject_id", flat=True)) == sorted(ticket.pk for ticket in tickets)
    assert list(broken_chains(chained_kinds(), Progress())) == []
