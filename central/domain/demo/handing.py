"""The hand-overs of one protocol as rows: what was forwarded waits until it is accepted or overtaken."""

from datetime import datetime, timedelta

from central.domain.demo.acts import Hand
from central.domain.demo.chronicle import Chronicle
from central.domain.tickets import events, handovers
from central.domain.tickets.kinds import HandoverState
from central.domain.tickets.models import Follower, Forwarding, Ticket
from central.foundation.actor import Actor
from central.foundation.events.publishing import Event


def answer_time(row: Forwarding) -> timedelta:
    """How long people take to accept, different from one forwarding to the next: 2 to 12 minutes."""
    return timedelta(minutes=2 + row.pk % 11)


class Handing(Chronicle):
    """What `tickets.handovers` does to a locked protocol, done to rows."""

    waiting: Forwarding | None = None
    receiver: Actor | None = None
    sender_follows: bool = False

    def send(self, actor: Actor, at: datetime, row: Forwarding, hand: Hand) -> None:
        """Keep a forwarding until it is settled; one that asks for no acceptance is stored at once."""
        if hand.calendar is None or not handovers.asks_for_acceptance(
            actor, row.from_team_id, hand.team, hand.person_id
        ):
            self.rows[Forwarding].take(row)
            return
        until = handovers.waiting_for(hand.team, at, hand.calendar)
        row.state, row.accept_by, row.next_at = HandoverState.SENT, until.accept_by, until.alarm_at
        self.waiting, self.receiver = row, hand.receiver
        self.ticket.handover_id = row.pk
        self.sender_follows = actor.person_id not in self.followers

    def settle(self, actor: Actor, at: datetime, state: HandoverState) -> None:
        """End the waiting, and store the forwarding as it is now."""
        row, self.waiting = self.waiting, None
        assert row is not None
        row.state, row.next_at = state, None
        row.settled_at, row.settled_by_id = max(at, row.created_at), actor.person_id
        self.ticket.handover_id = None
        self.rows[Forwarding].take(row)

    def tell(self, event: Event, actor: Actor, at: datetime) -> None:
        """Append a fact, after the acceptance that came before it."""
        self.catch_up(at)
        super().tell(event, actor, at)

    def catch_up(self, until: datetime) -> None:
        """Whoever received it accepted some minutes after it was sent, where nobody did before."""
        row, receiver = self.waiting, self.receiver
        if row is None or receiver is None or until <= row.created_at + answer_time(row):
            return
        at = row.created_at + answer_time(row)
        self.settle(receiver, at, HandoverState.ACCEPTED)
        super().tell(handovers.accepted(row, at, "accepted"), receiver, at)
        self.ticket.last_event_at = max(self.ticket.last_event_at, at)

    def accept(self, actor: Actor, at: datetime, cause: str) -> None:
        """Take over a forwarded protocol, where the actor belongs to the destination."""
        self.catch_up(at)
        row = self.waiting
        if row is not None and handovers.is_destination(actor, row):
            self.settle(actor, at, HandoverState.ACCEPTED)
            self.tell(handovers.accepted(row, at, cause), actor, at)

    def end_waiting(self, actor: Actor, at: datetime, cause: str) -> None:
        """What moves or ends a protocol: by the destination it accepts, else the forwarding lapses."""
        self.accept(actor, at, cause)
        if self.waiting is not None:
            row = self.waiting
            self.settle(actor, at, HandoverState.LAPSED)
            self.tell(events.HandoverLapsed(forwarding_id=row.pk, cause=cause), actor, at)

    def end(self, now: datetime | None = None) -> Ticket:
        """Hand the protocol over; what nobody received yet still waits."""
        if now is not None:
            self.catch_up(now)
        if self.waiting is not None:
            self.keep_waiting(self.waiting, now)
        return super().end(now)

    def keep_waiting(self, row: Forwarding, now: datetime | None) -> None:
        """Store a forwarding that still waits, with who sent it as a follower."""
        if now is not None and row.next_at is not None and row.next_at <= now:
            row.next_at = row.accept_by
        self.rows[Forwarding].take(row)
        if self.sender_follows:
            self.rows.add(
                Follower, ticket_id=row.ticket_id, person_id=row.created_by_id, since=row.created_at,
                forwarding_id=row.pk,
            )  # fmt: skip
