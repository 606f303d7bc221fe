"""The columns by which the clock door finds protocols that an escalation rule acts on next."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from central.domain.tickets import states
from central.foundation.events.chain import text_hash

if TYPE_CHECKING:
    from central.domain.tickets.models import Ticket


class EscalatedModel(models.Model):
    """When the next rule acts on a protocol, as far as is known.

    `escalate_at` is that moment, None for none; `needs_arming` says that it is to be reckoned anew;
    `armed_for` is what it was reckoned from.
    """

    escalate_at = models.DateTimeField(null=True)
    needs_arming = models.BooleanField(default=True)
    armed_for = models.CharField(max_length=16, blank=True, default="")

    class Meta:
        abstract = True


def escalation_indexes() -> list[models.Index]:
    """The indexes of these columns: of open protocols alone."""
    return [
        models.Index(
            fields=["escalate_at"],
            condition=Q(is_open=True, escalate_at__isnull=False),
            name="ticket_escalation",
        ),
        models.Index(fields=["id"], condition=Q(is_open=True, needs_arming=True), name="ticket_needs_arming"),
    ]


def reckoned_from(ticket: "Ticket") -> str:
    """All of a protocol that decides which rule acts on it when, as one short mark."""
    moments: tuple[datetime | None, ...] = (ticket.due_at, ticket.counted_from, ticket.paused_at)
    ids = (ticket.type_id, ticket.service_level_id, ticket.team_id, ticket.priority)
    works = ticket.is_open and states.is_active(ticket.base_status)
    told = [str(works), *(one.isoformat() if one else "" for one in moments), *map(str, ids)]
    return text_hash(" ".join(told))[:16]


def note_change(ticket: "Ticket") -> None:
    """Let a protocol be armed anew where something has changed that rules look at."""
    if ticket.armed_for != reckoned_from(ticket):
        ticket.needs_arming = True
