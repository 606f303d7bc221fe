"""Verifying: a whole history passes; each kind of damage is found at its first broken record."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from central.domain.tickets.models import Ticket
from central.domain.tickets.operations.execution import pause_execution, start_execution
from central.foundation.events import verifying
from central.foundation.events.models import EventRecord
from central.foundation.events.verifying import Progress, broken_chains, chained_kinds, unknown_kinds
from central.foundation.events.watching import verify_for_a_while
from central.foundation.signs.keeping import sign
from central.foundation.signs.models import Sign, SignKind
from tests.cast import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def tickets(world: World) -> list[Ticket]:
    """Three protocols with some history each."""
    made = [world.ticket() for _number in range(3)]
    for ticket in made:
        start_execution(actor=world.actor("ana"), ticket_id=ticket.pk)
        pause_execution(actor=world.actor("ana"), ticket_id=ticket.pk)
    return made


def records(ticket: Ticket) -> Any:
    """The records of a protocol."""
    found = EventRecord.objects.filter(subject_kind="ticket", subject_id=ticket.pk)
    return found.order_by("sequence")


def found(**options: Any) -> list[tuple[int, int, str]]:
    """The broken chains of protocols: id, sequence, what is wrong."""
    kinds = {"ticket": chained_kinds()["ticket"]}
    with translation.override("en"):
        return [
            (broken.subject_id, broken.sequence, str(broken.problem))
            for broken in broken_chains(kinds, Progress(), **options)
        ]


def test_a_whole_history_passes_and_is_counted(tickets: list[Ticket]):
    progress = Progress()
    assert list(broken_chains(chained_kinds(), progress)) == []
    assert progress.records == EventRecord.objects.count() > 9
    assert found() == []


def test_every_kind_of_subject_is_known():
    assert {"ticket", "person", "user", "activity", "companyplace"} <= set(chained_kinds())


def test_a_changed_record_is_found(tickets: list[Ticket]):
    second = records(tickets[1])[1]
    EventRecord.objects.filter(pk=second.pk).update(payload={**second.payload, "executor_id": 99})
    assert found() == [(tickets[1].pk, 2, "its content does not match its hash")]


def test_a_changed_time_is_found(tickets: list[Ticket]):
    first = records(tickets[0])[0]
    EventRecord.objects.filter(pk=first.pk).update(at=tickets[1].opened_at)
    assert found() == [(tickets[0].pk, 1, "its content does not match its hash")]


def test_a_removed_record_is_found(tickets: list[Ticket]):
    records(tickets[2])[1].delete()
    assert found() == [(tickets[2].pk, 2, "this record was removed")]


def test_a_removed_tail_is_found(tickets: list[Ticket]):
    last = records(tickets[0]).last()
    last.delete()
    problem = "this record and those after it were removed"
    assert found() == [(tickets[0].pk, last.sequence, problem)]


def test_a_whole_removed_history_is_found(tickets: list[Ticket]):
    records(tickets[0]).delete()
    assert found() == [(tickets[0].pk, 1, "this record and those after it were removed")]


def test_a_tail_forged_together_with_the_count_is_found(tickets: list[Ticket]):
    last = records(tickets[0]).last()
    last.delete()
    Ticket.objects.filter(pk=tickets[0].pk).update(event_count=last.sequence - 1)
    assert found() == [(tickets[0].pk, last.sequence - 1, "its hash is not the one that the subject keeps")]


def test_an_added_record_is_found(tickets: list[Ticket]):
    last = records(tickets[0]).last()
    last.pk, last.sequence = None, last.sequence + 1
    last.save()
    assert found()[0][:2] == (tickets[0].pk, last.sequence)


def test_a_record_without_its_subject_is_found(tickets: list[Ticket]):
    for ticket, shift in ((tickets[2], 1000), (tickets[0], 2000)):
        records(ticket).update(subject_id=ticket.pk + shift)
    gone = [line for line in found() if line[2] == "its subject is gone"]
    assert gone == [
        (tickets[2].pk + 1000, 1, "its subject is gone"),
        (tickets[0].pk + 2000, 1, "its subject is gone"),
    ]


def test_pages_change_nothing(tickets: list[Ticket], monkeypatch: pytest.MonkeyPatch):
    records(tickets[1])[2].delete()
    whole = found()
    for size in (1, 2, 3, 4):
        monkeypatch.setattr(verifying, "PAGE", size)
        assert found() == whole


def test_a_limit_looks_at_so_many_subjects(tickets: list[Ticket]):
    records(tickets[2]).delete()
    assert found(limit=2) == []
    assert len(found(limit=3)) == 1


def test_records_of_an_unknown_kind_are_found(tickets: list[Ticket]):
    records(tickets[0]).update(subject_kind="zebra")
    assert [broken.subject_kind for broken in unknown_kinds(chained_kinds())] == ["zebra"]


def test_reading_costs_no_more_queries_for_more_records(
    tickets: list[Ticket], django_assert_num_queries: Any
):
    with django_assert_num_queries(2):
        assert found() == []


def test_the_command_names_what_is_broken_and_fails(
    tickets: list[Ticket], capsys: pytest.CaptureFixture[str]
):
    call_command("check_history")
    assert "0 broken" in capsys.readouterr().out
    last = records(tickets[0]).last()
    last.delete()
    with pytest.raises(CommandError):
        call_command("check_history", kind="ticket")
    assert f"ticket {tickets[0].pk}, record {last.sequence}: " in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("check_history", kind="zebra")


def last_result() -> dict[str, Any] | None:
    """What the last whole verifying found."""
    kept = sign(SignKind.HISTORY, "last")
    return dict(kept.told) if kept else None


def at(hour: int, days: int = 0) -> datetime:
    """An hour of the local day, some days from now."""
    day = timezone.localtime() + timedelta(days=days)
    return day.replace(hour=hour, minute=30)


def test_a_night_verifies_the_whole_history_in_slices(tickets: list[Ticket], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(verifying, "PAGE", 2)
    assert verify_for_a_while(now=at(12)) == 0
    Sign.objects.update(at=at(23, -1))
    assert verify_for_a_while(now=at(12)) == 0
    slices = [verify_for_a_while(0, now=at(3))]
    while last_result() is None:
        slices.append(verify_for_a_while(0, now=at(9)))
    assert len(slices) > 5
    result = last_result()
    assert result is not None
    assert (result["records"], result["broken"]) == (EventRecord.objects.count(), 0)
    assert verify_for_a_while(now=at(4)) == 0


def test_a_night_names_what_is_broken(tickets: list[Ticket], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(verifying, "PAGE", 2)
    records(tickets[2])[1].delete()
    records(tickets[0]).filter(sequence=1).update(subject_kind="zebra")
    verify_for_a_while()
    verify_for_a_while(99, now=at(3, 2))
    result = last_result()
    assert result is not None
    assert result["broken"] == 3
    assert f"ticket {tickets[2].pk} #2: " in result["named"][1]
    assert "zebra" in result["named"][2]


def test_the_command_keeps_its_result(tickets: list[Ticket]):
    call_command("check_history", kind="ticket")
    assert last_result() is None
    call_command("check_history")
    result = last_result()
    assert result is not None
    assert (result["records"], result["named"]) == (EventRecord.objects.count(), [])
    records(tickets[1])[1].delete()
    with pytest.raises(CommandError):
        call_command("check_history", limit=5)
    assert last_result()["broken"] == 1
