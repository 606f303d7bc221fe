"""The guard: an act stops when others did something since its form was opened; its own doings never count."""

from collections.abc import Callable
from typing import Any

import pytest

from central.domain.tickets.models import Report, Ticket
from central.domain.tickets.operations.closing import cancel_ticket, close_ticket, reopen_ticket
from central.domain.tickets.operations.details import Details, change_details
from central.domain.tickets.operations.forwarding import Destination, forward_ticket
from central.domain.tickets.operations.handover import return_handover
from central.domain.tickets.operations.reporting import NewReport, add_report
from central.domain.tickets.operations.responsibility import set_following
from central.domain.tickets.operations.technician import TechnicianWork, report_technician_activity
from central.domain.workspace.news import news_of
from central.foundation.actor import Actor
from central.foundation.errors import Conflict, Stale
from tests.cast import World

pytestmark = pytest.mark.django_db
NOTE = NewReport(text="Sinal medido.")


def opened(ticket: Ticket) -> int:
    """The last event that a form of the protocol sees when it is opened now."""
    ticket.refresh_from_db()
    return int(ticket.event_count)


def test_a_report_stops_when_a_colleague_wrote_and_tells_what(world: World, ana: Actor) -> None:
    ticket, bia = world.ticket(), world.actor("bia")
    seen = opened(ticket)
    add_report(actor=bia, ticket_id=ticket.pk, report=NewReport(text="Cliente avisado."))
    with pytest.raises(Stale) as stopped:
        add_report(actor=ana, ticket_id=ticket.pk, report=NOTE, seen=seen, once="key")
    assert isinstance(stopped.value, Conflict) and "ReportAdded" in stopped.value.facts
    assert stopped.value.present == opened(ticket) and Report.objects.count() == 1
    told = news_of(ana, ticket.pk, seen)
    assert [entry.who for entry in told] == [bia.name] * len(told) and "Cliente avisado" in str(told[-1].body)
    add_report(actor=ana, ticket_id=ticket.pk, report=NOTE, seen=stopped.value.present, once="key")
    assert Report.objects.count() == 2


def test_own_doings_quiet_facts_and_no_mark_stop_nothing(world: World, ana: Actor) -> None:
    ticket, bia = world.ticket(), world.actor("bia")
    seen = opened(ticket)
    add_report(actor=ana, ticket_id=ticket.pk, report=NOTE)
    set_following(actor=bia, ticket_id=ticket.pk, is_following=True)
    add_report(actor=ana, ticket_id=ticket.pk, report=NOTE, seen=seen)
    add_report(actor=bia, ticket_id=ticket.pk, report=NOTE)
    add_report(actor=ana, ticket_id=ticket.pk, report=NOTE)


@pytest.mark.parametrize(
    "perform",
    [
        lambda given: report_technician_activity(work=TechnicianWork(None, None, None, ""), **given),
        lambda given: forward_ticket(destination=Destination(None, "team", None, None, None), **given),
        lambda given: close_ticket(text="Resolvido.", solution_id=None, **given),
        lambda given: cancel_ticket(reason_id=None, **given),
        lambda given: reopen_ticket(kind="simple", reason_id=None, **given),
        lambda given: return_handover(reason="Engano.", **given),
        lambda given: change_details(details=Details("Outro", "Outra", None, None, None), **given),
    ],
)
def test_every_act_with_a_form_is_guarded(
    world: World, ana: Actor, perform: Callable[[dict[str, Any]], object]
) -> None:
    ticket = world.ticket()
    seen = opened(ticket)
    add_report(actor=world.actor("bia"), ticket_id=ticket.pk, report=NOTE)
    with pytest.raises(Stale):
        perform({"actor": ana, "ticket_id": ticket.pk, "seen": seen})
