"""Finding clients by what an attendant has at hand: a name, a document, a phone, a protocol number."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, F, OuterRef, Q, Subquery
from django.utils import timezone

from central.domain.people.models import Person
from central.domain.people.queries import persons_named
from central.domain.tickets.models import Ticket
from central.domain.tickets.visibility import tickets_visible_to
from central.domain.workspace.clients import ClientRow, figures_of, row_of_person, with_figures
from central.foundation.actor import Actor

MOST_CLIENTS = 50
LEAST_DIGITS = 5
NUMBER = re.compile(r"[\s.]*")


@dataclass(frozen=True, slots=True)
class Found:
    """What a search brought: at most 50 clients, and whether there are more."""

    rows: list[ClientRow]
    has_more: bool


def protocol_number(text: str) -> int | None:
    """The protocol number that a text may be: five digits or more, nothing else."""
    digits = NUMBER.sub("", text).removeprefix("#")
    if digits.isascii() and digits.isdigit() and LEAST_DIGITS <= len(digits) <= 15:
        return int(digits)
    return None


def ticket_by_number(actor: Actor, text: str) -> Ticket | None:
    """The visible protocol of this number, with its client."""
    number = protocol_number(text)
    if number is None:
        return None
    return (
        tickets_visible_to(actor).select_related("customer", "service_level").filter(protocol=number).first()
    )


def search_clients(actor: Actor, text: str, now: datetime | None = None) -> Found:
    """Clients of any state by name, document, phone or protocol number; one query.

    A number that is a protocol which the actor sees brings its client on top.
    """
    moment = now or timezone.now()
    number = protocol_number(text)
    asked = tickets_visible_to(actor).filter(protocol=number or 0)
    clients = persons_named(actor, text).filter(is_client=True).order_by()
    either = Q(pk__in=clients.values("pk"))
    if number:
        either |= Q(pk__in=asked.values("customer_id"))
    ticket = asked.filter(customer_id=OuterRef("pk")).values("pk")[:1]
    order = (F("ticket_pk").desc(nulls_last=True), "search_name", "id")
    page = Person.objects.filter(either).annotate(ticket_pk=Subquery(ticket, output_field=BigIntegerField()))
    shown = Person.objects.filter(pk__in=page.order_by(*order).values("pk")[: MOST_CLIENTS + 1])
    marked = shown.annotate(ticket_pk=Subquery(ticket, output_field=BigIntegerField())).order_by(*order)
    persons: list[Any] = list(with_figures(marked, actor, "pk", moment))
    rows = [
        row_of_person(person, figures_of(person), ticket_id=person.ticket_pk, protocol=number)
        for person in persons[:MOST_CLIENTS]
    ]
    return Found(rows, len(persons) > MOST_CLIENTS)
