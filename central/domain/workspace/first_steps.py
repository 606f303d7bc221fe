"""The first steps of an installation: what is set up already, read from the data itself."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from central.domain.access.models import User
from central.domain.access.permissions import Permission as P
from central.domain.catalog.models import ServiceLevel, TicketType
from central.domain.company.models import CompanyPlace
from central.domain.people.models import Person
from central.domain.teams.models import Team, TeamMember
from central.domain.tickets.models import Ticket
from central.foundation.actor import Actor, Reach

STEPS = ("company", "catalogue", "teams", "staff", "clients", "protocol")
"""The steps in their order."""


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """How far an installation is set up: counts of what the steps ask for."""

    company_name: str
    types: int
    levels: int
    teams: int
    staffed_teams: int
    logins: int
    clients: int
    protocols: int

    @property
    def done(self) -> frozenset[str]:
        """The steps that the data show as done."""
        states = {
            "company": bool(self.company_name),
            "catalogue": self.types > 0,
            "teams": self.staffed_teams > 0,
            "staff": self.logins > 1,
            "clients": self.clients > 0,
            "protocol": self.protocols > 0,
        }
        return frozenset(step for step, is_done in states.items() if is_done)

    @property
    def next_step(self) -> str:
        """The first step that is not done, '' when all are."""
        return next((step for step in STEPS if step not in self.done), "")

    @property
    def is_complete(self) -> bool:
        """Whether every step is done."""
        return not self.next_step


def leads(actor: Actor) -> bool:
    """Whether the actor is one who sets up the installation: manages registries and users of all."""
    return all(actor.reach(permission) is Reach.ALL for permission in (P.REGISTRY_MANAGE, P.USER_MANAGE))


def counted(rows: QuerySet[Any], most: int = 1000) -> int:
    """How many rows there are, counted up to a limit: an installation at work has very many."""
    return rows.order_by()[:most].count()


def first_steps() -> FirstSteps:
    """How far the installation is set up; eight short queries."""
    place = CompanyPlace.objects.filter(is_active=True).exclude(document="").exclude(city="").first()
    members = TeamMember.objects.filter(
        team_id=OuterRef("pk"), person__is_active=True, person__is_effective=True
    )
    active = Team.objects.filter(is_active=True)
    return FirstSteps(
        company_name=str(place) if place else "",
        types=counted(TicketType.objects.filter(is_active=True)),
        levels=counted(ServiceLevel.objects.filter(is_active=True)),
        teams=counted(active),
        staffed_teams=counted(active.filter(Exists(members))),
        logins=counted(User.objects.filter(is_active=True)),
        clients=counted(Person.objects.filter(is_client=True, is_active=True)),
        protocols=counted(Ticket.objects.all(), 1),
    )


def leads_now(actor: Actor) -> bool:
    """Whether the actor is to be led through the first steps: an administrator, while they are incomplete.

    An installation with protocols is at work, whatever else is missing: one query tells.
    """
    return leads(actor) and not Ticket.objects.exists() and not first_steps().is_complete
