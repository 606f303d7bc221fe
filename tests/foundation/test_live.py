"""The bus wakes after a commit on either database; the feed loses no fact, in whatever order they come."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from central.foundation.events.models import EventRecord
from central.foundation.live import bus
from central.foundation.live.feed import REPLAYED, Feed, missed_since, missed_since_id

BASE = 10_000_000  # beyond whatever other tests wrote


@contextmanager
def listening() -> Iterator[Callable[[int], list[str]]]:
    """What the driver alone brings, without the shortcut within a process: `heard(2)` waits for two."""
    heard: list[str] = []
    stopping = threading.Event()

    def listen() -> None:
        try:
            bus.driver(settings.LIVE_BUS).listen(heard.append, stopping)
        finally:
            connection.close()

    def wait(number: int) -> list[str]:
        limit = time.monotonic() + 5
        while len(heard) < number and time.monotonic() < limit:
            time.sleep(0.02)
        return heard

    thread = threading.Thread(target=listen)
    thread.start()
    try:
        assert wait(1) == [bus.WAKE]
        yield wait
    finally:
        stopping.set()
        thread.join(5)


def record(sequence: int, **values: object) -> EventRecord:
    """A fact about protocol 1."""
    content = {"subject_kind": "ticket", "subject_id": 1, "name": "Told", "at": timezone.now(), "hash": "-"}
    return EventRecord.objects.create(sequence=sequence, **{**content, **values})


@pytest.mark.django_db(transaction=True)
def test_the_driver_wakes_others_after_a_commit_and_not_before() -> None:
    with listening() as heard:
        with transaction.atomic():
            record(1)
            bus.wake_after_commit()
            bus.wake_after_commit()
            assert len(connection.run_on_commit) == 1
            time.sleep(0.3)
            assert len(heard(1)) == 1
        assert heard(2)[1] == bus.WAKE


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_wakes_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(bus, "_ears", {told.append})
    with transaction.atomic():
        bus.wake_after_commit()
        transaction.set_rollback(True)
    with transaction.atomic():
        bus.wake_after_commit()
    assert told == [bus.WAKE]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_postgres_carries_messages() -> None:
    with listening() as heard:
        bus.tell('{"persons": [1]}')
        assert heard(2)[1] == '{"persons": [1]}'


@pytest.mark.django_db
def test_an_id_committed_late_is_told_late_and_once() -> None:
    record(1, pk=BASE + 100)
    feed = Feed()
    record(2, pk=BASE + 103)
    assert [fact.id for fact in feed.fresh()] == [BASE + 103]
    record(3, pk=BASE + 101)
    assert [fact.id for fact in feed.fresh()] == [BASE + 101]
    assert feed.fresh() == [] and feed.last == BASE + 103


@pytest.mark.django_db
def test_what_was_missed_is_told_by_id_and_by_moment_up_to_a_limit() -> None:
    start = timezone.now()
    record(1, pk=BASE + 100, at=start)
    record(2, pk=BASE + 500)
    assert [fact.id for fact in missed_since_id(BASE + 400) or []] == [BASE + 500]
    assert [fact.id for fact in missed_since(timezone.now()) or []] == []
    assert [fact.id for fact in missed_since(start) or []] == [BASE + 100, BASE + 500]
    EventRecord.objects.bulk_create(
        EventRecord(
            pk=BASE + 600 + n,
            subject_kind="ticket",
            subject_id=2,
            sequence=n,
            name="Told",
            at=start,
            hash="-",
        )
        for n in range(REPLAYED + 60)
    )
    assert missed_since_id(BASE + 100) is None and missed_since(start) is None
