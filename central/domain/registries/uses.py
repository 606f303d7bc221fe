"""How often an entry is used: protocols, activities and other registries that hold it."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import ngettext

from central.domain.activities.models import Activity
from central.domain.catalog.models import TicketType
from central.domain.registries.declarations import Use
from central.domain.tickets.models import Ticket
from central.foundation.events.models import EventRecord

MOST = 10_000
Rows = QuerySet[Any, Any]


def bounded(rows: Rows) -> int:
    """How many rows there are, counted up to 10,001."""
    return rows.order_by().values("pk")[: MOST + 1].count()


def protocols(rows: Callable[[int], Rows]) -> Use:
    """Protocols that hold an entry."""
    return Use(words=protocol_words, count=lambda entry_id: bounded(rows(entry_id)))


def protocol_words(number: int) -> str:
    """`used by 12 protocols`."""
    return ngettext("%(count)s protocol", "%(count)s protocols", number) % {"count": counted(number)}


def counted(number: int) -> str:
    """A count as lists show it."""
    return f"{min(number, MOST):,}".replace(",", ".") + ("+" if number > MOST else "")


def protocols_by(column: str) -> Use:
    """Protocols that hold an entry in a column of theirs."""
    return protocols(lambda entry_id: Ticket.objects.filter(**{f"{column}_id": entry_id}))


def protocols_through(rows: type[Any], column: str, path: str = "ticket_id") -> Use:
    """Protocols that hold an entry through a table of their own (forwardings, technicians' activities)."""

    def found(entry_id: int) -> Rows:
        held = rows._default_manager.filter(**{f"{column}_id": entry_id})
        return Ticket.objects.filter(pk__in=held.values(path))

    return protocols(found)


def protocols_told(fact: str, states: Callable[[], Rows]) -> Use:
    """Protocols whose history tells a fact with this reason, among those that can have it."""

    def found(entry_id: int) -> Rows:
        return Ticket.objects.filter(
            pk__in=EventRecord.objects.filter(
                subject_kind="ticket",
                name=fact,
                payload__reason_id=entry_id,
                subject_id__in=states().values("pk"),
            ).values("subject_id")
        )

    return protocols(found)


def activities_by(column: str) -> Use:
    """Activity records that hold an entry."""
    return Use(
        words=lambda number: (
            ngettext("%(count)s activity record", "%(count)s activity records", number)
            % {"count": counted(number)}
        ),
        count=lambda entry_id: bounded(Activity.objects.filter(**{f"{column}_id": entry_id})),
    )


def types_by(*columns: str, **narrowed: object) -> Use:
    """Types of solicitação that hold an entry in one of some columns of theirs."""

    def found(entry_id: int) -> Rows:
        held = Q()
        for column in columns:
            held |= Q(**{column: entry_id})
        return TicketType.objects.filter(held, **narrowed)

    return Use(
        words=lambda number: (
            ngettext("%(count)s type", "%(count)s types", number) % {"count": counted(number)}
        ),
        count=lambda entry_id: bounded(found(entry_id)),
    )
