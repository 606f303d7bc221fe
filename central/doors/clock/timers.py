"""The timers of the clock door: each finds what is due and calls its operation as the system."""

import logging
from collections.abc import Callable
from datetime import timedelta

from central.domain.tickets.marking import marked
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


TIMERS: dict[str, tuple[timedelta, Callable[[], object]]] = {
    "recount_marked": (timedelta(seconds=5), recount_marked),
}
