"""Who may do what to a protocol, and in which state. `check_can_x` raises, `can_x` answers.

The rules look at a loaded ticket (with its team) and an actor; they read no table.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.access.permissions import Permission as P
from central.domain.catalog.models import BaseStatus
from central.domain.company.parameters import correction_time
from central.domain.tickets import states
from central.domain.tickets.models import Execution, Report, Ticket
from central.foundation.actor import Actor, Reach
from central.foundation.errors import Conflict, DomainError, NotAllowed


def is_mine(actor: Actor, ticket: Ticket) -> bool:
    """Whether the protocol is the actor's own: assigned to it, or waiting unassigned in its team."""
    if ticket.assignee_id is not None:
        return ticket.assignee_id == actor.person_id
    return ticket.team_id in actor.team_ids


def covers(actor: Actor, permission: str, ticket: Ticket) -> bool:
    """Whether a permission of the actor reaches this protocol."""
    reach = actor.reach(permission)
    if reach is Reach.ALL:
        return True
    if reach is Reach.TEAM:
        return ticket.team_id in actor.team_ids or is_mine(actor, ticket)
    return reach is Reach.OWN and is_mine(actor, ticket)


def check_is_system(actor: Actor) -> None:
    """Raises `NotAllowed` for anybody but the system itself."""
    if not actor.is_system:
        raise NotAllowed(_("Your profile does not include this act."))


def check_reach(actor: Actor, permission: str, ticket: Ticket) -> None:
    """Raises `NotAllowed` when the permission is missing, or does not reach this protocol."""
    if not actor.may(permission):
        raise NotAllowed(_("Your profile does not include this act."))
    if not covers(actor, permission, ticket):
        raise NotAllowed(_("This protocol is with another team or person; your profile does not reach it."))


def check_is_open(ticket: Ticket) -> None:
    """Raises `Conflict` when the protocol is closed or cancelled."""
    if ticket.base_status == BaseStatus.CANCELLED:
        raise Conflict(_("This protocol is cancelled; it can only be reopened."))
    if not ticket.is_open:
        raise Conflict(_("This protocol is closed; it can only be reopened."))


def check_is_active(ticket: Ticket) -> None:
    """Raises `Conflict` when the protocol is closed, cancelled or technically closed."""
    check_is_open(ticket)
    if not states.is_active(ticket.base_status):
        raise Conflict(_("This protocol is technically closed; reopen it to go on working."))


def answers(check: Callable[..., None], *arguments: object) -> bool:
    """Whether a check passes."""
    try:
        check(*arguments)
    except DomainError:
        return False
    return True


def check_can_start_execution(actor: Actor, ticket: Ticket) -> None:
    """Iniciar Execução: by reach, on a protocol that somebody still has to work on."""
    check_is_active(ticket)
    check_reach(actor, P.TICKET_EXECUTE, ticket)


def can_start_execution(actor: Actor, ticket: Ticket) -> bool:
    """Whether the actor may start an execution."""
    return answers(check_can_start_execution, actor, ticket)


def check_can_report_technician_activity(actor: Actor, ticket: Ticket) -> None:
    """Relatar Atividade do Técnico: whoever may start an execution may report it."""
    check_is_active(ticket)
    if not covers(actor, P.TICKET_REPORT_TECHNICIAN, ticket):
        check_reach(actor, P.TICKET_EXECUTE, ticket)


def can_report_technician_activity(actor: Actor, ticket: Ticket) -> bool:
    """Whether the actor may report a technician's activity."""
    return answers(check_can_report_technician_activity, actor, ticket)


def check_can_add_report(actor: Actor, ticket: Ticket) -> None:
    """Novo Relato na Solicitação: by reach, on any open protocol."""
    check_is_open(ticket)
    check_reach(actor, P.TICKET_REPORT, ticket)


def can_add_report(actor: Actor, ticket: Ticket) -> bool:
    """Whether the actor may add a report."""
    return answers(check_can_add_report, actor, ticket)


def check_can_forward(actor: Actor, ticket: Ticket) -> None:
    """Encaminhar Solicitação: by reach, on any open protocol."""
    check_is_open(ticket)
    check_reach(actor, P.TICKET_FORWARD, ticket)


def can_forward(actor: Actor, ticket: Ticket) -> bool:
    """Whether the actor may forward."""
    return answers(check_can_forward, actor, ticket)


def check_can_open(actor: Actor) -> None:
    """Abrir solicitação: by profile."""
    if not actor.may(P.TICKET_CREATE):
        raise NotAllowed(_("Your profile cannot open protocols."))


def can_open(actor: Actor) -> bool:
    """Whether the actor may open protocols."""
    return answers(check_can_open, actor)


def check_can_close(actor: Actor, ticket: Ticket) -> None:
    """Encerrar: by reach, and where the team lets its members close; who reaches all always may."""
    check_is_open(ticket)
    check_reach(actor, P.TICKET_CLOSE, ticket)
    if actor.reach(P.TICKET_CLOSE) is not Reach.ALL and not ticket.team.members_can_close:
        raise NotAllowed(
            _("%(team)s does not close protocols; conclude the execution and it goes to technical closing.")
            % {"team": ticket.team.name}
        )


def can_close(actor: Actor, ticket: Ticket) -> bool:
    """Whether the actor may close finally."""
    return answers(check_can_close, actor, ticket)


def check_can_cancel(actor: Actor, ticket: Ticket) -> None:
    """Cancelar: by reach, on a protocol that somebody still has to work on."""
    check_is_active(ticket)
    check_reach(actor, P.TICKET_CANCEL, ticket)


def can_cancel(actor: Actor, ticket: Ticket) -> bool:
    """Whether the actor may cancel."""
    return answers(check_can_cancel, actor, ticket)


def check_can_reopen(actor: Actor, ticket: Ticket, now: datetime | None = None) -> None:
    """Reabrir: by reach, on an ended or technically closed protocol, within the profile's days."""
    if states.is_active(ticket.base_status):
        raise Conflict(_("This protocol is open already."))
    check_reach(actor, P.TICKET_REOPEN, ticket)
    days = actor.limit(P.TICKET_REOPEN)
    ended = ticket.closed_at or ticket.executed_at
    if days is not None and ended is not None and ended < (now or timezone.now()) - timedelta(days=days):
        raise NotAllowed(
            _("Your profile reopens protocols up to %(days)s days after their end.") % {"days": days}
        )


def can_reopen(actor: Actor, ticket: Ticket) -> bool:
    """Whether the actor may reopen."""
    return answers(check_can_reopen, actor, ticket)


def check_can_assign(actor: Actor, ticket: Ticket) -> None:
    """Mudar responsável: by reach, on any open protocol."""
    check_is_open(ticket)
    check_reach(actor, P.TICKET_ASSIGN, ticket)


def can_assign(actor: Actor, ticket: Ticket) -> bool:
    """Whether the actor may change the responsible person."""
    return answers(check_can_assign, actor, ticket)


def check_can_assume(actor: Actor, ticket: Ticket) -> None:
    """Assumir: as changing the responsible, and only by a member of the team that holds it."""
    check_is_open(ticket)
    if not actor.may(P.TICKET_ASSIGN):
        raise NotAllowed(_("Your profile does not include this act."))
    if ticket.team_id not in actor.team_ids:
        raise NotAllowed(_("Only members of %(team)s can assume this protocol.") % {"team": ticket.team.name})
    if ticket.assignee_id == actor.person_id:
        raise Conflict(_("This protocol is with you already."))


def can_assume(actor: Actor, ticket: Ticket) -> bool:
    """Whether the actor may assume."""
    return answers(check_can_assume, actor, ticket)


def check_can_edit(actor: Actor, ticket: Ticket) -> None:
    """Changing title, description, contact or type: by reach, on any open protocol."""
    check_is_open(ticket)
    check_reach(actor, P.TICKET_EDIT, ticket)


def can_edit(actor: Actor, ticket: Ticket) -> bool:
    """Whether the actor may change the details."""
    return answers(check_can_edit, actor, ticket)


def check_can_change_priority(actor: Actor, ticket: Ticket, priority: int | None = None) -> None:
    """Prioridade: by reach, and no higher than the profile's limit."""
    check_is_open(ticket)
    check_reach(actor, P.TICKET_CHANGE_PRIORITY, ticket)
    limit = actor.limit(P.TICKET_CHANGE_PRIORITY)
    if limit is not None and max(priority or 0, ticket.priority if priority is not None else 0) > limit:
        raise NotAllowed(_("Your profile does not set or lift the highest priority."))


def can_change_priority(actor: Actor, ticket: Ticket) -> bool:
    """Whether the actor may change the priority."""
    return answers(check_can_change_priority, actor, ticket)


def check_can_change_deadline(actor: Actor, ticket: Ticket) -> None:
    """Situação and deadline: by reach, while the deadline runs."""
    check_is_active(ticket)
    check_reach(actor, P.TICKET_CHANGE_DEADLINE, ticket)


def can_change_deadline(actor: Actor, ticket: Ticket) -> bool:
    """Whether the actor may change situação and deadline."""
    return answers(check_can_change_deadline, actor, ticket)


def check_can_attach(actor: Actor, ticket: Ticket) -> None:
    """Anexar: by reach, on any protocol that is not cancelled."""
    if ticket.base_status == BaseStatus.CANCELLED:
        raise Conflict(_("This protocol is cancelled; nothing can be attached to it."))
    check_reach(actor, P.TICKET_ATTACH, ticket)


def can_attach(actor: Actor, ticket: Ticket) -> bool:
    """Whether the actor may attach files."""
    return answers(check_can_attach, actor, ticket)


def check_can_correct_report(
    actor: Actor, ticket: Ticket, report: Report, now: datetime | None = None
) -> None:
    """Correcting a report: its author, within the time to correct, while it is not annulled."""
    if report.author_id is None or report.author_id != actor.person_id:
        raise NotAllowed(_("Only its author can correct a report."))
    if report.annulled_at is not None:
        raise Conflict(_("This report is annulled."))
    if (now or timezone.now()) - report.created_at > correction_time():
        raise Conflict(_("The time to correct is over; annul the report with a reason instead."))


def can_correct_report(actor: Actor, ticket: Ticket, report: Report) -> bool:
    """Whether the actor may still correct the report."""
    return answers(check_can_correct_report, actor, ticket, report)


def check_can_annul_report(actor: Actor, ticket: Ticket, report: Report) -> None:
    """Annulling a report: its author, once."""
    if report.author_id is None or report.author_id != actor.person_id:
        raise NotAllowed(_("Only its author can annul a report."))
    if report.annulled_at is not None:
        raise Conflict(_("This report is annulled already."))


def can_annul_report(actor: Actor, ticket: Ticket, report: Report) -> bool:
    """Whether the actor may annul the report."""
    return answers(check_can_annul_report, actor, ticket, report)


def can_read_private(actor: Actor, ticket: Ticket) -> bool:
    """Whether the actor reads what is private on this protocol."""
    return covers(actor, P.TICKET_REPORT_PRIVATE_VIEW, ticket)


def check_can_pause(actor: Actor, running: Execution | None) -> None:
    """Pausar: whoever is executing, and nobody else."""
    if running is None:
        raise Conflict(_("Nobody is executing this protocol."))
    if running.person_id != actor.person_id:
        raise NotAllowed(_("Only who is executing can pause."))
