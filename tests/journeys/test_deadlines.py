"""Prazos: the panel leads to its lists, and every deadline tells why it is so, by mouse and by keyboard."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from central.domain.people.models import Person
from central.domain.tickets.kinds import DestinationKind
from central.domain.tickets.models import Ticket
from central.domain.tickets.operations.execution import start_execution
from central.domain.tickets.operations.forwarding import Destination, forward_ticket
from central.domain.tickets.operations.reporting import NewReport, add_report
from tests.cast import World
from tests.journeys.conftest import Enter
from tests.journeys.desk import assert_accessible, new_client, new_protocol, picture

pytestmark = pytest.mark.journey

PHONE = {"width": 390, "height": 844}
WHY = "Por que este prazo?"


@pytest.fixture
def past(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[timedelta]]:
    """How long ago what is made now was made: its only item."""
    ago = [timedelta()]
    real = timezone.now
    with monkeypatch.context() as patched:
        patched.setattr(timezone, "now", lambda: real() - ago[0])
        yield ago


def told(company: World, past: list[timedelta], client: Person) -> Ticket:
    """A protocol with a story: answered, paused, forwarded to the field, which is at it now."""
    ana = company.actor("ana")
    past[0] = timedelta(hours=19, minutes=40)
    ticket = new_protocol(company, client)
    past[0] = timedelta(hours=19, minutes=22)
    add_report(actor=ana, ticket_id=ticket.pk, report=NewReport(text="Já vejo.", is_private=False))
    past[0] = timedelta(hours=12)
    waits = NewReport(
        text="Aguardo as fotos.", status_id=company.statuses["waiting"].pk,
        wait_reason_id=company.wait_reason.pk, awaiting="Fotos da ONU",
    )  # fmt: skip
    add_report(actor=ana, ticket_id=ticket.pk, report=waits)
    past[0] = timedelta(hours=11, minutes=15)
    start_execution(actor=ana, ticket_id=ticket.pk)
    past[0] = timedelta(hours=7)
    there = Destination(
        reason_id=company.forward_reason.pk, kind=DestinationKind.TEAM, team_id=company.field.pk,
        person_id=None, type_id=company.types["repair"].pk,
    )  # fmt: skip
    forward_ticket(actor=ana, ticket_id=ticket.pk, destination=there)
    past[0] = timedelta()
    return ticket


def due(company: World, client: Person, after: timedelta, **opening: object) -> Ticket:
    """A protocol whose deadline is so far away."""
    ticket = new_protocol(company, client, **opening)
    moment: datetime = timezone.now() + after
    Ticket.objects.filter(pk=ticket.pk).update(due_at=moment, warn_at=moment - timedelta(hours=6))
    return ticket


@pytest.fixture
def busy(company: World) -> World:
    """Work of three teams with deadlines at every place."""
    client = new_client("Inês Pacheco")
    field = {"team_id": company.field.pk, "type_id": company.types["repair"].pk}
    finance = {"team_id": company.finance.pk, "type_id": company.types["invoice"].pk}
    for hours, opening in ((-3, {}), (-1, {}), (0.5, {}), (30, {}), (0.7, field), (40, field), (50, finance)):
        due(company, client, timedelta(hours=hours), **opening)
    paused = due(company, client, timedelta(hours=2), **finance)
    Ticket.objects.filter(pk=paused.pk).update(
        base_status="waiting", status=company.statuses["waiting"], paused_at=timezone.now()
    )
    return company


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_number_of_the_panel_leads_to_its_list_by_keyboard(enter: Enter, busy: World, scheme: str) -> None:
    page = enter("sara", color_scheme=scheme)
    page.goto("/tarefas/")
    page.keyboard.press("g")
    page.keyboard.press("d")
    expect(page.get_by_role("heading", name="Painel de Prazos", level=1)).to_be_visible()
    assert_accessible(page)
    if scheme == "light":
        picture(page, "painel-de-prazos")
    row = page.get_by_role("row", name="Campo Sul")
    row.get_by_role("link", name="Campo Sul", exact=True).focus()
    page.keyboard.press("Tab")
    number = row.get_by_role("link").nth(1)
    expect(number).to_be_focused()
    count = int((number.inner_text()).split()[0])
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Minhas Tarefas", level=1)).to_be_visible()
    expect(page.locator(".task")).to_have_count(count)
    expect(page.get_by_role("group", name="Filtros ativos")).to_contain_text("Campo Sul")
    assert_accessible(page)


def test_the_panel_by_type_and_into_a_team(enter: Enter, busy: World) -> None:
    page = enter("sara")
    page.goto("/prazos/")
    page.get_by_role("link", name="Por tipo").click()
    expect(page.get_by_role("row", name="Campo › Reparo em domicílio")).to_be_visible()
    page.get_by_role("link", name="Por equipe").click()
    page.get_by_role("link", name="Campo Sul", exact=True).click()
    expect(page.get_by_role("link", name="Tirar filtro: Equipe: Campo Sul")).to_be_visible()
    expect(page.get_by_role("row", name="Financeiro › 2ª via de fatura")).to_have_count(0)
    assert_accessible(page)


def test_the_panel_on_a_phone(enter: Enter, busy: World) -> None:
    page = enter("sara", viewport=PHONE)
    page.goto("/prazos/")
    number = page.locator(".deadlines .num.bad").first
    expect(number).to_contain_text("Em atraso")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert_accessible(page)
    number.click()
    expect(page.locator(".task").first).to_be_visible()


def closes(page: Page) -> None:
    """The open account closes by Esc and gives the focus back to the deadline."""
    dialog = page.get_by_role("dialog", name=WHY)
    expect(dialog).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_why_this_deadline_by_keyboard_from_the_tasks(
    enter: Enter, company: World, past: list[timedelta]
) -> None:
    ticket = told(company, past, new_client("Iara Campelo"))
    page = enter("sara")
    page.goto(f"/tarefas/?quais=todas&q={ticket.protocol}")
    link = page.get_by_role("link", name=f"{WHY} {ticket.protocol}")
    page.get_by_role("link", name=ticket.title, exact=True).focus()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name=WHY)
    expect(dialog).to_contain_text("Fotos da ONU")
    expect(dialog).to_contain_text("Quem usou o prazo")
    picture(page, "por-que-este-prazo")
    closes(page)
    expect(link).to_be_focused()


def test_why_this_deadline_by_mouse_from_the_central(
    enter: Enter, company: World, past: list[timedelta]
) -> None:
    ticket = told(company, past, new_client("Ivone Campelo"))
    page = enter("sara")
    page.goto(f"/central/?cliente={ticket.customer_id}")
    row = page.locator(".prot-row")
    box = row.locator(".due").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    closes(page)
    expect(page).to_have_url(f"{page.url.split('?')[0]}?cliente={ticket.customer_id}")


def test_why_this_deadline_on_a_phone_and_in_the_dark(
    enter: Enter, company: World, past: list[timedelta]
) -> None:
    ticket = told(company, past, new_client("Iracema Campelo"))
    page = enter("sara", viewport=PHONE, color_scheme="dark")
    page.goto(f"/tarefas/?quais=todas&q={ticket.protocol}")
    page.locator(".task .due").click()
    closes(page)
    page.goto(f"/central/?cliente={ticket.customer_id}")
    page.get_by_role("link", name=f"{WHY} {ticket.title}").click()
    closes(page)
