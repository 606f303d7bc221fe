"""The left pane: clients with visible open protocols, each at the place of its first protocol."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, Exists, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from central.domain.access.permissions import Permission as P
from central.domain.people.models import Person
from central.domain.tickets.models import Ticket
from central.domain.tickets.visibility import tickets_visible_to
from central.domain.workspace.dues import Due, due_of
from central.domain.workspace.paging import (
    Key,
    Page,
    Place,
    mark_of,
    ordering,
    page_of,
    page_window,
    read_mark,
)
from central.domain.workspace.selection import ACTIVE, Moments, Scope, TicketFilter, filtered, open_in_scope
from central.foundation.actor import Actor
from central.foundation.prepared.queries import Prepared


class ClientSort(StrEnum):
    """How the clients are ordered."""

    DUE = "due"
    ACTIVITY = "activity"
    NAME = "name"
    OLDEST = "oldest"


KEYS = {
    ClientSort.DUE: Key("late_at"),
    ClientSort.ACTIVITY: Key("last_event_at", descending=True),
    ClientSort.NAME: Key("customer__search_name", is_moment=False),
    ClientSort.OLDEST: Key("opened_at"),
}
HEAD_KEYS = {**KEYS, ClientSort.NAME: KEYS[ClientSort.DUE]}

LOADED = (
    "id", "late_at", "due_at", "warn_at", "paused_at", "opened_at", "last_event_at", "executed_at",
    "closed_at", "base_status", "customer_id",
    "service_level__warning_percent", "customer__name", "customer__social_name", "customer__search_name",
    "customer__kind", "customer__document", "customer__city", "customer__state",
)  # fmt: skip
FIGURES = ("figure_open", "figure_late", "figure_running", "figure_last")


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
    """One page of clients in one query: their head protocols, and the figures of those on the page."""
    at = Moments.at(now or timezone.now())
    key = KEYS[sort]
    place = read_mark(key, after or before, backwards=not after) if after or before else None
    heads = HEADS(actor=actor, scope=scope, wanted=wanted, sort=sort, place=place, at=at)
    rows = [row_of_head(head, at.now) for head in heads]
    return page_of(rows, [mark_of(getattr(head, key.column), head.id) for head in heads], place)


def head_rows(
    actor: Actor, scope: Scope, wanted: TicketFilter, sort: ClientSort, place: Place | None, at: Moments
) -> QuerySet[Ticket, Any]:
    """The head protocols of one page with their clients and the figures of these, as named values."""
    window = head_window(actor, scope, wanted, sort, place, at).values("pk")
    shown = Ticket.objects.filter(pk__in=window)
    ordered = shown.order_by(*ordering(KEYS[sort], backwards=bool(place and place.backwards)))
    served = scope is not Scope.ALL and actor.may(P.TICKET_VIEW_CUSTOMER)
    figured = with_figures(ordered, actor, "customer_id", at.now, sees_all=served)
    return figured.values_list(*LOADED, *FIGURES, named=True)


HEADS: Prepared[Any] = Prepared(head_rows)


def head_window(
    actor: Actor, scope: Scope, wanted: TicketFilter, sort: ClientSort, place: Place | None, at: Moments
) -> QuerySet[Ticket]:
    """The head protocols of one page: those before which their client has no other that matches."""
    matching = filtered(open_in_scope(actor, scope), wanted, at)
    head = HEAD_KEYS[sort]
    side = "gt" if head.descending else "lt"
    earlier = (
        filtered(open_in_scope(actor, scope), wanted, at)
        .filter(customer_id=OuterRef("customer_id"))
        .filter(**{f"{head.column}__{side}e": OuterRef(head.column)})
        .filter(Q(**{f"{head.column}__{side}": OuterRef(head.column)}) | Q(**{f"id__{side}": OuterRef("id")}))
    )
    return page_window(matching.filter(~Exists(earlier)), KEYS[sort], place)


def with_figures(
    rows: QuerySet[Any], actor: Actor, customer: str, now: datetime, *, sees_all: bool = False
) -> QuerySet[Any]:
    """Rows with the figures of the client that a column of theirs names; for a page of rows, not for many.

    `sees_all`: these clients are being served by the actor or its teams, so all that is theirs is visible.
    """
    visible = Ticket.objects.all() if sees_all else tickets_visible_to(actor)
    theirs = visible.filter(is_open=True, customer_id=OuterRef(customer))
    last = theirs.order_by().values("customer_id").annotate(at=Max("last_event_at")).values("at")
    found: QuerySet[Any] = rows.annotate(
        figure_open=counted(theirs, "customer_id"),
        figure_late=counted(theirs.filter(late_at__lt=now, base_status__in=ACTIVE), "customer_id"),
        figure_running=Exists(theirs.filter(running_count__gt=0)),
        figure_last=Subquery(last),
    )
    return found


def counted(found: QuerySet[Any, Any], column: str) -> Coalesce:
    """How many rows of a correlated query there are."""
    grouped = found.order_by().values(column).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(grouped, output_field=IntegerField()), Value(0))


def figures_of(row: Any) -> Figures:
    """The figures of a row loaded by `with_figures`."""
    return Figures(row.figure_open, row.figure_late, row.figure_running, row.figure_last)


def place_text(city: str, state: str) -> str:
    """City and state as lists show them."""
    return f"{city}/{state}" if city and state else city or state


def ticket_due(ticket: Ticket, now: datetime) -> Due:
    """How a loaded protocol (with its Situação) stands."""
    return row_due(ticket, ticket.service_level.warning_percent, now)


def row_due(row: Any, warning_percent: int, now: datetime) -> Due:
    """How a protocol stands, or the values of one under the names of its columns."""
    return due_of(
        base_status=row.base_status,
        opened_at=row.opened_at,
        due_at=row.due_at,
        executed_at=row.executed_at,
        closed_at=row.closed_at,
        warning_percent=warning_percent,
        warn_at=row.warn_at,
        paused_at=row.paused_at,
        now=now,
    )


def row_of_head(head: Any, now: datetime) -> ClientRow:
    """A client as the values of its head protocol tell it."""
    return ClientRow(
        id=head.customer_id,
        name=head.customer__social_name or head.customer__name,
        kind=head.customer__kind,
        document=head.customer__document or "",
        place=place_text(head.customer__city, head.customer__state),
        due=row_due(head, head.service_level__warning_percent, now),
        figures=figures_of(head),
    )


def row_of_person(
    person: Person,
    figures: Figures,
    ticket_id: int | None = None,
    protocol: int | None = None,
) -> ClientRow:
    """A client as the list shows it, with the protocol that was asked for by its number."""
    return ClientRow(
        id=person.pk,
        name=person.shown_name,
        kind=person.kind,
        document=person.document or "",
        place=place_text(person.city, person.state),
        due=None,
        figures=figures,
        ticket_id=ticket_id,
        protocol=protocol if ticket_id else None,
    )
