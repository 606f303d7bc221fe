"""Judging the parts of an installation, and reading all of them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from central.domain.health import checks
from central.domain.health.measuring import Space
from central.domain.health.queries import system_health
from central.domain.health.states import Check, State
from central.foundation.errors import NotAllowed
from central.foundation.jobs import queue
from central.foundation.jobs.models import Job, Timer
from central.foundation.signs.keeping import Told, give
from central.foundation.signs.models import Sign, SignKind
from tests.cast import World

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
GOOD, LOOK, BAD = State.OK, State.ATTENTION, State.FAILURE
GIGABYTE = 1024**3


def told(seconds: float, **said: Any) -> Told:
    """A sign so many seconds old."""
    return Told("x", NOW - timedelta(seconds=seconds), said)


def queue_since(seconds: int) -> Check:
    """A queue whose oldest job waits for so long."""
    return checks.check_queue(1, NOW - timedelta(seconds=seconds), NOW)


@pytest.mark.parametrize(
    ("check", "state", "case"),
    [
        (checks.check_workers([told(5)], NOW), GOOD, "ok"),
        (checks.check_workers([told(5), told(61)], NOW), LOOK, "silent"),
        (checks.check_workers([told(61)], NOW), BAD, "none"),
        (checks.check_workers([], NOW), BAD, "none"),
        (checks.check_timers(2, [], []), GOOD, "ok"),
        (checks.check_timers(2, ["a"], []), LOOK, "late"),
        (checks.check_timers(2, ["a"], ["b"]), BAD, "failing"),
        (checks.check_queue(0, None, NOW), GOOD, "empty"),
        (queue_since(120), GOOD, "ok"),
        (queue_since(121), LOOK, "late"),
        (queue_since(901), BAD, "late"),
        (queue_since(-3600), GOOD, "ok"),
        (checks.check_mail("none", None, None, NOW), LOOK, "unset"),
        (checks.check_mail("server", None, None, NOW), GOOD, "never"),
        (checks.check_mail("server", told(9), told(10), NOW), GOOD, "ok"),
        (checks.check_mail("server", told(99), told(10), NOW), LOOK, "failing"),
        (checks.check_mail("server", told(3601), told(10), NOW), BAD, "failing"),
        (checks.check_mail("server", None, told(10), NOW), BAD, "failing"),
        (checks.check_disk(Space(100 * GIGABYTE, 50 * GIGABYTE)), GOOD, "ok"),
        (checks.check_disk(Space(100 * GIGABYTE, 9 * GIGABYTE)), LOOK, "little"),
        (checks.check_disk(Space(2 * GIGABYTE, GIGABYTE - 1)), LOOK, "little"),
        (checks.check_disk(Space(100 * GIGABYTE, 2 * GIGABYTE)), BAD, "little"),
        (checks.check_clock([0.1, -2.0]), GOOD, "ok"),
        (checks.check_clock([0.1, -2.1]), LOOK, "apart"),
        (checks.check_clock([31, 0.1]), BAD, "apart"),
        (checks.check_migrations([]), GOOD, "ok"),
        (checks.check_migrations(["a.0001"]), BAD, "pending"),
        (checks.check_history(None, NOW), LOOK, "never"),
        (checks.check_history(told(60, broken=0, records=1), NOW), GOOD, "ok"),
        (checks.check_history(told(9 * 86400, broken=0), NOW), LOOK, "old"),
        (checks.check_history(told(60, broken=1), NOW), BAD, "broken"),
        (checks.check_backup(), LOOK, "none"),
    ],
)
def test_each_part_is_judged(check: Check, state: State, case: str) -> None:
    assert (check.state, check.case) == (state, case)


def parts(world: World) -> dict[str, Check]:
    """The parts as the administrator sees them."""
    return {check.key: check for check in system_health(world.actor("ada"), mail_way="server").checks}


def test_the_parts_are_read_from_what_is_there(world: World) -> None:
    now = timezone.now()
    Timer.objects.create(name="late", next_at=now - timedelta(minutes=3))
    Timer.objects.create(name="bad", next_at=now)
    give(SignKind.TIMER, "bad", every=10, error="ValueError: no")
    give(SignKind.WORKER, "a", skew=0.01)
    give(SignKind.WEB, "b", skew=-7.5)
    give(SignKind.MAIL, "failed", error="SMTPDataError")
    give(SignKind.HISTORY, "last", subjects=1, records=2, broken=0, named=[])
    queue.enqueue("x", {}, run_at=now - timedelta(minutes=20))
    queue.enqueue("y", {})
    Job.objects.filter(task="y").update(state="failed", finished_at=now)
    found = parts(world)
    bad = {key for key, check in found.items() if check.state is BAD}
    assert bad == {"timers", "queue", "mail"}
    assert found["timers"].values["late"] == ["late"]
    assert found["clock"].values["seconds"] == -7.5
    assert (found["failed"].state, found["failed"].values["count"]) == (LOOK, 1)
    assert (found["workers"].state, found["history"].state, found["migrations"].state) == (GOOD, GOOD, GOOD)


def test_a_change_that_the_database_has_not_seen_is_named(world: World) -> None:
    MigrationRecorder(connection).record_unapplied("health", "0001_decisions")
    assert parts(world)["migrations"].values["names"] == ["health.0001_decisions"]


def test_only_who_looks_after_the_system_sees_it(world: World) -> None:
    for name in ("ana", "sara"):
        with pytest.raises(NotAllowed):
            system_health(world.actor(name), mail_way="none")


def test_more_processes_and_jobs_ask_no_more(world: World) -> None:
    counts = []
    for number in range(2):
        for one in range(number * 20):
            give(SignKind.WORKER, f"w{one}", skew=0)
            queue.enqueue("x", {})
        with CaptureQueriesContext(connection) as captured:
            parts(world)
        counts.append(len(captured.captured_queries))
    assert counts[0] == counts[1]
    assert Sign.objects.count() == 20
