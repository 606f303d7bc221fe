"""Forwarding as a hand-over: who accepts, returns and takes back, and what time does by itself."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from central.domain.teams.models import Team, TeamMember
from central.domain.tickets.kinds import HandoverState
from central.domain.tickets.models import Follower, Forwarding, Ticket
from central.domain.tickets.operations.closing import cancel_ticket
from central.domain.tickets.operations.execution import start_execution
from central.domain.tickets.operations.forwarding import Destination, forward_ticket
from central.domain.tickets.operations.handover import (
    accept_handover,
    return_handover,
    take_back_handover,
    watch_handover,
)
from central.domain.tickets.operations.reporting import NewReport, add_report
from central.domain.tickets.operations.responsibility import assume_ticket, change_assignee, set_following
from central.domain.tickets.visibility import tickets_visible_to
from central.domain.workspace.queries import sheet_view
from central.foundation.actor import SYSTEM, Actor
from central.foundation.errors import Conflict, Invalid, NotAllowed, NotFound
from central.foundation.events.models import EventRecord
from tests.cast import World

pytestmark = pytest.mark.django_db


def sent(world: World, by: str = "ana", ticket: Ticket | None = None, **changes: object) -> Ticket:
    """A protocol forwarded by one of the cast, to the field team unless told otherwise."""
    found = ticket or world.ticket()
    values: dict[str, Any] = {
        "reason_id": world.forward_reason.pk,
        "kind": "team",
        "team_id": world.field.pk,
        "person_id": None,
        "type_id": found.type_id,
    }
    forward_ticket(
        actor=world.actor(by), ticket_id=found.pk, destination=Destination(**{**values, **changes})
    )
    return Ticket.objects.get(pk=found.pk)


def row_of(ticket: Ticket) -> Forwarding:
    """The last forwarding of a protocol."""
    return Forwarding.objects.filter(ticket=ticket).latest("id")


def last_fact(ticket: Ticket) -> EventRecord:
    """The last fact of a protocol."""
    return EventRecord.objects.filter(subject_kind="ticket", subject_id=ticket.pk).latest("sequence")


def facts(ticket: Ticket) -> list[str]:
    """The names of a protocol's facts in their order."""
    found = EventRecord.objects.filter(subject_kind="ticket", subject_id=ticket.pk).order_by("sequence")
    return list(found.values_list("name", flat=True))


def age(ticket: Ticket, **by: int) -> None:
    """Move a waiting forwarding into the past, with its moments."""
    row, back = row_of(ticket), timedelta(**by)
    assert row.accept_by and row.next_at
    Forwarding.objects.filter(pk=row.pk).update(
        created_at=row.created_at - back, accept_by=row.accept_by - back, next_at=row.next_at - back
    )


def test_the_destination_owns_from_sending_and_has_its_time(world: World) -> None:
    now = timezone.now()
    ticket = sent(world, promise="Ligamos até as 14:45.")
    row = row_of(ticket)
    assert (ticket.team_id, ticket.assignee_id, ticket.handover_id) == (world.field.pk, None, row.pk)
    assert (row.state, row.promise, row.settled_at) == (HandoverState.SENT, "Ligamos até as 14:45.", None)
    assert row.next_at is not None and row.accept_by is not None
    assert timedelta(minutes=15) <= row.next_at - now < timedelta(minutes=16)
    assert timedelta(minutes=30) <= row.accept_by - now < timedelta(minutes=31)


def test_the_time_runs_in_the_hours_of_the_team(world: World, time_machine: Any) -> None:
    time_machine.move_to("2026-11-20T19:50:00+00:00", tick=False)
    Team.objects.filter(pk=world.field.pk).update(calendar=world.levels["office"].calendar)
    row = row_of(sent(world))
    assert row.next_at is not None and row.accept_by is not None
    assert f"{timezone.localtime(row.next_at):%a %H:%M}" == "Mon 08:05"
    assert f"{timezone.localtime(row.accept_by):%a %H:%M}" == "Mon 08:20"


def test_within_a_team_and_to_a_team_that_asks_for_none_nothing_waits(world: World) -> None:
    bia = world.persons["bia"].pk
    ticket = sent(world, kind="collaborator", team_id=world.support.pk, person_id=bia)
    assert (row_of(ticket).state, ticket.handover_id, ticket.assignee_id) == (HandoverState.DIRECT, None, bia)
    Team.objects.filter(pk=world.field.pk).update(accept_minutes=0)
    assert row_of(sent(world)).state == HandoverState.DIRECT


def test_the_sender_sees_it_until_it_is_accepted(world: World) -> None:
    tech = world.persons["tiago"].pk
    other = world.actor("ada")
    ticket = world.ticket("ada")
    ana = world.actor("ana")
    sent(world, ticket=ticket, kind="technician", person_id=tech)
    assert tickets_visible_to(ana).filter(pk=ticket.pk).exists()
    accept_handover(actor=world.actor("tiago"), ticket_id=ticket.pk)
    assert not tickets_visible_to(ana).filter(pk=ticket.pk).exists()
    assert tickets_visible_to(other).filter(pk=ticket.pk).exists()


def test_who_followed_before_goes_on_following(world: World) -> None:
    ticket = world.ticket("ada")
    Follower.objects.create(ticket=ticket, person=world.persons["ana"], since=timezone.now())
    sent(world, ticket=ticket)
    accept_handover(actor=world.actor("tiago"), ticket_id=ticket.pk)
    assert Follower.objects.filter(ticket=ticket, person=world.persons["ana"]).exists()


def test_who_sent_it_may_ask_to_go_on_following_and_change_the_mind(world: World) -> None:
    ticket, ana = world.ticket("ada"), world.actor("ana")
    sent(world, ticket=ticket)
    assert not sheet_view(ana, ticket.pk).is_following
    set_following(actor=ana, ticket_id=ticket.pk, is_following=True)
    assert sheet_view(ana, ticket.pk).is_following
    set_following(actor=ana, ticket_id=ticket.pk, is_following=False)
    assert not sheet_view(ana, ticket.pk).is_following
    set_following(actor=ana, ticket_id=ticket.pk, is_following=True)
    accept_handover(actor=world.actor("tiago"), ticket_id=ticket.pk)
    assert sheet_view(ana, ticket.pk).is_following


def test_accepting_is_told_with_who_and_after_how_long(world: World) -> None:
    ticket = sent(world)
    age(ticket, minutes=5)
    accept_handover(actor=world.actor("tiago"), ticket_id=ticket.pk)
    row, fact = row_of(ticket), last_fact(ticket)
    assert (row.state, row.settled_by_id, row.next_at) == (
        HandoverState.ACCEPTED, world.persons["tiago"].pk, None,
    )  # fmt: skip
    assert Ticket.objects.get(pk=ticket.pk).handover_id is None
    assert (fact.name, fact.payload["cause"]) == ("HandoverAccepted", "accepted")
    assert 300 <= fact.payload["waited_seconds"] < 330
    with pytest.raises(Conflict):
        accept_handover(actor=world.actor("teo"), ticket_id=ticket.pk)


@pytest.mark.parametrize("who", ["sara", "ana"])
def test_only_the_destination_accepts_and_returns(world: World, who: str) -> None:
    ticket = sent(world)
    with pytest.raises(NotAllowed):
        accept_handover(actor=world.actor(who), ticket_id=ticket.pk)
    with pytest.raises(NotAllowed):
        return_handover(actor=world.actor(who), ticket_id=ticket.pk, reason="Não é nosso.")
    with pytest.raises(NotFound):
        accept_handover(actor=world.actor("otto"), ticket_id=ticket.pk)


def act_start(actor: Actor, ticket: Ticket, world: World) -> None:
    start_execution(actor=actor, ticket_id=ticket.pk)


def act_report(actor: Actor, ticket: Ticket, world: World) -> None:
    add_report(actor=actor, ticket_id=ticket.pk, report=NewReport(text="Ligando."))


def act_forward(actor: Actor, ticket: Ticket, world: World) -> None:
    sent(world, "tiago", ticket, team_id=world.support.pk)


def act_assume(actor: Actor, ticket: Ticket, world: World) -> None:
    assume_ticket(actor=actor, ticket_id=ticket.pk)


def act_assign(actor: Actor, ticket: Ticket, world: World) -> None:
    change_assignee(actor=actor, ticket_id=ticket.pk, person_id=world.persons["teo"].pk)


@pytest.mark.parametrize(
    ("act", "cause"),
    [
        (act_start, "execution"), (act_report, "report"), (act_forward, "forward"), (act_assume, "assume"),
        (act_assign, "assign"),
    ],
)  # fmt: skip
def test_working_on_it_accepts_it(world: World, act: Any, cause: str) -> None:
    ticket = sent(world)
    row = row_of(ticket)
    act(world.actor("tiago"), ticket, world)
    row.refresh_from_db()
    assert row.state == HandoverState.ACCEPTED
    fact = EventRecord.objects.get(subject_kind="ticket", subject_id=ticket.pk, name="HandoverAccepted")
    assert fact.payload["cause"] == cause


def test_work_of_somebody_else_leaves_it_waiting(world: World) -> None:
    ticket = sent(world)
    add_report(actor=world.actor("ada"), ticket_id=ticket.pk, report=NewReport(text="Aviso."))
    assert row_of(ticket).state == HandoverState.SENT


def test_forwarding_on_by_somebody_else_and_cancelling_end_the_wait(world: World) -> None:
    ticket = sent(world)
    first = row_of(ticket)
    sent(world, "sara", ticket, team_id=world.support.pk)
    first.refresh_from_db()
    assert (first.state, first.settled_by_id) == (HandoverState.LAPSED, world.persons["sara"].pk)
    other = sent(world)
    cancel_ticket(actor=world.actor("ada"), ticket_id=other.pk, reason_id=world.cancel_reason.pk)
    assert row_of(other).state == HandoverState.LAPSED
    assert Ticket.objects.get(pk=other.pk).handover_id is None


def test_returning_gives_it_back_with_the_reason(world: World) -> None:
    ana = world.persons["ana"].pk
    ticket = world.ticket()
    assume_ticket(actor=world.actor("ana"), ticket_id=ticket.pk)
    sent(world, ticket=ticket, type_id=world.types["repair"].pk)
    with pytest.raises(Invalid) as refused:
        return_handover(actor=world.actor("tiago"), ticket_id=ticket.pk, reason="<p> </p>")
    assert set(refused.value.errors) == {"reason"}
    return_handover(actor=world.actor("tiago"), ticket_id=ticket.pk, reason="<p>Faltou o modelo.</p>")
    found, row = Ticket.objects.get(pk=ticket.pk), row_of(ticket)
    assert (found.team_id, found.assignee_id, found.handover_id) == (world.support.pk, ana, None)
    assert found.type_id == world.types["connection"].pk
    assert (row.state, row.settle_text) == (HandoverState.RETURNED, "<p>Faltou o modelo.</p>")
    fact = last_fact(ticket)
    assert (fact.name, fact.payload["count"], fact.payload["to_person_id"]) == ("HandoverReturned", 1, ana)
    assert "Faltou" not in str(fact.payload)


def test_a_sender_who_left_the_team_gets_nothing_back(world: World) -> None:
    ticket = world.ticket()
    assume_ticket(actor=world.actor("ana"), ticket_id=ticket.pk)
    sent(world, ticket=ticket)
    TeamMember.objects.filter(person=world.persons["ana"]).delete()
    return_handover(actor=world.actor("tiago"), ticket_id=ticket.pk, reason="Não é nosso.")
    found = Ticket.objects.get(pk=ticket.pk)
    assert (found.team_id, found.assignee_id) == (world.support.pk, None)


def test_the_third_return_calls_the_supervisors_once(world: World) -> None:
    ticket = world.ticket()
    for count in range(4):
        sent(world, ticket=ticket)
        return_handover(actor=world.actor("tiago"), ticket_id=ticket.pk, reason="Não é nosso.")
        assert Ticket.objects.get(pk=ticket.pk).is_ping_pong == (count >= 2)
    assert facts(ticket).count("PingPongNoted") == 1


def test_taking_back_before_it_is_accepted(world: World) -> None:
    ticket = sent(world)
    with pytest.raises(NotAllowed):
        take_back_handover(actor=world.actor("tiago"), ticket_id=ticket.pk)
    take_back_handover(actor=world.actor("ana"), ticket_id=ticket.pk)
    found = Ticket.objects.get(pk=ticket.pk)
    assert (found.team_id, found.handover_id) == (world.support.pk, None)
    assert (row_of(ticket).state, last_fact(ticket).name) == (HandoverState.TAKEN_BACK, "HandoverTakenBack")
    with pytest.raises(Conflict):
        take_back_handover(actor=world.actor("ana"), ticket_id=ticket.pk)
    with pytest.raises(Conflict) as told:
        accept_handover(actor=world.actor("tiago"), ticket_id=ticket.pk)
    assert "Suporte N1" in told.value.message


def test_nothing_goes_back_to_a_team_that_was_deactivated(world: World) -> None:
    ticket = sent(world)
    Team.objects.filter(pk=world.support.pk).update(is_active=False)
    with pytest.raises(Conflict):
        return_handover(actor=world.actor("tiago"), ticket_id=ticket.pk, reason="Não é nosso.")
    age(ticket, hours=2)
    watch_handover(actor=SYSTEM, ticket_id=ticket.pk)
    found = Ticket.objects.get(pk=ticket.pk)
    assert (found.team_id, found.handover_id, row_of(ticket).state) == (
        world.field.pk, None, HandoverState.LAPSED,
    )  # fmt: skip


def test_time_calls_the_leader_once_and_then_gives_it_back(world: World) -> None:
    ticket = sent(world)
    watch_handover(actor=SYSTEM, ticket_id=ticket.pk)
    assert facts(ticket)[-1] == "TicketForwarded"
    age(ticket, minutes=16)
    for _again in range(2):
        watch_handover(actor=SYSTEM, ticket_id=ticket.pk)
    assert facts(ticket).count("HandoverOverdue") == 1
    assert last_fact(ticket).is_private
    age(ticket, minutes=15)
    for _again in range(2):
        watch_handover(actor=SYSTEM, ticket_id=ticket.pk)
    found = Ticket.objects.get(pk=ticket.pk)
    assert facts(ticket)[-2:] == ["HandoverOverdue", "HandoverExpired"]
    assert (found.team_id, row_of(ticket).state) == (world.support.pk, HandoverState.EXPIRED)


def test_after_a_stop_only_the_going_back_is_told(world: World) -> None:
    ticket = sent(world)
    age(ticket, days=2)
    watch_handover(actor=SYSTEM, ticket_id=ticket.pk)
    assert facts(ticket)[-2:] == ["TicketForwarded", "HandoverExpired"]


def test_a_clock_that_jumps_back_gives_no_negative_time(world: World) -> None:
    ticket = sent(world)
    Forwarding.objects.update(created_at=timezone.now() + timedelta(hours=1))
    accept_handover(actor=world.actor("tiago"), ticket_id=ticket.pk)
    row = row_of(ticket)
    assert last_fact(ticket).payload["waited_seconds"] == 0
    assert row.settled_at is not None and row.settled_at >= row.created_at


def test_only_the_system_watches(world: World) -> None:
    ticket = sent(world)
    with pytest.raises(NotAllowed):
        watch_handover(actor=world.actor("sara"), ticket_id=ticket.pk)


def test_too_long_a_promise_is_refused_by_name(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        sent(world, promise="x" * 161)
    assert set(refused.value.errors) == {"promise"}
