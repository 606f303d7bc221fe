"""Pessoas - Completo in a real browser: search, filters, columns, export, and a person by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from central.domain.people.finding import index_missing
from central.domain.people.models import Person
from tests.cast import World
from tests.journeys.conftest import Enter
from tests.journeys.desk import assert_accessible, new_client, new_protocol

pytestmark = pytest.mark.journey


@pytest.mark.parametrize(("scheme", "name"), [("light", "Zulmira"), ("dark", "Zenaide")])
def test_the_list_and_its_dialogs(enter: Enter, company: World, scheme: str, name: str) -> None:
    client = new_client(f"{name} Antunes")
    Person.objects.filter(pk=client.pk).update(city_key="urubici")
    index_missing()
    page = enter("sara", color_scheme=scheme)
    page.goto("/pessoas/?uf=SC")
    expect(page.get_by_role("heading", name="Pessoas - Completo", level=1)).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Filtrar").click()
    dialog = page.get_by_role("dialog", name="Filtros")
    dialog.get_by_label("Cidade").press_sequentially("uru")
    expect(dialog.locator("datalist option").first).to_have_attribute("value", "Urubici/SC")
    assert_accessible(page)
    dialog.get_by_label("Cidade").fill("Urubici/SC")
    dialog.get_by_role("button", name="Filtrar").click()
    lifted = page.get_by_role("link", name="Tirar o filtro Urubici/SC")
    expect(lifted).to_be_visible()
    page.get_by_label("Buscar pessoa").press_sequentially(name.lower(), delay=30)
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(lifted).to_have_attribute("href", f"/pessoas/?q={name.lower()}&uf=SC")
    lifted.click()
    expect(page.get_by_label("Buscar pessoa")).to_have_value(name.lower())
    page.get_by_role("link", name="Exportar").click()
    dialog = page.get_by_role("dialog", name="Exportar pessoas")
    expect(dialog.get_by_text(f"1 pessoa: “{name.lower()}” · UF SC")).to_be_visible()
    assert_accessible(page)
    dialog.get_by_role("button", name="Gerar arquivo").click()
    expect(page.get_by_role("heading", name="Exportações de pessoas", level=1)).to_be_visible()
    assert_accessible(page)


def test_columns_and_order_by_hand(enter: Enter, company: World) -> None:
    page = enter("sara")
    page.goto("/pessoas/")
    page.get_by_role("link", name="Escolher colunas").click()
    dialog = page.get_by_role("dialog", name="Escolher colunas")
    dialog.get_by_label("Código").check()
    dialog.get_by_role("button", name="SALVAR").click()
    head = page.get_by_role("columnheader", name="Código")
    head.get_by_role("link").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(page).to_have_url("/pessoas/?ordem=codigo")


def test_a_phone_shows_cards(enter: Enter, company: World) -> None:
    page = enter("sara")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/pessoas/?situacao=ativas&uf=SC")
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_person_by_keyboard(enter: Enter, company: World) -> None:
    client = new_client("Yara do Teclado")
    ticket = new_protocol(company, client)
    page = enter("ana")
    page.goto(f"/pessoas/{client.pk}/")
    expect(page.get_by_text(str(ticket.protocol)).first).to_be_visible()
    page.keyboard.press("Shift+N")
    dialog = page.get_by_role("dialog", name="Novo registro de atividades")
    expect(dialog).to_be_visible()
    page.goto(f"/pessoas/{client.pk}/")
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile(f"cliente={client.pk}$"))
