"""Telling the protocols that are open at the moment of loading, up to where each stands."""

from datetime import datetime, timedelta

from central.domain.catalog.models import ServiceLevel, TermUnit
from central.domain.demo.casting import Casting
from central.domain.demo.plots import some
from central.domain.demo.slots import Slot
from central.domain.demo.telling import DAY_ENDS, DAY_STARTS, MINUTE, Act, Plan, Step, Studio
from central.domain.demo.visits import DISPATCH, Visit, field_team
from central.domain.demo.world import Colleague, local

HOURS = {
    TermUnit.RUNNING_HOURS: 1.0, TermUnit.BUSINESS_HOURS: 2.9, TermUnit.BUSINESS_DAYS: 33.0,
    TermUnit.CALENDAR_DAYS: 24.0,
}  # fmt: skip
"""About how many hours by any clock a unit of a term takes."""
FROM_SUPPORT = {"EQ-03": "necessita-analise-n2", "EQ-04": "necessita-analise-do-noc"}
CONCLUDED_TYPES = {"EQ-04": ("CAM-006",), "EQ-12": ("CAM-007", "CAM-008"), "EQ-01": ("CAM-001",)}
ARRIVING = {
    "EQ-02": ("EQ-03", "devolvido-por-informacao-incompleta"),
    "EQ-03": ("EQ-02", "necessita-analise-n2"),
    "EQ-04": ("EQ-02", "necessita-analise-do-noc"),
}
"""Teams to which something is forwarded at the moment of loading: from which one, and why."""
ARRIVING_SHARE = 25
SHORTEST = timedelta(minutes=50)


def term_guess(level: ServiceLevel) -> timedelta:
    """About how long a term is by any clock."""
    return timedelta(hours=(level.term_amount or 5) * HOURS.get(TermUnit(level.term_unit), 24.0))


def types_for(studio: Studio, slot: Slot) -> dict[str, float]:
    """The types that a protocol of the slot may have been opened as, by weight."""
    world = studio.world
    if slot.stage == "tech_closed" and slot.team in CONCLUDED_TYPES:
        return dict.fromkeys(CONCLUDED_TYPES[slot.team], 1.0)
    weights = {code: float(weight) for code, weight in world.weights.items() if weight}
    found = {code: weight for code, weight in weights.items() if world.types[code].team.code == slot.team}
    support = {code: w for code, w in weights.items() if world.types[code].team.code == "EQ-02"}
    if slot.team in FROM_SUPPORT:
        found |= {code: w / 5 for code, w in support.items() if world.types[code].field_work == "T"}
    if slot.team in {DISPATCH, "EQ-07"}:
        found |= {code: w / 3 for code, w in support.items() if world.types[code].field_work != "N"}
    if slot.team in {"EQ-06", "EQ-07"}:
        found |= {
            code: weight
            for code, weight in weights.items()
            if world.types[code].team.code == DISPATCH and field_team(world.types[code]) == slot.team
        }
    long_enough = {
        code: w
        for code, w in found.items()
        if slot.is_late or term_guess(world.types[code].service_level) > 2 * SHORTEST
    }
    return long_enough or found


def own_types(studio: Studio, slot: Slot) -> dict[str, float]:
    """The types of the slot's team itself, by weight."""
    world = studio.world
    return {code: float(w) for code, w in world.weights.items() if world.types[code].team.code == slot.team}


def plan_slot(studio: Studio, casting: Casting, slot: Slot, *, own_only: bool = False) -> Plan:
    """Type, opener and the moment of the opening, late or within the term; no number yet."""
    chance, world = studio.chance, studio.world
    kind = world.types[chance.weighted((own_types if own_only else types_for)(studio, slot))]
    guess = term_guess(kind.service_level)
    opened_at = world.now - guess
    for _try in range(60):
        age = (
            guess + timedelta(hours=chance.between(1, 80))
            if slot.is_late
            else guess * chance.between(0.02, 1.0)
        )
        opened_at = world.now - max(age, SHORTEST)
        hour = local(opened_at, slot.client.place.zone).hour
        due = world.due(kind.service_level, slot.client.place, opened_at)
        fits = due < world.now - 5 * MINUTE if slot.is_late else due > world.now + 10 * MINUTE
        if fits and (7 <= hour <= 21 or chance.share(8)):
            break
    assignee = slot.holder if slot.holder and kind.team.code == slot.team and chance.share(45) else None
    return Plan(0, kind, slot.client, opened_at, casting.opener(kind), assignee)


class Current(Visit):
    """The telling of a protocol that stays open."""

    def tell(self, slot: Slot) -> None:
        """From the opening to where it stands now."""
        now, chance = self.world.now, self.chance
        age = now - self.plan.opened_at
        end = now - min(age * chance.between(0.03, 0.5), timedelta(hours=30)) - 12 * MINUTE
        if slot.stage == "new" and slot.team in ARRIVING and chance.share(ARRIVING_SHARE):
            self.arrive_now(slot, end)
            return
        steps = self.arrival(slot)
        if slot.holder is not None:
            steps.append(Step(self.taken_by(slot.holder), 0.4))
        steps += self.stage_steps(slot)
        if steps:
            self.play(steps, end)
        if chance.share(8):
            self.last += MINUTE
            self.story.follow(self.somebody("EQ-02", "ticket.view").actor, self.last)
        if slot.stage == "running":
            self.run_now(slot)
        self.story.end(self.world.now)

    def arrive_now(self, slot: Slot, end: datetime) -> None:
        """Forwarded to where it stands a few minutes ago: nobody there has accepted it yet."""
        origin, reason = ARRIVING[slot.team]
        steps = [Step(self.work)]
        if self.team != origin:
            steps.append(Step(self.passed(origin, FROM_SUPPORT.get(origin, "competencia-de-outra-equipe"))))
        self.play(steps, end)
        sent_at = max(self.world.now - timedelta(minutes=self.chance.between(2, 12)), self.last + MINUTE)
        self.hand_over(sent_at, slot.team, reason, to=slot.holder, is_new=True)
        self.last = sent_at
        self.story.end(self.world.now)

    def arrival(self, slot: Slot) -> list[Step]:
        """How it came from the team of its type to the team that has it."""
        origin = self.plan.kind.team.code
        if slot.stage == "tech_closed":
            return self.concluded(slot)
        if origin == slot.team:
            return []
        if slot.team in FROM_SUPPORT:
            return [Step(self.work), Step(self.passed(slot.team, FROM_SUPPORT[slot.team]))]
        steps = [] if origin == DISPATCH else [Step(self.work), Step(self.to_dispatch)]
        if slot.team == DISPATCH:
            return steps
        if slot.stage == "scheduled":
            self.technician = self.going(slot, slot.team)
            self.visit_at = self.future()
            steps.append(Step(self.agree))
        return [*steps, Step(self.passed(slot.team, "necessita-visita-tecnica", slot.holder), 0.5)]

    def concluded(self, slot: Slot) -> list[Step]:
        """A visit that was concluded technically and waits for the end."""
        kind = self.plan.kind
        origin = kind.team.code
        team = origin if origin in {"EQ-06", "EQ-07"} else field_team(self.field_type())
        self.technician = self.going(slot, team)
        steps = [] if origin in {"EQ-06", "EQ-07", DISPATCH} else [Step(self.work), Step(self.to_dispatch)]
        if origin not in {"EQ-06", "EQ-07"}:
            steps.append(Step(self.to_technician))
        steps += [Step(self.take_visit, 0.5), Step(self.conclude, 2.0)]
        return steps if slot.team == team else [*steps, Step(self.to_closing_team, 0.5)]

    def going(self, slot: Slot, team: str) -> Colleague:
        """The technician of a visit: the slot's person where that is one of the team."""
        holder = slot.holder
        if holder and holder.actor.is_technician and team in holder.teams:
            return holder
        return self.somebody(team, "ticket.execute", technicians=True)

    def passed(self, team: str, reason: str, to: Colleague | None = None) -> Act:
        """The act of forwarding to a team, or to somebody of it."""

        def act(at: datetime, until: datetime) -> datetime:
            purpose = "technician" if team in {"EQ-06", "EQ-07"} else ""
            self.hand_over(at, team, reason, to=to, purpose=purpose)
            return at

        return act

    def taken_by(self, who: Colleague) -> Act:
        """The act of assuming by a certain person, who may have it already."""

        def act(at: datetime, until: datetime) -> datetime:
            if self.story.ticket.assignee_id == who.id:
                return self.last
            self.story.assume(who.actor, at)
            self.hold(who)
            return at

        return act

    def stage_steps(self, slot: Slot) -> list[Step]:
        """What happened in the team that has it."""
        notes = some(self, self.chance.random.choices([0, 1, 2, 3, 5], [18, 30, 27, 17, 8])[0])
        match slot.stage:
            case "progress" | "running":
                return [Step(self.work), *notes]
            case "waiting":
                return [Step(self.work), *notes, Step(self.wait)]
            case "scheduled" if self.visit_at is None:
                self.technician = self.going(slot, "EQ-07" if slot.team == DISPATCH else slot.team)
                self.visit_at = self.future()
                return [*notes[:2], Step(self.agree)]
            case "new" if slot.holder is None:
                return []
            case _:
                return notes[:1]

    def future(self) -> datetime:
        """An hour of the next days, in the day of the client's place."""
        zone = self.plan.client.place.zone
        wall = local(self.world.now + timedelta(days=self.chance.random.randint(0, 4)), zone)
        hour = self.chance.random.randint(DAY_STARTS, DAY_ENDS - 2)
        wall = wall.replace(hour=hour, minute=self.chance.random.choice((0, 30)), second=0, microsecond=0)
        while wall < self.world.now + timedelta(minutes=30) or wall.weekday() == 6:
            wall += timedelta(days=1)
        return wall.astimezone(self.world.now.tzinfo)

    def run_now(self, slot: Slot) -> None:
        """The person's clock started a little while ago and runs."""
        assert slot.holder is not None
        start = self.world.now - timedelta(minutes=self.chance.between(4, 48))
        start = max(start, self.last + timedelta(seconds=30))
        self.story.start(slot.holder.actor, start)
        self.story.leave_running()
