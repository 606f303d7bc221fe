"""Who opens a protocol of which type for whom, among those that are over."""

from collections.abc import Sequence

from central.domain.catalog.models import TicketType
from central.domain.demo.world import Chance, Client, Colleague, World

FIELD_TEAMS = frozenset({"EQ-05", "EQ-06", "EQ-07"})
FRONT = ("EQ-01", "EQ-02")
FOR_COMPANIES = frozenset({"SUP-002", "COM-007"})


class Casting:
    """Chooses types, clients and openers by their shares."""

    def __init__(self, world: World, chance: Chance) -> None:
        self.world, self.chance = world, chance
        self.all = {code: float(weight) for code, weight in world.weights.items() if weight}
        self.desk = {
            code: weight for code, weight in self.all.items() if world.types[code].team.members_can_close
        }
        self.companies = [client for client in world.clients if client.is_company] or list(world.clients)
        self.front = {team: self.openers(team) for team in world.teams}

    def openers(self, team: str) -> list[Colleague]:
        """The members of a team who open protocols at a desk."""
        return [c for c in self.world.members[team] if c.may("ticket.create") and not c.actor.is_technician]

    def kind(self, *, desk_only: bool) -> TicketType:
        """A type by its share; only of teams that close by themselves where a visit would take too long."""
        return self.world.types[self.chance.weighted(self.desk if desk_only else self.all)]

    def client(self, kind: TicketType) -> Client:
        """A client; some types are for companies."""
        pool: Sequence[Client] = self.companies if kind.code in FOR_COMPANIES else self.world.clients
        return self.chance.random.choice(pool)

    def opener(self, kind: TicketType) -> Colleague:
        """Somebody of the type's team, or of the front desk."""
        team = kind.team.code
        own = self.front[team]
        if own and team not in FIELD_TEAMS and self.chance.share(66):
            return self.chance.random.choice(own)
        return self.chance.random.choice(self.front[self.chance.random.choice(FRONT)] or own)
