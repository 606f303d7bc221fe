"""Reading notices: one, those of a protocol, or all."""

from django.utils import timezone

from central.domain.notices.rules import unread_notices
from central.foundation.actor import Actor
from central.foundation.operation import operation


@operation
def mark_notices_read(*, actor: Actor, notice_id: int | None = None, ticket_id: int | None = None) -> int:
    """Mark one's own notices as read: one, those of a protocol, or all; answers how many were unread.

    A mark of one's own, not a fact about a protocol: no timeline tells it.
    """
    found = unread_notices(actor)
    if notice_id is not None:
        found = found.filter(pk=notice_id)
    if ticket_id is not None:
        found = found.filter(ticket_id=ticket_id)
    return found.update(read_at=timezone.now())
