"""Mails about hand-overs: who is written to, once, and without a word of what is private."""

import pytest

from central.domain.access.models import User
from central.domain.tickets.models import Forwarding, Ticket
from central.domain.tickets.operations.forwarding import Destination, forward_ticket
from central.domain.tickets.operations.handover import return_handover, watch_handover
from central.foundation.actor import SYSTEM
from central.foundation.events.models import EventRecord
from central.foundation.jobs.worker import Worker
from tests.cast import World
from tests.domain.tickets.test_handovers import age
from tests.reactions.conftest import Received

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(world: World) -> Ticket:
    """A protocol that Otto, who has one from Support, sends to Support, where Sara leads."""
    for login, user in world.users.items():
        User.objects.filter(pk=user.pk).update(email=f"{login}@example.com")
    ticket = world.ticket(type_id=world.types["invoice"].pk)
    world.finance.forwards_to.add(world.support)
    return forward(world, ticket)


def forward(world: World, ticket: Ticket) -> Ticket:
    """Otto sends the protocol to Support."""
    forward_ticket(
        actor=world.actor("otto"),
        ticket_id=ticket.pk,
        destination=Destination(
            reason_id=world.forward_reason.pk,
            kind="team",
            team_id=world.support.pk,
            person_id=None,
            type_id=ticket.type_id,
            done_text="<p>Segredo da fatura.</p>",
        ),
    )
    return ticket


def addressed(server: Received) -> list[str]:
    """Whom the mails went to."""
    return [mail["To"] for mail in server.mails]


def test_the_leader_is_called_once_when_the_time_is_used(sent: Ticket, server: Received) -> None:
    age(sent, minutes=16)
    for _again in range(2):
        watch_handover(actor=SYSTEM, ticket_id=sent.pk)
        Worker().run_once()
    (mail,) = server.mails
    assert (mail["To"], mail["Subject"]) == (
        "sara@example.com", f"A solicitação {sent.protocol} espera por Suporte N1",
    )  # fmt: skip
    text = mail.get_content()
    assert "volta para Financeiro" in text
    assert f"https://central.example.com/solicitacoes/{sent.pk}" in text or str(sent.pk) in text
    assert "Segredo" not in text
    record = EventRecord.objects.get(name="HandoverOverdue")
    assert mail["Message-ID"].startswith(f"<handoveroverdue.{record.pk}.")


def test_the_sender_hears_that_it_came_back(world: World, sent: Ticket, server: Received) -> None:
    return_handover(actor=world.actor("bia"), ticket_id=sent.pk, reason="Motivo reservado.")
    Worker().run_once()
    assert addressed(server) == ["otto@example.com"]
    assert "foi devolvida" in server.mails[0].get_content()
    assert "reservado" not in server.mails[0].get_content()
    forward(world, sent)
    age(sent, hours=2)
    watch_handover(actor=SYSTEM, ticket_id=sent.pk)
    Worker().run_once()
    assert addressed(server) == ["otto@example.com"] * 2
    assert "Ninguém em Suporte N1 aceitou" in server.mails[1].get_content()


def test_a_protocol_that_goes_to_and_fro_calls_leaders_and_supervisors(
    world: World, sent: Ticket, server: Received
) -> None:
    for person in ("otto", "ana"):
        world.persons[person].is_supervisor = True
        world.persons[person].save()
    for number in range(3):
        if number:
            forward(world, sent)
        return_handover(actor=world.actor("bia"), ticket_id=sent.pk, reason="Não é nosso.")
    while Worker().run_once():
        pass
    called = [mail["To"] for mail in server.mails if "pingue-pongue" in mail["Subject"]]
    assert sorted(called) == ["ana@example.com", "otto@example.com", "sara@example.com"]


def test_nobody_to_write_to_is_no_fault(sent: Ticket, server: Received) -> None:
    User.objects.update(email="")
    age(sent, minutes=16)
    watch_handover(actor=SYSTEM, ticket_id=sent.pk)
    Worker().run_once()
    assert server.mails == []
    assert Forwarding.objects.get().state == "sent"
