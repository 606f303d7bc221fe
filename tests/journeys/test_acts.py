"""The five procedures of the operator's page, and the opening of a protocol, by the labels as written."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from central.domain.activities.models import Activity
from central.domain.tickets.models import Ticket
from tests.cast import World
from tests.journeys import desk
from tests.journeys.conftest import Enter
from tests.journeys.desk import act, choose, clients, new_client, new_protocol, picture, said, sheet, write

pytestmark = pytest.mark.journey


def pick_person(area: Locator, label: str, name: str) -> None:
    """Choose a person by typing a part of the name."""
    change = area.get_by_role("button", name="Trocar")
    if change.count():
        change.first.click()
    area.get_by_role("combobox", name=label).fill(name)
    area.get_by_role("listbox", name=label).get_by_role("option", name=re.compile(name)).click()
    expect(area.get_by_role("combobox", name=label)).to_have_value(re.compile(name))


def fill_activity(dialog: Locator, client: str, start: str, end: str, paper: Path) -> None:
    """The nine fields of an activity record, in the order of the procedure."""
    pick_person(dialog, "Pessoa", client)
    expect(dialog.get_by_label("Contato")).to_contain_text(client)
    dialog.get_by_label("Contato").select_option(
        dialog.get_by_label("Contato").locator("option", has_text=client).get_attribute("value")
    )
    dialog.get_by_label("Motivo").select_option(label="Informação geral")
    dialog.get_by_label("Forma").select_option(label="Telefone receptivo")
    write(dialog, "Descrição", "Explicada a data de vencimento.")
    dialog.get_by_label("Data").fill("ontem")
    dialog.get_by_label("Hora Inicial").fill(start)
    dialog.get_by_label("Hora Final").fill(end)
    dialog.locator("input[type=file]").set_input_files(paper)


def open_activity(page: Page) -> Locator:
    """Press *Novo registro de atividades* at the top."""
    page.locator(".topbar").get_by_text(desk.ACTIVITY).click()
    dialog = page.get_by_role("dialog", name=desk.ACTIVITY)
    expect(dialog).to_be_visible()
    return dialog


def test_novo_registro_de_atividades(page: Page, company: World, tmp_path: Path) -> None:
    paper = tmp_path / "comprovante.txt"
    paper.write_text("Pago em dia.", encoding="utf-8")
    client = new_client("Rosa Figueira")
    new_protocol(company, client)
    page.goto("/central/")
    dialog = open_activity(page)
    fill_activity(dialog, client.name, "0920", "9h", paper)
    dialog.get_by_role("button", name="CONFIRMAR").click()
    expect(dialog.get_by_label("Hora Final")).to_have_attribute("aria-invalid", "true")
    expect(dialog.get_by_label("Hora Inicial")).to_have_value("09:20")
    expect(dialog.get_by_role("combobox", name="Pessoa")).to_have_value(client.name)
    expect(dialog.get_by_role("textbox", name=re.compile("^Descrição"))).to_contain_text("data de vencimento")
    expect(dialog.get_by_text("comprovante.txt")).to_be_visible()
    assert not Activity.objects.filter(person=client).exists()
    dialog.get_by_label("Hora Final").fill("09:40")
    picture(page, "novo-registro-de-atividades")
    dialog.get_by_role("button", name="CONFIRMAR").click()
    expect(dialog).to_be_hidden()
    clients(page).get_by_role(
        "link", name=re.compile(client.name)
    ).click()  # while the panes refresh themselves
    expect(page.locator("#customer").get_by_role("heading", name=client.name)).to_be_visible()
    page.locator("#customer").get_by_role("link", name=re.compile("^Atividades")).click()
    record = page.get_by_role("region", name="Atividades").get_by_role("listitem")
    expect(record).to_contain_text("Explicada a data de vencimento.")
    for words in (
        "Ana Beatriz Moraes",
        "Informação geral",
        "Telefone receptivo",
        "09:20",
        "09:40",
        "comprovante.txt",
    ):
        expect(record).to_contain_text(words)


def test_iniciar_execucao_with_one_click_and_pausar(page: Page, company: World) -> None:
    ticket = new_protocol(company, new_client("Vera Lopes"))
    choose(page, ticket)
    picture(page, "central")
    page.get_by_role("button", name=desk.START, exact=True).click()
    pause = sheet(page, ticket).get_by_role("button", name=re.compile(f"^{desk.PAUSE}"))
    expect(pause).to_be_visible()
    said(page, str(ticket.protocol))
    expect(page.get_by_role("region", name="Linha do tempo")).to_contain_text("Ana Beatriz Moraes")
    picture(page, "em-execucao")
    pause.click()
    expect(page.get_by_role("button", name=desk.START, exact=True)).to_be_visible()
    assert not ticket.executions.filter(ended_at=None).exists()


def test_relatar_atividade_do_tecnico(enter: Enter, company: World) -> None:
    client = new_client("Nair Prates")
    tiago = company.users["tiago"].person_id
    ticket = new_protocol(
        company,
        client,
        type_id=company.types["repair"].pk,
        team_id=company.field.pk,
        assignee_id=tiago,
        by="sara",
    )
    page = enter("tiago")
    choose(page, ticket)
    dialog = act(page, desk.TECHNICIAN)
    dialog.get_by_label("Tipo de atividade").select_option(label="Atendimento no local")
    dialog.get_by_label("Data", exact=True).fill("ontem")
    dialog.get_by_label("Início").fill("14:00")
    dialog.get_by_label("Fim").fill("1510")
    write(dialog, "Descrição", "Conector trocado na caixa da parede.")
    dialog.get_by_label("Sinal depois (dBm)").fill("-19,8")
    picture(page, "relatar-atividade-do-tecnico")
    dialog.get_by_role("button", name="SALVAR").click()
    expect(dialog).to_be_hidden()
    feed = page.get_by_role("region", name="Linha do tempo")
    expect(feed).to_contain_text("Conector trocado na caixa da parede.")
    expect(feed).to_contain_text("Tiago Rezende")


def test_novo_relato_na_solicitacao(page: Page, company: World) -> None:
    ticket = new_protocol(company, new_client("Ivo Sant'Anna"))
    choose(page, ticket)
    dialog = act(page, desk.REPORT)
    dialog.get_by_role("tab", name="Relato").click()
    group = dialog.get_by_role("group", name="Status / Privacidade")
    group.get_by_label("Status").select_option(label="Andamento")
    group.get_by_label("Privacidade").select_option(label="Público")
    dialog.get_by_label("Avisos").select_option(label="Responsável e equipe")
    dialog.get_by_role("radiogroup", name="Prioridade").get_by_text("Alta", exact=True).click()
    dialog.get_by_role("button", name="CONFIRMAR").click()
    expect(dialog.get_by_role("alert").first).to_be_visible()
    expect(dialog.get_by_label("Avisos")).to_have_value("team")
    write(dialog, "Relato", "Sinal medido: dentro da faixa.")
    picture(page, "novo-relato-na-solicitacao")
    dialog.get_by_role("button", name="CONFIRMAR").click()
    expect(dialog).to_be_hidden()
    entry = (
        page.get_by_role("region", name="Linha do tempo")
        .get_by_role("listitem")
        .filter(has_text="Sinal medido")
    )
    expect(entry).to_contain_text("Ana Beatriz Moraes")
    expect(entry).to_contain_text("Público")


def test_the_quick_report_keeps_its_privacy(page: Page, company: World) -> None:
    ticket = new_protocol(company, new_client("Lia Peixoto"))
    choose(page, ticket)
    quick = page.get_by_role("form", name="Relato rápido")
    quick.get_by_role("textbox", name="Relato").fill("Retorno combinado para amanhã.")
    quick.get_by_text("Público").click()
    quick.get_by_role("button", name="Registrar").click()
    entry = (
        page.get_by_role("region", name="Linha do tempo")
        .get_by_role("listitem")
        .filter(has_text="Retorno combinado")
    )
    expect(entry).to_contain_text("Público")
    expect(quick.get_by_role("textbox", name="Relato")).to_have_value("")


def test_encaminhar_solicitacao(page: Page, company: World) -> None:
    ticket = new_protocol(company, new_client("Odete Braga"))
    choose(page, ticket)
    dialog = act(page, desk.FORWARD)
    dialog.get_by_label("Motivo").select_option(label="Necessita visita técnica")
    dialog.get_by_role("radiogroup", name="Encaminhamento").get_by_text("Equipe", exact=True).click()
    dialog.get_by_label("Para", exact=True).select_option(label="Financeiro")
    dialog.get_by_label("Tipo Solicitação").select_option(label="2ª via de fatura")
    write(dialog, "O que já foi feito", "Conferido o cadastro.")
    write(dialog, "O que se espera", "Enviar a segunda via.")
    picture(page, "encaminhar-solicitacao")
    dialog.get_by_role("button", name="CONFIRMAR").click()
    expect(dialog).to_be_hidden()
    said(page, "Financeiro")
    expect(clients(page).get_by_role("link", name=re.compile("Odete Braga"))).to_have_count(0)
    ticket.refresh_from_db()
    assert (ticket.team_id, ticket.type_id) == (company.finance.pk, company.types["invoice"].pk)


def test_abrir_solicitacao_shows_the_number(page: Page, company: World) -> None:
    client = new_client("Zilda Matos")
    page.goto("/tarefas/")
    page.get_by_role("link", name="Abrir solicitação").click()
    expect(page.get_by_role("heading", name="Abrir solicitação", level=1)).to_be_visible()
    form = page.get_by_role("main")
    pick_person(form, "Cliente", client.name)
    form.get_by_label("Tipo de Solicitação").select_option(label="Sem conexão")
    expect(form.get_by_label("Contato")).not_to_have_value("")
    form.get_by_label("Origem").select_option(label="Telefone receptivo")
    form.get_by_label("Título").fill("Sem conexão desde cedo")
    write(form, "Descrição", "Luz LOS vermelha.")
    picture(page, "abrir-solicitacao")
    form.get_by_role("button", name="ABRIR SOLICITAÇÃO").or_(
        form.get_by_role("button", name="Abrir solicitação")
    ).click()
    expect(page).to_have_url(re.compile(r"\d+"))
    ticket = Ticket.objects.get(customer=client)
    expect(page.get_by_role("main")).to_contain_text(str(ticket.protocol))
    picture(page, "solicitacao-aberta")
    page.get_by_role("main").get_by_role("link").first.click()
