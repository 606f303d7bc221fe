"""Iniciar Execução and Pausar."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.db import connections

from central.domain.tickets import changes
from central.domain.tickets.models import Execution, Ticket
from central.domain.tickets.operations import execution
from central.domain.tickets.operations.execution import AnotherExecutionRuns, pause_execution, start_execution
from central.foundation.actor import Actor
from central.foundation.errors import Conflict, DomainError, NotAllowed, NotFound
from central.foundation.events.models import EventRecord
from tests.cast import World


def names(ticket: Ticket) -> list[str]:
    """The facts of a protocol in order."""
    found = EventRecord.objects.filter(subject_kind="ticket", subject_id=ticket.pk).order_by("sequence")
    return list(found.values_list("name", flat=True))


def test_it_works(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    started = start_execution(actor=ana, ticket_id=ticket.pk)
    assert started.running_count == 1
    assert started.assignee_id == ana.person_id
    assert started.status == world.statuses["in_progress"]
    assert started.first_service_at is not None
    assert names(ticket) == ["TicketOpened", "ExecutionStarted", "AssigneeChanged", "StatusChanged"]


def test_a_colleague_is_told_who_executes(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    start_execution(actor=ana, ticket_id=ticket.pk)
    with pytest.raises(Conflict, match="Ana Beatriz Moraes"):
        start_execution(actor=world.actor("bia"), ticket_id=ticket.pk)


def test_a_second_execution_offers_to_pause_the_first(world: World, ana: Actor) -> None:
    first, second = world.ticket(), world.ticket()
    start_execution(actor=ana, ticket_id=first.pk)
    with pytest.raises(AnotherExecutionRuns) as refusal:
        start_execution(actor=ana, ticket_id=second.pk)
    assert refusal.value.protocol == first.protocol
    start_execution(actor=ana, ticket_id=second.pk, pause_other=True)
    first.refresh_from_db()
    assert first.running_count == 0
    assert Execution.objects.get(ended_at__isnull=True).ticket == second


def test_pausing_adds_the_time(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    start_execution(actor=ana, ticket_id=ticket.pk)
    paused = pause_execution(actor=ana, ticket_id=ticket.pk)
    assert paused.running_count == 0
    assert names(ticket)[-1] == "ExecutionPaused"
    with pytest.raises(Conflict):
        pause_execution(actor=ana, ticket_id=ticket.pk)


def test_only_who_executes_pauses(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    start_execution(actor=ana, ticket_id=ticket.pk)
    with pytest.raises(NotAllowed):
        pause_execution(actor=world.actor("bia"), ticket_id=ticket.pk)


def test_an_outsider_finds_nothing(world: World) -> None:
    ticket = world.ticket()
    with pytest.raises(NotFound):
        start_execution(actor=world.actor("otto"), ticket_id=ticket.pk)


def test_a_technician_starts_only_what_is_his(world: World) -> None:
    ticket = world.ticket(type_id=world.types["repair"].pk, assignee_id=world.persons["teo"].pk)
    with pytest.raises(NotAllowed):
        start_execution(actor=world.actor("tiago"), ticket_id=ticket.pk)
    assert start_execution(actor=world.actor("teo"), ticket_id=ticket.pk).running_count == 1


def test_nothing_starts_on_a_closed_protocol(world: World, ana: Actor) -> None:
    ticket = world.ticket(status_id=world.statuses["closed"].pk, answer="Pronto.")
    with pytest.raises(Conflict):
        start_execution(actor=ana, ticket_id=ticket.pk)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_start_at_once_one_succeeds(lasting_world: World) -> None:
    ticket = lasting_world.ticket()
    actors = [lasting_world.actor("ana"), lasting_world.actor("bia")]

    def start(actor: Actor) -> str:
        try:
            start_execution(actor=actor, ticket_id=ticket.pk)
        except DomainError as refusal:
            return str(refusal)
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(start, actors))
    assert sorted(bool(answer) for answer in answers) == [False, True]
    assert Execution.objects.filter(ended_at__isnull=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_swap_protocols_do_not_wait_for_each_other_for_ever(
    lasting_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = lasting_world.ticket(), lasting_world.ticket()
    ana, bia = lasting_world.actor("ana"), lasting_world.actor("bia")
    start_execution(actor=ana, ticket_id=first.pk)
    start_execution(actor=bia, ticket_id=second.pk)
    both_hold_a_lock, stop = Barrier(2), changes.stop_execution

    def stop_slowly(*arguments: Any, **named: Any) -> None:
        with suppress(BrokenBarrierError):
            both_hold_a_lock.wait(timeout=1)
        stop(*arguments, **named)

    monkeypatch.setattr(changes, "stop_execution", stop_slowly)

    def swap(actor: Actor, ticket: Ticket) -> str:
        try:
            start_execution(actor=actor, ticket_id=ticket.pk, pause_other=True)
        except DomainError as refusal:
            return str(refusal)
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(swap, [ana, bia], [second, first]))
    assert ["Beatriz Lacerda" in answers[0], "Ana Beatriz Moraes" in answers[1]] == [True, True]
    assert Execution.objects.filter(ended_at__isnull=True).count() == 2


def test_an_execution_that_ended_while_waiting_for_the_lock_is_not_paused_again(
    world: World, ana: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = world.ticket(), world.ticket()
    start_execution(actor=ana, ticket_id=first.pk)
    running = Execution.objects.select_related("ticket", "person").get()
    pause_execution(actor=ana, ticket_id=first.pk)
    answers = iter([running, None])
    monkeypatch.setattr(execution, "running_elsewhere", lambda *_given: next(answers))
    start_execution(actor=ana, ticket_id=second.pk, pause_other=True)
    assert names(first).count("ExecutionPaused") == 1
