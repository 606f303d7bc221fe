"""The editor of checklists in a real browser: rows added, moved by arrows and by their place; axe finds nothing."""

import pytest
from playwright.sync_api import Page, expect

from central.domain.catalog.models import Checklist
from tests.cast import World
from tests.journeys.conftest import Enter
from tests.journeys.desk import assert_accessible, said

pytestmark = pytest.mark.journey


def question(page: Page, number: int) -> str:
    """What the row at a place asks."""
    return page.locator("[data-rows-list] > fieldset").nth(number - 1).get_by_label("Pergunta").input_value()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_checklist_is_built_and_put_in_order(enter: Enter, company: World, scheme: str) -> None:
    page = enter("ada", color_scheme=scheme)
    name = f"Vistoria {scheme}"
    page.goto("/cadastros/checklists/novo/")
    page.get_by_label("Nome").fill(name)
    rows = page.locator("[data-rows-list] > fieldset")
    rows.nth(0).get_by_label("Pergunta").fill("Primeira")
    for label, kind in (("Segunda", "Número"), ("Terceira", "Uma opção da lista")):
        page.get_by_role("button", name="Adicionar item").click()
        rows.last.get_by_label("Pergunta").fill(label)
        rows.last.get_by_label("Resposta").select_option(label=kind)
    expect(rows.nth(1).get_by_label("Unidade")).to_be_visible()
    expect(rows.nth(0).get_by_label("Unidade")).to_be_hidden()
    rows.nth(2).get_by_label("Opções").fill("Sim\nNão")
    assert_accessible(page)
    rows.nth(2).get_by_role("button", name="Mover para cima").press("Enter")
    assert [question(page, n) for n in (1, 2, 3)] == ["Primeira", "Terceira", "Segunda"]
    place = rows.nth(0).locator("input.place")
    place.fill("3")
    place.press("Tab")
    assert [question(page, n) for n in (1, 2, 3)] == ["Terceira", "Segunda", "Primeira"]
    page.get_by_role("button", name="SALVAR").click()
    said(page, f"{name} está no cadastro.")
    made = Checklist.objects.get(name=name)
    labels = made.items.order_by("position").values_list("label", flat=True)
    assert list(labels) == ["Terceira", "Segunda", "Primeira"]
    page.goto(f"/cadastros/checklists/{made.pk}/")
    assert_accessible(page)
