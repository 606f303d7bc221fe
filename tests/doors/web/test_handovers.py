"""Aceitar, Devolver, Retomar on the screens: card, lists, windows, and a second click."""

from collections.abc import Callable

import pytest
from django.test import Client

from central.domain.tickets.kinds import HandoverState
from central.domain.tickets.models import Forwarding, Ticket
from central.domain.tickets.operations.forwarding import Destination, forward_ticket
from tests.cast import World

pytestmark = pytest.mark.django_db
AsUser = Callable[[str], Client]


@pytest.fixture
def ticket(world: World) -> Ticket:
    """A protocol that Ana forwarded to Tiago."""
    made = world.ticket()
    forward_ticket(
        actor=world.actor("ana"),
        ticket_id=made.pk,
        destination=Destination(
            reason_id=world.forward_reason.pk,
            kind="technician",
            team_id=world.field.pk,
            person_id=world.persons["tiago"].pk,
            type_id=made.type_id,
            done_text="<p>Reiniciada a ONU.</p>",
            promise="Visita até as 18:00.",
        ),
    )
    return made


def sheet(client: Client, ticket: Ticket) -> str:
    """The protocol in the Central."""
    return client.get(f"/central/?protocolo={ticket.pk}").content.decode()


def test_the_card_offers_each_side_its_own_acts(world: World, as_user: AsUser, ticket: Ticket) -> None:
    page = sheet(as_user("tiago"), ticket)
    assert "aguardando aceite, agora" in page
    assert "Ana Beatriz Moraes acompanha até o aceite." in page
    assert "volta para Suporte N1" in page
    assert "Visita até as 18:00." in page
    assert f'action="/solicitacoes/{ticket.pk}/aceitar/"' in page
    assert f'href="/solicitacoes/{ticket.pk}/devolver/"' in page
    assert f'action="/solicitacoes/{ticket.pk}/retomar/"' not in page
    assert "aguarda seu aceite" in page
    page = sheet(as_user("ana"), ticket)
    assert f'action="/solicitacoes/{ticket.pk}/retomar/"' in page
    assert f'action="/solicitacoes/{ticket.pk}/aceitar/"' not in page
    assert "aguarda aceite" in page


def test_accepting_by_one_click_and_a_second_click(world: World, as_user: AsUser, ticket: Ticket) -> None:
    client, url = as_user("tiago"), f"/solicitacoes/{ticket.pk}/aceitar/"
    for _again in range(2):
        assert client.post(url, {"once": "k1"}, headers={"HX-Request": "true"}).status_code == 204
    assert Forwarding.objects.get().state == HandoverState.ACCEPTED
    other = client.post(url, {"once": "k2"}, headers={"HX-Request": "true"})
    assert other.status_code == 409
    page = sheet(client, ticket)
    assert "aceitou a solicitação de Ana Beatriz Moraes" in page
    assert "aguardando aceite" not in page


def test_returning_asks_for_the_reason_and_keeps_what_was_typed(
    world: World, as_user: AsUser, ticket: Ticket
) -> None:
    client, url = as_user("tiago"), f"/solicitacoes/{ticket.pk}/devolver/"
    window = client.get(url).content.decode()
    assert "A solicitação volta para Suporte N1 com este motivo." in window
    refused = client.post(url, {"reason": " ", "once": "k1"})
    assert refused.status_code == 422
    assert "Motivo da devolução" in refused.content.decode()
    assert client.post(url, {"reason": "Faltou o modelo da ONU.", "once": "k1"}).status_code == 303
    page = sheet(as_user("ana"), ticket)
    assert "devolveu a solicitação para Suporte N1" in page
    assert "Faltou o modelo da ONU." in page


def test_taking_back(world: World, as_user: AsUser, ticket: Ticket) -> None:
    client, url = as_user("ana"), f"/solicitacoes/{ticket.pk}/retomar/"
    assert "ainda não aceitou" in client.get(url).content.decode()
    assert client.post(url, {"once": "k1"}).status_code == 303
    assert Ticket.objects.get(pk=ticket.pk).team_id == world.support.pk
    assert "retomou a solicitação de Campo Sul" in sheet(client, ticket)


def test_my_tasks_show_what_waits_for_me_and_what_i_sent(
    world: World, as_user: AsUser, ticket: Ticket
) -> None:
    page = as_user("tiago").get("/tarefas/").content.decode()
    assert "Encaminhada para você por Ana Beatriz Moraes" in page
    assert "Aceite até" in page
    assert "para aceitar" in page
    counted = as_user("tiago").get("/tarefas/", {"conta": "aceitar"}).content.decode()
    assert ticket.title in counted
    page = as_user("ana").get("/tarefas/", {"quais": "encaminhei"}).content.decode()
    assert "Que encaminhei" in page
    assert "Aguarda o aceite de Tiago Rezende" in page
    as_user("tiago").post(f"/solicitacoes/{ticket.pk}/aceitar/", {"once": "k1"})
    page = as_user("ana").get("/tarefas/").content.decode()
    assert "Que encaminhei" not in page
    page = as_user("ana").get("/tarefas/", {"quais": "encaminhei"}).content.decode()
    assert "Tudo o que você encaminhou foi aceito" in page
