"""What the windows that close a protocol share: what its type demands, and what of it is missing."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from central.domain.tickets import options
from central.domain.tickets.needs import ClosingNeeds, closing_needs
from central.domain.tickets.queries import TicketHead
from central.doors.web.tickets import acting
from central.doors.web.tickets.fields import FieldsForm, add_fields
from central.foundation.actor import Actor


@dataclass(frozen=True, slots=True)
class Demand:
    """What the type demands in one line: whether it is there, and where it is given if not here."""

    words: str
    is_there: bool = False
    is_missing: bool = False
    url: str = ""


def closing_context(actor: Actor, form: FieldsForm, head: TicketHead) -> dict[str, Any]:
    """The choices and the demands of a window that may close the protocol."""
    needs = closing_needs(actor, head.id)
    form.fields["solution"].offer(options.solutions())  # type: ignore[attr-defined]
    form.fields["solution"].required = needs.solution and head.can_close
    if "customer_answer" in form.fields:
        form.fields["customer_answer"].required = needs.customer_answer is False
    return {
        "needs": needs,
        "demands": demands_of(needs, head, writes_report="customer_answer" in form.fields),
        "closing_checklist": acting.checklist_of(form, needs.checklist, acting.CLOSING),
        "custom": add_fields(form, needs.fields, required=head.can_close),
    }


def demands_of(needs: ClosingNeeds, head: TicketHead, *, writes_report: bool) -> list[Demand]:
    """What the type demands beside the words of the closing, in the order of the window.

    The window of the technician (`writes_report`) is that report itself, and has a field for the answer.
    """
    found = []
    if writes_report and needs.technician_report is not None:
        found.append(Demand(_("Technician's report: this one"), is_there=True))
    elif needs.technician_report:
        found.append(Demand(_("Technician's report: written"), is_there=True))
    elif needs.technician_report is not None:
        url = reverse("tickets:technician", args=[head.id]) if needs.may_report else ""
        found.append(Demand(_("Technician's report: still missing"), is_missing=True, url=url))
    if needs.solution:
        found.append(Demand(_("Solution: chosen from the list")))
    if needs.customer_answer:
        found.append(Demand(_("Answer to the customer: written"), is_there=True))
    elif needs.customer_answer is not None:
        words = (
            _("Answer to the customer: below")
            if writes_report
            else _("Answer to the customer: a public text")
        )
        found.append(Demand(words))
    if needs.fields:
        found.append(Demand(_("Fields of this type: those marked with *")))
    if needs.any_required:
        found.append(Demand(_("Closing checklist: the answers marked with *")))
    return found
