"""Counting deadlines anew after what they are counted by has changed."""

from django.utils import timezone

from central.domain.tickets import changes, clocks, rules
from central.domain.tickets.models import Ticket
from central.domain.tickets.visibility import ticket_for_change
from central.foundation.actor import Actor
from central.foundation.operation import operation


@operation
def recount_deadline(*, actor: Actor, ticket_id: int, once: str = "") -> Ticket:
    """Count the deadline of an open protocol anew from its events; only the system does so.

    What moves is told from → to; where nothing moves, nothing is told.
    """
    ticket = ticket_for_change(actor, ticket_id)
    rules.check_is_system(actor)
    now = timezone.now()
    if ticket.is_open:
        before = ticket.event_count
        clocks.recount(actor, ticket, now, cause="recounted")
        moved = ticket.event_count > before
        changes.save_ticket(ticket, now if moved else ticket.last_event_at)
    Ticket.objects.filter(pk=ticket.pk).update(needs_recount=False)
    return ticket
