"""Who may see which notices: their own, about what they still see."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from central.domain.access.permissions import Permission as P
from central.domain.notices.models import Notice
from central.domain.tickets import rules
from central.domain.tickets.models import Ticket
from central.domain.tickets.visibility import tickets_visible_to
from central.foundation.actor import Actor, Reach
from central.foundation.events.models import EventRecord


def can_hear(actor: Actor, ticket: Ticket, record: EventRecord) -> bool:
    """Whether somebody may be told a fact: not its doer, who sees the protocol and what is private of it."""
    if record.person_id is not None and record.person_id == actor.person_id:
        return False
    if not tickets_visible_to(actor).filter(pk=ticket.pk).exists():
        return False
    return not record.is_private or rules.can_read_private(actor, ticket)


def readable(actor: Actor) -> Q:
    """The notices that are public, or private and of protocols whose private side the actor reads."""
    reach = actor.reach(P.TICKET_REPORT_PRIVATE_VIEW)
    if reach is Reach.ALL:
        return Q()
    public = Q(is_private=False)
    if reach is Reach.NONE:
        return public
    ours = Q(ticket__team_id__in=sorted(actor.team_ids))
    if reach is Reach.OWN:
        ours &= Q(ticket__assignee__isnull=True)
    return public | ours | Q(ticket__assignee_id=actor.person_id)


def notices_visible_to(actor: Actor) -> QuerySet[Notice]:
    """The actor's own notices about protocols that it still sees."""
    if actor.person_id is None or actor.reach(P.TICKET_VIEW) is Reach.NONE:
        return Notice.objects.none()
    own = Notice.objects.filter(readable(actor), person_id=actor.person_id)
    if actor.reach(P.TICKET_VIEW) is Reach.ALL:
        return own
    return own.filter(Exists(tickets_visible_to(actor).filter(pk=OuterRef("ticket_id"))))


def unread_notices(actor: Actor) -> QuerySet[Notice]:
    """Those of them that were not read yet."""
    return notices_visible_to(actor).filter(read_at__isnull=True)
