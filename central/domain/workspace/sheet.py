"""The sheet of one protocol: its facts, and which acts the actor may do, each refusal with its reason."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.catalog.models import PriorityStep
from central.domain.fields.models import FieldValue
from central.domain.notices.models import Notice
from central.domain.tickets import checklists, filing, handover_rules, rules
from central.domain.tickets.handovers import is_destination
from central.domain.tickets.models import Execution, Follower, Ticket
from central.domain.tickets.visibility import owner_mark, tickets_visible_to
from central.domain.workspace.clients import counted, ticket_due
from central.domain.workspace.customer import Running, running_of, with_running
from central.domain.workspace.drafts.keys import DraftAct, DraftKey
from central.domain.workspace.drafts.queries import KeptDraft, read_body
from central.domain.workspace.dues import Due
from central.domain.workspace.entries import Waiting
from central.domain.workspace.models import Draft
from central.foundation.actor import Actor
from central.foundation.errors import Conflict, DomainError, NotFound
from central.foundation.prepared.queries import Prepared

PERSONS = ("customer", "assignee", "requester", "opened_by", "scheduled_technician")


@dataclass(frozen=True, slots=True)
class ActState:
    """Whether an act may be done; `reason` says why not, `by_state` that it is the protocol's state."""

    is_allowed: bool
    reason: str = ""
    by_state: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the facts column; `value` is a text or a moment, `is_extra` folds on narrow screens."""

    label: str
    value: str | datetime
    is_extra: bool = False


@dataclass(frozen=True, slots=True)
class SheetChecklist:
    """A checklist of a protocol: what names of its answers begin with, its id, the answers as they stand."""

    begin: str
    id: int
    answers: dict[str, str]
    wordings: dict[str, int]


@dataclass(frozen=True, slots=True)
class SheetView:
    """One protocol as the sheet shows it; `has_values` tells whether a custom field has a value.

    `has_unread`: the actor has notices of it that it has not read.
    """

    id: int
    protocol: int
    title: str
    description: str
    customer_id: int
    customer_name: str
    base_status: str
    status: str
    status_color: str
    priority: int
    priority_name: str
    priority_color: str
    is_open: bool
    due: Due
    service_level: str
    facts: tuple[Fact, ...]
    type_id: int
    has_values: bool
    running: Running | None
    runs_mine: bool
    worked_seconds: int
    execution_count: int
    follower_count: int
    is_following: bool
    has_unread: bool
    owner_mark: str
    is_ping_pong: bool
    waiting: Waiting | None
    event_count: int
    checklists: tuple[SheetChecklist, ...]
    reads_private: bool
    acts: dict[str, ActState]
    quick_draft: KeptDraft | None


def person_name(relation: str) -> Coalesce:
    """The shown name of a person whom the ticket names."""
    social = NullIf(F(f"{relation}__social_name"), Value(""))
    return Coalesce(social, F(f"{relation}__name"), output_field=CharField())


def sheet_rows(actor: Actor, ticket_id: int) -> QuerySet[Ticket]:
    """A visible protocol with all that its sheet needs."""
    found = tickets_visible_to(actor).select_related(
        "team", "status", "type", "service_level",
        "handover__from_team", "handover__to_team", "handover__created_by",
    )  # fmt: skip
    step = PriorityStep.objects.filter(rank=OuterRef("priority"))
    unread = Notice.objects.filter(person_id=actor.person_id or 0, read_at__isnull=True)
    following = Follower.objects.filter(ticket_id=OuterRef("pk"))
    quick = Draft.objects.filter(
        user_id=actor.user_id or 0, act=DraftAct.QUICK_REPORT, subject_id=OuterRef("pk")
    )
    return (
        with_running(found)
        .annotate(
            follower_count=counted(following, "ticket_id"),
            has_values=Exists(FieldValue.objects.filter(ticket_id=OuterRef("pk"))),
            is_following=Exists(following.filter(person_id=actor.person_id or 0, forwarding__isnull=True)),
            has_unread=Exists(unread.filter(ticket_id=OuterRef("pk"))),
            execution_count=counted(Execution.objects.filter(ticket_id=OuterRef("pk")), "ticket_id"),
            quick_body=Subquery(quick.values("body")[:1]),
            quick_saved_at=Subquery(quick.values("saved_at")[:1]),
            contact_name=F("contact__name"),
            origin_name=F("origin__name"),
            wait_reason_name=F("wait_reason__name"),
            solution_name=F("solution__name"),
            priority_name=Subquery(step.values("name")),
            priority_color=Subquery(step.values("color")),
            **{f"{name}_name": F(f"{name}__name") for name in filing.NAMES},
            **{f"{who}_name": person_name(who) for who in PERSONS},
        )
        .filter(pk=ticket_id)
        .order_by("pk")[:1]
    )


SHEET = Prepared(sheet_rows)


def sheet_ticket(actor: Actor, ticket_id: int) -> Any:
    """The protocol of a sheet in one query; raises `NotFound`."""
    ticket = SHEET.first(actor=actor, ticket_id=ticket_id)
    if ticket is None:
        raise NotFound(_("This protocol does not exist, or you may not see it."))
    return ticket


def sheet_view(actor: Actor, ticket_id: int, now: datetime | None = None) -> SheetView:
    """The sheet of a visible protocol in one query; raises `NotFound`."""
    moment = now or timezone.now()
    ticket = sheet_ticket(actor, ticket_id)
    running = running_of(ticket)
    acts = act_states(actor, ticket, running)
    return SheetView(
        id=ticket.pk,
        protocol=ticket.protocol,
        title=ticket.title,
        description=ticket.description,
        customer_id=ticket.customer_id,
        customer_name=ticket.customer_name,
        base_status=ticket.base_status,
        status=ticket.status.name,
        status_color=ticket.status.color,
        priority=ticket.priority,
        priority_name=ticket.priority_name,
        priority_color=ticket.priority_color,
        is_open=ticket.is_open,
        due=ticket_due(ticket, moment),
        service_level=ticket.service_level.name,
        facts=facts_of(ticket),
        type_id=ticket.type_id,
        has_values=ticket.has_values,
        running=running,
        runs_mine=bool(running and running.person_id == actor.person_id),
        worked_seconds=ticket.worked_seconds,
        execution_count=ticket.execution_count,
        follower_count=ticket.follower_count,
        is_following=ticket.is_following,
        has_unread=ticket.has_unread,
        owner_mark=owner_mark(ticket),
        is_ping_pong=ticket.is_ping_pong,
        waiting=waiting_of(actor, ticket, acts),
        event_count=ticket.event_count,
        checklists=checklists_of(ticket),
        reads_private=rules.can_read_private(actor, ticket),
        acts=acts,
        quick_draft=quick_draft(ticket),
    )


def quick_draft(ticket: Any) -> KeptDraft | None:
    """What the actor left in the quick report of a protocol loaded by `sheet_ticket`."""
    if ticket.quick_body is None:
        return None
    key = DraftKey(DraftAct.QUICK_REPORT, ticket.pk)
    return KeptDraft(key, ticket.quick_saved_at, read_body(ticket.quick_body))


def waiting_of(actor: Actor, ticket: Any, acts: dict[str, ActState]) -> Waiting | None:
    """The forwarding that waits on a loaded protocol, with what the actor may do about it."""
    row = ticket.handover
    if row is None:
        return None
    return Waiting(
        forwarding_id=row.pk,
        since=row.created_at,
        until=row.accept_by,
        sender=row.created_by.shown_name if row.created_by else _("Central"),
        from_team=row.from_team.name,
        to_team=row.to_team.name,
        is_mine=is_destination(actor, row),
        can_accept=acts["accept"].is_allowed,
        can_return=acts["return"].is_allowed,
        can_take_back=acts["take_back"].is_allowed,
    )


def checklists_of(ticket: Any) -> tuple[SheetChecklist, ...]:
    """What was asked at the opening, and what the type asks; the work's is not asked again at the closing."""
    kind, wordings = ticket.type, ticket.answer_wordings
    closing_id = None if kind.closing_checklist_id == kind.checklist_id else kind.closing_checklist_id
    asked = (
        (checklists.OPENING, ticket.opening_checklist_id, ticket.opening_answers),
        (checklists.WORK, kind.checklist_id, ticket.checklist_answers),
        (checklists.CLOSING, closing_id, ticket.closing_answers),
    )
    return tuple(SheetChecklist(begin, pk, answers, wordings) for begin, pk, answers in asked if pk)


def facts_of(ticket: Any) -> tuple[Fact, ...]:
    """The facts of a protocol loaded by `sheet_ticket`, those without a value left out."""
    awaited = " · ".join(part for part in (ticket.wait_reason_name, ticket.awaiting) if part)
    rework = _("%(count)s (rework)") if ticket.is_rework else "%(count)s"
    lines = (
        Fact(_("Type"), ticket.type.full_name),
        Fact(_("Catalogue"), filed(ticket, filing.LEVELS)),
        Fact(_("Problem"), filed(ticket, filing.PROBLEMS)),
        Fact(_("Service level"), ticket.service_level.name),
        Fact(_("Team"), ticket.team.name),
        Fact(_("Assignee"), ticket.assignee_name or _("nobody yet")),
        Fact(_("Priority"), ticket.priority_name),
        Fact(_("Progress"), f"{ticket.progress}\u00a0%" if ticket.progress else ""),
        Fact(_("Awaiting"), awaited),
        Fact(_("Visit"), ticket.scheduled_at or ""),
        Fact(_("Technician"), ticket.scheduled_technician_name or ""),
        Fact(_("Solution"), ticket.solution_name or "", True),
        Fact(_("Reopened"), rework % {"count": ticket.reopen_count} if ticket.reopen_count else "", True),
        Fact(_("Requester"), ticket.requester_name, True),
        Fact(_("Contact"), ticket.contact_name, True),
        Fact(_("Origin"), ticket.origin_name, True),
        Fact(_("Opened at"), ticket.opened_at, True),
        Fact(_("Opened by"), ticket.opened_by_name, True),
        Fact(_("Closed at"), ticket.closed_at or "", True),
    )
    return tuple(line for line in lines if line.value)


def filed(ticket: Any, levels: Iterable[tuple[str, Any, str]]) -> str:
    """What a protocol is filed under, level by level; '' for nothing."""
    names = (getattr(ticket, f"{name}_name") for name, *_rest in levels)
    return " › ".join(name for name in names if name)


def tried(check: Callable[..., None], *arguments: object) -> ActState:
    """The state of an act by its rule."""
    try:
        check(*arguments)
    except DomainError as error:
        return ActState(False, str(error), isinstance(error, Conflict))
    return ActState(True)


def start_state(actor: Actor, ticket: Ticket, running: Running | None) -> ActState:
    """Iniciar Execução: by its rule, and not while somebody executes."""
    if running is not None and running.person_id != actor.person_id:
        since = f"{timezone.localtime(running.started_at):%H:%M}"
        told = _("%(name)s has been executing this protocol since %(time)s.")
        return ActState(False, told % {"name": running.name, "time": since}, True)
    return tried(rules.check_can_start_execution, actor, ticket)


def schedule_state(actor: Actor, ticket: Ticket) -> ActState:
    """Agendar: a report with a visit, while somebody still has to work."""
    active = tried(rules.check_is_active, ticket)
    return active if not active.is_allowed else tried(rules.check_can_add_report, actor, ticket)


def act_states(actor: Actor, ticket: Ticket, running: Running | None) -> dict[str, ActState]:
    """Every act of a protocol with whether the actor may do it, from the same rules as the operations."""
    checks: dict[str, Callable[..., None]] = {
        "technician": rules.check_can_report_technician_activity,
        "report": rules.check_can_add_report,
        "forward": rules.check_can_forward,
        "assume": rules.check_can_assume,
        "assign": rules.check_can_assign,
        "priority": rules.check_can_change_priority,
        "attach": rules.check_can_attach,
        "edit": rules.check_can_edit,
        "close": rules.check_can_close,
        "cancel": rules.check_can_cancel,
        "reopen": rules.check_can_reopen,
    }
    found = {name: tried(check, actor, ticket) for name, check in checks.items()}
    waiting = {
        "accept": handover_rules.check_can_accept,
        "return": handover_rules.check_can_return,
        "take_back": handover_rules.check_can_take_back,
    }
    found |= {name: tried(check, actor, ticket, ticket.handover) for name, check in waiting.items()}
    mine = bool(running and running.person_id == actor.person_id)
    return found | {
        "start": start_state(actor, ticket, running),
        "pause": ActState(mine),
        "schedule": schedule_state(actor, ticket),
        "follow": ActState(True),
        "print": ActState(True),
    }
