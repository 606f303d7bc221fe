"""The same work with scripts turned off: every act is a page of its own address."""

import re

import pytest
from playwright.sync_api import expect

from tests.cast import World
from tests.journeys import desk
from tests.journeys.conftest import Enter
from tests.journeys.desk import clients, log_in, new_client, new_protocol, protocols

pytestmark = pytest.mark.journey


def test_without_scripts_one_logs_in_reads_reports_and_forwards(enter: Enter, company: World) -> None:
    ticket = new_protocol(company, new_client("Caio Mendes"))
    page = enter("", java_script_enabled=False)
    log_in(page, "ana")
    page.get_by_role("link", name=re.compile("^Minhas equipes")).click()
    clients(page).get_by_role("link", name=re.compile("Caio Mendes")).click()
    protocols(page).get_by_role("link", name=re.compile(str(ticket.protocol))).click()
    sheet = desk.sheet(page, ticket)
    sheet.get_by_role("button", name=desk.REPORT).click()
    expect(page.get_by_role("heading", name=desk.REPORT).first).to_be_attached()
    page.get_by_role("main").get_by_label("Relato", exact=True).fill("Escrito sem scripts.")
    page.get_by_role("button", name="CONFIRMAR").click()
    expect(page.get_by_role("region", name="Linha do tempo")).to_contain_text("Escrito sem scripts.")
    sheet.get_by_role("button", name=desk.FORWARD).click()
    main = page.get_by_role("main")
    main.get_by_label("Motivo").select_option(label="Necessita visita técnica")
    main.get_by_label("Para", exact=True).select_option(label="Financeiro")
    main.get_by_label("Tipo Solicitação").select_option(label="2ª via de fatura")
    page.get_by_role("button", name="CONFIRMAR").click()
    expect(page.get_by_role("heading", name="Central de Serviços", level=1)).to_be_attached()
    expect(clients(page).get_by_role("link", name=re.compile("Caio Mendes"))).to_have_count(0)
    ticket.refresh_from_db()
    assert ticket.team_id == company.finance.pk
