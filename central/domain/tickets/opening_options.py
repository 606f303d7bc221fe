"""What the type and the client make of the form *Abrir solicitação*: texts, questions, warnings, levels."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from central.domain.catalog.models import ContractRule, TicketType
from central.domain.people.choices import ContractStanding
from central.domain.people.models import Person
from central.domain.tickets import checklists, filing, starting
from central.domain.tickets.options import Choices
from central.domain.tickets.queries import ChecklistRow, checklist_row
from central.domain.tickets.visibility import visible_ticket
from central.foundation.actor import Actor


@dataclass(frozen=True, slots=True)
class TypeStart:
    """What a type proposes and asks for; `warning` is told of this client's contract."""

    description: str = ""
    assignee_id: int | None = None
    assignee_note: str = ""
    warning: str = ""
    is_refused: bool = False
    checklist: tuple[ChecklistRow, ...] = ()
    requires_catalog: bool = False
    requires_problem: bool = False


def type_start(type_id: int | None, customer_id: int | None = None) -> TypeStart:
    """What an active type makes of the opening for a client; nothing for no type. Five queries at most."""
    found = TicketType.objects.select_related("default_assignee", "team", "opening_checklist")
    kind = found.filter(pk=type_id, is_active=True).first() if type_id else None
    if kind is None:
        return TypeStart()
    standing = standing_of(customer_id) if kind.contract_rule != ContractRule.ALLOW else ""
    assignee_id, note = starting.default_assignee(kind)
    items = checklists.items_of(kind.opening_checklist)
    return TypeStart(
        description=kind.default_description,
        assignee_id=assignee_id,
        assignee_note=note,
        warning=starting.standing_sentence(kind, standing) if standing else "",
        is_refused=bool(standing) and starting.is_refused(kind, standing),
        checklist=tuple(checklist_row(item, "") for item in items),
        requires_catalog=kind.requires_catalog,
        requires_problem=kind.requires_problem,
    )


def default_description(type_id: int | None) -> str:
    """The text that a type proposes; '' for no type."""
    found = TicketType.objects.filter(pk=type_id or 0).values_list("default_description", flat=True)
    return found.first() or ""


def standing_of(customer_id: int | None) -> str:
    """How the contract of a client stands; '' for nobody."""
    found = Person.objects.filter(pk=customer_id or 0).values_list("contract_standing", flat=True)
    return found.first() or ""


def standing_words(customer_id: int | None) -> str:
    """A contract that is blocked or suspended in a word; '' for a regular one."""
    standing = standing_of(customer_id)
    return "" if standing in ("", ContractStanding.REGULAR) else str(ContractStanding(standing).label)


def filing_choices(type_id: int | None, chosen: filing.Filing, held: filing.Filing) -> dict[str, Choices]:
    """What each level offers below what is chosen above it; what the protocol has stays offered."""
    offers: dict[str, Choices] = {}
    for levels in (filing.LEVELS, filing.PROBLEMS):
        above: int | None = None
        for depth, (name, model, parent) in enumerate(levels):
            rows: Any = model._default_manager.all()
            if name == "catalog":
                rows = rows.filter(types=type_id or 0)
            if depth:
                rows = rows.filter(**{f"{parent}_id": above or 0})
            rows = rows.filter(Q(is_active=True) | Q(pk=getattr(held, name) or 0))
            found = rows.order_by("position", "name", "id").values_list("pk", "name")
            offers[name] = [(str(pk), label) for pk, label in found] if above or not depth else []
            above = getattr(chosen, name) if str(getattr(chosen, name)) in dict(offers[name]) else None
    return offers


def held_filing(actor: Actor, ticket_id: int) -> filing.Filing:
    """What a visible protocol is filed under now; raises `NotFound`."""
    return filing.filing_of(visible_ticket(actor, ticket_id))
