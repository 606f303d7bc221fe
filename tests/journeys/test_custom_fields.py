"""A custom field in a real browser: made for a type, asked at the opening, shown, changed, filtered by."""

import re

import pytest
from playwright.sync_api import expect

from central.domain.fields.models import FieldValue
from tests.cast import World
from tests.journeys.conftest import Enter
from tests.journeys.desk import assert_accessible, new_client, said, write

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_field_from_its_making_to_the_filter(enter: Enter, company: World, scheme: str) -> None:
    label, client = f"Sinal {scheme} (dBm)", new_client(f"Nair {scheme}")
    page = enter("ada", color_scheme=scheme)
    page.goto("/cadastros/campos-personalizados/novo/")
    page.get_by_label("Rótulo").fill(label)
    page.get_by_label("Tipo de valor").select_option(label="Número")
    page.get_by_label(re.compile("2ª via de fatura")).check()
    page.get_by_label("Serve de filtro nas listas").check()
    assert_accessible(page)
    page.get_by_role("button", name="SALVAR").click()
    said(page, label)
    page.goto(f"/solicitacoes/abrir/?cliente={client.pk}")
    page.get_by_label("Origem").select_option(label="Telefone receptivo")
    page.get_by_label("Tipo de Solicitação").select_option(label="2ª via de fatura")
    field = page.get_by_label(label)
    field.fill("muito")
    page.get_by_label("Título").fill("Sem sinal")
    write(page.locator("form[data-ctrl-enter]"), "Descrição", "Luz vermelha.")
    page.get_by_role("button", name="Abrir solicitação").click()
    expect(page.locator(f"#{field.get_attribute('id')}-e")).to_be_visible()
    assert_accessible(page)
    page.get_by_label(label).fill("-19,8")
    page.get_by_role("button", name="Abrir solicitação").click()
    expect(page.get_by_text("Sem sinal").first).to_be_visible()
    value = FieldValue.objects.get(field__name=label)
    page.goto(f"/central/?escopo=todas&cliente={client.pk}&protocolo={value.ticket_id}")
    expect(page.locator("#sheet").get_by_text("−19,8").first).to_be_visible()
    assert_accessible(page)
    page.goto("/central/filtros/?escopo=todas")
    page.get_by_label("Campo personalizado").select_option(label=label)
    page.get_by_label(re.compile("^De")).fill("-25")
    assert_accessible(page)
    page.get_by_role("button", name="Filtrar").click()
    expect(page.get_by_role("list", name="Clientes").get_by_text(client.name)).to_be_visible()
