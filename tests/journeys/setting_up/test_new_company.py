"""From an empty installation to a protocol that a technician closes, by the *Primeiros passos*."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from central.domain.catalog.models import TicketType
from central.domain.tickets.models import Ticket
from tests.journeys import desk
from tests.journeys.conftest import Enter
from tests.journeys.desk import act, assert_accessible, log_in, picture, said, write
from tests.journeys.setting_up.conftest import PASSWORD

pytestmark = pytest.mark.journey
STEPS = "/primeiros-passos/"


def step(page: Page, title: str) -> Locator:
    """A step of the page by its title."""
    return page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=title, exact=True))


def at_step(page: Page, title: str, done: int) -> None:
    """The page leads to this step, after so many."""
    page.goto(STEPS)
    expect(page.get_by_text(f"{done} de 6 feitos")).to_be_visible()
    expect(page.locator("[aria-current=step]")).to_contain_text(title)


def fill_company(page: Page) -> None:
    """The first Local in *Locais*."""
    step(page, "Sua empresa").get_by_role("link", name="Preencher o Local").click()
    page.get_by_role("link", name="Minha empresa").click()
    form = page.get_by_role("form", name="Local")
    form.get_by_label("Razão social").fill("Minha Rede Telecom Ltda.")
    form.get_by_label("Nome fantasia").fill("Minha Rede")
    form.get_by_label("CNPJ").fill("11222333000182")
    form.get_by_label("Cidade").fill("Lages")
    form.get_by_label("Estado").select_option(label="SC")
    form.get_by_label("Telefone").fill("(49) 3333-0000")
    form.get_by_role("button", name="SALVAR").click()
    expect(form.get_by_label("CNPJ")).to_have_attribute("aria-invalid", "true")
    assert_accessible(page)
    form.get_by_label("CNPJ").fill("11222333000181")
    form.get_by_role("button", name="SALVAR").click()
    said(page, "Minha Rede Telecom")
    expect(page.get_by_role("row", name=re.compile("Minha Rede"))).to_contain_text("Lages/SC")
    assert_accessible(page)
    picture(page, "locais")


def register(page: Page, name: str, document: str, roles: list[str]) -> None:
    """Register a person in *Pessoas - Completo*."""
    page.goto("/pessoas/nova/")
    form = page.get_by_role("form", name="Pessoa")
    form.get_by_label("CPF", exact=False).first.fill(document)
    form.get_by_label(re.compile("^Nome ou razão social")).fill(name)
    chosen = form.get_by_role("group", name=re.compile("Papéis"))
    for role in chosen.get_by_role("checkbox").all():
        role.set_checked(False)
    for role_name in roles:
        chosen.get_by_label(role_name, exact=True).check()
    form.get_by_role("button", name="SALVAR").last.click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def join(page: Page, team: str, name: str) -> None:
    """Put a person into a team in *Equipes*."""
    page.goto("/equipes/")
    page.get_by_role("link", name=team, exact=True).click()
    page.get_by_role("link", name="Incluir integrante").or_(
        page.get_by_role("button", name="Incluir integrante")
    ).first.click()
    dialog = page.get_by_role("dialog")
    pick(dialog, "Pessoa", name)
    dialog.get_by_role("button", name="Incluir integrante").click()
    expect(page.get_by_role("main")).to_contain_text(name)


def give_login(page: Page, elsewhere: Page) -> None:
    """Invite the technician in *Usuários*; by the link he chooses his password."""
    step(page, "Pessoas com acesso").get_by_role("link", name="Dar acessos").click()
    page.goto("/usuarios/convidar/")
    form = page.get_by_role("main")
    pick(form, "Colaborador", "Tiago Rezende")
    form.get_by_role("textbox", name="Usuário").fill("tiago")
    form.get_by_role("combobox", name="Perfil").select_option(label="NOC / N2")
    form.get_by_role("button", name="Convidar").click()
    elsewhere.goto(page.locator(".link-once").inner_text())
    for field in elsewhere.locator("input[type=password]").all():
        field.fill(PASSWORD)
    elsewhere.get_by_role("button", name="Salvar a senha").click()
    expect(elsewhere.get_by_role("heading", name="Entrar")).to_be_visible()


def pick(area: Locator, label: str, name: str) -> None:
    """Choose a person by typing the name."""
    area.get_by_role("combobox", name=label).fill(name)
    area.get_by_role("listbox", name=label).get_by_role("option", name=re.compile(name)).click()
    expect(area.get_by_role("combobox", name=label)).to_have_value(re.compile(name))


def open_protocol(page: Page) -> Ticket:
    """*Abrir solicitação* for the first client, to the technician."""
    step(page, "Primeira solicitação").get_by_role("link", name="Abrir solicitação").click()
    form = page.get_by_role("main")
    pick(form, "Cliente", "Marlene Brandão")
    form.get_by_label("Tipo de Solicitação").select_option(label="Troca de nome ou senha do Wi-Fi")
    expect(form.get_by_label("Contato")).not_to_have_value("")
    form.get_by_label("Origem").select_option(label="Telefone receptivo")
    form.get_by_label("Título").fill("Trocar a senha do Wi-Fi")
    write(form, "Descrição", "A cliente pede uma senha nova.")
    form.get_by_label("Responsável").select_option(label="Tiago Rezende")
    form.get_by_role("button", name="Abrir solicitação").click()
    expect(page).to_have_url(re.compile(r"\d{7}"))
    return Ticket.objects.get()


def close_as_technician(page: Page, ticket: Ticket) -> None:
    """Execute, report, and conclude: refused until the type has what it demands."""
    log_in(page, "tiago", PASSWORD)
    expect(page).to_have_url(re.compile("/tarefas/"))
    page.goto(f"/central/?cliente={ticket.customer_id}&protocolo={ticket.pk}")
    page.get_by_role("button", name=desk.START, exact=True).click()
    said(page, str(ticket.protocol))
    dialog = act(page, desk.TECHNICIAN)
    write(dialog, "Descrição", "Senha trocada e testada com a cliente.")
    dialog.get_by_label(re.compile("^Concluir execução")).check()
    expect(dialog.get_by_text("Para encerrar, este tipo pede")).to_be_visible()
    dialog.get_by_role("button", name="SALVAR").click()
    expect(dialog.get_by_text("Este tipo pede uma solução.")).to_be_visible()
    expect(
        dialog.get_by_text("Este tipo pede uma resposta ao cliente: um texto público.").first
    ).to_be_visible()
    assert_accessible(page)
    picture(page, "encerrar-o-que-falta")
    dialog.get_by_label("Solução").select_option(index=1)
    write(dialog, "Resposta ao cliente", "A senha nova está funcionando.")
    dialog.get_by_role("button", name="SALVAR").click()
    expect(dialog).to_be_hidden()


def test_a_new_company_from_nothing_to_a_closed_protocol(enter: Enter) -> None:
    page = enter("")
    log_in(page, "rita", PASSWORD)
    expect(page.get_by_role("heading", name="Primeiros passos", level=1)).to_be_visible()
    at_step(page, "Sua empresa", 0)
    assert_accessible(page)
    picture(page, "primeiros-passos")
    fill_company(page)
    at_step(page, "Catálogo", 1)
    step(page, "Catálogo").get_by_role("button", name="Carregar o catálogo de um provedor").click()
    expect(step(page, "Catálogo")).to_contain_text("68 tipos de solicitação")
    TicketType.objects.filter(code="SUP-007").update(
        requires_customer_answer=True, requires_technician_report=True
    )
    register(page, "Tiago Rezende", "111.444.777-35", ["Colaborador", "Efetivo", "Técnico"])
    at_step(page, "Equipes", 2)
    join(page, "Suporte Técnico N1", "Tiago Rezende")
    join(page, "Suporte Técnico N1", "Rita Souza")
    at_step(page, "Pessoas com acesso", 3)
    give_login(page, enter(""))
    at_step(page, "Clientes", 4)
    register(page, "Marlene Brandão", "529.982.247-25", ["Cliente"])
    at_step(page, "Primeira solicitação", 5)
    picture(page, "primeiros-passos-quase-tudo")
    ticket = open_protocol(page)
    page.goto(STEPS)
    expect(page.get_by_text("6 de 6 feitos")).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("heading", name="Primeiros passos")).to_have_count(0)
    close_as_technician(enter(""), ticket)
    ticket.refresh_from_db()
    assert (ticket.base_status, ticket.assignee.name) == ("closed", "Tiago Rezende")  # type: ignore[union-attr]
