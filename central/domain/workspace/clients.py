"""The left pane: clients with visible open protocols, each at the place of its first protocol."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, Max, OuterRef, Q, QuerySet, Sum, Value, When
from django.utils import timezone

from central.domain.people.models import Person
from central.domain.tickets.models import Ticket
from central.domain.tickets.visibility import tickets_visible_to
from central.domain.workspace.dues import Due, due_of
from central.domain.workspace.paging import Key, Page, Place, mark_of, page_of, page_window, read_mark
from central.domain.workspace.selection import ACTIVE, Scope, TicketFilter, filtered, open_in_scope
from central.foundation.actor import Actor


class ClientSort(StrEnum):
    """How the clients are ordered."""

    DUE = "due"
    ACTIVITY = "activity"
    NAME = "name"
    OLDEST = "oldest"


KEYS = {
    ClientSort.DUE: Key("due_at"),
    ClientSort.ACTIVITY: Key("last_event_at", descending=True),
    ClientSort.NAME: Key("customer__search_name", is_moment=False),
    ClientSort.OLDEST: Key("opened_at"),
}
HEAD_KEYS = {**KEYS, ClientSort.NAME: KEYS[ClientSort.DUE]}


@dataclass(frozen=True, slots=True)
class Figures:
    """What the visible open protocols of a client add up to."""

    open_count: int = 0
    late_count: int = 0
    is_running: bool = False
    last_event_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ClientRow:
    """A client of the list. `ticket_id` is the protocol that a search by number found."""

    id: int
    name: str
    kind: str
    document: str
    place: str
    due: Due | None
    figures: Figures
    ticket_id: int | None = None
    protocol: int | None = None


def client_page(
    actor: Actor,
    scope: Scope,
    wanted: TicketFilter,
    sort: ClientSort = ClientSort.DUE,
    *,
    after: str = "",
    before: str = "",
    now: datetime | None = None,
) -> Page[ClientRow]:
    """One page of clients in two queries: the page itself, and the figures of its clients."""
    moment = now or timezone.now()
    key = KEYS[sort]
    place = read_mark(key, after or before, backwards=not after) if after or before else None
    heads = list(head_window(actor, scope, wanted, sort, place, moment))
    figures = figures_of(actor, [head.customer_id for head in heads], moment)
    rows = [row_of_head(head, figures, moment) for head in heads]
    return page_of(rows, [mark_of(key_value(head, key), head.pk) for head in heads], place)


def head_window(
    actor: Actor, scope: Scope, wanted: TicketFilter, sort: ClientSort, place: Place | None, now: datetime
) -> QuerySet[Ticket]:
    """The head protocols of one page: those before which their client has no other that matches."""
    matching = filtered(open_in_scope(actor, scope), wanted, now)
    head = HEAD_KEYS[sort]
    side = "gt" if head.descending else "lt"
    earlier = (
        filtered(open_in_scope(actor, scope), wanted, now)
        .filter(customer_id=OuterRef("customer_id"))
        .filter(**{f"{head.column}__{side}e": OuterRef(head.column)})
        .filter(Q(**{f"{head.column}__{side}": OuterRef(head.column)}) | Q(**{f"id__{side}": OuterRef("id")}))
    )
    heads = matching.filter(~Exists(earlier)).select_related("customer", "service_level")
    return page_window(heads, KEYS[sort], place)


def key_value(head: Ticket, key: Key) -> Any:
    """The value that a head protocol is ordered by."""
    return head.customer.search_name if not key.is_moment else getattr(head, key.column)


def figures_of(actor: Actor, customer_ids: Iterable[int], now: datetime) -> dict[int, Figures]:
    """The figures of several clients in one query."""
    late = When(due_at__lt=now, base_status__in=ACTIVE, then=Value(1))
    running = When(running_count__gt=0, then=Value(1))
    found = (
        tickets_visible_to(actor)
        .filter(is_open=True, customer_id__in=list(customer_ids))
        .order_by()
        .values("customer_id")
        .annotate(
            n=Count("pk"),
            late=Sum(Case(late, default=Value(0), output_field=IntegerField())),
            running=Sum(Case(running, default=Value(0), output_field=IntegerField())),
            last=Max("last_event_at"),
        )
    )
    return {
        row["customer_id"]: Figures(row["n"], row["late"] or 0, bool(row["running"]), row["last"])
        for row in found
    }


def place_text(person: Person) -> str:
    """City and state as lists show them."""
    return f"{person.city}/{person.state}" if person.city and person.state else person.city or person.state


def ticket_due(ticket: Ticket, now: datetime) -> Due:
    """How a loaded protocol (with its Situação) stands."""
    return due_of(
        base_status=ticket.base_status,
        opened_at=ticket.opened_at,
        due_at=ticket.due_at,
        executed_at=ticket.executed_at,
        closed_at=ticket.closed_at,
        warning_percent=ticket.service_level.warning_percent,
        now=now,
    )


def row_of_head(head: Ticket, figures: dict[int, Figures], now: datetime) -> ClientRow:
    """A client as its head protocol tells it."""
    return ClientRow(
        id=head.customer_id,
        name=head.customer.shown_name,
        kind=head.customer.kind,
        document=head.customer.document or "",
        place=place_text(head.customer),
        due=ticket_due(head, now),
        figures=figures.get(head.customer_id, Figures()),
    )


def row_of_person(
    person: Person, figures: dict[int, Figures], ticket: Ticket | None = None, due: Due | None = None
) -> ClientRow:
    """A client that a search found, with the protocol that was asked for."""
    return ClientRow(
        id=person.pk,
        name=person.shown_name,
        kind=person.kind,
        document=person.document or "",
        place=place_text(person),
        due=due,
        figures=figures.get(person.pk, Figures()),
        ticket_id=ticket.pk if ticket else None,
        protocol=ticket.protocol if ticket else None,
    )
