"""Abrir solicitação."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import close_old_connections, connections
from django.utils import timezone

from central.domain.tickets.models import Ticket
from central.domain.tickets.operations.opening import open_ticket
from central.foundation.actor import Actor
from central.foundation.errors import AlreadyDone, Invalid, NotAllowed
from central.foundation.events.models import EventRecord
from tests.cast import World


def test_it_works(world: World, ana: Actor) -> None:
    before = timezone.now()
    ticket = open_ticket(actor=ana, ticket=world.new_ticket())
    assert ticket.protocol > 1_000_000
    assert (ticket.team, ticket.assignee, ticket.priority) == (world.support, None, 2)
    assert ticket.status == world.statuses["open"]
    assert ticket.is_open
    assert timedelta(hours=24) <= ticket.due_at - before <= timedelta(hours=24, minutes=1)
    assert ticket.description == "<p>A luz LOS está vermelha desde ontem.</p>"


def test_numbers_follow_one_another(world: World, ana: Actor) -> None:
    first, second = (open_ticket(actor=ana, ticket=world.new_ticket()).protocol for _ in range(2))
    assert second == first + 1


@pytest.mark.django_db(transaction=True)
def test_numbers_are_right_under_parallel_creation(lasting_world: World) -> None:
    ana, new = lasting_world.actor("ana"), lasting_world.new_ticket()

    def open_one(_: int) -> int:
        try:
            return open_ticket(actor=ana, ticket=new).protocol
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(open_one, range(12)))
    close_old_connections()
    assert len(set(numbers)) == 12
    assert max(numbers) - min(numbers) == 11


def test_a_refused_opening_uses_no_number(world: World, ana: Actor) -> None:
    first = open_ticket(actor=ana, ticket=world.new_ticket()).protocol
    with pytest.raises(Invalid):
        open_ticket(actor=ana, ticket=world.new_ticket(title=" "))
    assert open_ticket(actor=ana, ticket=world.new_ticket()).protocol == first + 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"description": "<p></p>"}, "description"),
        ({"customer_id": None}, "customer"),
        ({"contact_id": 0}, "contact"),
        ({"origin_id": None}, "origin"),
        ({"type_id": 0}, "type"),
        ({"team_id": 999_999}, "team"),
        ({"priority": 7}, "priority"),
        ({"service_level_id": 999_999}, "service_level"),
    ],
)
def test_it_says_what_is_wrong(world: World, ana: Actor, change: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        open_ticket(actor=ana, ticket=world.new_ticket(**change))
    assert field in refusal.value.errors
    assert not Ticket.objects.exists()


def test_a_manual_deadline_is_typed_and_lies_ahead(world: World, ana: Actor) -> None:
    manual = world.levels["manual"].pk
    with pytest.raises(Invalid) as refusal:
        open_ticket(actor=ana, ticket=world.new_ticket(service_level_id=manual))
    assert "due_on" in refusal.value.errors
    past = timezone.now() - timedelta(minutes=1)
    with pytest.raises(Invalid):
        open_ticket(actor=ana, ticket=world.new_ticket(service_level_id=manual, due_at=past))
    typed = timezone.now() + timedelta(days=2)
    assert (
        open_ticket(actor=ana, ticket=world.new_ticket(service_level_id=manual, due_at=typed)).due_at == typed
    )


def test_the_assignee_is_a_member_of_the_team(world: World, ana: Actor) -> None:
    with pytest.raises(Invalid) as refusal:
        open_ticket(actor=ana, ticket=world.new_ticket(assignee_id=world.persons["otto"].pk))
    assert "assignee" in refusal.value.errors


def test_an_attendant_sets_no_urgent_priority(world: World, ana: Actor) -> None:
    with pytest.raises(Invalid) as refusal:
        open_ticket(actor=ana, ticket=world.new_ticket(priority=3))
    assert "priority" in refusal.value.errors


def test_it_can_be_closed_at_once(world: World, ana: Actor) -> None:
    closed = world.statuses["closed"].pk
    with pytest.raises(Invalid) as refusal:
        open_ticket(actor=ana, ticket=world.new_ticket(status_id=closed))
    assert "answer" in refusal.value.errors
    ticket = open_ticket(
        actor=ana, ticket=world.new_ticket(status_id=closed, answer="Orientado por telefone.")
    )
    assert not ticket.is_open
    assert ticket.closed_at is not None


def test_without_the_permission_it_is_refused(world: World, ana: Actor) -> None:
    nobody = Actor(user_id=ana.user_id, person_id=ana.person_id, name="x")
    with pytest.raises(NotAllowed):
        open_ticket(actor=nobody, ticket=world.new_ticket())


def test_the_same_form_opens_one_protocol(world: World, ana: Actor) -> None:
    first = open_ticket(actor=ana, ticket=world.new_ticket(), once="form-1")
    with pytest.raises(AlreadyDone) as again:
        open_ticket(actor=ana, ticket=world.new_ticket(), once="form-1")
    assert again.value.result_id == first.pk
    assert Ticket.objects.count() == 1


def test_a_key_that_no_form_gave_opens_nothing(world: World, ana: Actor) -> None:
    with pytest.raises(Invalid):
        open_ticket(actor=ana, ticket=world.new_ticket(), once="k" * 65)
    assert not Ticket.objects.exists()


def test_the_fact_is_published(world: World, ana: Actor) -> None:
    ticket = open_ticket(actor=ana, ticket=world.new_ticket())
    fact = EventRecord.objects.get(subject_kind="ticket", subject_id=ticket.pk)
    assert fact.name == "TicketOpened"
    assert fact.payload["protocol"] == ticket.protocol
    assert (fact.sequence, fact.hash) == (ticket.event_count, ticket.event_hash)
    assert "LOS" not in str(fact.payload)
