"""The clock of a person on a protocol: Iniciar Execução, Pausar."""

from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.catalog.models import BaseStatus
from central.domain.people.models import Person
from central.domain.tickets import changes, handovers, rules
from central.domain.tickets.events import AssigneeChanged, ExecutionStarted
from central.domain.tickets.models import Execution, Ticket
from central.domain.tickets.visibility import ticket_for_change
from central.foundation.actor import Actor
from central.foundation.errors import Conflict
from central.foundation.events.publishing import publish
from central.foundation.operation import operation


class AnotherExecutionRuns(Conflict):
    """The actor is executing another protocol; the screen offers to pause that one first."""

    def __init__(self, ticket: Ticket) -> None:
        super().__init__(
            _("You are executing protocol %(protocol)s. Pause it to start this one.")
            % {"protocol": ticket.protocol}
        )
        self.ticket_id = ticket.pk
        self.protocol = ticket.protocol


@operation
def start_execution(*, actor: Actor, ticket_id: int, pause_other: bool = False, once: str = "") -> Ticket:
    """Start the actor's clock on a protocol ("Iniciar Execução").

    Raises `AnotherExecutionRuns` when the actor is executing another protocol and did not agree to
    pause it, and `Conflict` when somebody is executing this one.
    """
    pause_elsewhere(actor, ticket_id, agreed=pause_other)
    ticket = ticket_for_change(actor, ticket_id)
    rules.check_can_start_execution(actor, ticket)
    running = changes.running_execution(ticket)
    if running is not None:
        own = running.person_id == actor.person_id
        raise Conflict(
            _("You are executing this protocol already.") if own else changes.told_running(running)
        )
    now = timezone.now()
    handovers.accept_by_acting(actor, ticket, now, cause="execution")
    execution = Execution.objects.create(
        ticket=ticket, person_id=actor.signer_id, team_id=actor.main_team_id, started_at=now
    )
    ticket.running_count = 1
    ticket.first_service_at = ticket.first_service_at or now
    publish(
        ExecutionStarted(execution_id=execution.pk, executor_id=execution.person_id, started_at=now),
        actor=actor,
        subject=ticket,
        at=now,
    )
    if ticket.assignee_id is None and ticket.team_id in actor.team_ids:
        ticket.assignee_id = actor.person_id
        publish(
            AssigneeChanged(before_id=None, after_id=actor.person_id, taken=True),
            actor=actor,
            subject=ticket,
            at=now,
        )
    if ticket.base_status != BaseStatus.IN_PROGRESS:
        changes.set_status(
            actor, ticket, changes.default_status(BaseStatus.IN_PROGRESS), now, cause="execution"
        )
    changes.save_ticket(ticket, now)
    return ticket


def pause_elsewhere(actor: Actor, ticket_id: int, *, agreed: bool) -> None:
    """Pause the actor's execution of another protocol when the actor agreed to; raises otherwise.

    Locks the person first, so that of two starts at once one waits for the other; then both protocols,
    the smaller id first: two people who swap protocols would wait for each other for ever.
    """
    list(Person.objects.select_for_update(no_key=True).filter(pk=actor.signer_id).values_list("pk"))
    other = running_elsewhere(actor, ticket_id)
    if other is None:
        return
    if not agreed:
        raise AnotherExecutionRuns(other.ticket)
    both = Ticket.objects.select_for_update(no_key=True).filter(pk__in=[ticket_id, other.ticket_id])
    locked = {ticket.pk: ticket for ticket in both.order_by("pk")}
    still = running_elsewhere(actor, ticket_id)
    if still is None:
        return
    now, ticket = timezone.now(), locked[still.ticket_id]
    changes.stop_execution(actor, ticket, still, now, cause="other_started")
    changes.save_ticket(ticket, now)


def running_elsewhere(actor: Actor, ticket_id: int) -> Execution | None:
    """The execution that runs for the actor on another protocol than this one."""
    found = Execution.objects.select_related("ticket", "person").filter(ended_at__isnull=True)
    return found.filter(person_id=actor.signer_id).exclude(ticket_id=ticket_id).first()


@operation
def pause_execution(*, actor: Actor, ticket_id: int, once: str = "") -> Ticket:
    """Stop the actor's clock on a protocol ("Pausar"); raises `Conflict` when it does not run."""
    ticket = ticket_for_change(actor, ticket_id)
    running = changes.running_execution(ticket)
    rules.check_can_pause(actor, running)
    now = timezone.now()
    assert running is not None
    changes.stop_execution(actor, ticket, running, now, cause="paused")
    changes.save_ticket(ticket, now)
    return ticket
