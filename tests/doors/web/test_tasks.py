"""Minhas Tarefas as a page."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from central.domain.tickets.operations.execution import start_execution
from tests.cast import World

LogIn = Callable[[str], Client]
MOST_QUERIES = 12


def page(client: Client, url: str) -> str:
    """The text of a page that is there."""
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def count_of(client: Client, url: str) -> int:
    """How many queries a page takes once the session is known."""
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        page(client, url)
    return len(captured)


@pytest.mark.parametrize("tab", ["comigo", "equipes", "abri", "encerradas"])
def test_a_tab_takes_few_queries_with_one_row_and_with_fifty(world: World, as_user: LogIn, tab: str) -> None:
    client, mine = as_user("ana"), world.persons["ana"].pk
    world.ticket(assignee_id=mine)
    few = count_of(client, f"/tarefas/?quais={tab}")
    for _ in range(50):
        world.ticket(assignee_id=mine)
    assert few == count_of(client, f"/tarefas/?quais={tab}") <= MOST_QUERIES


def test_counters_filter_and_lift_their_filter(world: World, as_user: LogIn) -> None:
    world.ticket(assignee_id=world.persons["ana"].pk)
    client = as_user("ana")
    assert "/tarefas/?conta=atraso" in page(client, "/tarefas/")
    text = page(client, "/tarefas/?conta=atraso")
    assert 'href="/tarefas/" aria-current="true"' in text
    assert "Nada encontrado" in text


def test_every_empty_tab_says_something_else(world: World, as_user: LogIn) -> None:
    client = as_user("ana")
    said = {
        page(client, f"/tarefas/?quais={tab}").split('class="blank"')[1][:400]
        for tab in ("comigo", "equipes")
    }
    assert len(said) == 2
    assert "Nada espera por você" in page(client, "/tarefas/")
    assert "Nada encontrado" in page(client, "/tarefas/?q=zzz")


def test_rows_lead_to_the_central_and_carry_the_likeliest_act(world: World, as_user: LogIn) -> None:
    ticket = world.ticket()
    client = as_user("ana")
    text = page(client, "/tarefas/?quais=equipes")
    assert f"cliente={world.marlene.pk}&amp;protocolo={ticket.pk}" in text
    assert "Assumir<span" in text
    start_execution(actor=world.actor("ana"), ticket_id=ticket.pk)
    assert "Relatar<span" in page(client, "/tarefas/")


def test_of_two_who_take_over_from_their_lists_the_second_is_told(world: World, as_user: LogIn) -> None:
    ticket = world.ticket()
    assert ticket.assignee_id is None
    row = as_user("ana").get("/tarefas/?quais=equipes").content.decode()
    form = dict(re.findall(r'type="hidden" name="(once|next|seen_owner)" value="([^"]*)"', row))
    assert form["seen_owner"] == f"{ticket.team_id}:"
    as_user("bia").post(f"/solicitacoes/{ticket.pk}/assumir/", {"once": "bia-1"})
    refused = as_user("ana").post(f"/solicitacoes/{ticket.pk}/assumir/", form)
    assert refused.status_code == 409
    ticket.refresh_from_db()
    assert ticket.assignee_id == world.users["bia"].person_id


def test_the_menu_of_a_row_holds_the_possible_acts(world: World, as_user: LogIn) -> None:
    ticket = world.ticket()
    text = page(as_user("ana"), f"/tarefas/{ticket.pk}/atos/?next=/tarefas/")
    for label in ("Iniciar Execução", "Encaminhar Solicitação", "Assumir", "Acompanhar"):
        assert label in text
    assert as_user("teo").get(f"/tarefas/{ticket.pk}/atos/").status_code == 404


def test_the_list_alone_keeps_the_search_in_the_address(world: World, as_user: LogIn) -> None:
    world.ticket(assignee_id=world.persons["ana"].pk)
    response = as_user("ana").get("/tarefas/?parte=list&q=marlene", headers={"HX-Request": "true"})
    assert response.headers["HX-Replace-Url"] == "/tarefas/?q=marlene"
    assert "<html" not in response.content.decode()


def test_filters_keep_the_tab(world: World, as_user: LogIn) -> None:
    text = page(as_user("ana"), "/tarefas/filtros/?quais=equipes&conta=atraso")
    assert 'name="quais" value="equipes"' in text
    assert 'name="conta" value="atraso"' in text
