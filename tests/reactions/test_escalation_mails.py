"""Mails of escalation: to whom a rule tells, without a private word, a retry being the same mail."""

from datetime import timedelta

import pytest
from django.utils import timezone

from central.domain.access.models import User
from central.domain.escalation.models import EscalationRule
from central.domain.registries.operations import create_entry
from central.domain.tickets.models import Ticket
from central.doors.clock.timers import escalate_due
from central.foundation.events.models import EventRecord
from central.foundation.mail.sending import OutgoingMail
from central.reactions.notices import escalations, letters
from tests.cast import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[OutgoingMail]:
    """The mails that would leave."""
    mails: list[OutgoingMail] = []
    monkeypatch.setattr(letters, "deliver", lambda mail: mails.append(mail) or "server")
    return mails


@pytest.fixture
def fact(world: World) -> EventRecord:
    """A rule that told the assignee, who has no address, and the leader, who has."""
    User.objects.filter(pk=world.users["sara"].pk).update(email="sara@example.com")
    User.objects.filter(pk=world.users["ana"].pk).update(email="")
    ticket = world.ticket(assignee_id=world.persons["ana"].pk)
    given = {
        "name": "Venceu", "timing": "at", "lowest_priority": "0", "priority_change": "keep",
        "tells_leader": True, "tells_assignee": True,
    }  # fmt: skip
    rule = create_entry(actor=world.actor("ada"), registry="escalation-rule", values=given)
    past = timezone.now() - timedelta(minutes=5)
    EscalationRule.objects.filter(pk=rule.pk).update(counts_from=past)
    Ticket.objects.filter(pk=ticket.pk).update(due_at=past, escalate_at=past)
    escalate_due()
    return EventRecord.objects.get(name="EscalationFired")


def test_who_has_an_address_gets_it_in_their_language(fact: EventRecord, sent: list[OutgoingMail]) -> None:
    assert escalations.tell_escalation.func(fact.pk) == 1
    (mail,) = sent
    ticket = Ticket.objects.get(pk=fact.subject_id)
    assert (mail.to, mail.subject) == ("sara@example.com", f"Solicitação {ticket.protocol}: o prazo venceu")
    assert "Quem avisa é a regra “Venceu”." in mail.text
    assert f"/{ticket.pk}/" in mail.text
    assert ticket.title not in mail.text
    assert ticket.description not in mail.text
    assert "Marlene" not in mail.text


def test_a_retry_is_the_same_mail(fact: EventRecord, sent: list[OutgoingMail]) -> None:
    for _attempt in range(2):
        escalations.tell_escalation.func(fact.pk)
    assert sent[0].message_id == sent[1].message_id


def test_another_fact_tells_nobody(world: World, sent: list[OutgoingMail]) -> None:
    ticket = world.ticket()
    opened = EventRecord.objects.get(subject_kind="ticket", subject_id=ticket.pk, name="TicketOpened")
    assert escalations.tell_escalation.func(opened.pk) == 0
    assert sent == []
