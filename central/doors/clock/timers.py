"""The timers of the clock door: each finds what is due and calls its operation as the system."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from central.domain.tickets.marking import alarming, marked
from central.domain.tickets.operations.alarms import raise_alarm
from central.domain.tickets.operations.recounting import recount_deadline
from central.foundation.actor import SYSTEM
from central.foundation.errors import DomainError

log = logging.getLogger("central.clock")
BATCH = 200


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


TIMERS: dict[str, tuple[timedelta, Callable[[], object]]] = {
    "raise_alarms": (timedelta(seconds=10), raise_alarms),
    "recount_marked": (timedelta(seconds=5), recount_marked),
}
