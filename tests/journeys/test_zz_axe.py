import pytest
from tests.cast import World
from tests.journeys.desk import new_client, new_protocol, assert_accessible, AXE, RULES

pytestmark = pytest.mark.journey
ACTS = [
    "atividade-do-tecnico/",
    "relato/",
    "relato/?aba=agendamento",
    "encaminhar/",
    "assumir/",
    "responsavel/",
    "prioridade/",
    "anexar/",
    "editar/",
    "encerrar/",
    "cancelar/",
    "imprimir/",
    "acompanhar/",
    "iniciar/",
]


def check(p, where, out):
    p.evaluate(AXE)
    for v in p.evaluate("rules => axe.run(document, rules)", RULES)["violations"]:
        out.append((where, v["id"], [n["html"][:160] for n in v["nodes"]][:3]))


def test_axe(enter, company: World):
    client = new_client("Marlene Brandão de Souza")
    t = new_protocol(
        company, client, type_id=company.types["repair"].pk, team_id=company.support.pk, by="ana"
    )
    out = []
    p = enter("sara")
    for a in ACTS:
        p.goto(f"/solicitacoes/{t.pk}/{a}")
        p.wait_for_timeout(150)
        check(p, a, out)
        b = p.locator("main button[type=submit].btn-primary")
        if a in ("atividade-do-tecnico/", "relato/", "encaminhar/", "anexar/", "encerrar/"):
            b.last.click()
            p.wait_for_load_state()
            p.wait_for_timeout(200)
            check(p, a + " refused", out)
            p.screenshot(path=f"/tmp/shots/refused-{a.strip('/')}.png", full_page=True)
    p.goto("/solicitacoes/abrir/")
    check(p, "open", out)
    p.get_by_role("combobox", name="Cliente").fill("Marlene")
    p.get_by_role("option").first.click()
    p.get_by_label("Tipo de Solicitação").select_option(label="2ª via de fatura")
    p.wait_for_timeout(800)
    p.screenshot(path="/tmp/shots/open-type.png", full_page=True)
    assert p.get_by_label("Equipe").input_value() == str(company.finance.pk)
    assert p.get_by_label("Contato").input_value() != ""
    p.get_by_role("main").get_by_role("button", name="Abrir solicitação").click()
    p.wait_for_load_state()
    p.wait_for_timeout(300)
    check(p, "open refused", out)
    p.screenshot(path="/tmp/shots/open-refused.png", full_page=True)
    p.goto("/atividades/nova/")
    check(p, "activity", out)
    p.goto(f"/central/protocolo/{t.pk}/")
    for n, label in (
        ("technician", "Relatar Atividade do Técnico"),
        ("report", "Novo Relato na Solicitação"),
        ("forward", "Encaminhar Solicitação"),
    ):
        p.get_by_role("button", name=label, exact=True).click()
        d = p.get_by_role("dialog", name=label)
        d.wait_for()
        p.wait_for_timeout(200)
        if n == "forward":
            d.get_by_role("radiogroup", name="Encaminhamento").get_by_text("Técnico").click()
            d.get_by_label("Para", exact=True).select_option(label="Tiago Rezende")
            d.get_by_label("Situação").select_option(label="Manual")
            p.wait_for_timeout(500)
        if n == "report":
            d.get_by_label("Status", exact=True).select_option(label="Aguardando Retorno")
        d.get_by_role("button", name="SALVAR" if n == "technician" else "CONFIRMAR").click()
        p.wait_for_timeout(700)
        p.screenshot(path=f"/tmp/shots/dlgref-{n}.png")
        check(p, "dialog " + n, out)
        p.keyboard.press("Escape")
        p.wait_for_timeout(150)
    for o in out:
        print("AXE", o)
    p2 = enter("ana")
    p2.goto(f"/central/protocolo/{t.pk}/")
    other = new_protocol(company, client, by="ana")
    from central.domain.tickets.operations.execution import start_execution

    start_execution(actor=company.actor("ana"), ticket_id=other.pk)
    p2.get_by_role("button", name="Iniciar Execução", exact=True).click()
    p2.wait_for_timeout(900)
    p2.screenshot(path="/tmp/shots/start-other.png")
    p2.get_by_role("button", name="Pausar e iniciar").click()
    p2.wait_for_timeout(900)
    p2.screenshot(path="/tmp/shots/start-done.png")
    p2.goto(f"/solicitacoes/em-lote/?act=report&ids={t.pk},{other.pk}")
    p2.get_by_role("textbox", name="Relato").fill("Massiva.")
    p2.get_by_role("button", name="CONFIRMAR").click()
    p2.wait_for_load_state()
    p2.wait_for_timeout(300)
    p2.screenshot(path="/tmp/shots/bulk-result.png")
    assert out == []
