"""The timers of the clock door: each finds what is due and calls its operation as the system."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from central.domain.escalation.arming import clear_marks, escalating, unarmed
from central.domain.escalation.operations import escalate_ticket
from central.domain.tickets.marking import alarming, marked, waiting
from central.domain.tickets.operations.alarms import raise_alarm
from central.domain.tickets.operations.handover import watch_handover
from central.domain.tickets.operations.recounting import recount_deadline
from central.foundation.actor import SYSTEM
from central.foundation.errors import DomainError

log = logging.getLogger("central.clock")
BATCH = 200
MANY = 5_000
"""Rows of one statement."""
MOST_STEPS = 20
"""Rules that act on one protocol in one round; the others do in the next."""


def recount_marked() -> int:
    """Count one batch of marked protocols anew, each in its own transaction; answers how many."""
    found = marked(BATCH)
    for ticket_id in found:
        try:
            recount_deadline(actor=SYSTEM, ticket_id=ticket_id)
        except DomainError:
            log.warning("deadline not recounted", extra={"ticket": ticket_id}, exc_info=True)
    return len(found)


def raise_alarms() -> int:
    """Tell one batch of warnings and breaches, each in its own transaction; answers how many."""
    found = alarming(timezone.now(), BATCH)
    for ticket_id in found:
        try:
            raise_alarm(actor=SYSTEM, ticket_id=ticket_id)
        except DomainError:
            log.warning("alarm not told", extra={"ticket": ticket_id}, exc_info=True)
    return len(found)


def arm_marked() -> int:
    """Reckon for one batch of changed protocols when the next escalation rule acts; answers how many."""
    cleared = clear_marks(MANY)
    if cleared:
        return cleared
    found = unarmed(BATCH)
    for ticket_id in found:
        escalate(ticket_id)
    return len(found)


def escalate_due() -> int:
    """Let the escalation rules act whose moment has come, on one batch of protocols; answers how many."""
    found = escalating(timezone.now(), BATCH)
    for ticket_id in found:
        escalate(ticket_id)
    return len(found)


def escalate(ticket_id: int) -> None:
    """Let all rules act on a protocol that are due, in order, each in its own transaction."""
    for _step in range(MOST_STEPS):
        try:
            ticket = escalate_ticket(actor=SYSTEM, ticket_id=ticket_id)
        except DomainError:
            log.warning("not escalated", extra={"ticket": ticket_id}, exc_info=True)
            return
        if ticket.escalate_at is None or ticket.escalate_at > timezone.now():
            return


def watch_handovers() -> int:
    """Call leaders and give back what nobody accepted, one batch, each in its own transaction."""
    found = waiting(timezone.now(), BATCH)
    for ticket_id in found:
        try:
            watch_handover(actor=SYSTEM, ticket_id=ticket_id)
        except DomainError:
            log.warning("hand-over not watched", extra={"ticket": ticket_id}, exc_info=True)
    return len(found)


TIMERS: dict[str, tuple[timedelta, Callable[[], object]]] = {
    "raise_alarms": (timedelta(seconds=10), raise_alarms),
    "recount_marked": (timedelta(seconds=5), recount_marked),
    "arm_marked": (timedelta(seconds=2), arm_marked),
    "escalate_due": (timedelta(seconds=10), escalate_due),
    "watch_handovers": (timedelta(seconds=10), watch_handovers),
}
