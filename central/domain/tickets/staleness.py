"""The guard against speaking past each other: an act stops when others acted since its form was opened."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from central.domain.tickets import rules
from central.domain.tickets.models import Ticket
from central.domain.tickets.visibility import ticket_for_change
from central.foundation.actor import Actor
from central.foundation.errors import Stale
from central.foundation.events.models import EventRecord

QUIET = (
    "FollowingChanged",
    "DeadlineNear",
    "DeadlineMissed",
    "HandoverOverdue",
    "PingPongNoted",
)
"""Facts that change nothing about what somebody is writing."""


def news_since(actor: Actor, ticket: Ticket, seen: int) -> QuerySet[EventRecord]:
    """What others did to a protocol after its event of this number, as far as the actor may read it."""
    found = EventRecord.objects.filter(subject_kind="ticket", subject_id=ticket.pk, sequence__gt=seen)
    found = found.exclude(name__in=QUIET).exclude(person_id=actor.person_id or 0)
    return found if rules.can_read_private(actor, ticket) else found.filter(is_private=False)


def ticket_as_seen(actor: Actor, ticket_id: int, seen: int | None) -> Ticket:
    """`ticket_for_change`, which also raises `Stale` when others did something after the event `seen`.

    Without `seen` nothing is guarded; what the actor did meanwhile never counts.
    """
    ticket = ticket_for_change(actor, ticket_id)
    if seen is None or ticket.event_count <= seen:
        return ticket
    facts = list(news_since(actor, ticket, seen).order_by("sequence").values_list("name", flat=True))
    if facts:
        raise Stale(
            _("Something came in on this ticket while you were writing. Nothing was sent."),
            facts=facts,
            present=ticket.event_count,
        )
    return ticket
