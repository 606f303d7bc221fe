"""Telling one protocol: who acts, when within which hours, with which words and answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from central.domain.catalog.models import (
    BaseStatus,
    CancelReason,
    ChecklistItem,
    ContactMethod,
    ForwardReason,
    ItemKind,
    TicketType,
    WaitReason,
)
from central.domain.demo.acts import Hand, Note, Opening
from central.domain.demo.album import Album
from central.domain.demo.field_values import filled_in
from central.domain.demo.rows import Rows
from central.domain.demo.story import Story
from central.domain.demo.wording import Wording
from central.domain.demo.world import CHANNELS, Chance, Client, Colleague, World, local
from central.domain.tickets.kinds import DestinationKind, Notify

ROUND_THE_CLOCK = frozenset({"EQ-02", "EQ-04", "EQ-07"})
DAY_STARTS, DAY_ENDS = 8, 18
MINUTE = timedelta(minutes=1)

Act = Callable[[datetime, datetime], datetime]
"""Something done at a moment, over before another; answers when it was over."""


@dataclass(frozen=True, slots=True)
class Step:
    """An act of a plot, and how long people let it wait compared with the other steps."""

    act: Act
    gap: float = 1.0
    is_optional: bool = False
    """Left out when its moment falls into the hours in which the team does not work."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is known of a protocol before its history is told."""

    protocol: int
    kind: TicketType
    client: Client
    opened_at: datetime
    opener: Colleague
    assignee: Colleague | None = None


@dataclass(frozen=True, slots=True)
class Studio:
    """What every telling shares."""

    world: World
    chance: Chance
    words: Wording
    rows: Rows
    album: Album


class Telling:
    """The telling of one protocol, act by act."""

    def __init__(self, studio: Studio, plan: Plan) -> None:
        self.studio = studio
        self.world, self.chance, self.words = studio.world, studio.chance, studio.words
        self.plan = plan
        self.story = Story(studio.rows, studio.world.defaults)
        self.topic = plan.kind
        """The type that the words are about: that of the opening, whatever it is forwarded as."""
        self.told: set[str] = set()
        self.holder = plan.assignee
        self.last = plan.opened_at
        self.open()

    @property
    def team(self) -> str:
        """The code of the team that holds the protocol now."""
        return self.story.ticket.team.code

    def open(self) -> None:
        """Abrir solicitação."""
        plan, world = self.plan, self.world
        self.words.moment = None
        title, description = self.words.opening(plan.kind.code)
        contact = plan.client.contact_ids[0]
        if len(plan.client.contact_ids) > 1 and self.chance.share(60):
            contact = self.chance.random.choice(plan.client.contact_ids[1:])
        files = self.studio.album.take(1, plan.opened_at, plan.opener) if self.chance.share(5) else ()
        self.story.open(
            plan.opener.actor,
            plan.opened_at,
            Opening(
                protocol=plan.protocol,
                customer_id=plan.client.id,
                contact_id=contact,
                origin_id=world.choice(ContactMethod, self.chance.weighted(CHANNELS)),
                kind=plan.kind,
                level=plan.kind.service_level,
                due=world.standing(plan.kind.service_level, plan.client.place, plan.opened_at),
                calendar=world.calendar_of(plan.kind.service_level, plan.client.place),
                place_id=world.place_id,
                title=title,
                description=description,
                filing=world.filing(plan.kind, plan.protocol),
                answers=world.opening_answers(plan.kind, plan.opened_at),
                priority=plan.kind.priority,
                team=plan.kind.team,
                assignee_id=plan.assignee.id if plan.assignee else None,
                fields=filled_in(world.fields.get(plan.kind.pk, ()), plan.protocol, plan.opened_at),
                file_ids=files,
            ),
        )

    # --- When ---------------------------------------------------------------------------------

    def play(self, steps: Sequence[Step], end: datetime) -> None:
        """Do the steps one after the other until `end`, at moments when their team works."""
        start = self.last
        gaps = [step.gap * self.chance.between(0.4, 1.6) for step in steps]
        total, passed = sum(gaps), 0.0
        moments = []
        for gap in gaps:
            passed += gap
            moments.append(start + (end - start) * (passed / total))
        for number, step in enumerate(steps):
            before = moments[number + 1] if number + 1 < len(moments) else end + 5 * MINUTE
            at = max(moments[number], self.last + timedelta(seconds=self.chance.random.randint(20, 90)))
            at = self.working_moment(at, self.last + MINUTE, max(before - MINUTE, at))
            self.words.moment = local(at, self.plan.client.place.zone)
            if step.is_optional and self.is_asleep(at):
                continue
            self.last = step.act(at, max(before, at + 2 * MINUTE))

    def working_moment(self, at: datetime, least: datetime, most: datetime) -> datetime:
        """The moment itself when the team works then, else one near it within the bounds, if any."""
        if self.team in ROUND_THE_CLOCK or self.is_office_time(at):
            return at
        wall = local(at, self.plan.client.place.zone)
        minute = self.chance.random.randint(0, 59)
        morning = wall.replace(hour=DAY_STARTS, minute=minute)
        if wall.hour >= DAY_STARTS:
            morning += timedelta(days=1)
        if morning.weekday() == 6:
            morning += timedelta(days=1)
        evening = wall.replace(hour=DAY_ENDS - 1, minute=minute)
        if wall.hour < DAY_ENDS:
            evening -= timedelta(days=1)
        for other in (morning, evening):
            if least <= other <= most:
                return other.astimezone(at.tzinfo)
        return at

    def is_office_time(self, at: datetime) -> bool:
        """Whether a moment lies in the day of the client's place, Sunday not among them."""
        wall = local(at, self.plan.client.place.zone)
        return wall.weekday() < 6 and DAY_STARTS <= wall.hour < DAY_ENDS

    def is_asleep(self, at: datetime) -> bool:
        """Whether the team does not work then; teams round the clock write little at night."""
        if self.team in ROUND_THE_CLOCK:
            return not 7 <= local(at, self.plan.client.place.zone).hour < 23
        return not self.is_office_time(at)

    # --- Who ----------------------------------------------------------------------------------

    def somebody(self, team: str, permission: str, *, technicians: bool | None = None) -> Colleague:
        """A member of a team whose profile includes an act."""
        found = [
            c
            for c in self.world.members[team]
            if c.may(permission) and (technicians is None or c.actor.is_technician == technicians)
        ]
        if not found:
            raise LookupError(f"nobody in {team} has {permission}")
        return self.chance.random.choice(found)

    def has(self, team: str, permission: str) -> bool:
        """Whether a team has somebody whose profile includes an act."""
        return any(c.may(permission) for c in self.world.members[team])

    def actor_for(self, permission: str) -> Colleague:
        """Who does an act now: the responsible person where the profile allows it, else a colleague."""
        if self.holder and self.team in self.holder.teams and self.holder.may(permission):
            return self.holder
        return self.somebody(self.team, permission)

    def executor(self, since: datetime, until: datetime) -> Colleague:
        """Who executes in that time: the responsible person, or a colleague who is free then."""
        best = self.actor_for("ticket.execute")
        if self.holder is None:
            for _try in range(6):
                if self.world.free(best, since, until):
                    break
                best = self.somebody(self.team, "ticket.execute")
        self.world.occupy(best, since, until)
        return best

    def hold(self, who: Colleague | None) -> None:
        """Remember who is responsible now."""
        self.holder = who

    # --- Acts ---------------------------------------------------------------------------------

    def assume(self, at: datetime, until: datetime) -> datetime:
        """Somebody of the team takes the protocol."""
        if self.holder is not None:
            return self.note(at, until)
        who = self.somebody(
            self.team, "ticket.execute" if self.has(self.team, "ticket.execute") else "ticket.assign"
        )
        self.story.assume(who.actor, at)
        self.hold(who)
        return at

    def note(self, at: datetime, until: datetime) -> datetime:
        """A report of what goes on."""
        who = self.actor_for("ticket.report")
        is_private = self.chance.share(46)
        notify = Notify.CUSTOMER if not is_private and self.chance.share(25) else Notify.NOBODY
        text = self.words.note(self.topic.code, is_private=is_private, told=self.told)
        self.story.note(who.actor, at, Note(text=text, is_private=is_private, notify=notify))
        return at

    def work(self, at: datetime, until: datetime) -> datetime:
        """An execution at the desk: started, told, paused."""
        if not self.has(self.team, "ticket.execute"):
            return self.note(at, until)
        ends = at + min((until - at) * 0.9, timedelta(minutes=self.chance.between(4, 35)))
        who = self.executor(at, ends)
        self.story.start(who.actor, at)
        self.hold(self.holder or who)
        if self.chance.share(70):
            is_private = self.chance.share(42)
            text = self.words.note(self.topic.code, is_private=is_private, told=self.told)
            self.story.note(who.actor, at + (ends - at) * 0.8, Note(text=text, is_private=is_private))
        self.story.stop(who.actor, ends)
        return ends

    def wait(self, at: datetime, until: datetime) -> datetime:
        """The client, or somebody else, is waited for."""
        who = self.actor_for("ticket.report")
        awaiting = self.words.awaiting(self.topic.code)
        reason = self.world.choice(
            WaitReason, self.chance.weighted({"retorno-do-cliente": 7, "terceiro-fornecedor": 2})
        )
        self.story.note(
            who.actor,
            at,
            Note(
                text=self.words.waiting(awaiting),
                is_private=False,
                notify=Notify.CUSTOMER,
                status=self.world.defaults[BaseStatus.WAITING],
                wait_reason_id=reason,
                awaiting=awaiting,
            ),
        )
        return at

    def resume(self, at: datetime, until: datetime) -> datetime:
        """What was waited for came: a report brings the protocol back to work."""
        who = self.actor_for("ticket.report")
        text = self.words.note(self.topic.code, is_private=False, told=self.told)
        status = self.world.defaults[BaseStatus.IN_PROGRESS]
        self.story.note(who.actor, at, Note(text=text, is_private=False, status=status))
        return at

    def hand_over(
        self, at: datetime, team: str, reason: str, *,
        kind: TicketType | None = None, to: Colleague | None = None, purpose: str = "", is_new: bool = False,
    ) -> None:  # fmt: skip
        """Encaminhar to another team, and to somebody there; `is_new`: nobody has accepted it yet."""
        who = self.actor_for("ticket.forward")
        done, expected = self.words.forwarding(self.topic.code, purpose)
        destination = DestinationKind.TEAM
        if to is not None:
            destination = (
                DestinationKind.TECHNICIAN if to.actor.is_technician else DestinationKind.COLLABORATOR
            )
        hand = Hand(
            reason_id=self.world.choice(ForwardReason, reason),
            team=self.world.teams[team],
            kind=kind or self.story.ticket.type,
            person_id=to.id if to else None,
            destination=destination,
            done_text=done,
            expected_text=expected,
            is_private=self.chance.share(70),
            calendar=self.world.calendar_at(self.world.teams[team].calendar_id, self.plan.client.place),
            receiver=None if is_new else (to or self.world.members[team][0]).actor,
        )
        assert self.world.may_forward(self.team, team) or team == self.team, (self.team, team)
        self.story.forward(who.actor, at, hand)
        self.hold(to)

    def raise_priority(self, at: datetime, until: datetime) -> datetime:
        """A protocol becomes more urgent, as far as the profile lets it."""
        who = self.actor_for("ticket.change_priority")
        now = self.story.ticket.priority
        if now < 2:
            self.story.change_priority(who.actor, at, now + 1)
        return at

    def cancel(self, at: datetime, until: datetime) -> datetime:
        """Cancelar, by somebody who may."""
        who = self.actor_for("ticket.cancel")
        reason = self.chance.weighted(
            {"aberta-em-duplicidade": 4, "cliente-desistiu": 4, "aberta-no-tipo-errado": 2}
        )
        text = self.words.cancelling(reason) if self.chance.share(70) else ""
        self.story.cancel(who.actor, at, self.world.choice(CancelReason, reason), text)
        return at

    # --- Answers --------------------------------------------------------------------------------

    def answers(self, at: datetime) -> dict[str, str]:
        """Answers to the checklist of the protocol's type: all required items, most of the others."""
        checklist_id = self.story.ticket.type.checklist_id
        given = {}
        for item in self.world.items.get(checklist_id or 0, ()):
            if item.is_required or self.chance.share(75):
                given[item.code] = self.answer(item, at)
        return given

    def answer(self, item: ChecklistItem, at: datetime) -> str:
        """A likely answer to one item."""
        match item.kind:
            case ItemKind.CHECK:
                return "1"
            case ItemKind.YESNO:
                return "1" if self.chance.share(45) else "0"
            case ItemKind.CHOICE:
                return str(self.chance.random.choice(item.choices))
            case ItemKind.DATE:
                return local(at, self.plan.client.place.zone).date().isoformat()
            case ItemKind.NUMBER:
                return likely_number(item, self.chance)
            case _:
                return self.words.answer(item.code)


def likely_number(item: ChecklistItem, chance: Chance) -> str:
    """A number within an item's bounds, in its unit's usual range."""
    usual = {"dBm": (-24.0, -17.0), "m": (20, 140), "Mb": (180, 600), "R$": (40, 180), "": (2, 60)}
    low, high = usual.get(item.unit, (1, 50))
    if item.minimum is not None:
        low = max(low, float(item.minimum))
    if item.maximum is not None:
        high = min(high, float(item.maximum))
    places = Decimal("0.1") if item.unit == "dBm" else Decimal(1)
    return str(Decimal(str(chance.between(low, high))).quantize(places))
