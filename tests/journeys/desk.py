"""What the journeys do on a screen, by the labels that an operator sees."""

import os
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from central.domain.people.models import Contact, Person
from central.domain.tickets.models import Ticket
from tests.cast import PASSWORD, World, person

expect.set_options(timeout=30_000)

AXE = (Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
ROUNDS = 3
"""Looks of axe at a page: parts that are being refreshed fade for a moment, which is no fault."""
PICTURES = Path(__file__).resolve().parents[2] / "docs" / "manual" / "imagens"

ACTIVITY = "Novo registro de atividades"
START = "Iniciar Execução"
PAUSE = "Pausar"
TECHNICIAN = "Relatar Atividade do Técnico"
REPORT = "Novo Relato na Solicitação"
FORWARD = "Encaminhar Solicitação"


def new_client(name: str) -> Person:
    """A client of its own for a journey, so that journeys do not meet."""
    return person(name, is_client=True, city="Urubici", state="SC", main_phone="(48) 99912-0147")


def new_protocol(company: World, client: Person, by: str = "ana", **changes: object) -> Ticket:
    """An open protocol of a client."""
    contact = Contact.objects.get(person=client, is_self=True)
    return company.ticket(by, customer_id=client.pk, contact_id=contact.pk, **changes)


def log_in(page: Page, login: str, password: str = PASSWORD) -> None:
    """Fill the login page and send it."""
    page.goto("/entrar/")
    page.get_by_label("Usuário").fill(login)
    page.get_by_label("Senha", exact=True).fill(password)
    page.get_by_role("button", name="Entrar").click()


def clients(page: Page) -> Locator:
    """The list at the left."""
    return page.get_by_role("list", name="Clientes")


def protocols(page: Page) -> Locator:
    """The list at the right."""
    return page.get_by_role("list", name="Protocolos")


def choose(page: Page, ticket: Ticket) -> None:
    """From the Central: client at the left, protocol at the right."""
    page.goto("/central/?escopo=equipes")
    clients(page).get_by_role("link", name=re.compile(ticket.customer.name)).click()
    protocols(page).get_by_role("link", name=re.compile(str(ticket.protocol))).click()
    expect(sheet(page, ticket)).to_be_visible()


def sheet(page: Page, ticket: Ticket) -> Locator:
    """The open protocol."""
    return page.locator(f"#sheet[data-ticket='{ticket.pk}']")


def act(page: Page, label: str) -> Locator:
    """Press the button of an act; answers its dialog."""
    page.get_by_role("button", name=label, exact=True).click()
    dialog = page.get_by_role("dialog", name=label)
    expect(dialog).to_be_visible()
    return dialog


def write(area: Locator, label: str, text: str) -> None:
    """Type into a text of several lines; where it has the editor, once that has taken its field's place."""
    for editor in area.locator("rich-text").all():
        editor.locator(".ProseMirror").wait_for(state="attached")
    field = area.get_by_role("textbox", name=re.compile(rf"^{label}"))
    field.click()
    field.fill(text)


def said(page: Page, text: str) -> None:
    """A message of success at the foot of the page."""
    expect(page.locator(".snack", has_text=text).first).to_be_visible()


def assert_accessible(page: Page) -> None:
    """axe-core finds nothing on the page, once what follows the live stream has come to rest."""
    page.evaluate(AXE)
    wrong: list[Any] = []
    for _round in range(ROUNDS):
        found = page.evaluate("rules => axe.run(document, rules)", RULES)
        wrong = [(v["id"], [n["html"][:200] for n in v["nodes"]][:4]) for v in found["violations"]]
        if not wrong:
            return
        page.wait_for_timeout(1_500)
    raise AssertionError(wrong)


def picture(page: Page, name: str) -> None:
    """A picture for the manual, when asked for by CENTRAL_PICTURES=1."""
    if os.environ.get("CENTRAL_PICTURES") != "1":
        return
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", animations="disabled", caret="hide")
