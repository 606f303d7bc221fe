"""The bell of a colleague: it counts what happened, lists it by protocol, and empties when that is opened."""

import pytest
from playwright.sync_api import Page, expect

from central.domain.notices.giving import give_notices
from central.domain.notices.operations import mark_notices_read
from central.domain.tickets.models import Ticket
from central.domain.tickets.operations.reporting import NewReport, add_report
from central.foundation.events.models import EventRecord
from tests.cast import World
from tests.journeys import desk
from tests.journeys.conftest import Enter
from tests.journeys.desk import assert_accessible, new_client, new_protocol, picture

pytestmark = pytest.mark.journey


def tell(ticket: Ticket) -> None:
    """What the worker does with the newest fact of a protocol."""
    record = EventRecord.objects.filter(subject_kind="ticket", subject_id=ticket.pk).order_by("-id")[0]
    give_notices(record.pk)


def bell(page: Page, number: str) -> None:
    """What the bell shows."""
    if number:
        expect(page.locator("#bell .count")).to_contain_text(number)
    else:
        expect(page.locator("#bell .count")).to_have_count(0)


def test_the_bell_tells_and_empties(enter: Enter, company: World) -> None:
    bia = company.persons["bia"].pk
    mark_notices_read(actor=company.actor("bia"))
    tickets = [
        new_protocol(company, new_client(name), assignee_id=bia, title=title)
        for name, title in (
            ("Norberto Vilas", "Roteador reinicia sozinho"),
            ("Odete Pacheco", "Internet lenta à noite"),
        )
    ]
    for ticket in tickets:
        tell(ticket)
        add_report(actor=company.actor("ana"), ticket_id=ticket.pk, report=NewReport(text="Cliente ligou."))
        tell(ticket)
    page = enter("bia")
    page.goto("/tarefas/")
    bell(page, "4")
    page.locator("#bell").click()
    expect(page.get_by_role("heading", name="Avisos", exact=True)).to_be_visible()
    row = page.locator(".notice-g", has_text="Roteador reinicia sozinho")
    expect(row).to_contain_text("Ana Beatriz Moraes adicionou um relato")
    assert_accessible(page)
    picture(page, "avisos")
    row.get_by_role("button", name="Marcar este aviso como lido").first.click()
    bell(page, "3")
    page.get_by_role("link", name="Internet lenta à noite").click()
    expect(desk.sheet(page, tickets[1])).to_be_visible()
    bell(page, "1")
    page.goto("/avisos/")
    page.get_by_role("button", name="Marcar todos como lidos").click()
    expect(page.get_by_text("Nada por ler")).to_be_visible()
    bell(page, "")
