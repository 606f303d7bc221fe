"""Aceitar, Devolver, Retomar; and what the clock does with a forwarding that nobody accepts."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.tickets import changes, handover_rules, handovers, rules
from central.domain.tickets.events import (
    HandoverExpired,
    HandoverOverdue,
    HandoverReturned,
    HandoverTakenBack,
    PingPongNoted,
)
from central.domain.tickets.kinds import HandoverState
from central.domain.tickets.models import Forwarding, Ticket
from central.domain.tickets.staleness import ticket_as_seen
from central.domain.tickets.visibility import ticket_for_change
from central.foundation.actor import Actor
from central.foundation.errors import Invalid
from central.foundation.events.chain import text_hash
from central.foundation.events.publishing import publish
from central.foundation.operation import operation
from central.foundation.richtext import clean_html, is_blank


@operation
def accept_handover(*, actor: Actor, ticket_id: int, once: str = "") -> Ticket:
    """Take over a protocol that was forwarded to the actor or its team ("Aceitar").

    Of two acceptances at once the first has it; the second is told with `Conflict`.
    """
    ticket = ticket_for_change(actor, ticket_id)
    row = handovers.pending(ticket)
    handover_rules.check_can_accept(actor, ticket, row)
    assert row is not None
    now = timezone.now()
    handovers.accept(actor, ticket, row, now, cause="accepted")
    changes.save_ticket(ticket, now)
    return ticket


@operation
def return_handover(
    *, actor: Actor, ticket_id: int, reason: str, seen: int | None = None, once: str = ""
) -> Ticket:
    """Give a forwarded protocol back to who sent it, with a reason ("Devolver").

    The third return of a protocol marks it as ping-pong and calls its supervisor.
    """
    ticket = ticket_as_seen(actor, ticket_id, seen)
    row = handovers.pending(ticket)
    handover_rules.check_can_return(actor, ticket, row)
    if is_blank(reason):
        raise Invalid(_("Say why it goes back."), field="reason")
    assert row is not None
    now, text = timezone.now(), clean_html(reason)
    handovers.settle(actor, ticket, row, HandoverState.RETURNED, now, text)
    from_type_id = ticket.type_id
    handovers.go_back(actor, ticket, row, now)
    count = Forwarding.objects.filter(ticket=ticket, state=HandoverState.RETURNED).count()
    event = HandoverReturned(
        forwarding_id=row.pk,
        from_team_id=row.to_team_id,
        to_team_id=ticket.team_id,
        to_person_id=ticket.assignee_id,
        from_type_id=from_type_id,
        to_type_id=ticket.type_id,
        text_hash=text_hash(text),
        count=count,
    )
    publish(event, actor=actor, subject=ticket, at=now)
    if count >= handovers.PING_PONG and not ticket.is_ping_pong:
        ticket.is_ping_pong = True
        publish(PingPongNoted(forwarding_id=row.pk, count=count), actor=actor, subject=ticket, at=now)
    changes.save_ticket(ticket, now)
    return ticket


@operation
def take_back_handover(*, actor: Actor, ticket_id: int, once: str = "") -> Ticket:
    """Take a forwarded protocol back before it is accepted ("Retomar")."""
    ticket = ticket_for_change(actor, ticket_id)
    row = handovers.pending(ticket)
    handover_rules.check_can_take_back(actor, ticket, row)
    assert row is not None
    now = timezone.now()
    give_back(actor, ticket, row, now, HandoverState.TAKEN_BACK)
    return ticket


@operation
def watch_handover(*, actor: Actor, ticket_id: int, once: str = "") -> Ticket:
    """Call the leader when the team's time to accept is used, and give the protocol back at twice that.

    Nothing when its moment has not come or somebody settled it. After a stop beyond both only the going
    back is told. A team that was deactivated gets nothing back: the forwarding then lapses.
    """
    ticket = ticket_for_change(actor, ticket_id)
    rules.check_is_system(actor)
    row, now = handovers.pending(ticket), timezone.now()
    if row is None or row.next_at is None or row.next_at > now or row.accept_by is None:
        return ticket
    if row.accept_by > now:
        row.next_at = row.accept_by
        row.save(update_fields=["next_at"])
        told = HandoverOverdue(forwarding_id=row.pk, team_id=row.to_team_id, accept_by=row.accept_by)
        publish(told, actor=actor, subject=ticket, at=now)
        ticket.save(update_fields=[])
    elif row.from_team.is_active:
        give_back(actor, ticket, row, now, HandoverState.EXPIRED)
    else:
        handovers.lapse(actor, ticket, row, now, cause="deactivated")
        changes.save_ticket(ticket, now)
    return ticket


def give_back(actor: Actor, ticket: Ticket, row: Forwarding, now: datetime, state: HandoverState) -> None:
    """Settle a forwarding as taken back or expired: the protocol goes back and the fact is told."""
    handovers.settle(actor, ticket, row, state, now)
    from_type_id = ticket.type_id
    handovers.go_back(actor, ticket, row, now)
    kind = HandoverExpired if state is HandoverState.EXPIRED else HandoverTakenBack
    event = kind(
        forwarding_id=row.pk,
        from_team_id=row.to_team_id,
        to_team_id=ticket.team_id,
        to_person_id=ticket.assignee_id,
        from_type_id=from_type_id,
        to_type_id=ticket.type_id,
    )
    publish(event, actor=actor, subject=ticket, at=now)
    changes.save_ticket(ticket, now)
