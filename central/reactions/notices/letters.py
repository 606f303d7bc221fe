"""What all mails about a protocol have in common: readers, the address in them, a name for good."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from central.domain.access.models import User
from central.domain.tickets.models import Ticket
from central.foundation.events.models import EventRecord
from central.foundation.mail.sending import OutgoingMail
from central.reactions.notices.ways import deliver


def told_of(event_id: int) -> tuple[EventRecord, Ticket] | None:
    """The fact and its protocol; None when either is gone."""
    record = EventRecord.objects.filter(pk=event_id, subject_kind="ticket").first()
    ticket = Ticket.objects.filter(pk=record.subject_id).first() if record else None
    return (record, ticket) if record and ticket else None


def readers(person_ids: Iterable[int]) -> list[User]:
    """The active logins with an address of these persons."""
    users = User.objects.select_related("person").filter(person_id__in=set(person_ids), is_active=True)
    return list(users.filter(person__is_active=True).exclude(email="").order_by("id"))


def link_to(ticket: Ticket) -> str:
    """The address of a protocol."""
    return f"{settings.CENTRAL_URL}{reverse('workspace:ticket', args=[ticket.pk])}"


def write(record: EventRecord, user: User, subject: str, text: str) -> None:
    """Deliver one mail, named after its fact and its reader: a retry is the same mail."""
    key = f"{record.name.lower()}.{record.pk}.{user.pk}.{record.hash[:12]}"
    deliver(OutgoingMail(to=user.email, subject=subject, text=text, key=key))
