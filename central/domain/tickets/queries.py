"""Reading a protocol for the acts on it: always for an actor, frozen rows out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from central.domain.catalog.models import Checklist, ChecklistItem
from central.domain.people.models import Address
from central.domain.tickets import changes, checklists, handover_rules, handovers, rules
from central.domain.tickets.models import Attachment, Execution, Follower, Forwarding, Report, Ticket
from central.domain.tickets.visibility import (
    check_not_just_left,
    owner_mark,
    tickets_visible_to,
    visible_ticket,
)
from central.foundation.actor import Actor
from central.foundation.errors import NotFound
from central.foundation.files.models import StoredFile

RECENT = 5


@dataclass(frozen=True, slots=True)
class RunningRow:
    """Who is executing a protocol, and since when."""

    person_name: str
    started_at: datetime
    is_mine: bool


@dataclass(frozen=True, slots=True)
class TicketHead:
    """A protocol as the window of an act needs it; `seen_owner` is the mark of who holds it."""

    id: int
    protocol: int
    title: str
    description: str
    customer_id: int
    customer_name: str
    customer_address: str
    contact_id: int
    type_id: int
    type_name: str
    type_requires_solution: bool
    min_photos: int
    status_id: int
    status_name: str
    base_status: str
    level_id: int
    level_name: str
    due_at: datetime
    priority: int
    team_id: int
    team_name: str
    assignee_id: int | None
    assignee_name: str
    progress: int
    scheduled_at: datetime | None
    scheduled_technician_id: int | None
    wait_reason_id: int | None
    awaiting: str
    solution_id: int | None
    seen_owner: str
    seen: int
    photos: int
    running: RunningRow | None
    can_close: bool
    can_change_priority: bool
    can_change_deadline: bool
    can_read_private: bool


def waiting(check: Callable[[Actor, Ticket, Forwarding | None], None]) -> Callable[[Actor, Ticket], None]:
    """A rule about the forwarding that waits, as a rule about its protocol."""
    return lambda actor, ticket: check(actor, ticket, handovers.pending(ticket))


CHECKS: dict[str, Callable[[Actor, Ticket], None]] = {
    "start": rules.check_can_start_execution,
    "technician": rules.check_can_report_technician_activity,
    "report": rules.check_can_add_report,
    "forward": rules.check_can_forward,
    "accept": waiting(handover_rules.check_can_accept),
    "return": waiting(handover_rules.check_can_return),
    "take_back": waiting(handover_rules.check_can_take_back),
    "assume": rules.check_can_assume,
    "assign": rules.check_can_assign,
    "priority": rules.check_can_change_priority,
    "attach": rules.check_can_attach,
    "edit": rules.check_can_edit,
    "close": rules.check_can_close,
    "cancel": rules.check_can_cancel,
    "reopen": rules.check_can_reopen,
}


def ticket_for_act(actor: Actor, ticket_id: int, act: str = "") -> TicketHead:
    """One visible protocol for the window of an act; four queries at most.

    Raises `NotFound`, `Conflict` when it was forwarded away a moment ago, and what the act's rule raises;
    without an act no rule is asked.
    """
    ticket = loaded(actor, ticket_id)
    if act:
        CHECKS[act](actor, ticket)
    return head_of(actor, ticket)


def loaded(actor: Actor, ticket_id: int) -> Ticket:
    """A visible protocol with its client; who has just lost sight of it is told why."""
    try:
        return visible_ticket(actor, ticket_id)
    except NotFound:
        check_not_just_left(actor, ticket_id)
        raise


def head_of(actor: Actor, ticket: Ticket) -> TicketHead:
    """A loaded protocol as a frozen row."""
    checklist = ticket.type.checklist
    photos = Attachment.objects.filter(ticket=ticket, file__content_type__startswith="image/")
    return TicketHead(
        id=ticket.pk,
        protocol=ticket.protocol,
        title=ticket.title,
        description=ticket.description,
        customer_id=ticket.customer_id,
        customer_name=ticket.customer.shown_name,
        customer_address=address_line(ticket),
        contact_id=ticket.contact_id,
        type_id=ticket.type_id,
        type_name=ticket.type.full_name,
        type_requires_solution=ticket.type.requires_solution,
        min_photos=checklist.min_photos if checklist else 0,
        status_id=ticket.status_id,
        status_name=ticket.status.name,
        base_status=ticket.base_status,
        level_id=ticket.service_level_id,
        level_name=ticket.service_level.name,
        due_at=ticket.due_at,
        priority=ticket.priority,
        team_id=ticket.team_id,
        team_name=ticket.team.name,
        assignee_id=ticket.assignee_id,
        assignee_name=ticket.assignee.shown_name if ticket.assignee else "",
        progress=ticket.progress,
        scheduled_at=ticket.scheduled_at,
        scheduled_technician_id=ticket.scheduled_technician_id,
        wait_reason_id=ticket.wait_reason_id,
        awaiting=ticket.awaiting,
        solution_id=ticket.solution_id,
        seen_owner=owner_mark(ticket),
        seen=ticket.event_count,
        photos=photos.count() if checklist and checklist.min_photos else 0,
        running=running_row(actor, ticket),
        can_close=rules.can_close(actor, ticket),
        can_change_priority=rules.can_change_priority(actor, ticket),
        can_change_deadline=rules.can_change_deadline(actor, ticket),
        can_read_private=rules.can_read_private(actor, ticket),
    )


def running_row(actor: Actor, ticket: Ticket) -> RunningRow | None:
    """The execution that runs on a protocol, as a row; None when nobody executes it."""
    running = changes.running_execution(ticket) if ticket.running_count else None
    if running is None:
        return None
    return RunningRow(running.person.shown_name, running.started_at, running.person_id == actor.person_id)


def address_line(ticket: Ticket) -> str:
    """Street and number of the client's main address, '' where there is none."""
    address = Address.objects.filter(person_id=ticket.customer_id, is_main=True).first()
    return ", ".join(part for part in (address.street, address.number) if part) if address else ""


def other_running_protocol(actor: Actor, ticket_id: int) -> int | None:
    """The number of the other protocol that the actor is executing, None when there is none."""
    other = Execution.objects.filter(person_id=actor.person_id or 0, ended_at__isnull=True)
    return other.exclude(ticket_id=ticket_id).values_list("ticket__protocol", flat=True).first()


def is_following(actor: Actor, ticket_id: int) -> bool:
    """Whether the actor follows a protocol."""
    return Follower.objects.filter(ticket_id=ticket_id, person_id=actor.person_id or 0).exists()


def is_visible(actor: Actor, ticket_id: int) -> bool:
    """Whether the actor sees a protocol (still)."""
    return tickets_visible_to(actor).filter(pk=ticket_id).exists()


def protocol_number(ticket_id: int | None) -> int | None:
    """The number of a protocol that an act of the asking person has just touched; None for no protocol."""
    return (
        Ticket.objects.filter(pk=ticket_id).values_list("protocol", flat=True).first() if ticket_id else None
    )


def place_of_protocol(actor: Actor, protocol: int) -> tuple[int, int]:
    """The ids (ticket, client) of a visible protocol by its number; raises `NotFound`."""
    found = tickets_visible_to(actor).filter(protocol=protocol).values_list("pk", "customer_id").first()
    if found is None:
        raise NotFound(_("This protocol does not exist, or you may not see it."))
    return found


@dataclass(frozen=True, slots=True)
class OpenedRow:
    """A protocol just opened, as its success page shows it."""

    id: int
    protocol: int
    title: str
    customer_id: int
    customer_name: str
    team_name: str
    assignee_name: str
    due_at: datetime
    is_open: bool


def opened_ticket(actor: Actor, protocol: int) -> OpenedRow:
    """One visible protocol by its number, for the page that tells of its opening; raises `NotFound`."""
    pk, _customer = place_of_protocol(actor, protocol)
    ticket = visible_ticket(actor, pk)
    return OpenedRow(
        id=ticket.pk,
        protocol=ticket.protocol,
        title=ticket.title,
        customer_id=ticket.customer_id,
        customer_name=ticket.customer.shown_name,
        team_name=ticket.team.name,
        assignee_name=ticket.assignee.shown_name if ticket.assignee else "",
        due_at=ticket.due_at,
        is_open=ticket.is_open,
    )


@dataclass(frozen=True, slots=True)
class BriefRow:
    """A protocol in one line."""

    id: int
    protocol: int
    title: str
    status_name: str
    base_status: str
    team_name: str
    team_id: int
    customer_id: int
    customer_name: str
    opened_at: datetime


def recent_tickets(actor: Actor, customer_id: int) -> list[BriefRow]:
    """The client's newest visible protocols; one query."""
    found = tickets_visible_to(actor).filter(customer_id=customer_id)
    return [brief_row(t) for t in with_names(found).order_by("-opened_at", "-id")[:RECENT]]


def open_count(actor: Actor, customer_id: int) -> int:
    """How many visible protocols of a client are open; one query."""
    return tickets_visible_to(actor).filter(customer_id=customer_id, is_open=True).count()


def tickets_in_bulk(actor: Actor, ids: Iterable[int]) -> list[BriefRow]:
    """The visible ones among some protocols, in the order asked; one query."""
    wanted = list(dict.fromkeys(ids))
    found = {t.pk: brief_row(t) for t in with_names(tickets_visible_to(actor).filter(pk__in=wanted))}
    return [found[pk] for pk in wanted if pk in found]


def with_names(tickets: QuerySet[Ticket]) -> QuerySet[Ticket]:
    """Protocols with the names that a line shows."""
    return tickets.select_related("status", "team", "customer")


def brief_row(ticket: Ticket) -> BriefRow:
    """A loaded protocol in one line."""
    return BriefRow(
        id=ticket.pk,
        protocol=ticket.protocol,
        title=ticket.title,
        status_name=ticket.status.name,
        base_status=ticket.base_status,
        team_name=ticket.team.name,
        team_id=ticket.team_id,
        customer_id=ticket.customer_id,
        customer_name=ticket.customer.shown_name,
        opened_at=ticket.opened_at,
    )


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """An item of a checklist with the answer it has; `answer` is its stored form."""

    code: str
    label: str
    kind: str
    unit: str
    choices: tuple[str, ...]
    is_required: bool
    minimum: str
    maximum: str
    answer: str


def checklist_rows(actor: Actor, ticket_id: int) -> list[ChecklistRow]:
    """The checklist of a visible protocol's type with its answers; raises `NotFound`."""
    ticket = visible_ticket(actor, ticket_id)
    items = checklists.items_of(ticket.type.checklist)
    return [checklist_row(item, str(ticket.checklist_answers.get(item.code, ""))) for item in items]


def answered_rows(
    checklist: Checklist | None, begin: str, answers: Mapping[str, str], wordings: Mapping[str, int]
) -> list[ChecklistRow]:
    """A checklist as it was answered: in the words of then, retired items with an answer among them."""
    return [
        checklist_row(
            item, str(answers.get(item.code, "")), checklists.words_of(item, begin, answers, wordings)
        )
        for item in checklists.shown_items(checklist, answers)
    ]


def checklist_row(item: ChecklistItem, answer: str, label: str = "") -> ChecklistRow:
    """A loaded item as a frozen row."""
    return ChecklistRow(
        code=item.code,
        label=label or item.label,
        kind=item.kind,
        unit=item.unit,
        choices=tuple(str(choice) for choice in item.choices),
        is_required=item.is_required,
        minimum=checklists.shown_number(item.minimum) if item.minimum is not None else "",
        maximum=checklists.shown_number(item.maximum) if item.maximum is not None else "",
        answer=answer,
    )


def file_for_download(actor: Actor, attachment_id: int) -> StoredFile:
    """The file of an attachment that the actor may read; raises `NotFound`, also for private ones."""
    found = Attachment.objects.select_related("file", "ticket").filter(pk=attachment_id).first()
    if found is None or not is_visible(actor, found.ticket_id):
        raise NotFound(_("This file does not exist, or you may not see it."))
    if found.is_private and not rules.can_read_private(actor, found.ticket):
        raise NotFound(_("This file does not exist, or you may not see it."))
    return found.file


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report as its correction or annulment shows it."""

    id: int
    body: str
    created_at: datetime
    is_private: bool


def report_for_correction(actor: Actor, ticket_id: int, report_id: int) -> ReportRow:
    """The actor's own report that may still be corrected; raises `NotFound` and what the rule raises."""
    ticket = loaded(actor, ticket_id)
    report = readable_report(actor, ticket, report_id)
    rules.check_can_correct_report(actor, ticket, report)
    return ReportRow(report.pk, report.body, report.created_at, report.is_private)


def report_for_annulment(actor: Actor, ticket_id: int, report_id: int) -> ReportRow:
    """The actor's own report that may be annulled; raises `NotFound` and what the rule raises."""
    ticket = loaded(actor, ticket_id)
    report = readable_report(actor, ticket, report_id)
    rules.check_can_annul_report(actor, ticket, report)
    return ReportRow(report.pk, report.body, report.created_at, report.is_private)


def readable_report(actor: Actor, ticket: Ticket, report_id: int) -> Report:
    """A report of the protocol that the actor may read; raises `NotFound`."""
    report = Report.objects.filter(pk=report_id, ticket=ticket).first()
    hidden = report is not None and report.is_private and not rules.can_read_private(actor, ticket)
    if report is None or (hidden and report.author_id != actor.person_id):
        raise NotFound(_("This report does not exist, or you may not see it."))
    return report
