"""Calendários, Feriados and Parâmetros in a real browser: axe finds nothing, the week follows the keyboard."""

import pytest
from playwright.sync_api import expect

from tests.cast import World
from tests.journeys.conftest import Enter
from tests.journeys.desk import assert_accessible, said

pytestmark = pytest.mark.journey

SCREENS = {
    "/cadastros/calendarios/": "Calendários",
    "/cadastros/calendarios/novo/": "Novo calendário",
    "/cadastros/feriados/?ano=2027": "Feriados",
    "/configuracoes/parametros/": "Parâmetros",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_screens(enter: Enter, company: World, scheme: str) -> None:
    page = enter("ada", color_scheme=scheme)
    for url, heading in SCREENS.items():
        page.goto(url)
        expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()
        assert_accessible(page)


def test_a_calendar_and_a_holiday_by_keyboard(enter: Enter, company: World) -> None:
    page = enter("ada")
    page.goto("/cadastros/calendarios/novo/")
    page.get_by_label("Nome").fill("Plantão de sábado")
    start = page.get_by_label("Sábado, janela 1, de")
    start.fill("8")
    start.press("Tab")
    expect(start).to_have_value("08:00")
    page.get_by_label("Sábado, janela 1, até").fill("12:30")
    expect(page.locator("[data-week-total]")).to_have_text("4\u00a0h\u00a030")
    page.get_by_label("Sábado, janela 1, até").press("Enter")
    said(page, "Calendário Plantão de sábado salvo.")
    page.goto("/cadastros/feriados/?ano=2027")
    page.get_by_role("link", name="Novo feriado").click()
    dialog = page.get_by_role("dialog", name="Novo feriado")
    dialog.get_by_label("Nome").fill("Padroeira")
    dialog.get_by_label("Dia", exact=False).first.fill("4/12/2027")
    assert_accessible(page)
    dialog.get_by_role("button", name="SALVAR").click()
    expect(page.get_by_role("link", name="Padroeira", exact=True)).to_be_visible()
