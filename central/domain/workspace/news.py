"""What happened to a protocol since a form was opened, told as the timeline tells it."""

from central.domain.tickets.staleness import news_since
from central.domain.tickets.visibility import visible_ticket
from central.domain.workspace.entries import Entry
from central.domain.workspace.presenters import PRESENTERS
from central.domain.workspace.sheet import sheet_view
from central.domain.workspace.texts import load_texts
from central.foundation.actor import Actor

MOST_NEWS = 20


def news_of(actor: Actor, ticket_id: int, seen: int) -> tuple[Entry, ...]:
    """What others did after the event of this number, in order, the latest 20; raises `NotFound`."""
    found = news_since(actor, visible_ticket(actor, ticket_id), seen).filter(name__in=tuple(PRESENTERS))
    events = list(found.order_by("-sequence")[:MOST_NEWS])
    page = load_texts(actor, sheet_view(actor, ticket_id), events, public_only=False)
    return tuple(PRESENTERS[event.name](event, page) for event in reversed(events))
