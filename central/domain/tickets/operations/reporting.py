"""Novo Relato na Solicitação, and the author's correcting and annulling of a report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.catalog.models import BaseStatus, TicketStatus, WaitReason
from central.domain.tickets import changes, checklists, choices, demands, handovers, rules, scheduling
from central.domain.tickets.events import ReportAnnulled, ReportCorrected
from central.domain.tickets.kinds import Notify, ReportKind
from central.domain.tickets.models import Report, ReportVersion, Ticket
from central.domain.tickets.operations.closing import close_now, write_report
from central.domain.tickets.staleness import ticket_as_seen
from central.domain.tickets.visibility import ticket_for_change
from central.foundation.actor import Actor
from central.foundation.errors import Invalid, NotFound
from central.foundation.events.chain import text_hash
from central.foundation.events.publishing import publish
from central.foundation.operation import operation
from central.foundation.richtext import clean_html, is_blank


@dataclass(frozen=True, slots=True)
class NewReport:
    """What the window *Novo Relato na Solicitação* holds; None leaves a thing as it is."""

    text: str
    status_id: int | None = None
    is_private: bool = True
    notify: str = Notify.NOBODY
    priority: int | None = None
    file_ids: Sequence[str] = ()
    wait_reason_id: int | None = None
    awaiting: str = ""
    scheduled_at: datetime | None = None
    technician_id: int | None = None
    solution_id: int | None = None
    checklist: Mapping[str, str] = field(default_factory=dict)
    closing_checklist: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[int, str] = field(default_factory=dict)


@operation
def add_report(
    *, actor: Actor, ticket_id: int, report: NewReport, seen: int | None = None, once: str = ""
) -> Ticket:
    """Add a report to a protocol ("Novo Relato na Solicitação"), with what it changes.

    May change status and priority, agree a visit, and close: then the closing rules hold.
    """
    ticket = ticket_as_seen(actor, ticket_id, seen)
    rules.check_can_add_report(actor, ticket)
    if is_blank(report.text):
        raise Invalid(_("Write the report."), field="text")
    now = timezone.now()
    handovers.accept_by_acting(actor, ticket, now, cause="report")
    status = ticket.status
    if report.status_id and report.status_id != ticket.status_id:
        status = choices.active_choice(TicketStatus, report.status_id, field="status")
    kind = ReportKind.CLOSING if status.base_status == BaseStatus.CLOSED else ReportKind.NOTE
    written = write_report(
        actor, ticket, kind, report.text, now,
        is_private=report.is_private, notify=report.notify, file_ids=report.file_ids,
    )  # fmt: skip
    if report.priority is not None:
        changes.set_priority(actor, ticket, report.priority, now)
    if report.scheduled_at or (status.requires_schedule and status.pk != ticket.status_id):
        scheduling.agree_visit(actor, ticket, report.scheduled_at, report.technician_id, now)
        if not report.status_id or report.status_id == ticket.status_id:
            status = scheduling.scheduled_status(ticket)
    apply_status(actor, ticket, status, report, written, now)
    changes.save_ticket(ticket, now)
    return ticket


def apply_status(
    actor: Actor, ticket: Ticket, status: TicketStatus, report: NewReport, written: Report, now: datetime
) -> None:
    """Bring the ticket to the status that the report chose, by the rules of where it leads."""
    base = status.base_status
    if base == BaseStatus.CLOSED:
        rules.check_can_close(actor, ticket)
        closing = demands.Closing(
            report.solution_id, report.checklist, report.closing_checklist, fields=report.fields
        )
        solution = demands.take_closing(actor, ticket, closing, now)
        changes.stop_own_execution(actor, ticket, now, cause="closed")
        close_now(actor, ticket, now, report=written, solution=solution, status=status)
        return
    if base == BaseStatus.CANCELLED:
        raise Invalid(_("To cancel, use Cancel, which asks for the reason."), field="status")
    if base == BaseStatus.TECH_CLOSED and status.pk != ticket.status_id:
        demands.take_answers(ticket, report.checklist)
        demands.take_fields(actor, ticket, report.fields, now)
        checklists.check_complete(checklists.items_of(ticket.type.checklist), ticket.checklist_answers)
        changes.stop_own_execution(actor, ticket, now, cause="closed")
    wait_reason, awaiting = read_wait(ticket, status, report)
    changes.set_status(actor, ticket, status, now, wait_reason=wait_reason, awaiting=awaiting, cause="report")


def read_wait(ticket: Ticket, status: TicketStatus, report: NewReport) -> tuple[WaitReason | None, str]:
    """What is awaited: asked by statuses that require it, kept while the status stays."""
    if not status.requires_awaiting:
        return None, ""
    if report.wait_reason_id is None and status.pk == ticket.status_id:
        return ticket.wait_reason, ticket.awaiting
    reason = choices.optional_choice(WaitReason, report.wait_reason_id, field="wait_reason")
    if reason is None:
        raise Invalid(_("Choose what is awaited."), field="wait_reason")
    return reason, report.awaiting.strip()[:160]


def own_report(actor: Actor, ticket: Ticket, report_id: int) -> Report:
    """A report of a locked ticket; raises `NotFound` for one that is not its, or private and not readable."""
    found = Report.objects.filter(pk=report_id, ticket=ticket).first()
    if found is None or (
        found.is_private and not rules.can_read_private(actor, ticket) and found.author_id != actor.person_id
    ):
        raise NotFound(_("This report does not exist, or you may not see it."))
    return found


@operation
def correct_report(*, actor: Actor, ticket_id: int, report_id: int, text: str, once: str = "") -> Ticket:
    """Correct one's own report within 15 minutes; what it said before stays readable."""
    ticket = ticket_for_change(actor, ticket_id)
    report = own_report(actor, ticket, report_id)
    rules.check_can_correct_report(actor, ticket, report)
    if is_blank(text):
        raise Invalid(_("Write the report."), field="text")
    body, now = clean_html(text), timezone.now()
    if body == report.body:
        return ticket
    version = ReportVersion.objects.create(
        report=report, body=report.body, is_private=report.is_private, replaced_at=now
    )
    report.body, report.corrected_at = body, now
    report.save(update_fields=["body", "corrected_at"])
    publish(
        ReportCorrected(
            report_id=report.pk,
            version_id=version.pk,
            before_hash=text_hash(version.body),
            text_hash=text_hash(body),
            is_private=report.is_private,
        ),
        actor=actor,
        subject=ticket,
        at=now,
    )
    changes.save_ticket(ticket, now)
    return ticket


@operation
def annul_report(*, actor: Actor, ticket_id: int, report_id: int, reason: str, once: str = "") -> Ticket:
    """Annul one's own report with a reason; it stays in the timeline, marked as annulled."""
    ticket = ticket_for_change(actor, ticket_id)
    report = own_report(actor, ticket, report_id)
    rules.check_can_annul_report(actor, ticket, report)
    why = reason.strip()[:300]
    if not why:
        raise Invalid(_("Say why the report is annulled."), field="reason")
    now = timezone.now()
    report.annulled_at, report.annulled_by_id, report.annul_reason = now, actor.person_id, why
    report.save(update_fields=["annulled_at", "annulled_by", "annul_reason"])
    publish(
        ReportAnnulled(report_id=report.pk, reason=why, is_private=report.is_private),
        actor=actor,
        subject=ticket,
        at=now,
    )
    changes.save_ticket(ticket, now)
    return ticket
