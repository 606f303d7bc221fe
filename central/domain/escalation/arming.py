"""Which protocols the clock door looks at for escalation, and what lets them be armed anew."""

from datetime import datetime

from central.domain.escalation.models import EscalationRule
from central.domain.escalation.planning import Step
from central.domain.tickets.escalated import reckoned_from
from central.domain.tickets.models import Ticket

SCOPE = frozenset({"types", "service_levels", "teams", "lowest_priority", "timing", "amount"})
"""The fields of a rule that decide when it acts on what."""


def escalating(now: datetime, most: int) -> list[int]:
    """The open protocols on which a rule is to act by now, the oldest first; one query by their own index."""
    rows = Ticket.objects.filter(is_open=True, escalate_at__isnull=False, escalate_at__lte=now)
    return list(rows.order_by("escalate_at").values_list("id", flat=True)[:most])


def unarmed(most: int) -> list[int]:
    """The first open protocols that wait to be armed; one query by their own index."""
    rows = Ticket.objects.filter(is_open=True, needs_arming=True).order_by("id")
    return list(rows.values_list("id", flat=True)[:most])


def rearm(rule_id: int, at: datetime) -> int:
    """Let a new or changed rule count from a moment on, and all open protocols be armed anew."""
    EscalationRule.objects.filter(pk=rule_id).update(counts_from=at)
    return Ticket.objects.filter(is_open=True).update(needs_arming=True)


def arm(ticket: Ticket, steps: list[Step]) -> None:
    """Store when the next rule acts on a locked protocol."""
    ticket.escalate_at = steps[0].at if steps else None
    ticket.armed_for, ticket.needs_arming = reckoned_from(ticket), False
    ticket.save(update_fields=["escalate_at", "armed_for", "needs_arming"])
