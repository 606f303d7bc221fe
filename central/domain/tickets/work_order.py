"""What a printed OS says: nothing private, everything that a technician and a client need on paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from central.domain.people.models import Address, Phone
from central.domain.people.queries import contact_option
from central.domain.tickets import checklists, filing, queries
from central.domain.tickets.field_rows import FieldLine, field_lines
from central.domain.tickets.models import Report, Ticket
from central.foundation.actor import Actor


@dataclass(frozen=True, slots=True)
class PublicReport:
    """A public report, as printed."""

    created_at: datetime
    author_name: str
    team_name: str
    body: str


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """One OS on paper."""

    ticket_id: int
    protocol: int
    title: str
    description: str
    type_name: str
    priority: int
    place_name: str
    place_city: str
    place_phone: str
    customer_id: int
    customer_name: str
    address: tuple[str, ...]
    contact_name: str
    contact_phone: str
    team_name: str
    assignee_name: str
    opened_at: datetime
    due_at: datetime
    scheduled_at: datetime | None
    technician_name: str
    reports: tuple[PublicReport, ...]
    checklist: tuple[queries.ChecklistRow, ...]
    opening: tuple[queries.ChecklistRow, ...]
    filed: tuple[str, str]
    fields: tuple[FieldLine, ...] = ()


def work_order(actor: Actor, ticket_id: int) -> WorkOrder:
    """One visible protocol for printing, with its public reports only; raises `NotFound`."""
    ticket = queries.loaded(actor, ticket_id)
    technician = ticket.scheduled_technician
    reports = Report.objects.filter(ticket=ticket, is_private=False, annulled_at__isnull=True)
    contact = contact_option(ticket.contact, phone_of(ticket))
    return WorkOrder(
        ticket_id=ticket.pk,
        protocol=ticket.protocol,
        title=ticket.title,
        description=ticket.description,
        type_name=ticket.type.full_name,
        priority=ticket.priority,
        place_name=str(ticket.place),
        place_city=f"{ticket.place.city}/{ticket.place.state}",
        place_phone=ticket.place.phone,
        customer_id=ticket.customer_id,
        customer_name=ticket.customer.shown_name,
        address=address_lines(ticket),
        contact_name=contact.label,
        contact_phone=contact.phone,
        team_name=ticket.team.name,
        assignee_name=ticket.assignee.shown_name if ticket.assignee else "",
        opened_at=ticket.opened_at,
        due_at=ticket.due_at,
        scheduled_at=ticket.scheduled_at,
        technician_name=technician.shown_name if technician else "",
        reports=tuple(
            PublicReport(
                r.created_at, r.author.shown_name if r.author else "", r.team.name if r.team else "", r.body
            )
            for r in reports.select_related("author", "team").order_by("id")
        ),
        checklist=tuple(
            queries.answered_rows(
                ticket.type.checklist, checklists.WORK, ticket.checklist_answers, ticket.answer_wordings
            )
        ),
        fields=tuple(
            line for line in field_lines(ticket.pk, ticket.type_id) if line.on_work_order and not line.is_kept
        ),
        opening=tuple(
            queries.answered_rows(
                ticket.opening_checklist, checklists.OPENING, ticket.opening_answers, ticket.answer_wordings
            )
        ),
        filed=(path_of(ticket, filing.LEVELS), path_of(ticket, filing.PROBLEMS)),
    )


def path_of(ticket: Ticket, levels: Iterable[tuple[str, Any, str]]) -> str:
    """What a protocol is filed under, level by level; '' for nothing."""
    entries = (getattr(ticket, name) for name, *_rest in levels)
    return " › ".join(entry.name for entry in entries if entry)


def phone_of(ticket: Ticket) -> Phone | None:
    """The phone of the protocol's contact, the person's own for the person itself."""
    phones = Phone.objects.filter(person_id=ticket.customer_id)
    wanted = phones.filter(contact=None) if ticket.contact.is_self else phones.filter(contact=ticket.contact)
    return wanted.order_by("-is_main", "id").first()


def address_lines(ticket: Ticket) -> tuple[str, ...]:
    """The client's main address in lines; the city alone where no street is known."""
    found = Address.objects.filter(person_id=ticket.customer_id, is_main=True).first()
    if found is None:
        return tuple(line for line in (f"{ticket.customer.city}/{ticket.customer.state}".strip("/"),) if line)
    street = ", ".join(part for part in (found.street, found.number, found.complement) if part)
    code = f"{found.postal_code[:5]}-{found.postal_code[5:]}" if found.postal_code else ""
    place = ", ".join(part for part in (found.district, f"{found.city}/{found.state}", code) if part)
    return tuple(line for line in (street, place, found.reference) if line)
