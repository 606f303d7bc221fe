"""From a fact to notices: whom it concerns, who may hear it, one row for each, once."""

from dataclasses import dataclass

from central.domain.access.models import User
from central.domain.access.queries import actor_for_user
from central.domain.notices.audiences import AUDIENCES, audience_of
from central.domain.notices.models import Notice
from central.domain.notices.rules import can_hear
from central.domain.tickets.models import Ticket
from central.foundation.events.models import EventRecord


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody who hears of a fact, and as what."""

    user: User
    kind: str


def told_of(record: EventRecord, ticket: Ticket) -> list[Told]:
    """Who hears of a fact: active users whom it concerns and who may see what it is about."""
    kinds = audience_of(record, ticket)
    users = User.objects.filter(person_id__in=kinds, is_active=True, person__is_active=True)
    return [
        Told(user, kinds[user.person_id])
        for user in users.order_by("id")
        if can_hear(actor_for_user(user.pk), ticket, record)
    ]


def give_notices(event_id: int) -> list[int]:
    """Give the notices of a fact; those given before stay as they are. Answers the persons who hear of it."""
    record = EventRecord.objects.filter(pk=event_id, subject_kind="ticket", name__in=AUDIENCES).first()
    ticket = Ticket.objects.filter(pk=record.subject_id).first() if record else None
    if record is None or ticket is None:
        return []
    told = told_of(record, ticket)
    rows = [
        Notice(
            person_id=one.user.person_id,
            ticket_id=ticket.pk,
            event_id=record.pk,
            kind=one.kind,
            is_private=record.is_private,
            at=record.at,
        )
        for one in told
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    return [row.person_id for row in rows]
