"""Why may this person do that?"""

import pytest

from central.domain.access.models import User
from central.domain.access.permissions import Permission as P
from central.domain.workspace.why import why_may
from central.foundation.actor import Actor
from central.foundation.errors import NotAllowed, NotFound
from tests.cast import World


def words(world: World, login: str, permission: str, protocol: int | None = None) -> tuple[bool, str]:
    answer = why_may(
        world.actor("ada"), user_id=world.users[login].pk, permission=permission, protocol=protocol
    )
    return answer.may, " ".join(f"{step.words} {step.detail}" for step in answer.steps)


def test_profile_reach_and_limit(world: World) -> None:
    may, told = words(world, "ana", P.TICKET_REOPEN)
    assert may
    assert "attendant" in told
    assert "7" in told
    assert not words(world, "ana", P.USER_MANAGE)[0]


def test_on_a_protocol_team_and_sight_count(world: World) -> None:
    ticket = world.ticket()
    may, told = words(world, "ana", P.TICKET_CLOSE, ticket.protocol)
    assert may
    assert "Suporte N1" in told
    assert not words(world, "otto", P.TICKET_CLOSE, ticket.protocol)[0]


def test_the_team_rule_is_told(world: World) -> None:
    world.support.members_can_close = False
    world.support.save(update_fields=["members_can_close"])
    ticket = world.ticket()
    may, told = words(world, "ana", P.TICKET_CLOSE, ticket.protocol)
    assert not may
    assert "Suporte N1" in told
    assert words(world, "ada", P.TICKET_CLOSE, ticket.protocol)[0]


def test_the_state_of_the_protocol_is_told(world: World) -> None:
    ticket = world.ticket()
    assert not words(world, "sara", P.TICKET_REOPEN, ticket.protocol)[0]


def test_an_inactive_user_may_nothing(world: World) -> None:
    User.objects.filter(username="ana").update(is_active=False)
    assert not words(world, "ana", P.TICKET_CREATE)[0]


def test_asked_only_by_who_may(world: World, ana: Actor) -> None:
    with pytest.raises(NotAllowed):
        why_may(ana, user_id=world.users["bia"].pk, permission=P.TICKET_VIEW)
    for user, permission, protocol in ((0, P.TICKET_VIEW, None), (world.users["ana"].pk, "x", None), (world.users["ana"].pk, P.TICKET_VIEW, 1)):  # fmt: skip
        with pytest.raises(NotFound):
            why_may(world.actor("ada"), user_id=user, permission=permission, protocol=protocol)
