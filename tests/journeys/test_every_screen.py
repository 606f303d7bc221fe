"""Every page that the menu leads to, and the forms behind them: axe-core in both themes, one scroller on a phone.

The pages come from the navigation itself, so that a new routine is looked at without a line here.
"""

from collections.abc import Iterator

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from central.domain.access.models import Profile
from central.domain.calendars.operations import import_holidays
from central.domain.registries.listing import REGISTRIES, registry_of
from central.domain.registries.operations import create_entry
from central.doors.web.navigation import Routine, routines
from tests.cast import World
from tests.journeys.conftest import Enter
from tests.journeys.desk import assert_accessible, new_client, new_protocol, picture

pytestmark = pytest.mark.journey

PHONE = {"width": 390, "height": 844}
PICTURES = {
    "/cadastros/tipos-de-solicitacao/": "tipos-de-solicitacao",
    "/cadastros/motivos/": "cadastro-lista",
    "/cadastros/regras-de-escalonamento/novo/": "regras-de-escalonamento",
    "/cadastros/calendarios/": "calendarios",
    "/cadastros/feriados/": "feriados",
    "/equipes/": "equipes",
    "/equipes/encaminhamentos/": "encaminhamentos",
    "/usuarios/": "usuarios",
    "/usuarios/convidar/": "convidar-usuario",
    "/perfis/": "perfis",
    "/perfis/por-que/": "por-que",
    "/configuracoes/parametros/": "parametros",
    "/caixa-de-saida/": "caixa-de-saida",
}
"""The pictures for the manual by the address that they show."""


PROFILES = {
    "attendant": "Atendente",
    "technician": "Técnico",
    "supervisor": "Supervisor",
    "admin": "Administrador",
}
"""What the profiles of the small company are called in the pictures."""


def address(name: str) -> str:
    """The address of a page that asks for nothing; empty for pages of one thing."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def menu_pages() -> list[str]:
    """The addresses in the menu."""
    return [routine.url for _module, _group, routine in routines()]


def different() -> list[Routine]:
    """The routines without those registries that are one more list of names: all of them have one look."""
    kinds = [routine for _module, _group, routine in routines()]
    plain = [kind for kind in kinds if kind.key in REGISTRIES and len(REGISTRIES[kind.key].fields) == 1]
    return [kind for kind in kinds if kind not in plain[1:]]


def forms_behind() -> list[str]:
    """The other pages of the routines that open without naming one thing."""
    names = (name for routine in different() for name in routine.within)
    return [url for url in map(address, names) if url]


def pages_of_things(world: World) -> Iterator[str]:
    """Pages of one thing: a sample of each kind."""
    user, kind = world.users["bia"], world.types["repair"]
    yield reverse("registries:ticket-type-entry", args=[kind.pk])
    yield reverse("registries:service-level-entry", args=[kind.service_level_id])
    yield reverse("registries:checklist-entry", args=[kind.checklist_id])
    yield reverse("registries:escalation-rule-entry", args=[new_rule(world)])
    yield reverse("registries:solution-entry", args=[world.solution.pk])
    yield reverse("calendars:edit", args=[world.support.calendar_id])
    yield reverse("teams:team", args=[world.support.pk])
    yield reverse("teams:edit", args=[world.support.pk])
    yield reverse("places:edit", args=[world.place.pk])
    yield reverse("settings:user", args=[user.pk])
    yield reverse("settings:edit_user", args=[user.pk])
    yield reverse("settings:work", args=[user.pk])
    yield reverse("settings:profile", args=[user.profile_id])
    yield reverse("people:person", args=[world.marlene.pk])
    yield reverse("people:history", args=[world.marlene.pk])


def new_rule(world: World) -> int:
    """A rule of escalation that changes and tells."""
    found = registry_of("escalation-rule").rows.filter(name="Perto do prazo").first()
    given = {"name": "Perto do prazo", "timing": "before", "amount": "30", "lowest_priority": "0",
             "priority_change": "step", "tells_leader": True}  # fmt: skip
    made = found or create_entry(actor=world.actor("ada"), registry="escalation-rule", values=given)
    return int(made.pk)


def visit(page: Page, url: str) -> None:
    """Open a page; it answers with its heading."""
    answer = page.goto(url)
    assert answer is not None and answer.ok, url
    expect(page.locator("h1").first).to_be_attached()


def scrolls(page: Page) -> bool:
    """Whether the page scrolls sideways, or as a whole beside its own scroller."""
    root = "document.documentElement"
    return bool(
        page.evaluate(f"{root}.scrollWidth > window.innerWidth || {root}.scrollHeight > window.innerHeight")
    )


@pytest.fixture
def looked_at(company: World) -> World:
    """The company with something in its lists."""
    client = new_client("Fábio Telles")
    new_protocol(company, client, assignee_id=company.users["ada"].person_id, by="sara")
    ada = company.actor("ada")
    import_holidays(actor=ada, year=timezone.localdate().year, states=["SC"])
    for name in ("Dúvida de fatura", "Retorno de visita", "Elogio"):
        if not registry_of("activity-reason").rows.filter(name=name).exists():
            create_entry(actor=ada, registry="activity-reason", values={"name": name})
    for code, name in PROFILES.items():
        Profile.objects.filter(code=code).update(name=name)
    return company


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_the_menu_are_accessible(enter: Enter, looked_at: World, scheme: str) -> None:
    page = enter("ada", color_scheme=scheme)
    everything = [*menu_pages(), *forms_behind(), *pages_of_things(looked_at)]
    for url in everything if scheme == "light" else [routine.url for routine in different()]:
        visit(page, url)
        assert page.locator("html").get_attribute("data-bs-theme") == scheme
        assert_accessible(page)
        if scheme == "light" and url in PICTURES:
            picture(page, PICTURES[url])


def test_nothing_scrolls_sideways_or_twice_on_a_phone(enter: Enter, looked_at: World) -> None:
    page = enter("ada", viewport=PHONE)
    moving = []
    menu = [routine.url for routine in different()]
    for url in (*menu, *forms_behind(), *pages_of_things(looked_at)):
        visit(page, url)
        if scrolls(page):
            moving.append(url)
    assert moving == []


def test_the_pages_of_things_are_accessible_on_a_phone(enter: Enter, looked_at: World) -> None:
    page = enter("ada", color_scheme="dark", viewport=PHONE)
    for url in pages_of_things(looked_at):
        visit(page, url)
        assert_accessible(page)
