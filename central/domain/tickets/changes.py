"""The small changes that several operations share: each alters a locked ticket and tells the fact.

None of them saves the ticket: the operation does so once, at its end, with `save_ticket`.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.catalog.models import BaseStatus, TicketStatus, WaitReason
from central.domain.catalog.priorities import is_offered
from central.domain.tickets import clocks, escalated, rules, states
from central.domain.tickets.events import (
    ExecutionPaused,
    PriorityChanged,
    StatusChanged,
    TicketTechClosed,
)
from central.domain.tickets.models import Attachment, Execution, Forwarding, Report, Ticket
from central.foundation.actor import Actor
from central.foundation.errors import Conflict, Invalid
from central.foundation.events.publishing import publish
from central.foundation.files.models import StoredFile
from central.foundation.files.store import bind, staged_files

SAVED = [
    "title", "description", "contact", "type", "status", "base_status", "service_level", "priority", "team",
    "assignee", "handover", "is_ping_pong", "is_open", "progress", "due_at", "counted_from", "warn_at",
    "paused_at", "alarm_at", "first_service_at", "executed_at", "closed_at", "first_closed_at",
    "last_event_at", "running_count", "worked_seconds", "scheduled_at",
    "first_scheduled_at", "schedule_count", "scheduled_technician", "wait_reason", "awaiting", "solution",
    "reopen_count", "is_rework", "checklist_answers", "closing_answers", "answer_wordings",
    "catalog", "catalog_item", "catalog_class", "context", "problem",
    "needs_arming",
]  # fmt: skip


def save_ticket(ticket: Ticket, now: datetime) -> None:
    """Write a changed ticket and the moment of its last event."""
    ticket.last_event_at = now
    escalated.note_change(ticket)
    ticket.save(update_fields=SAVED)


def default_status(base: BaseStatus) -> TicketStatus:
    """The status that stands for a base status; raises `Conflict` when the catalogue has none."""
    status = (
        TicketStatus.objects.filter(base_status=base, is_active=True)
        .order_by("-is_default", "position")
        .first()
    )
    if status is None:
        raise Conflict(_("The catalogue has no active status for this step."))
    return status


def set_status(
    actor: Actor,
    ticket: Ticket,
    status: TicketStatus,
    now: datetime,
    *,
    wait_reason: WaitReason | None = None,
    awaiting: str = "",
    cause: str = "",
) -> None:
    """Give the ticket a status; moments of execution and closing follow the base status, and so does the
    deadline where the status pauses it or a pause ends.

    Raises `Conflict` when the table of states does not allow it. Same status and same wait: no fact.
    """
    if not states.may_follow(ticket.base_status, status.base_status):
        raise Conflict(
            _("A protocol in “%(before)s” cannot go to “%(after)s”.")
            % {"before": ticket.status.name, "after": status.name}
        )
    before, before_base = ticket.status, ticket.base_status
    unchanged = before.pk == status.pk and ticket.wait_reason_id == (wait_reason.pk if wait_reason else None)
    if unchanged and ticket.awaiting == awaiting:
        return
    ticket.status, ticket.base_status = status, status.base_status
    ticket.wait_reason, ticket.awaiting = wait_reason, awaiting
    apply_moments(ticket, before_base, now)
    publish(
        StatusChanged(
            from_status_id=before.pk,
            to_status_id=status.pk,
            from_base=before_base,
            to_base=status.base_status,
            wait_reason_id=wait_reason.pk if wait_reason else None,
            awaiting=awaiting or None,
            cause=cause,
            pauses=status.pauses_clock,
        ),
        actor=actor,
        subject=ticket,
        at=now,
    )
    if ticket.paused_at is not None or status.pauses_clock:
        clocks.recount(actor, ticket, now, cause="resumed")
    if status.base_status == BaseStatus.TECH_CLOSED != before_base:
        publish(TicketTechClosed(was_late=now > ticket.due_at), actor=actor, subject=ticket, at=now)


def apply_moments(ticket: Ticket, before_base: str, now: datetime) -> None:
    """Keep `is_open` and the moments of technical and final closing in step with the base status."""
    ticket.is_open = states.is_open(ticket.base_status)
    if states.is_active(ticket.base_status):
        if not states.is_active(before_base):
            if ticket.executed_at is None or ticket.executed_at <= ticket.due_at:
                ticket.alarm_at = ticket.alarm_at or ticket.due_at  # its breach was not told yet
            ticket.executed_at = None
        ticket.closed_at = None
        return
    if ticket.base_status != BaseStatus.CANCELLED and ticket.executed_at is None:
        ticket.executed_at = now
    if not ticket.is_open:
        ticket.closed_at = now
        ticket.first_closed_at = ticket.first_closed_at or now


def running_execution(ticket: Ticket) -> Execution | None:
    """The execution that runs on a locked ticket, with its person."""
    if not ticket.running_count:
        return None
    return Execution.objects.select_related("person").filter(ticket=ticket, ended_at__isnull=True).first()


def stop_execution(
    actor: Actor,
    ticket: Ticket,
    execution: Execution,
    now: datetime,
    *,
    ended_at: datetime | None = None,
    cause: str,
) -> None:
    """End a running execution, now or at an earlier moment, and add its time to the ticket."""
    execution.ended_at = max(execution.started_at, ended_at or now)
    execution.seconds = int((execution.ended_at - execution.started_at).total_seconds())
    execution.save(update_fields=["ended_at", "seconds"])
    ticket.running_count = 0
    ticket.worked_seconds += execution.seconds
    publish(
        ExecutionPaused(
            execution_id=execution.pk,
            executor_id=execution.person_id,
            started_at=execution.started_at,
            ended_at=execution.ended_at,
            seconds=execution.seconds,
            cause=cause,
        ),
        actor=actor,
        subject=ticket,
        at=now,
    )


def stop_own_execution(actor: Actor, ticket: Ticket, now: datetime, *, cause: str) -> None:
    """End the actor's execution on the ticket; raises `Conflict` when somebody else's runs."""
    running = running_execution(ticket)
    if running is None:
        return
    if running.person_id != actor.person_id and not actor.is_system:
        raise Conflict(told_running(running))
    stop_execution(actor, ticket, running, now, cause=cause)


def told_running(running: Execution) -> str:
    """The sentence that tells who is executing, and since when."""
    return _("%(name)s has been executing this protocol since %(time)s.") % {
        "name": running.person.shown_name,
        "time": f"{timezone.localtime(running.started_at):%H:%M}",
    }


def set_priority(actor: Actor, ticket: Ticket, priority: int, now: datetime) -> None:
    """Change the priority by right; the same priority is no change. Raises `Invalid`, `NotAllowed`."""
    if priority == ticket.priority:
        return
    if not is_offered(priority):
        raise Invalid(_("Choose one of the priorities offered."), field="priority")
    rules.check_can_change_priority(actor, ticket, priority)
    before, ticket.priority = ticket.priority, priority
    publish(PriorityChanged(before=before, after=priority), actor=actor, subject=ticket, at=now)


def attach(
    actor: Actor,
    ticket: Ticket,
    files: Sequence[StoredFile],
    now: datetime,
    *,
    is_private: bool,
    report: Report | None = None,
    forwarding: Forwarding | None = None,
) -> list[Attachment]:
    """Bind staged files to the ticket, with the report or forwarding that they came with."""
    bind(files)
    return Attachment.objects.bulk_create(
        Attachment(
            ticket=ticket,
            report=report,
            forwarding=forwarding,
            file=file,
            is_private=is_private,
            added_by_id=actor.person_id,
            added_at=now,
        )
        for file in files
    )


def own_files(actor: Actor, file_ids: Iterable[str]) -> list[StoredFile]:
    """The actor's staged files of these ids; raises `Invalid` when one of them is gone or foreign."""
    wanted = list(dict.fromkeys(str(i) for i in file_ids))
    if not wanted:
        return []
    try:
        files = staged_files(wanted, actor=actor)
    except ValueError as error:
        raise Invalid(_("A file of this form is gone; attach it again."), field="files") from error
    if len(files) != len(wanted):
        raise Invalid(_("A file of this form is gone; attach it again."), field="files")
    return files


def file_ids(files: Iterable[StoredFile]) -> tuple[str, ...]:
    """The ids of files, as events carry them."""
    return tuple(str(file.pk) for file in files)
