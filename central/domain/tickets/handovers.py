"""A forwarding as a hand-over: who has to accept it by when, and what ends the waiting.

These change a locked ticket and its forwarding and tell the fact; the operation saves the ticket.
"""

from dataclasses import dataclass
from datetime import datetime

from central.domain.calendars.business_time import NoBusinessTime, WorkCalendar, add_business_minutes
from central.domain.teams.models import Team, TeamMember
from central.domain.tickets import changes
from central.domain.tickets.clocks import team_calendar
from central.domain.tickets.events import HandoverAccepted, HandoverLapsed
from central.domain.tickets.kinds import HandoverState
from central.domain.tickets.models import Follower, Forwarding, Ticket
from central.foundation.actor import Actor
from central.foundation.events.publishing import publish

TIMES = 2
"""A forwarding expires at this many times the team's time to accept."""
PING_PONG = 3
"""Returns of a protocol from which on its supervisor is called."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """When the leader is called and when the forwarding expires; both None where nobody has to accept."""

    alarm_at: datetime | None = None
    accept_by: datetime | None = None


def asks_for_acceptance(sender: Actor, from_team_id: int, team: Team, person_id: int | None) -> bool:
    """Whether a forwarding has to be accepted: not within one team, not by oneself, where a team asks."""
    is_own = person_id is not None and person_id == sender.person_id
    return from_team_id != team.pk and bool(team.accept_minutes) and not is_own


def waiting_for(team: Team, now: datetime, calendar: WorkCalendar) -> Waiting:
    """How long a team has to accept what is forwarded now, by its calendar.

    A calendar without an opening hour to count by gives no end: the forwarding then waits without one.
    """
    try:
        return Waiting(
            add_business_minutes(now, team.accept_minutes, calendar),
            add_business_minutes(now, TIMES * team.accept_minutes, calendar),
        )
    except NoBusinessTime:
        return Waiting()


def send(actor: Actor, ticket: Ticket, row: Forwarding, now: datetime) -> None:
    """Store a forwarding, which waits for acceptance where it is asked for; then the sender follows."""
    if not asks_for_acceptance(actor, row.from_team_id, row.to_team, row.to_person_id):
        row.save(force_insert=True)
        return
    waiting = waiting_for(row.to_team, now, team_calendar(ticket, row.to_team.calendar_id, now))
    row.state, row.accept_by, row.next_at = HandoverState.SENT, waiting.accept_by, waiting.alarm_at
    row.save(force_insert=True)
    ticket.handover = row
    if actor.person_id is not None:
        follower = Follower(ticket=ticket, person_id=actor.person_id, since=now, forwarding=row)
        Follower.objects.bulk_create([follower], ignore_conflicts=True)


def pending(ticket: Ticket) -> Forwarding | None:
    """The forwarding of a locked ticket that waits to be accepted, read anew."""
    if ticket.handover_id is None:
        return None
    found = Forwarding.objects.select_related("from_team", "to_team", "from_person", "from_type")
    return found.filter(pk=ticket.handover_id, state=HandoverState.SENT).first()


def is_destination(actor: Actor, row: Forwarding) -> bool:
    """Whether a protocol was forwarded to the actor, or to a team of which the actor is a member."""
    is_theirs = row.to_person_id is not None and row.to_person_id == actor.person_id
    return is_theirs or row.to_team_id in actor.team_ids


def settle(
    actor: Actor, ticket: Ticket, row: Forwarding, state: HandoverState, now: datetime, text: str = ""
) -> None:
    """End the waiting: the state, by whom and when; who sent it follows no longer."""
    row.state, row.next_at, row.settle_text = state, None, text
    row.settled_at, row.settled_by_id = max(now, row.created_at), actor.person_id
    row.save(update_fields=["state", "next_at", "settled_at", "settled_by", "settle_text"])
    ticket.handover = None
    Follower.objects.filter(ticket=ticket, forwarding=row).delete()


def accepted(row: Forwarding, now: datetime, cause: str) -> HandoverAccepted:
    """The fact that a forwarding was accepted."""
    return HandoverAccepted(
        forwarding_id=row.pk,
        team_id=row.to_team_id,
        sender_id=row.created_by_id,
        waited_seconds=max(0, int((now - row.created_at).total_seconds())),
        cause=cause,
    )


def accept(actor: Actor, ticket: Ticket, row: Forwarding, now: datetime, *, cause: str) -> None:
    """Take over a forwarded protocol."""
    settle(actor, ticket, row, HandoverState.ACCEPTED, now)
    publish(accepted(row, now, cause), actor=actor, subject=ticket, at=now)


def lapse(actor: Actor, ticket: Ticket, row: Forwarding, now: datetime, *, cause: str) -> None:
    """End the waiting because another act overtook it."""
    settle(actor, ticket, row, HandoverState.LAPSED, now)
    publish(HandoverLapsed(forwarding_id=row.pk, cause=cause), actor=actor, subject=ticket, at=now)


def accept_by_acting(actor: Actor, ticket: Ticket, now: datetime, *, cause: str) -> None:
    """The destination accepts by working on a protocol; somebody else's work leaves it waiting."""
    row = pending(ticket)
    if row is not None and is_destination(actor, row):
        accept(actor, ticket, row, now, cause=cause)


def end_waiting(actor: Actor, ticket: Ticket, now: datetime, *, cause: str) -> None:
    """What moves or ends a protocol ends the waiting: by the destination it accepts, else it lapses."""
    row = pending(ticket)
    if row is None:
        return
    if is_destination(actor, row):
        accept(actor, ticket, row, now, cause=cause)
    else:
        lapse(actor, ticket, row, now, cause=cause)


def go_back(actor: Actor, ticket: Ticket, row: Forwarding, now: datetime) -> None:
    """Give a protocol back to the team that sent it, and to its person while that one is still a member.

    An execution that runs ends; the type becomes the former one unless it was changed since.
    """
    running = changes.running_execution(ticket)
    if running is not None:
        changes.stop_execution(actor, ticket, running, now, cause="handed_back")
    ticket.team, ticket.assignee = row.from_team, None
    members = TeamMember.objects.filter(team_id=row.from_team_id, person_id=row.from_person_id or 0)
    if members.filter(person__is_active=True, person__is_effective=True).exists():
        ticket.assignee = row.from_person
    if ticket.type_id == row.to_type_id:
        ticket.type = row.from_type
