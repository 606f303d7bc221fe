"""The Central as a page and in parts: what each address shows, and with how many queries."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from central.domain.people.models import Contact
from central.domain.tickets.models import Ticket
from central.domain.tickets.operations.closing import close_ticket
from central.domain.tickets.operations.execution import start_execution
from central.domain.tickets.operations.reporting import NewReport, add_report
from central.foundation.actor import Actor
from tests.cast import World, person

LogIn = Callable[[str], Client]
PARTS = ("clients", "counts", "pane", "customer", "sheet", "timeline", "entries")
MOST_QUERIES = 12


def page(client: Client, url: str) -> str:
    """The text of a page that is there."""
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def part(client: Client, url: str, name: str) -> str:
    """The text of a part, as htmx asks for it."""
    join = "&" if "?" in url else "?"
    response = client.get(f"{url}{join}parte={name}", headers={"HX-Request": "true"})
    assert response.status_code == 200, name
    return response.content.decode()


def many(world: World, count: int) -> None:
    """So many more clients, each with a protocol of Ana's, and as many events on the first."""
    ana = world.actor("ana")
    model = world.ticket()
    for n in range(count):
        customer = person(f"Cliente {n:03}", is_client=True)
        contact = Contact.objects.get(person=customer, is_self=True)
        world.ticket(customer_id=customer.pk, contact_id=contact.pk, assignee_id=ana.person_id)
        world.ticket()
        add_report(actor=ana, ticket_id=model.pk, report=NewReport(text=f"relato {n}"))


def count_of(client: Client, url: str) -> int:
    """How many queries a page takes once the session is known."""
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        page(client, url)
    return len(captured)


def test_the_start_leads_technicians_to_their_tasks_and_others_to_the_central(as_user: LogIn) -> None:
    assert as_user("ana").get("/").headers["Location"] == "/central/"
    assert as_user("tiago").get("/").headers["Location"] == "/tarefas/"


def test_the_whole_page_takes_twelve_queries_with_one_row_and_with_fifty(
    world: World, as_user: LogIn
) -> None:
    client, ticket = as_user("ana"), world.ticket(assignee_id=world.persons["ana"].pk)
    url = f"/central/?cliente={world.marlene.pk}&protocolo={ticket.pk}"
    few = count_of(client, url)
    many(world, 50)
    assert few == count_of(client, url) <= MOST_QUERIES
    filtered = f"/central/?escopo=todas&equipe={world.support.pk}&tipo={ticket.type_id}&prazo=3dias"
    for other in ("/central/", filtered, "/central/?q=cliente", f"{url}&aba=dados"):
        assert count_of(client, other) <= MOST_QUERIES, other


def test_every_state_has_an_address_without_scripts(world: World, as_user: LogIn) -> None:
    ticket = world.ticket()
    text = page(as_user("ana"), f"/central/?protocolo={ticket.pk}")
    for label in (
        "Iniciar Execução",
        "Relatar Atividade do Técnico",
        "Novo Relato na Solicitação",
        "Encaminhar Solicitação",
        "Novo registro de atividades",
    ):
        assert label in text
    assert 'data-view="ticket"' in text
    assert f'data-number="{ticket.protocol}"' in text
    assert 'data-view="list"' in page(as_user("ana"), "/central/")
    assert 'data-view="customer"' in page(as_user("ana"), f"/central/?cliente={world.marlene.pk}")


def test_short_addresses_open_client_and_protocol(world: World, as_user: LogIn) -> None:
    client, ticket = as_user("ana"), world.ticket()
    there = client.get(f"/central/protocolo/{ticket.pk}/").headers["Location"]
    assert there == f"/central/?cliente={world.marlene.pk}&protocolo={ticket.pk}"
    assert (
        client.get(f"/central/cliente/{world.marlene.pk}/")
        .headers["Location"]
        .endswith(f"cliente={world.marlene.pk}")
    )


def test_parts_are_only_parts(world: World, as_user: LogIn) -> None:
    client, ticket = as_user("ana"), world.ticket()
    url = f"/central/?cliente={world.marlene.pk}&protocolo={ticket.pk}"
    for name in PARTS:
        assert "<html" not in part(client, url, name)
    assert f'data-ticket="{ticket.pk}"' in part(client, url, "sheet")
    assert "<html" in page(client, f"{url}&parte=sheet")


def test_what_one_may_not_see_is_not_found(world: World, as_user: LogIn) -> None:
    ticket = world.ticket()
    client = as_user("teo")
    assert client.get(f"/central/?protocolo={ticket.pk}").status_code == 404
    assert client.get(f"/central/protocolo/{ticket.pk}/").status_code == 404
    assert client.get("/central/?cliente=999999").status_code == 404
    assert "saiu da sua visão" in part(client, f"/central/?protocolo={ticket.pk}", "sheet")


@pytest.mark.parametrize(
    "query",
    [
        "escopo=x&ordem=x&aba=x&linha=x&prazo=x",
        "equipe=abc&tipo=-1&status=9999999999999999999&prioridade=9&cidade=%00",
        "depois=x~1&antes=~~&ate=-5&cliente=abc&protocolo=1.5",
        "q=%25%27%22%3Cscript%3E",
    ],
)
def test_strange_addresses_are_passed_over(world: World, as_user: LogIn, query: str) -> None:
    world.ticket()
    assert "<script>alert" not in page(as_user("ana"), f"/central/?{query}")


def test_the_empty_list_says_why(world: World, as_user: LogIn) -> None:
    client = as_user("ana")
    assert "Ainda não há solicitações abertas" in page(client, "/central/")
    world.ticket()
    assert "Fila em dia" in page(client, "/central/?escopo=minhas")
    assert "Nada com estes filtros" in page(client, "/central/?escopo=todas&prazo=atraso")
    assert "Nenhum cliente encontrado" in page(client, "/central/?q=zzzz")


def test_search_keeps_its_address_and_answers_in_the_list(world: World, as_user: LogIn) -> None:
    ticket = world.ticket()
    response = as_user("ana").get(
        f"/central/?parte=clients&q={ticket.protocol}", headers={"HX-Request": "true"}
    )
    assert response.headers["HX-Replace-Url"] == f"/central/?q={ticket.protocol}"
    assert f"protocolo={ticket.pk}" in response.content.decode()


def test_documents_are_masked_everywhere(world: World, as_user: LogIn) -> None:
    ticket = world.ticket()
    text = page(as_user("ana"), f"/central/?escopo=todas&protocolo={ticket.pk}")
    assert "•••.982.247-••" in text
    assert "52998224725" not in text
    assert "529.982.247-25" not in text


def test_my_running_execution_offers_to_pause_and_anothers_says_who(world: World, as_user: LogIn) -> None:
    ticket = world.ticket()
    start_execution(actor=world.actor("ana"), ticket_id=ticket.pk)
    url = f"/central/?escopo=todas&protocolo={ticket.pk}"
    mine = page(as_user("ana"), url)
    assert re.search(r"Pausar\s*<running-clock data-since=", mine)
    theirs = page(as_user("bia"), url)
    assert "Ana Beatriz Moraes está executando este protocolo desde" in theirs
    assert 'aria-disabled="true"' in theirs


def test_a_closed_protocol_shows_its_acts_closed_and_reopening_first(
    world: World, ana: Actor, as_user: LogIn
) -> None:
    ticket = world.ticket()
    close_ticket(actor=ana, ticket_id=ticket.pk, text="Resolvido")
    text = page(as_user("ana"), f"/central/?protocolo={ticket.pk}")
    assert text.count("Este protocolo está encerrado") >= 4
    menu = text[text.index('id="ticket-menu"') :]
    assert menu.index("Reabrir") < menu.index("Acompanhar")
    assert "Ocultar encerrados" in text


def test_acts_that_the_profile_lacks_are_not_shown(world: World, as_user: LogIn) -> None:
    ticket = world.ticket()
    Ticket.objects.filter(pk=ticket.pk).update(opened_by_id=world.persons["otto"].pk)
    text = page(as_user("otto"), f"/central/?protocolo={ticket.pk}")
    assert 'id="act-forward"' not in text
    assert "está com outra equipe ou pessoa" in text


def test_filters_that_are_set_are_named_and_can_be_lifted(world: World, as_user: LogIn) -> None:
    world.ticket()
    text = page(as_user("ana"), f"/central/?escopo=todas&equipe={world.support.pk}&prioridade=2")
    assert "Tirar filtro: </span>Suporte N1" in text
    assert 'href="/central/?escopo=todas&amp;prioridade=2"' in text


def test_filters_come_as_a_dialog_and_keep_the_rest(world: World, as_user: LogIn) -> None:
    client = as_user("ana")
    url = f"/central/filtros/?escopo=todas&equipe={world.support.pk}"
    dialog = client.get(url, headers={"HX-Request": "true", "X-Dialog": "true"}).content.decode()
    assert "<html" not in dialog
    assert 'name="escopo" value="todas"' in dialog
    assert f'<option value="{world.support.pk}" selected>' in dialog
    assert "<html" in page(client, url)


def test_pages_obey_the_content_policy(world: World, as_user: LogIn) -> None:
    ticket = world.ticket()
    for url in (
        f"/central/?protocolo={ticket.pk}",
        "/tarefas/?quais=equipes",
        f"/central/?cliente={world.marlene.pk}&aba=dados",
    ):
        text = page(as_user("ana"), url)
        assert not re.search(r"\sstyle=|\son\w+=|hx-on|<script>", text)


@pytest.mark.parametrize(
    "url",
    [
        "/central/protocolo/{n}/", "/tarefas/{n}/atos/", "/central/?protocolo={n}", "/central/?cliente={n}",
        "/central/?equipe={n}&responsavel={n}", "/central/?protocolo={ticket}&parte=entries&ate={n}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("digits", [11, 18, 30])
def test_absurd_numbers_in_an_address_are_not_found_or_passed_over(
    world: World, as_user: LogIn, url: str, digits: int
) -> None:
    address = url.format(n="9" * digits, ticket=world.ticket().pk)
    assert as_user("ana").get(address, headers={"hx-request": "true"}).status_code in {200, 404}
