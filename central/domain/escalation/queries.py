"""Reading ahead: what escalation will do to a protocol next."""

from central.domain.escalation import planning
from central.domain.escalation.planning import Step
from central.domain.tickets.models import Ticket


def next_step(ticket: Ticket) -> Step | None:
    """The rule that acts next on a protocol that the reader may see; None for none; two to five queries."""
    steps = planning.plan(ticket)
    return steps[0] if steps else None
