"""Whatever people do, in whatever order: one owner, one team, at most one forwarding that waits."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.db import transaction

from central.domain.teams.models import TeamMember
from central.domain.tickets.kinds import HandoverState
from central.domain.tickets.models import Execution, Follower, Forwarding, Ticket
from central.domain.tickets.operations.closing import cancel_ticket, close_ticket, reopen_ticket
from central.domain.tickets.operations.execution import pause_execution, start_execution
from central.domain.tickets.operations.forwarding import Destination, forward_ticket
from central.domain.tickets.operations.handover import (
    accept_handover,
    return_handover,
    take_back_handover,
    watch_handover,
)
from central.domain.tickets.operations.reporting import NewReport, add_report
from central.domain.tickets.operations.responsibility import assume_ticket, change_assignee
from central.foundation.actor import SYSTEM
from central.foundation.errors import DomainError
from tests.cast import World

pytestmark = pytest.mark.django_db
PEOPLE = ("ana", "bia", "sara", "tiago", "teo", "otto", "ada")
STEPS = 60


class Company:
    """A protocol and everybody who may do something to it."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.chance = world, Random(seed)
        self.ticket = world.ticket()
        self.teams = (world.support, world.field, world.finance)
        for team in self.teams:
            team.forwards_to.add(*[other for other in self.teams if other.pk != team.pk])

    def someone(self, team_id: int | None = None) -> int:
        """A person of a team, or of any."""
        found = TeamMember.objects.filter(**({"team_id": team_id} if team_id else {})).order_by("id")
        return self.chance.choice(list(found.values_list("person_id", flat=True)))

    def forward(self, actor: Any) -> None:
        team = self.chance.choice(self.teams)
        person = self.chance.choice([None, self.someone(team.pk)])
        forward_ticket(
            actor=actor,
            ticket_id=self.ticket.pk,
            destination=Destination(
                reason_id=self.world.forward_reason.pk,
                kind="collaborator" if person else "team",
                team_id=team.pk,
                person_id=person,
                type_id=self.chance.choice(list(self.world.types.values())).pk,
            ),
        )

    def acts(self) -> list[Callable[[Any], object]]:
        """What may happen, what moves a protocol more often."""
        pk, world = self.ticket.pk, self.world
        return [
            self.forward, self.forward, self.forward,
            lambda actor: accept_handover(actor=actor, ticket_id=pk),
            lambda actor: return_handover(actor=actor, ticket_id=pk, reason="Não é nosso."),
            lambda actor: take_back_handover(actor=actor, ticket_id=pk),
            lambda actor: self.wait(),
            lambda actor: start_execution(actor=actor, ticket_id=pk, pause_other=True),
            lambda actor: pause_execution(actor=actor, ticket_id=pk),
            lambda actor: assume_ticket(actor=actor, ticket_id=pk),
            lambda actor: change_assignee(actor=actor, ticket_id=pk, person_id=self.someone()),
            lambda actor: change_assignee(actor=actor, ticket_id=pk, person_id=None),
            lambda actor: add_report(actor=actor, ticket_id=pk, report=NewReport(text="Nota")),
            lambda actor: close_ticket(
                actor=actor, ticket_id=pk, text="Fim", solution_id=world.solution.pk, checklist={"sinal": "-20"}
            ),
            lambda actor: cancel_ticket(actor=actor, ticket_id=pk, reason_id=world.cancel_reason.pk),
            lambda actor: reopen_ticket(
                actor=actor, ticket_id=pk, kind="simple", reason_id=world.reopen_reason.pk
            ),
        ]  # fmt: skip

    def wait(self) -> None:
        """Time passes, and the clock looks."""
        back = timedelta(minutes=self.chance.choice([5, 16, 40]))
        for row in Forwarding.objects.filter(state=HandoverState.SENT):
            Forwarding.objects.filter(pk=row.pk).update(
                created_at=row.created_at - back,
                accept_by=row.accept_by - back if row.accept_by else None,
                next_at=row.next_at - back if row.next_at else None,
            )
        watch_handover(actor=SYSTEM, ticket_id=self.ticket.pk)

    def step(self) -> str:
        """One act of one person; what is refused changes nothing."""
        actor = self.world.actor(self.chance.choice(PEOPLE))
        act = self.chance.choice(self.acts())
        try:
            with transaction.atomic():
                act(actor)
        except DomainError as refusal:
            return type(refusal).__name__
        return "done"

    def check(self) -> None:
        """What must hold after every act."""
        ticket = Ticket.objects.get(pk=self.ticket.pk)
        assert ticket.team_id in {team.pk for team in self.teams}
        if ticket.assignee_id is not None and ticket.is_open:
            assert TeamMember.objects.filter(team_id=ticket.team_id, person_id=ticket.assignee_id).exists()
        waiting = list(Forwarding.objects.filter(ticket=ticket, state=HandoverState.SENT))
        assert [row.pk for row in waiting] == ([ticket.handover_id] if ticket.handover_id else [])
        for row in waiting:
            assert ticket.is_open
            assert row.to_team_id == ticket.team_id != row.from_team_id
        assert (
            Execution.objects.filter(ticket=ticket, ended_at__isnull=True).count()
            == ticket.running_count
            <= 1
        )
        helped = Follower.objects.filter(ticket=ticket, forwarding__isnull=False)
        assert set(helped.values_list("forwarding_id", flat=True)) <= {row.pk for row in waiting}
        ended = Forwarding.objects.filter(settled_at__isnull=False)
        assert all(row.settled_at >= row.created_at for row in ended if row.settled_at)


@pytest.mark.parametrize("seed", range(6))
def test_no_order_of_acts_leaves_two_owners_or_none(world: World, seed: int) -> None:
    company = Company(world, seed)
    told = []
    for _step in range(STEPS):
        told.append(company.step())
        company.check()
    assert told.count("done") > STEPS // 6
