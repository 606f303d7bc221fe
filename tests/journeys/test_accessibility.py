"""axe-core on every screen, in light and dark."""

import pytest
from playwright.sync_api import expect

from tests.cast import World
from tests.journeys import desk
from tests.journeys.conftest import Enter
from tests.journeys.desk import act, assert_accessible, choose, new_client, new_protocol, picture

pytestmark = pytest.mark.journey


def test_the_central_and_the_dialogs_of_its_acts(enter: Enter, company: World) -> None:
    ticket = new_protocol(company, new_client("Elza Farias"))
    page = enter("sara")
    choose(page, ticket)
    assert_accessible(page)
    for label in (desk.TECHNICIAN, desk.REPORT, desk.FORWARD):
        dialog = act(page, label)
        assert_accessible(page)
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
    page.locator(".topbar").get_by_text(desk.ACTIVITY).click()
    expect(page.get_by_role("dialog", name=desk.ACTIVITY)).to_be_visible()
    assert_accessible(page)


def test_the_central_in_the_dark(enter: Enter, company: World) -> None:
    ticket = new_protocol(company, new_client("Elis Farias"))
    page = enter("ana", color_scheme="dark")
    choose(page, ticket)
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
    assert_accessible(page)
    picture(page, "central-escura")
    dialog = act(page, desk.FORWARD)
    expect(dialog).to_be_visible()
    assert_accessible(page)


SCREENS = {
    "/tarefas/": "Minhas Tarefas",
    "/pessoas/": "Pessoas - Completo",
    "/pessoas/nova/": "Nova pessoa",
    "/ajustes/": "Ajustes",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_other_screens(enter: Enter, company: World, scheme: str) -> None:
    new_protocol(
        company, new_client(f"Flora Reis {scheme}"), assignee_id=company.users["sara"].person_id, by="sara"
    )
    page = enter("sara", color_scheme=scheme)
    for url, heading in SCREENS.items():
        page.goto(url)
        expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()
        assert_accessible(page)
        if scheme == "light":
            picture(page, url.strip("/").replace("/", "-"))
    page.goto("/tarefas/")
    page.get_by_role("link", name="Abrir solicitação").click()
    expect(page.get_by_role("heading", name="Abrir solicitação", level=1)).to_be_visible()
    assert_accessible(page)
