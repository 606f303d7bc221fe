"""Which protocols the clock door looks at for escalation, and what lets them be armed anew."""

from datetime import datetime

from django.db import transaction

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


def clear_marks(most: int) -> int:
    """Without any rule nothing will act: many marks are taken off in one statement; answers how many.

    The rows are locked before the rules are looked at: a rule that is being saved marks them again after.
    """
    with transaction.atomic():
        marked = Ticket.objects.filter(is_open=True, needs_arming=True).order_by("id")
        ids = list(marked.select_for_update(skip_locked=True).values_list("id", flat=True)[:most])
        if not ids or EscalationRule.objects.filter(is_active=True).exists():
            return 0
        return Ticket.objects.filter(pk__in=ids).update(needs_arming=False, escalate_at=None)


def rearm(rule_id: int, at: datetime) -> int:
    """Let a new or changed rule count from a moment on, and all open protocols be armed anew."""
    EscalationRule.objects.filter(pk=rule_id).update(counts_from=at)
    return Ticket.objects.filter(is_open=True).update(needs_arming=True)


def arm(ticket: Ticket, steps: list[Step]) -> None:
    """Store when the next rule acts on a locked protocol."""
    ticket.escalate_at = steps[0].at if steps else None
    ticket.armed_for, ticket.needs_arming = reckoned_from(ticket), False
    ticket.save(update_fields=["escalate_at", "armed_for", "needs_arming"])
