"""Reading a forwarding that waits, for the window of an act on it."""

from dataclasses import dataclass

from central.domain.tickets.kinds import HandoverState
from central.domain.tickets.models import Forwarding


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """Where a forwarded protocol goes back to."""

    team: str
    person: str


def waiting_row(ticket_id: int) -> WaitingRow | None:
    """Where the protocol goes back to if it is returned now; None when nothing waits; one query."""
    rows = Forwarding.objects.filter(ticket_id=ticket_id, state=HandoverState.SENT)
    row = rows.select_related("from_team", "from_person").first()
    return (
        WaitingRow(row.from_team.name, row.from_person.shown_name if row.from_person else "") if row else None
    )
