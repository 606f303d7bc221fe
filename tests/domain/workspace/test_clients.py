"""The client list: who stands in it, where, and with which figures."""

from datetime import timedelta

import pytest
from django.utils import timezone

from central.domain.people.models import Contact, Person
from central.domain.tickets.models import Ticket
from central.domain.tickets.operations.execution import start_execution
from central.domain.tickets.visibility import tickets_visible_to
from central.domain.workspace import queries
from central.domain.workspace.paging import PAGE
from central.domain.workspace.queries import NO_FILTER, ClientSort, Deadline, Scope, TicketFilter
from central.domain.workspace.selection import clients_with_work, open_in_scope
from central.foundation.actor import Actor
from central.foundation.errors import NotFound
from tests.cast import World, person


def client(world: World, name: str) -> Person:
    """A client of the registry."""
    return person(name, is_client=True, city="Lages", state="SC")


def opened(world: World, customer: Person, *, minutes: int, **changes: object) -> Ticket:
    """A protocol of a client that is due in so many minutes."""
    contact = Contact.objects.get(person=customer, is_self=True)
    ticket = world.ticket(customer_id=customer.pk, contact_id=contact.pk)
    values = {"due_at": timezone.now() + timedelta(minutes=minutes), **changes}
    Ticket.objects.filter(pk=ticket.pk).update(**values)
    return ticket


def names(
    actor: Actor, scope: Scope, wanted: TicketFilter = NO_FILTER, sort: ClientSort = ClientSort.DUE
) -> list[str]:
    """The names of the first page."""
    return [row.name for row in queries.client_page(actor, scope, wanted, sort).rows]


def test_a_client_stands_once_at_its_nearest_deadline(world: World, ana: Actor) -> None:
    early, late = client(world, "Bruno"), client(world, "Alice")
    opened(world, late, minutes=50)
    opened(world, early, minutes=10)
    opened(world, early, minutes=90)
    assert names(ana, Scope.ALL) == ["Bruno", "Alice"]
    assert names(ana, Scope.ALL, sort=ClientSort.NAME) == ["Alice", "Bruno"]


def test_scopes_hold_what_is_mine_my_teams_and_all(world: World, ana: Actor) -> None:
    mine, team, served = client(world, "Minha"), client(world, "Equipe"), client(world, "Outra")
    opened(world, mine, minutes=10, assignee_id=ana.person_id)
    opened(world, team, minutes=20)
    opened(world, served, minutes=30, team_id=world.finance.pk)
    assert names(ana, Scope.MINE) == ["Minha"]
    assert names(ana, Scope.TEAMS) == ["Minha", "Equipe"]
    assert names(ana, Scope.ALL) == ["Minha", "Equipe", "Outra"]
    assert names(world.actor("teo"), Scope.ALL) == []


def test_the_scope_opens_at_mine_or_at_the_teams(world: World, ana: Actor) -> None:
    opened(world, client(world, "Equipe"), minutes=20)
    assert queries.desk_counts(ana, None).scope is Scope.TEAMS
    opened(world, client(world, "Minha"), minutes=10, assignee_id=ana.person_id)
    counts = queries.desk_counts(ana, None)
    assert (counts.scope, counts.mine, counts.teams, counts.everything, counts.tasks) == (
        Scope.MINE,
        1,
        2,
        2,
        1,
    )
    assert queries.nav_counts(ana).central == 1


def test_figures_count_all_visible_open_protocols(world: World, ana: Actor) -> None:
    customer = client(world, "Marta")
    opened(world, customer, minutes=-10, assignee_id=ana.person_id)
    running = opened(world, customer, minutes=60)
    start_execution(actor=world.actor("bia"), ticket_id=running.pk)
    row = queries.client_page(ana, Scope.MINE, NO_FILTER).rows[0]
    assert (row.figures.open_count, row.figures.late_count, row.figures.is_running) == (2, 1, True)
    assert row.due is not None
    assert row.due.state == "late"


def test_filters_and_chips_agree(world: World, ana: Actor) -> None:
    opened(world, client(world, "Atrasada"), minutes=-10)
    opened(world, client(world, "Longe"), minutes=60 * 24 * 9)
    assert names(ana, Scope.ALL, TicketFilter(deadline=Deadline.LATE)) == ["Atrasada"]
    assert names(ana, Scope.ALL, TicketFilter(city="Nenhures")) == []
    assert queries.desk_counts(ana, Scope.ALL).late == 1
    assert queries.desk_counts(ana, Scope.ALL, TicketFilter(team_id=world.finance.pk)).late == 0


@pytest.mark.parametrize("sort", list(ClientSort))
def test_pages_follow_each_other_without_gap_or_repeat(world: World, ana: Actor, sort: ClientSort) -> None:
    model = opened(world, client(world, "Cliente 000"), minutes=1)
    people = [client(world, f"Cliente {n:03}") for n in range(1, PAGE + 8)]
    first = Ticket.objects.get(pk=model.pk)
    for n, found in enumerate(people, start=1):
        first.pk, first.protocol, first.customer_id = None, first.protocol + 1, found.pk
        first.due_at = timezone.now() + timedelta(minutes=n // 3)
        first.save(force_insert=True)
    one = queries.client_page(ana, Scope.ALL, NO_FILTER, sort)
    two = queries.client_page(ana, Scope.ALL, NO_FILTER, sort, after=one.next_mark)
    back = queries.client_page(ana, Scope.ALL, NO_FILTER, sort, before=two.previous_mark)
    assert len(one.rows) == PAGE
    assert len({row.id for row in [*one.rows, *two.rows]}) == PAGE + 8
    assert not two.next_mark
    assert [row.id for row in back.rows] == [row.id for row in one.rows]
    assert not back.previous_mark
    stray = queries.client_page(ana, Scope.ALL, NO_FILTER, sort, after="nonsense")
    assert [row.id for row in stray.rows] == [row.id for row in one.rows]


def test_search_reaches_clients_without_protocols_and_protocols_by_number(world: World, ana: Actor) -> None:
    client(world, "Antônia Gonçalves")
    ticket = world.ticket()
    assert [row.name for row in queries.search_clients(ana, "antonia").rows] == ["Antônia Gonçalves"]
    assert queries.search_clients(ana, "529.982.247-25").rows[0].id == world.marlene.pk
    assert queries.search_clients(ana, "48 99912-0147").rows[0].id == world.marlene.pk
    found = queries.search_clients(ana, str(ticket.protocol)).rows[0]
    assert (found.id, found.ticket_id, found.protocol) == (world.marlene.pk, ticket.pk, ticket.protocol)
    assert queries.search_clients(world.actor("teo"), str(ticket.protocol)).rows == []
    assert queries.search_clients(ana, "ninguém assim").rows == []


def test_palette_finds_protocol_and_person_in_two_queries(
    world: World, ana: Actor, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    ticket = world.ticket()
    with django_assert_max_num_queries(2):  # type: ignore[operator]
        hits = queries.palette_hits(ana, str(ticket.protocol))
    assert (hits[0].kind, hits[0].pk) == ("ticket", ticket.pk)
    assert queries.palette_hits(ana, "marlene")[0].kind == "person"
    assert queries.palette_hits(world.actor("teo"), str(ticket.protocol)) == []


def test_a_client_is_not_found_by_who_sees_neither_persons_nor_protocols(world: World) -> None:
    nobody = Actor(user_id=1, person_id=world.persons["otto"].pk, name="Otto")
    with pytest.raises(NotFound):
        queries.customer_view(nobody, world.marlene.pk)


def test_protocols_stand_mine_first_then_my_teams_then_others(world: World, ana: Actor) -> None:
    other = opened(world, world.marlene, minutes=1, team_id=world.finance.pk)
    team = opened(world, world.marlene, minutes=2)
    mine = opened(world, world.marlene, minutes=3, assignee_id=ana.person_id)
    assert [row.id for row in queries.protocols_of(ana, world.marlene.pk)] == [mine.pk, team.pk, other.pk]


@pytest.mark.parametrize("name", ["ana", "tiago", "sara", "otto"])
def test_the_short_questions_answer_as_the_whole_one(world: World, ana: Actor, name: str) -> None:
    actor = world.actor(name)
    for team in (world.support, world.field, world.finance):
        for assignee in (None, actor.person_id, world.persons["bia"].pk):
            ticket = opened(world, client(world, f"{team} {assignee}"), minutes=5, team_id=team.pk)
            Ticket.objects.filter(pk=ticket.pk).update(
                assignee_id=assignee, opened_by_id=world.persons["ada"].pk
            )
            again = Contact.objects.get(person_id=ticket.customer_id, is_self=True)
            world.ticket(by="ada", customer_id=ticket.customer_id, contact_id=again.pk)
    visible = tickets_visible_to(actor).filter(is_open=True)
    mine, teams = visible.filter(assignee_id=actor.person_id), visible.filter(team_id__in=actor.team_ids)
    assert set(open_in_scope(actor, Scope.MINE)) == set(mine)
    assert set(open_in_scope(actor, Scope.TEAMS)) == set(teams)
    assert {row["customer_id"] for row in clients_with_work(actor)} == {t.customer_id for t in visible}


def test_figures_of_served_clients_count_what_the_whole_question_counts(world: World, ana: Actor) -> None:
    customer = client(world, "Marta")
    opened(world, customer, minutes=10, assignee_id=ana.person_id)
    opened(world, customer, minutes=-20, team_id=world.finance.pk, opened_by_id=world.persons["otto"].pk)
    rows = {scope: queries.client_page(ana, scope, NO_FILTER).rows[0].figures for scope in Scope}
    assert rows[Scope.MINE] == rows[Scope.TEAMS] == rows[Scope.ALL]
    assert rows[Scope.MINE].open_count == 2
