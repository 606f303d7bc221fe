"""Nothing typed is lost: a text outlives its page, its browser and its session, and never speaks past a colleague."""

import re

import pytest
from playwright.sync_api import expect

from central.domain.tickets.models import Report
from central.domain.workspace.models import Draft
from tests.cast import PASSWORD, World
from tests.journeys import desk
from tests.journeys.conftest import COOKIE, Enter
from tests.journeys.desk import act, assert_accessible, choose, new_client, new_protocol, picture, said, write

pytestmark = pytest.mark.journey


def test_a_text_outlives_its_page_and_its_session(enter: Enter, company: World) -> None:
    ticket = new_protocol(company, new_client("Noêmia Salles"))
    first = enter("ana")
    choose(first, ticket)
    dialog = act(first, desk.REPORT)
    write(dialog, "Relato", "Conector trocado na caixa.")
    expect(dialog.get_by_text(re.compile("rascunho salvo às"))).to_be_visible()
    assert_accessible(first)
    first.context.close()

    ana = enter("ana")
    choose(ana, ticket)
    dialog = act(ana, desk.REPORT)
    expect(dialog.get_by_text(re.compile("rascunho recuperado de"))).to_be_visible()
    expect(dialog.locator(".ProseMirror")).to_have_text("Conector trocado na caixa.")
    picture(ana, "rascunho-recuperado")
    ana.context.clear_cookies(name=COOKIE)
    dialog.get_by_role("button", name="CONFIRMAR").click()
    login = ana.get_by_role("dialog", name="Entrar")
    login.get_by_label("Usuário").fill("ana")
    login.get_by_label("Senha", exact=True).fill(PASSWORD)
    login.get_by_role("button", name="Entrar").click()
    expect(login).to_be_hidden()
    dialog.get_by_role("button", name="CONFIRMAR").click()
    expect(dialog).to_be_hidden()
    said(ana, "Relato incluído")
    assert not Draft.objects.filter(subject_id=ticket.pk).exists()
    assert Report.objects.filter(ticket=ticket).count() == 1
    assert ana.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('central:draft:'))") == []


def test_confirming_stops_when_a_colleague_wrote_meanwhile(enter: Enter, company: World) -> None:
    ticket = new_protocol(company, new_client("Odete Farias"))
    ana, bia = enter("ana"), enter("bia")
    choose(ana, ticket)
    dialog = act(ana, desk.REPORT)
    write(dialog, "Relato", "Login refeito na ONU.")
    expect(dialog.get_by_text(re.compile("rascunho salvo às"))).to_be_visible()
    ana.goto("/tarefas/")
    ana.get_by_role("link", name=re.compile("^Rascunhos")).click()
    expect(ana.get_by_role("list").filter(has_text="Login refeito")).to_be_visible()
    picture(ana, "rascunhos")
    assert_accessible(ana)
    choose(bia, ticket)
    other = act(bia, desk.REPORT)
    write(other, "Relato", "A luz PON acendeu agora.")
    other.get_by_role("button", name="CONFIRMAR").click()
    expect(other).to_be_hidden()

    mine = ana.get_by_role("listitem").filter(has_text="Login refeito")
    mine.get_by_role("link", name=re.compile("^Continuar")).click()
    dialog = ana.get_by_role("dialog", name=desk.REPORT)
    dialog.get_by_role("button", name="CONFIRMAR").click()
    expect(dialog.get_by_text("A luz PON acendeu agora.")).to_be_visible()
    expect(dialog.get_by_text("Nada foi enviado. Seu texto continua guardado.")).to_be_visible()
    expect(dialog.locator(".ProseMirror")).to_have_text("Login refeito na ONU.")
    picture(ana, "registro-chegou")
    assert_accessible(ana)
    dialog.get_by_role("button", name="Juntar e revisar").click()
    dialog.get_by_role("button", name="CONFIRMAR").click()
    expect(dialog).to_be_hidden()
    assert Report.objects.filter(ticket=ticket).count() == 2
    assert not Draft.objects.filter(subject_id=ticket.pk).exists()
