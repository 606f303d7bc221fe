"""Reading what a closing needs, for the windows that close: demanded, there already, or to be given now."""

from dataclasses import dataclass

from central.domain.tickets import demands, field_rows, queries, rules
from central.domain.tickets.field_rows import FieldRow
from central.domain.tickets.queries import ChecklistRow
from central.foundation.actor import Actor


@dataclass(frozen=True, slots=True)
class ClosingNeeds:
    """What the type of a protocol demands of its closing.

    `technician_report` and `customer_answer` tell whether it is there, None where it is not demanded.
    """

    solution: bool
    technician_report: bool | None
    customer_answer: bool | None
    checklist: tuple[ChecklistRow, ...]
    may_report: bool
    fields: tuple[FieldRow, ...] = ()

    @property
    def any_demand(self) -> bool:
        """Whether the type demands anything beside the words."""
        reports = (self.technician_report, self.customer_answer)
        return self.solution or bool(self.checklist or self.fields) or any(one is not None for one in reports)

    @property
    def any_required(self) -> bool:
        """Whether the closing checklist has an answer that must be given."""
        return any(row.is_required for row in self.checklist)


def closing_needs(actor: Actor, ticket_id: int) -> ClosingNeeds:
    """What the closing of a visible protocol needs; eight queries at most. Raises `NotFound`."""
    ticket = queries.loaded(actor, ticket_id)
    kind = ticket.type
    items = demands.closing_items_of(ticket)
    return ClosingNeeds(
        solution=kind.requires_solution,
        technician_report=demands.has_technician_report(ticket) if kind.requires_technician_report else None,
        customer_answer=demands.has_customer_answer(ticket) if kind.requires_customer_answer else None,
        checklist=tuple(
            queries.checklist_row(item, str(ticket.closing_answers.get(item.code, ""))) for item in items
        ),
        may_report=rules.can_report_technician_activity(actor, ticket),
        fields=tuple(field_rows.closing_fields(ticket)),
    )
