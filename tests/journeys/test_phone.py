"""The Central on a phone: one level at a time."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.cast import World
from tests.journeys import desk
from tests.journeys.conftest import Enter
from tests.journeys.desk import (
    act,
    assert_accessible,
    clients,
    new_client,
    new_protocol,
    picture,
    protocols,
    sheet,
    write,
)

pytestmark = pytest.mark.journey
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}


def test_on_a_phone_list_then_client_then_protocol_then_act(enter: Enter, company: World) -> None:
    ticket = new_protocol(company, new_client("Dora Salles"))
    new_protocol(company, ticket.customer, title="Lentidão à noite")
    page = enter("ana", **PHONE)
    page.goto("/central/?escopo=equipes")
    assert_accessible(page)
    picture(page, "celular-lista")
    expect(page.locator("#pane")).to_be_hidden()
    clients(page).get_by_role("link", name=re.compile("Dora Salles")).tap()
    expect(page.get_by_role("heading", name="Dora Salles", level=2)).to_be_visible()
    expect(clients(page)).to_be_hidden()
    row = protocols(page).get_by_role("link", name=re.compile(str(ticket.protocol)))
    if row.is_visible():
        row.tap()
    expect(sheet(page, ticket)).to_be_visible()
    assert_accessible(page)
    picture(page, "celular-protocolo")
    dialog = act(page, desk.REPORT)
    write(dialog, "Relato", "Escrito no celular.")
    assert_accessible(page)
    picture(page, "celular-relato")
    dialog.get_by_role("button", name="CONFIRMAR").tap()
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("region", name="Linha do tempo")).to_contain_text("Escrito no celular.")
    assert too_wide(page) == 0
    for address in ("/tarefas/", "/pessoas/", "/solicitacoes/abrir/", "/ajustes/"):
        page.goto(address)
        assert too_wide(page) == 0, address


def too_wide(page: Page) -> int:
    """By how many pixels a page is wider than the screen."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return max(0, int(wide))
