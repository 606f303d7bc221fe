"""Two people at one protocol: what one does, the other sees without asking; what she types stays."""

import re

import pytest
from playwright.sync_api import Page, expect

from central.domain.tickets.operations.reporting import NewReport, add_report
from central.foundation.live.hub import hub
from tests.cast import World
from tests.journeys.conftest import Enter
from tests.journeys.desk import assert_accessible, choose, new_client, new_protocol, picture, sheet

pytestmark = pytest.mark.journey


def tell(page: Page, text: str) -> None:
    """A quick report on the open protocol."""
    form = page.get_by_role("form", name="Relato rápido")
    form.get_by_label("Relato").fill(text)
    form.get_by_role("button", name="Registrar").click()
    expect(page.locator("#timeline").get_by_text(text)).to_be_visible()


def test_what_one_does_the_other_sees(enter: Enter, company: World) -> None:
    ticket = new_protocol(company, new_client("Otília Bragança"))
    for number in range(12):
        note = NewReport(text=f"<p>Medição {number}</p>")
        add_report(actor=company.actor("ana"), ticket_id=ticket.pk, report=note)
    ana, bia = enter("ana"), enter("bia")
    choose(ana, ticket)
    choose(bia, ticket)
    bia.evaluate("document.body.dataset.same = 'yes'")
    second = bia.context.new_page()
    second.goto(bia.url)
    expect(sheet(second, ticket)).to_be_visible()

    mine = bia.get_by_role("form", name="Relato rápido").get_by_label("Relato")
    expect(ana.get_by_text("Beatriz Lacerda está vendo")).to_be_visible()
    mine.fill("Escrevo enquanto")
    expect(ana.get_by_text("Beatriz Lacerda está escrevendo")).to_be_visible()
    tell(ana, "Cabo trocado no poste.")
    for page in (bia, second):
        expect(page.locator("#timeline").get_by_text("Cabo trocado no poste.")).to_be_visible()
    expect(mine).to_be_focused()
    mine.press_sequentially(" ela escreve")
    expect(mine).to_have_value("Escrevo enquanto ela escreve")
    assert (
        len([seat for seat in hub().seats if seat.guest and seat.guest.user_id == company.users["bia"].pk])
        == 1
    )

    hub().stop()  # as a server that starts anew: the browser comes back and asks for what it missed
    tell(ana, "Sinal medido, tudo certo.")
    expect(bia.locator("#timeline").get_by_text("Sinal medido, tudo certo.")).to_be_visible()

    bia.locator("#pane").evaluate("pane => { pane.scrollTop = pane.scrollHeight; }")
    tell(ana, "Cliente avisada.")
    button = bia.get_by_role("button", name=re.compile("novo registro"))
    expect(button).to_be_visible()
    expect(bia.get_by_text("Cliente avisada.")).to_have_count(0)
    picture(bia, "novo-registro")
    assert_accessible(bia)
    button.click()
    expect(bia.get_by_text("Cliente avisada.")).to_be_visible()
    expect(button).to_be_hidden()
    expect(bia.locator("body[data-same]")).to_have_count(1)
    expect(mine).to_have_value("Escrevo enquanto ela escreve")
