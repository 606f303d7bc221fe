"""Making and changing teams, their forwarding destinations, and who is in them."""

from dataclasses import replace

import pytest

from central.domain.teams import queries
from central.domain.teams.models import Team, TeamMember
from central.domain.teams.operations import (
    add_member,
    change_member,
    create_team,
    remove_member,
    set_forwardings,
    update_team,
)
from central.domain.teams.operations.keeping import Forwards, TeamInput
from central.domain.tickets.holding import open_held_by, open_held_in_team
from central.domain.tickets.operations.responsibility import assume_ticket
from central.foundation.actor import Actor, Grant, Reach
from central.foundation.errors import Conflict, Invalid, NotAllowed, NotFound
from central.foundation.events.models import EventRecord
from tests.cast import World


@pytest.fixture
def ada(world: World) -> Actor:
    return world.actor("ada")


def given(world: World, **changes: object) -> TeamInput:
    values = TeamInput("RET", "Retenção", world.place.pk, world.support.calendar_id)
    return replace(values, **changes)  # type: ignore[arg-type]


def last(kind: str, pk: int) -> EventRecord:
    return EventRecord.objects.filter(subject_kind=kind, subject_id=pk).order_by("-sequence")[0]


def test_a_team_is_made(world: World, ada: Actor) -> None:
    made = create_team(actor=ada, team=given(world, name="  Retenção \n de clientes "))
    assert made.name == "Retenção de clientes"
    assert last("team", made.pk).name == "TeamCreated"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"code": "sup"}, "code"), ({"code": ""}, "code"), ({"name": "x" * 81}, "name"),
        ({"name": "a\x00b"}, "name"), ({"name": "\ud83d"}, "name"), ({"calendar_id": None}, "calendar_id"),
        ({"place_id": 999_999}, "place_id"), ({"stay_minutes": 0}, "stay_minutes"), ({"stay_minutes": None}, "stay_minutes"),
    ],
)  # fmt: skip
def test_a_bad_team_is_refused(world: World, ada: Actor, change: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        create_team(actor=ada, team=given(world, **change))
    assert set(refusal.value.errors) == {field}


def test_only_the_reach_of_all_makes_teams(world: World, ana: Actor) -> None:
    leading = Actor(1, world.persons["sara"].pk, "Sara", grants={"user.manage": Grant(Reach.TEAM)})
    for actor in (ana, leading):
        with pytest.raises(NotAllowed):
            create_team(actor=actor, team=given(world))
        with pytest.raises(NotAllowed):
            update_team(actor=actor, team_id=world.support.pk, team=given(world))
        with pytest.raises(NotAllowed):
            set_forwardings(actor=actor, wanted={})


def test_a_change_tells_from_and_to(world: World, ada: Actor) -> None:
    team = given(world, code="SUP", name="Suporte N1", members_can_close=False, stay_minutes=60)
    update_team(actor=ada, team_id=world.support.pk, team=team, seen=0)
    fact = last("team", world.support.pk)
    assert fact.name == "TeamUpdated"
    assert fact.payload["before"] == {"members_can_close": True, "stay_minutes": 480}
    assert fact.payload["after"] == {"members_can_close": False, "stay_minutes": 60}
    with pytest.raises(Conflict):
        update_team(actor=ada, team_id=world.support.pk, team=replace(team, name="Outro"), seen=0)
    with pytest.raises(NotFound):
        update_team(actor=ada, team_id=999_999, team=team)


def test_the_matrix_changes_what_was_ticked(world: World, ada: Actor) -> None:
    wanted = {
        world.field.pk: Forwards(False, [world.finance.pk, world.field.pk, 999_999], 0),
        world.finance.pk: Forwards(False, [], 0),
    }
    changed = set_forwardings(actor=ada, wanted=wanted)
    assert [team.pk for team in changed] == [world.field.pk]
    assert list(world.field.forwards_to.values_list("pk", flat=True)) == [world.finance.pk]
    assert last("team", world.field.pk).payload["before"]["team_ids"] == [world.support.pk]
    with pytest.raises(Conflict):
        set_forwardings(actor=ada, wanted={world.field.pk: Forwards(True, [], 0)})


def test_there_is_one_main_team(world: World, ada: Actor) -> None:
    ana = world.persons["ana"].pk
    add_member(actor=ada, team_code="FIN", person_id=ana)
    change_member(actor=ada, team_id=world.finance.pk, person_id=ana, is_leader=True, is_main=True)
    mains = TeamMember.objects.filter(person_id=ana, is_main=True)
    assert [m.team_id for m in mains] == [world.finance.pk]
    assert last("person", ana).name == "MemberChanged"
    with pytest.raises(Invalid):
        change_member(actor=ada, team_id=world.finance.pk, person_id=ana, is_leader=True, is_main=False)
    remove_member(actor=ada, team_id=world.finance.pk, person_id=ana)
    assert [m.team_id for m in mains.all()] == [world.support.pk]
    assert last("person", ana).name == "MemberRemoved"
    with pytest.raises(NotFound):
        remove_member(actor=ada, team_id=world.finance.pk, person_id=ana)


def test_who_reaches_teams_changes_the_own_ones(world: World, ana: Actor) -> None:
    leading = Actor(
        world.users["sara"].pk, world.persons["sara"].pk, "Sara",
        grants={"user.manage": Grant(Reach.TEAM)}, team_ids=frozenset({world.support.pk}),
    )  # fmt: skip
    tiago = world.persons["tiago"].pk
    add_member(actor=leading, team_code="SUP", person_id=tiago)
    remove_member(actor=leading, team_id=world.support.pk, person_id=tiago)
    with pytest.raises(NotAllowed):
        remove_member(actor=leading, team_id=world.field.pk, person_id=tiago)
    with pytest.raises(NotAllowed):
        change_member(actor=ana, team_id=world.support.pk, person_id=tiago, is_leader=True, is_main=True)


def test_rights_follow_membership_at_once(world: World, ada: Actor) -> None:
    ana = world.persons["ana"].pk
    remove_member(actor=ada, team_id=world.support.pk, person_id=ana)
    assert world.actor("ana").team_ids == frozenset()


def test_what_a_person_holds_is_told_by_team(world: World, ada: Actor, ana: Actor) -> None:
    ticket = world.ticket()
    assert open_held_in_team(ada, world.support.pk) == {None: 1}
    assume_ticket(actor=ana, ticket_id=ticket.pk)
    assert open_held_in_team(ada, world.support.pk) == {ana.person_id: 1}
    held = open_held_by(ada, ana.signer_id)
    assert [(one.team_name, [row.id for row in one.rows]) for one in held] == [("Suporte N1", [ticket.pk])]


def test_the_registry_reads_in_few_queries(
    world: World, ada: Actor, ana: Actor, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(2):  # type: ignore[operator]
        few = queries.teams_list(ada)
    for n in range(40):
        Team.objects.create(code=f"T{n}", name=f"Equipe {n}", calendar=world.support.calendar)
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(queries.teams_list(ada)) == len(few) + 40
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(queries.forwarding_matrix(ada)) == 43
    with pytest.raises(NotAllowed):
        queries.teams_list(ana)
