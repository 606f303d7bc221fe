"""Painel de Prazos as a page: its links, who has it, what it says when nothing is open."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from central.domain.tickets.models import Ticket
from tests.cast import World

LogIn = Callable[[str], Client]
MOST_QUERIES = 12
NUMBER = re.compile(r'<a class="num [a-z]*" href="([^"]+)">([\d.]+)<')
STATES = {"plain": {}, "waiting": {"base_status": "waiting"}, "done": {"base_status": "tech_closed"}}


def page(client: Client, url: str) -> str:
    """The text of a page that is there."""
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


@pytest.fixture
def filled(world: World) -> World:
    """Twenty-four protocols of two teams, late, due soon, due later, paused and done."""
    now = timezone.now()
    for team, kind in ((world.support, "connection"), (world.field, "repair")):
        for minutes in (-90, 20, 60 * 30, 60 * 90):
            for name, values in STATES.items():
                ticket = world.ticket(team_id=team.pk, type_id=world.types[kind].pk)
                paused = now - timedelta(hours=2) if name == "waiting" else None
                due_at = now + timedelta(minutes=minutes)
                Ticket.objects.filter(pk=ticket.pk).update(due_at=due_at, paused_at=paused, **values)
    return world


@pytest.mark.parametrize(
    "url", ["/prazos/", "/prazos/?por=tipos", "/prazos/?escopo=equipes", "/prazos/?por=tipos&equipe=2"]
)
def test_every_number_leads_to_a_list_of_that_length(filled: World, as_user: LogIn, url: str) -> None:
    client = as_user("sara")
    url = url.replace("equipe=2", f"equipe={filled.field.pk}")
    numbers = NUMBER.findall(page(client, url))
    assert len(numbers) >= 6
    for link, number in numbers:
        listed = page(client, unescape(link))
        assert listed.count('class="task" data-row') == int(number), link


def test_the_name_of_a_row_leads_into_it(filled: World, as_user: LogIn) -> None:
    client = as_user("sara")
    assert f'href="/prazos/?por=tipos&amp;equipe={filled.field.pk}"' in page(client, "/prazos/")
    text = page(client, f"/prazos/?por=tipos&equipe={filled.field.pk}")
    assert "Equipe: Campo Sul" in text
    assert text.count("<tr data-row>") == 1
    assert client.get("/prazos/?por=tipos&equipe=999999").status_code == 404


def test_only_who_looks_after_teams_has_the_panel(world: World, as_user: LogIn) -> None:
    assert as_user("ana").get("/prazos/").status_code == 403
    assert 'href="/prazos/"' not in page(as_user("ana"), "/tarefas/")
    assert 'href="/prazos/"' in page(as_user("sara"), "/tarefas/")
    assert "Todas</a>" not in page(as_user("ana"), "/tarefas/")
    assert "Todas</a>" in page(as_user("sara"), "/tarefas/")


def test_without_open_work_the_panel_says_so(world: World, as_user: LogIn) -> None:
    text = page(as_user("sara"), "/prazos/")
    assert "Nenhuma solicitação aberta aqui" in text
    assert "<table" not in text


@pytest.mark.parametrize("word", ["x", "\x00", "9" * 10_000, "😀", "-1"])
def test_what_an_address_cannot_mean_is_passed_over(filled: World, as_user: LogIn, word: str) -> None:
    given = {"por": word, "escopo": word, "equipe": word, "tipo": word}
    response = as_user("sara").get("/prazos/", given)
    assert response.status_code == 200
    assert "Campo Sul" in response.content.decode()


def test_the_panel_alone_is_given_to_htmx(filled: World, as_user: LogIn) -> None:
    response = as_user("sara").get("/prazos/", headers={"HX-Request": "true"})
    assert response.content.decode().startswith('<div id="deadlines"')


def test_the_panel_takes_few_queries_however_many_rows(world: World, as_user: LogIn) -> None:
    client = as_user("sara")

    def count() -> int:
        page(client, "/prazos/")
        with CaptureQueriesContext(connection) as captured:
            page(client, "/prazos/")
        return len(captured)

    world.ticket()
    few = count()
    for _ in range(25):
        world.ticket()
        world.ticket(team_id=world.field.pk, type_id=world.types["repair"].pk)
    assert few == count() <= MOST_QUERIES


def test_a_list_tells_the_filters_that_are_set_and_lifts_each(filled: World, as_user: LogIn) -> None:
    client, team = as_user("sara"), filled.field
    text = page(client, f"/tarefas/?quais=todas&equipe={team.pk}&prazo=1hora")
    chips = re.findall(r'<a class="chip" aria-current="true" href="([^"]+)">.*?</span>([^<]+)<', text)
    assert [(unescape(url), name) for url, name in chips] == [
        ("/tarefas/?quais=todas&prazo=1hora", "Campo Sul"),
        (f"/tarefas/?quais=todas&equipe={team.pk}", "Vence em 1 hora"),
    ]
    assert "Prazo pausado" in page(client, "/central/?escopo=todas&prazo=pausado")


def test_the_deadlines_of_lists_open_their_account(world: World, as_user: LogIn) -> None:
    ticket = world.ticket()
    client = as_user("ana")
    for url in ("/tarefas/?quais=equipes", f"/central/?cliente={world.marlene.pk}"):
        links = re.findall(r'<a class="[^"]*due[^"]*" href="([^"]+)" data-dialog', page(client, url))
        assert links == [f"/solicitacoes/{ticket.pk}/prazo/"], url
        assert client.get(links[0]).status_code == 200
