"""Agreeing a day and an hour with a technician: the last counts, the first stays for statistics."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.catalog.models import BaseStatus, TicketStatus
from central.domain.people.models import Person
from central.domain.tickets import changes, states
from central.domain.tickets.events import VisitScheduled
from central.domain.tickets.models import Schedule, Ticket
from central.domain.tickets.moments import too_far
from central.foundation.actor import Actor
from central.foundation.errors import Conflict, Invalid
from central.foundation.events.publishing import publish


def scheduled_status(ticket: Ticket) -> TicketStatus:
    """The ticket's own status when it is a scheduled one, else the default for SCHEDULED."""
    if ticket.base_status == BaseStatus.SCHEDULED:
        return ticket.status
    return changes.default_status(BaseStatus.SCHEDULED)


def agree_visit(
    actor: Actor, ticket: Ticket, starts_at: datetime | None, technician_id: int | None, now: datetime
) -> None:
    """Write down an agreed visit; raises `Invalid` at day, hour or technician."""
    if not states.is_active(ticket.base_status):
        raise Conflict(_("This protocol is technically closed; reopen it to go on working."))
    errors: dict[str, str] = {}
    if starts_at is None:
        errors["scheduled_on"] = _("Give the day and the hour of the visit.")
    elif starts_at <= now:
        errors["scheduled_on"] = _("Must be in the future.")
    elif sentence := too_far(starts_at, now):
        errors["scheduled_on"] = sentence
    technician = Person.objects.filter(pk=technician_id or 0, is_technician=True, is_active=True).first()
    if technician is None:
        errors["technician"] = _("Choose the technician.")
    if errors:
        raise Invalid(_("Some fields need mending."), errors=errors)
    assert starts_at is not None and technician is not None
    before = ticket.scheduled_at
    if before == starts_at and ticket.scheduled_technician_id == technician.pk:
        return
    row = Schedule.objects.create(
        ticket=ticket, starts_at=starts_at, technician=technician, created_by_id=actor.signer_id,
        created_at=timezone.now(),
    )  # fmt: skip
    ticket.scheduled_at, ticket.scheduled_technician = starts_at, technician
    ticket.first_scheduled_at = ticket.first_scheduled_at or starts_at
    ticket.schedule_count += 1
    publish(
        VisitScheduled(
            schedule_id=row.pk,
            starts_at=starts_at,
            technician_id=technician.pk,
            count=ticket.schedule_count,
            before=before,
        ),
        actor=actor,
        subject=ticket,
        at=now,
    )
