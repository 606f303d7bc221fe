"""Who answers for a protocol within its team: Assumir, Mudar responsável; and Acompanhar."""

from django.utils import timezone

from central.domain.tickets import changes, choices, handovers, rules
from central.domain.tickets.events import AssigneeChanged, FollowingChanged
from central.domain.tickets.kinds import HandoverState
from central.domain.tickets.models import Follower, Forwarding, Ticket
from central.domain.tickets.visibility import check_owner_unchanged, ticket_for_change
from central.foundation.actor import Actor
from central.foundation.events.publishing import publish
from central.foundation.operation import operation


@operation
def assume_ticket(*, actor: Actor, ticket_id: int, seen_owner: str = "", once: str = "") -> Ticket:
    """Take a protocol of one's team as one's own ("Assumir"); of two at once, the first has it."""
    ticket = ticket_for_change(actor, ticket_id)
    check_owner_unchanged(ticket, seen_owner)
    rules.check_can_assume(actor, ticket)
    return give_to(actor, ticket, actor.person_id, taken=True)


@operation
def change_assignee(
    *, actor: Actor, ticket_id: int, person_id: int | None, seen_owner: str = "", once: str = ""
) -> Ticket:
    """Give a protocol to a colleague of the same team, or back to the team ("Mudar responsável")."""
    ticket = ticket_for_change(actor, ticket_id)
    check_owner_unchanged(ticket, seen_owner)
    rules.check_can_assign(actor, ticket)
    if person_id is not None:
        choices.team_member(ticket.team, person_id, field="person")
    if person_id == ticket.assignee_id:
        return ticket
    return give_to(actor, ticket, person_id, taken=False)


def give_to(actor: Actor, ticket: Ticket, person_id: int | None, *, taken: bool) -> Ticket:
    """Change the responsible person of a locked ticket; an execution of the former one ends."""
    now = timezone.now()
    running = changes.running_execution(ticket)
    if running is not None and running.person_id != person_id:
        changes.stop_execution(actor, ticket, running, now, cause="reassigned")
    handovers.accept_by_acting(actor, ticket, now, cause="assume" if taken else "assign")
    before, ticket.assignee_id = ticket.assignee_id, person_id
    publish(
        AssigneeChanged(before_id=before, after_id=person_id, taken=taken),
        actor=actor,
        subject=ticket,
        at=now,
    )
    changes.save_ticket(ticket, now)
    return ticket


@operation
def set_following(*, actor: Actor, ticket_id: int, is_following: bool, once: str = "") -> Ticket:
    """Follow a visible protocol, or stop ("Acompanhar").

    Who forwarded it sees it in any case until that is accepted: stopping goes back to that.
    """
    ticket = ticket_for_change(actor, ticket_id)
    now = timezone.now()
    asked = Follower.objects.filter(ticket=ticket, person_id=actor.signer_id, forwarding__isnull=True)
    changed = asked.exists() != is_following
    if changed and is_following:
        Follower.objects.update_or_create(
            ticket=ticket, person_id=actor.signer_id, defaults={"since": now, "forwarding": None}
        )
    elif changed:
        sent = Forwarding.objects.filter(ticket=ticket, state=HandoverState.SENT)
        waiting = sent.filter(created_by_id=actor.signer_id).first()
        if waiting is None:
            asked.delete()
        else:
            asked.update(forwarding=waiting)
    if changed and actor.person_id:
        publish(
            FollowingChanged(follower_id=actor.person_id, is_following=is_following),
            actor=actor,
            subject=ticket,
            at=now,
        )
    return ticket
