"""The ends of a protocol: Encerrar, Cancelar, and Reabrir."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.catalog.models import BaseStatus, CancelReason, ReopenReason, Solution, TicketStatus
from central.domain.sla.deadlines import standing
from central.domain.tickets import changes, choices, clocks, demands, handovers, rules
from central.domain.tickets.events import ReportAdded, TicketCancelled, TicketClosed, TicketReopened
from central.domain.tickets.kinds import Notify, ReportKind
from central.domain.tickets.models import Report, Ticket
from central.domain.tickets.staleness import ticket_as_seen
from central.foundation.actor import Actor
from central.foundation.errors import Invalid
from central.foundation.events.chain import text_hash
from central.foundation.events.publishing import publish
from central.foundation.operation import operation
from central.foundation.richtext import clean_html, is_blank

REOPEN_KINDS = ("simple", "rework")


@operation
def close_ticket(
    *,
    actor: Actor,
    ticket_id: int,
    text: str,
    solution_id: int | None = None,
    checklist: Mapping[str, str] | None = None,
    closing_checklist: Mapping[str, str] | None = None,
    fields: Mapping[int, str] | None = None,
    is_private: bool = False,
    notify: str = Notify.NOBODY,
    file_ids: Sequence[str] = (),
    seen: int | None = None,
    once: str = "",
) -> Ticket:
    """Close a protocol finally ("Encerrar"), with the answer that ends it.

    The actor's own execution ends; somebody else's forbids it, and so does whatever the type demands and
    is missing: solution, technician's report, answer to the customer, checklists, custom fields.
    """
    ticket = ticket_as_seen(actor, ticket_id, seen)
    rules.check_can_close(actor, ticket)
    is_empty = is_blank(text)
    closing = demands.Closing(
        solution_id, checklist or {}, closing_checklist or {}, not is_private, fields or {}
    )
    errors = {"text": _("Write how it was solved.")} if is_empty else {}
    now = timezone.now()
    solution = demands.take_closing(actor, ticket, closing, now, errors)
    changes.stop_own_execution(actor, ticket, now, cause="closed")
    report = write_report(
        actor, ticket, ReportKind.CLOSING, text, now, is_private=is_private, notify=notify, file_ids=file_ids
    )
    close_now(actor, ticket, now, report=report, solution=solution)
    changes.save_ticket(ticket, now)
    return ticket


def close_now(
    actor: Actor,
    ticket: Ticket,
    now: datetime,
    *,
    report: Report | None,
    solution: Solution | None,
    status: TicketStatus | None = None,
) -> None:
    """Bring a ticket whose closing was checked by `demands.take_closing` to its end, and tell the fact."""
    handovers.end_waiting(actor, ticket, now, cause="closing")
    ticket.solution = solution or ticket.solution
    ticket.progress = 100
    changes.set_status(
        actor, ticket, status or changes.default_status(BaseStatus.CLOSED), now, cause="closing"
    )
    publish(
        TicketClosed(
            report_id=report.pk if report else None,
            solution_id=ticket.solution_id,
            was_late=(ticket.executed_at or now) > ticket.due_at,
        ),
        actor=actor,
        subject=ticket,
        at=now,
    )


def finish(
    actor: Actor,
    ticket: Ticket,
    now: datetime,
    *,
    report: Report,
    closing: demands.Closing,
    is_unproductive: bool = False,
) -> None:
    """End the work on a ticket: finally where the actor may close, technically otherwise."""
    if rules.can_close(actor, ticket):
        solution = demands.take_closing(actor, ticket, closing, now, skips_work=is_unproductive)
        close_now(actor, ticket, now, report=report, solution=solution)
        return
    found = choices.optional_choice(Solution, closing.solution_id, field="solution")
    ticket.solution = found or ticket.solution
    demands.take_fields(actor, ticket, closing.fields, now)
    changes.set_status(actor, ticket, changes.default_status(BaseStatus.TECH_CLOSED), now, cause="conclusion")


def write_report(
    actor: Actor,
    ticket: Ticket,
    kind: ReportKind,
    text: str,
    now: datetime,
    *,
    is_private: bool,
    notify: str = Notify.NOBODY,
    file_ids: Sequence[str] = (),
) -> Report:
    """Write a text with its files on a locked ticket, and tell the fact."""
    if notify not in Notify.values:
        raise Invalid(_("Choose one of the options."), field="notify")
    files = changes.own_files(actor, file_ids)
    body = clean_html(text)
    report = Report.objects.create(
        ticket=ticket, kind=kind, author_id=actor.person_id, team_id=actor.main_team_id,
        body=body, is_private=is_private, notify=notify, created_at=now,
    )  # fmt: skip
    changes.attach(actor, ticket, files, now, is_private=is_private, report=report)
    publish(
        ReportAdded(
            report_id=report.pk,
            notify=notify,
            text_hash=text_hash(body),
            is_private=is_private,
            file_ids=changes.file_ids(files),
        ),
        actor=actor,
        subject=ticket,
        at=now,
    )
    return report


@operation
def cancel_ticket(
    *,
    actor: Actor,
    ticket_id: int,
    reason_id: int | None,
    text: str = "",
    seen: int | None = None,
    once: str = "",
) -> Ticket:
    """Cancel a protocol ("Cancelar"), with a reason from the list and, where wished, words."""
    ticket = ticket_as_seen(actor, ticket_id, seen)
    rules.check_can_cancel(actor, ticket)
    reason = choices.active_choice(CancelReason, reason_id, field="reason")
    now = timezone.now()
    handovers.end_waiting(actor, ticket, now, cause="cancelling")
    changes.stop_own_execution(actor, ticket, now, cause="cancelled")
    report = None
    if not is_blank(text):
        report = write_report(actor, ticket, ReportKind.CANCELLING, text, now, is_private=True)
    changes.set_status(actor, ticket, changes.default_status(BaseStatus.CANCELLED), now, cause="cancelling")
    publish(
        TicketCancelled(reason_id=reason.pk, report_id=report.pk if report else None),
        actor=actor,
        subject=ticket,
        at=now,
    )
    changes.save_ticket(ticket, now)
    return ticket


@operation
def reopen_ticket(
    *,
    actor: Actor,
    ticket_id: int,
    kind: str,
    reason_id: int | None,
    text: str = "",
    seen: int | None = None,
    once: str = "",
) -> Ticket:
    """Open an ended protocol again ("Reabrir"), simply or as rework; its term counts anew from now."""
    ticket = ticket_as_seen(actor, ticket_id, seen)
    rules.check_can_reopen(actor, ticket)
    if kind not in REOPEN_KINDS:
        raise Invalid(_("Choose how to reopen."), field="kind")
    reason = choices.active_choice(ReopenReason, reason_id, field="reason")
    now = timezone.now()
    report = None
    if not is_blank(text):
        report = write_report(actor, ticket, ReportKind.REOPENING, text, now, is_private=True)
    ticket.reopen_count += 1
    ticket.is_rework = ticket.is_rework or kind == "rework"
    ticket.progress = 0
    changes.set_status(actor, ticket, changes.default_status(BaseStatus.IN_PROGRESS), now, cause="reopening")
    publish(
        TicketReopened(
            kind=kind, reason_id=reason.pk, report_id=report.pk if report else None, count=ticket.reopen_count
        ),
        actor=actor,
        subject=ticket,
        at=now,
    )
    renewed = standing(ticket.service_level, clocks.place_of(ticket), now)
    if renewed is not None:
        clocks.set_deadline(actor, ticket, ticket.service_level, renewed, now, counted_from=now)
    changes.save_ticket(ticket, now)
    return ticket
