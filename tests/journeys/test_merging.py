"""Two registrations of one person in a real browser: proposed, compared, merged, given back; axe finds nothing."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from central.domain.merging.models import Pair
from central.domain.people.models import Person
from tests.cast import World
from tests.journeys.conftest import Enter
from tests.journeys.desk import assert_accessible, new_client, new_protocol, said

pytestmark = pytest.mark.journey


@pytest.mark.parametrize(("scheme", "name"), [("light", "Quirino Salgado"), ("dark", "Quitéria Salgado")])
def test_a_pair_is_merged_and_given_back(enter: Enter, company: World, scheme: str, name: str) -> None:
    kept, gone = new_client(name), new_client(f"{name} Filho")
    ticket = new_protocol(company, gone)
    Pair.objects.create(first=kept, second=gone, score=90, reasons="phone similar", found_at=timezone.now())
    page = enter("sara", color_scheme=scheme)
    page.goto("/pessoas/duplicadas/")
    assert_accessible(page)
    pair = page.get_by_role("listitem").filter(has_text=f"{name} Filho").filter(has_text="mesmo telefone")
    pair.get_by_role("link", name="Comparar e mesclar").click()
    expect(page.get_by_role("heading", name="Mesclar pessoas", level=1)).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="MESCLAR").click()
    said(page, name)
    ticket.refresh_from_db()
    assert ticket.customer == kept and not Person.objects.get(pk=gone.pk).is_active
    page.goto(f"/pessoas/{gone.pk}/")
    expect(page.get_by_role("link", name=f"Ir para {name}", exact=True)).to_be_visible()
    assert_accessible(page)
    page.goto("/pessoas/mesclagens/")
    assert_accessible(page)
    page.locator("main a", has_text=f"{name} Filho").first.click()
    assert_accessible(page)
    page.get_by_role("button", name="Desfazer mesclagem").click()
    expect(page.get_by_text("Desfeita").first).to_be_visible()
    ticket.refresh_from_db()
    assert ticket.customer == gone and Person.objects.get(pk=gone.pk).is_active
