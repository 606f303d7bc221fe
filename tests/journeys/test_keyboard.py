"""A day without the mouse."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.cast import World
from tests.journeys import desk
from tests.journeys.desk import clients, new_client, new_protocol, picture, sheet

pytestmark = pytest.mark.journey


def test_keys_move_open_report_and_find(page: Page, company: World) -> None:
    first = new_protocol(company, new_client("Abel Tavares"))
    second = new_protocol(company, new_client("Bento Tavares"))
    page.goto("/central/?q=Tavares")
    rows = clients(page).get_by_role("link")
    expect(rows).to_have_count(2)
    names = [first.customer.name, second.customer.name]
    rows.first.focus()
    page.keyboard.press("j")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    opened = next(t for t in (first, second) if t.customer.name in (rows.nth(1).text_content() or ""))
    assert opened.customer.name in names
    expect(page.get_by_role("heading", name=opened.customer.name, level=2)).to_be_focused()
    expect(sheet(page, opened)).to_be_visible()
    page.keyboard.press("r")
    dialog = page.get_by_role("dialog", name=desk.REPORT)
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Atalhos do teclado")
    expect(keys).to_contain_text(desk.REPORT)
    picture(page, "atalhos")
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    page.keyboard.press("Control+k")
    palette = page.get_by_role("dialog", name="Buscar ou fazer")
    page.keyboard.type(str(first.protocol))
    option = palette.get_by_role("option", name=re.compile(str(first.protocol)))
    expect(option).to_have_attribute("aria-selected", "true")
    picture(page, "busca")
    page.keyboard.press("Enter")
    expect(sheet(page, first)).to_be_visible()
