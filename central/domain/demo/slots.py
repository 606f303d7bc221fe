"""The open protocols: how many with which team and person, in which stage, and which are late."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from central.domain.demo.staff import LOGINS
from central.domain.demo.world import Chance, Client, Colleague, World

MINE = 11
"""Open protocols of each login that is told, each of another client."""
TEAM_SHARES = {
    "EQ-01": 26, "EQ-02": 46, "EQ-03": 18, "EQ-04": 20, "EQ-05": 22, "EQ-06": 20, "EQ-07": 24, "EQ-08": 14,
    "EQ-09": 12, "EQ-10": 6, "EQ-11": 6, "EQ-12": 6,
}  # fmt: skip
RUNNING = 9
LATE_SHARE = 0.12
REPEATED_SHARE = 14.0
STAGES = {
    "EQ-04": {"new": 20, "progress": 35, "waiting": 20, "tech_closed": 25},
    "EQ-05": {"new": 45, "progress": 10, "waiting": 20, "scheduled": 25},
    "EQ-06": {"new": 10, "progress": 18, "scheduled": 62, "tech_closed": 10},
    "EQ-07": {"new": 12, "progress": 25, "scheduled": 53, "tech_closed": 10},
    "EQ-12": {"new": 35, "progress": 35, "tech_closed": 30},
}  # fmt: skip
DESK_STAGES = {"new": 26, "progress": 46, "waiting": 28}


@dataclass(frozen=True, slots=True)
class Slot:
    """An open protocol to be: its team, its person where it has one, its stage, its client."""

    team: str
    holder: Colleague | None
    stage: str
    client: Client
    is_late: bool = False


def open_slots(world: World, chance: Chance, count: int) -> list[Slot]:
    """So many open protocols: those of the logins that are told first, then by the shares of the teams."""
    told = [world.by_login[login] for login in LOGINS if login in world.by_login]
    clients = Guests(world.clients, chance)
    slots: list[Slot] = []
    for colleague in told:
        teams = sorted(colleague.teams, key=lambda code: world.teams[code].pk != colleague.actor.main_team_id)
        for number in range(min(MINE, count // 12)):
            team = teams[0] if number % 3 or len(teams) == 1 else teams[1]
            slots.append(Slot(team, colleague, stage_of(team, chance), clients.new()))
    others = {code: [c for c in world.members[code] if c not in told] for code in world.teams}
    while len(slots) < count:
        team = chance.weighted(TEAM_SHARES)
        holder = chance.random.choice(others[team]) if others[team] and chance.share(64) else None
        slots.append(Slot(team, holder, stage_of(team, chance), clients.any()))
    slots = with_running(slots, told, chance, count)
    return with_late(slots, chance)


def stage_of(team: str, chance: Chance) -> str:
    """A stage by the shares of a team."""
    return chance.weighted(STAGES.get(team, DESK_STAGES))


def with_running(slots: list[Slot], told: Sequence[Colleague], chance: Chance, count: int) -> list[Slot]:
    """The same with some in execution, each by another person, none of those told."""
    wanted, running = min(RUNNING, count // 20), set[int]()
    for number in reversed(range(len(slots))):
        holder = slots[number].holder
        if len(running) == wanted:
            break
        if holder is None or holder in told or holder.id in running or not holder.may("ticket.execute"):
            continue
        running.add(holder.id)
        slots[number] = replace(slots[number], stage="running")
    return slots


def with_late(slots: list[Slot], chance: Chance) -> list[Slot]:
    """The same with the share of late ones, among those whose deadline still runs."""
    active = [number for number, slot in enumerate(slots) if slot.stage != "tech_closed"]
    late = set(chance.random.sample(active, min(len(active), round(len(slots) * LATE_SHARE))))
    return [replace(slot, is_late=number in late) for number, slot in enumerate(slots)]


class Guests:
    """Clients in random order, none twice but where it is wished."""

    def __init__(self, clients: Sequence[Client], chance: Chance) -> None:
        self.clients = list(clients)
        chance.random.shuffle(self.clients)
        self.chance, self.used = chance, 0

    def new(self) -> Client:
        """A client who has no open protocol yet, as long as there is one."""
        client = self.clients[self.used % len(self.clients)]
        self.used += 1
        return client

    def any(self) -> Client:
        """Mostly a new one, sometimes one who has another protocol open."""
        if self.used and self.chance.share(REPEATED_SHARE):
            return self.clients[self.chance.random.randrange(min(self.used, len(self.clients)))]
        return self.new()
