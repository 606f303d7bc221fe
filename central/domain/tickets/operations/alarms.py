"""Warnings and breaches: told once for each deadline, by the system, when their moment has come."""

from django.utils import timezone

from central.domain.tickets import rules, states
from central.domain.tickets.events import DeadlineMissed, DeadlineNear
from central.domain.tickets.models import Ticket
from central.domain.tickets.visibility import ticket_for_change
from central.foundation.actor import Actor
from central.foundation.events.publishing import publish
from central.foundation.operation import operation


@operation
def raise_alarm(*, actor: Actor, ticket_id: int, once: str = "") -> Ticket:
    """Tell that a deadline is near, or missed; nothing when its moment has not come or was told already.

    After a stop that lasted beyond the deadline only the breach is told: a warning would help nobody.
    """
    ticket = ticket_for_change(actor, ticket_id)
    rules.check_is_system(actor)
    now = timezone.now()
    if ticket.alarm_at is None or ticket.alarm_at > now:
        return ticket
    if not states.is_active(ticket.base_status):
        ticket.alarm_at = None
    elif ticket.due_at <= now:
        ticket.alarm_at = None
        publish(DeadlineMissed(due_at=ticket.due_at), actor=actor, subject=ticket, at=now)
    else:
        ticket.alarm_at = ticket.due_at
        percent = ticket.service_level.warning_percent
        publish(DeadlineNear(due_at=ticket.due_at, percent=percent), actor=actor, subject=ticket, at=now)
    ticket.save(update_fields=["alarm_at"])
    return ticket
