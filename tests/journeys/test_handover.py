"""Passing work on between two people who are both signed in: sent, returned, sent again, accepted, taken back."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from central.domain.tickets.models import Ticket
from tests.cast import World
from tests.journeys import desk
from tests.journeys.conftest import Enter
from tests.journeys.desk import act, assert_accessible, choose, new_client, new_protocol, picture, said, write

pytestmark = pytest.mark.journey


def card(page: Page) -> Locator:
    """The forwarding that waits, in the timeline."""
    return page.locator(".handover", has_text="aguardando aceite")


def send(page: Page, ticket: Ticket) -> None:
    """Forward the open protocol to the field team."""
    dialog = act(page, desk.FORWARD)
    dialog.get_by_label("Motivo").select_option(label="Necessita visita técnica")
    dialog.get_by_role("radiogroup", name="Encaminhamento").get_by_text("Equipe", exact=True).click()
    dialog.get_by_label("Para", exact=True).select_option(label="Campo Sul")
    dialog.get_by_label("Tipo Solicitação").select_option(label="Sem conexão")
    write(dialog, "O que já foi feito", "Reiniciada a ONU, sem sinal.")
    dialog.get_by_label("Promessa ao cliente").fill("Ligamos até as 14:45.")
    dialog.get_by_role("button", name="CONFIRMAR").click()
    expect(dialog).to_be_hidden()
    said(page, "Campo Sul")


def test_a_forwarding_is_handed_over(enter: Enter, company: World) -> None:
    ticket = new_protocol(company, new_client("Iolanda Prates"))
    ana, tiago = enter("ana"), enter("tiago")
    choose(ana, ticket)
    send(ana, ticket)

    tiago.goto("/tarefas/?quais=equipes")
    row = tiago.get_by_role("listitem").filter(has_text=str(ticket.protocol))
    expect(row).to_contain_text("Encaminhada para Campo Sul por Ana Beatriz Moraes")
    expect(row).to_contain_text("Aceite até")
    expect(row.get_by_role("button", name=re.compile("^Aceitar"))).to_be_visible()
    expect(tiago.get_by_role("link", name=re.compile("para aceitar"))).to_be_visible()
    picture(tiago, "para-aceitar")
    row.get_by_role("link", name=ticket.title).click()

    expect(card(tiago)).to_contain_text("Ligamos até as 14:45.")
    expect(card(tiago)).to_contain_text("Ana Beatriz Moraes acompanha até o aceite.")
    picture(tiago, "aceite")
    assert_accessible(tiago)
    card(tiago).get_by_role("button", name="Devolver").click()
    dialog = tiago.get_by_role("dialog", name="Devolver")
    expect(dialog).to_contain_text("volta para Suporte N1")
    dialog.get_by_role("button", name="Devolver").click()
    expect(dialog.get_by_text("Diga por que a solicitação volta.").first).to_be_visible()
    write(dialog, "Motivo da devolução", "Faltou o modelo da ONU.")
    dialog.get_by_role("button", name="Devolver").click()
    expect(dialog).to_be_hidden()
    said(tiago, "devolvida para Suporte N1")

    choose(ana, ticket)
    expect(desk.sheet(ana, ticket)).to_contain_text("devolveu a solicitação para Suporte N1")
    expect(desk.sheet(ana, ticket)).to_contain_text("Faltou o modelo da ONU.")
    send(ana, ticket)
    ana.goto("/tarefas/?quais=encaminhei")
    sent = ana.get_by_role("listitem").filter(has_text=str(ticket.protocol))
    expect(sent).to_contain_text("Aguarda o aceite de Campo Sul")
    assert_accessible(ana)

    tiago.goto("/tarefas/?quais=equipes")
    row = tiago.get_by_role("listitem").filter(has_text=str(ticket.protocol))
    row.get_by_role("button", name=re.compile("^Aceitar")).click()
    said(tiago, "aceita")
    ana.reload()
    expect(ana.get_by_role("heading", name="Minhas Tarefas")).to_be_visible()
    expect(sent).to_have_count(0)
    ticket.refresh_from_db()
    assert (ticket.team_id, ticket.handover_id) == (company.field.pk, None)


def test_taking_back_what_nobody_accepted(page: Page, company: World) -> None:
    ticket = new_protocol(company, new_client("Jurema Lisboa"))
    choose(page, ticket)
    send(page, ticket)
    page.goto(f"/central/?protocolo={ticket.pk}")
    card(page).get_by_role("button", name="Retomar").click()
    said(page, "retomada")
    expect(desk.sheet(page, ticket)).to_contain_text("antes do aceite")
    ticket.refresh_from_db()
    assert ticket.team_id == company.support.pk


def test_the_figures_of_a_supervisor(enter: Enter, company: World) -> None:
    ticket = new_protocol(company, new_client("Leandro Mattos"))
    ana, sara = enter("ana"), enter("sara")
    choose(ana, ticket)
    send(ana, ticket)
    sara.goto("/analises/encaminhamentos/")
    expect(sara.get_by_role("row").filter(has_text="Suporte N1 → Campo Sul")).to_be_visible()
    assert_accessible(sara)
    picture(sara, "encaminhamentos-entre-equipes")
