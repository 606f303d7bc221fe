"""Escalation by the clock door: each rule once for a protocol and its deadline, in order, by the system."""

from datetime import datetime

from django.utils import timezone

from central.domain.escalation import arming, effects, planning
from central.domain.escalation.events import EscalationFired
from central.domain.escalation.models import EscalationFiring
from central.domain.escalation.planning import Step
from central.domain.tickets import rules
from central.domain.tickets.models import Ticket
from central.domain.tickets.visibility import ticket_for_change, visible_ticket
from central.foundation.actor import Actor
from central.foundation.events.publishing import publish
from central.foundation.operation import operation


@operation
def escalate_ticket(*, actor: Actor, ticket_id: int, once: str = "") -> Ticket:
    """Let the next escalation rule act whose moment has come, and arm the protocol for the one after it.

    Whatever was armed before is reckoned anew under the row's lock: what changed meanwhile counts.
    """
    ticket = ticket_for_change(actor, ticket_id)
    rules.check_is_system(actor)
    now = timezone.now()
    steps = planning.plan(ticket)
    if steps and steps[0].at <= now:
        ticket = fire(actor, ticket, steps[0], now)
        steps = planning.plan(ticket)
    arming.arm(ticket, steps)
    return ticket


def fire(actor: Actor, ticket: Ticket, step: Step, now: datetime) -> Ticket:
    """Do what a rule asks for and tell it; answers the protocol as it is then.

    The firing is written first: its constraint keeps a second worker out whatever else fails.
    """
    rule, due_at = step.rule, ticket.due_at
    EscalationFiring.objects.create(
        ticket_id=ticket.pk, rule=rule, due_at=due_at, moment_at=step.at, fired_at=now
    )
    outcome = effects.apply(actor, ticket, rule)
    changed = visible_ticket(actor, ticket.pk)
    publish(
        EscalationFired(
            rule_id=rule.pk,
            timing=rule.timing,
            amount=rule.amount,
            due_at=due_at,
            moment_at=step.at,
            told=tuple(outcome.told),
            told_ids=tuple(outcome.told_ids),
            before_priority=outcome.before_priority,
            after_priority=outcome.after_priority,
            to_team_id=outcome.to_team_id,
            refused=outcome.refused or None,
        ),
        actor=actor,
        subject=changed,
        at=now,
    )
    return changed
