"""Entering and leaving."""

import pytest
from playwright.sync_api import expect

from tests.cast import World
from tests.journeys.conftest import Enter
from tests.journeys.desk import assert_accessible, log_in, picture

pytestmark = pytest.mark.journey


def test_a_wrong_password_is_refused_and_the_right_one_leads_to_the_central(
    enter: Enter, company: World
) -> None:
    page = enter("")
    page.goto("/central/")
    expect(page.get_by_role("heading", name="Entrar", level=1)).to_be_visible()
    assert_accessible(page)
    picture(page, "entrar")
    log_in(page, "ana", "não-é-a-senha")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Usuário")).to_have_value("ana")
    assert_accessible(page)
    log_in(page, "ana")
    expect(page.get_by_role("heading", name="Central de Serviços", level=1)).to_be_attached()
    page.get_by_role("button", name="Ana Beatriz Moraes").click()
    page.get_by_role("button", name="Sair").click()
    expect(page.get_by_role("heading", name="Entrar", level=1)).to_be_visible()
    page.goto("/central/")
    expect(page.get_by_role("heading", name="Entrar", level=1)).to_be_visible()
