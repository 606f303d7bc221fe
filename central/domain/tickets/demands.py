"""What the type of a protocol demands before it is closed finally, and what of it is still missing.

A report that the type demands counts from the last reopening as rework on: who does the work again
reports it again, and answers the client again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from central.domain.catalog.models import ChecklistItem, Solution
from central.domain.tickets import checklists, choices
from central.domain.tickets.filling import Filling
from central.domain.tickets.kinds import ReportKind
from central.domain.tickets.models import Report, TechnicianActivity, Ticket
from central.foundation.actor import Actor
from central.foundation.errors import Invalid
from central.foundation.events.models import EventRecord

ANSWERS = (ReportKind.NOTE, ReportKind.TECHNICIAN, ReportKind.CLOSING)
"""The kinds of report that answer the client when they are public."""


@dataclass(frozen=True, slots=True)
class Closing:
    """What an act of closing brings; `answers_customer`: its own text is public."""

    solution_id: int | None = None
    checklist: Mapping[str, str] = field(default_factory=dict)
    closing_checklist: Mapping[str, str] = field(default_factory=dict)
    answers_customer: bool = False
    fields: Mapping[int, str] = field(default_factory=dict)


def closing_items_of(ticket: Ticket) -> list[ChecklistItem]:
    """The items asked at the final closing only; none where the type asks the work's checklist again."""
    kind = ticket.type
    return (
        [] if kind.closing_checklist_id == kind.checklist_id else checklists.items_of(kind.closing_checklist)
    )


def reworked_at(ticket: Ticket) -> datetime | None:
    """The moment of the last reopening as rework, None for a protocol that was never."""
    if not ticket.is_rework:
        return None
    found = EventRecord.objects.filter(subject_kind="ticket", subject_id=ticket.pk, name="TicketReopened")
    moments = [event.at for event in found.order_by("-sequence") if event.payload.get("kind") == "rework"]
    return moments[0] if moments else None


def has_technician_report(ticket: Ticket) -> bool:
    """Whether a technician's activity was reported, and not annulled, since the work began (again)."""
    found = TechnicianActivity.objects.filter(ticket=ticket, report__annulled_at=None)
    since = reworked_at(ticket)
    return (found.filter(report__created_at__gt=since) if since else found).exists()


def has_customer_answer(ticket: Ticket) -> bool:
    """Whether a public report, not annulled, was written since the work began (again)."""
    found = Report.objects.filter(ticket=ticket, is_private=False, annulled_at=None, kind__in=ANSWERS)
    since = reworked_at(ticket)
    return (found.filter(created_at__gt=since) if since else found).exists()


def missing(ticket: Ticket, closing: Closing) -> dict[str, str]:
    """A sentence for each thing that the type demands and nobody gave: fields of the closing forms."""
    found: dict[str, str] = {}
    kind = ticket.type
    if kind.requires_solution and not closing.solution_id:
        found["solution"] = _("This type asks for a solution.")
    if kind.requires_technician_report and not has_technician_report(ticket):
        found["technician_report"] = _("This type asks for the technician's report before the closing.")
    if kind.requires_customer_answer and not (closing.answers_customer or has_customer_answer(ticket)):
        found["customer_answer"] = _("This type asks for an answer to the customer: a public text.")
    return found


def take_closing(
    actor: Actor,
    ticket: Ticket,
    closing: Closing,
    now: datetime,
    errors: Mapping[str, str] | None = None,
    *,
    skips_work: bool = False,
) -> Solution | None:
    """Keep answers to checklists and custom fields, and check all demands; answers the solution chosen.

    Raises `Invalid` that names everything missing at once, the given `errors` included. `skips_work`
    leaves the checklist of the work out (an unproductive visit has none to answer).
    """
    if not skips_work:
        take_answers(ticket, closing.checklist)
    items = closing_items_of(ticket)
    answers = checklists.read_answers(items, closing.closing_checklist, name=checklists.CLOSING_FIELD)
    ticket.closing_answers = {**ticket.closing_answers, **answers}
    note_wordings(ticket, checklists.CLOSING, items, answers)
    wanting = {**(errors or {}), **missing(ticket, closing)}
    if not skips_work:
        wanting |= checklists.missing_answers(
            checklists.items_of(ticket.type.checklist), ticket.checklist_answers
        )
    wanting |= checklists.missing_answers(items, ticket.closing_answers, name=checklists.CLOSING_FIELD)
    filling = Filling(actor, closing.fields)
    wanting |= filling.at_closing(ticket)
    if wanting:
        raise Invalid(_("The closing of this type asks for more."), errors=wanting)
    filling.keep(ticket, now)
    return choices.optional_choice(Solution, closing.solution_id, field="solution")


def take_answers(ticket: Ticket, given: Mapping[str, str]) -> None:
    """Keep the given answers to the checklist of the work; raises `Invalid` at each wrong one."""
    items = checklists.items_of(ticket.type.checklist)
    answers = checklists.read_answers(items, given)
    ticket.checklist_answers = {**ticket.checklist_answers, **answers}
    note_wordings(ticket, checklists.WORK, items, answers)


def note_wordings(ticket: Ticket, begin: str, items: list[ChecklistItem], answers: Mapping[str, str]) -> None:
    """Note how the items were worded when they were answered, where the words were changed before."""
    ticket.answer_wordings = checklists.note_wordings(ticket.answer_wordings, begin, items, answers)


def take_fields(actor: Actor, ticket: Ticket, given: Mapping[int, str], now: datetime) -> None:
    """Keep custom fields given at the end of the work; raises `Invalid` at each wrong one."""
    filling = Filling(actor, given)
    if wrong := filling.at_work(ticket):
        raise Invalid(_("Some fields need mending."), errors=wrong)
    filling.keep(ticket, now)
