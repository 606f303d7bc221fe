import re
import pytest
from tests.cast import World
from tests.journeys.desk import new_client, new_protocol
pytestmark = pytest.mark.journey
ACTS = ["technician:atividade-do-tecnico","report:relato","reportag:relato/?aba=agendamento","forward:encaminhar","assume:assumir","assign:responsavel","priority:prioridade","attach:anexar","edit:editar","close:encerrar","cancel:cancelar","print:imprimir"]
def test_shots(enter, company: World):
    client = new_client("Marlene Brandão de Souza")
    t = new_protocol(company, client, type_id=company.types["repair"].pk, team_id=company.support.pk, by="ana")
    for theme, shape in (("light", {}), ("dark", {"color_scheme": "dark"}), ("phone", {"viewport": {"width": 390, "height": 844}})):
        p = enter("sara", **shape)
        for a in ACTS:
            n, u = a.split(":")
            p.goto(f"/solicitacoes/{t.pk}/{u}" + ("" if "?" in u else "/"))
            p.wait_for_timeout(250)
            p.screenshot(path=f"/tmp/shots/page-{n}-{theme}.png", full_page=(theme != "phone"))
        p.goto(f"/solicitacoes/abrir/?cliente={client.pk}")
        p.wait_for_timeout(300)
        p.screenshot(path=f"/tmp/shots/open-{theme}.png", full_page=True)
        p.goto(f"/central/protocolo/{t.pk}/")
        for n, label in (("technician","Relatar Atividade do Técnico"),("report","Novo Relato na Solicitação"),("forward","Encaminhar Solicitação")):
            p.get_by_role("button", name=label, exact=True).click()
            p.get_by_role("dialog", name=label).wait_for()
            p.wait_for_timeout(300)
            p.screenshot(path=f"/tmp/shots/dlg-{n}-{theme}.png")
            p.keyboard.press("Escape")
            p.wait_for_timeout(100)
        p.goto(f"/central/cliente/{client.pk}/")
        p.locator(".topbar a[href*='atividades']").first.click()
        p.get_by_role("dialog").wait_for()
        p.wait_for_timeout(300)
        p.screenshot(path=f"/tmp/shots/dlg-activity-{theme}.png")
