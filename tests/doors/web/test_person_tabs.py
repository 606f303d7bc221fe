"""The page of a person: what each tab shows and saves, to whom, and at what cost."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from central.domain.people.inputs import AddressInput, ContactInput
from central.domain.people.models import Badge, Person, PersonGroup, Region
from central.domain.people.operations import save_address, save_contact, save_notes, set_groups, set_roles
from central.domain.places.operations import load_municipalities
from central.domain.places.reading import shipped_rows
from central.foundation.actor import SYSTEM
from tests.cast import World
from tests.domain.people.samples import register

pytestmark = pytest.mark.django_db

DIALOG = {"HX-Request": "true", "X-Dialog": "true"}
TABS = (
    *("", "editar/", "enderecos/", "contatos/lista/", "papeis/", "grupos/", "colaborador/"),
    *("solicitacoes/", "atividades/", "observacoes/", "documentos/", "consentimentos/", "historico/"),
)
MOST_QUERIES = 12


def text_of(response: Any) -> str:
    """The page as text."""
    return str(response.content.decode())


def many_ways(person: Person) -> None:
    """Give a person many addresses, contacts, groups."""
    for n in range(20):
        place = AddressInput(kind="installation", street=f"Rua {n}", city="Lages", state="SC")
        save_address(actor=SYSTEM, person_id=person.pk, address=place)
        save_contact(actor=SYSTEM, person_id=person.pk, contact=ContactInput(name=f"Contato {n}"))
    groups = [PersonGroup.objects.create(name=f"Grupo {n}").pk for n in range(20)]
    set_groups(actor=SYSTEM, person_id=person.pk, group_ids=groups)


@pytest.mark.parametrize("tab", TABS)
def test_a_tab_costs_at_most_twelve_queries_however_much_there_is(world: World, as_user, tab: str):
    ada, address = as_user("ada"), f"/pessoas/{world.marlene.pk}/{tab}"
    save_notes(actor=world.actor("sara"), person_id=world.marlene.pk, notes="Cão bravo")
    ada.get(address)
    with CaptureQueriesContext(connection) as few:
        assert ada.get(address).status_code == 200
    many_ways(world.marlene)
    for _n in range(8):
        world.ticket()
    with CaptureQueriesContext(connection) as many:
        assert ada.get(address).status_code == 200
    assert len(few) <= MOST_QUERIES
    assert len(many) == len(few)


@pytest.mark.parametrize("tab", TABS)
def test_a_technician_reads_the_tabs_without_forms(world: World, as_user, tab: str):
    answer = as_user("tiago").get(f"/pessoas/{world.marlene.pk}/{tab}")
    if tab in {"editar/", "historico/"}:
        assert answer.status_code == 403
        return
    page = text_of(answer)
    assert answer.status_code == 200
    assert ">SALVAR<" not in page
    assert "/enderecos/novo/" not in page


def test_who_does_not_exist_is_not_found_on_any_tab(world: World, as_user):
    ada = as_user("ada")
    for tab in (*TABS, "enderecos/novo/", "contatos/1/", "enderecos/1/"):
        assert ada.get(f"/pessoas/999999/{tab}").status_code == 404


def test_the_overview_shows_what_is_open_and_leads_on(world: World, as_user):
    ticket = world.ticket()
    page = text_of(as_user("ana").get(f"/pessoas/{world.marlene.pk}/"))
    assert str(ticket.protocol) in page
    assert f"/central/protocolo/{ticket.pk}/" in page
    assert 'data-key="n"' in page
    assert f'data-customer="{world.marlene.pk}"' in page
    assert "Solicitações abertas" in page


def test_the_tickets_of_a_person_are_those_that_the_actor_sees(world: World, as_user):
    ticket = world.ticket()
    address = f"/pessoas/{world.marlene.pk}/solicitacoes/"
    assert str(ticket.protocol) in text_of(as_user("ana").get(address))
    otto = text_of(as_user("otto").get(address)) if world.actor("otto").may("person.view") else ""
    assert str(ticket.protocol) not in otto
    assert as_user("ana").get(f"{address}?depois=x~y&antes=%00").status_code == 200


def test_roles_are_saved_and_refused(world: World, as_user):
    person, ada = register(), as_user("ada")
    address = f"/pessoas/{person.pk}/papeis/"
    answer = ada.post(address, {"once": "r1", "seen": "1", "roles": ["client", "seller"]}, follow=True)
    assert answer.redirect_chain == [(address, 303)]
    person.refresh_from_db()
    assert person.is_seller
    refused = ada.post(address, {"once": "r2", "seen": "2", "roles": ["effective"]})
    assert refused.status_code == 422
    assert "marque também Colaborador" in text_of(refused)
    assert as_user("ana").post(address, {"once": "r3", "roles": ["client"]}).status_code == 403


def test_the_second_editor_of_a_tab_sees_the_difference_and_may_go_on(world: World, as_user):
    person, ada = register(), as_user("ada")
    set_roles(actor=world.actor("sara"), person_id=person.pk, roles={"client", "supplier"})
    address = f"/pessoas/{person.pk}/papeis/"
    answer = ada.post(address, {"once": "r1", "seen": "1", "roles": ["client", "expert"]})
    page = text_of(answer)
    assert answer.status_code == 409
    assert "Sara Antunes" in page
    assert "Cliente, Fornecedor" in page
    assert 'name="seen" value="2"' in page
    again = {"once": "r2", "seen": "2", "roles": ["client", "expert"]}
    assert ada.post(address, again).status_code == 303


def test_groups_badge_and_region_are_saved(world: World, as_user):
    person, ada = register(), as_user("ada")
    group, badge = PersonGroup.objects.create(name="Condomínio"), Badge.objects.create(name="VIP")
    region = Region.objects.create(name="Serra Sul")
    sent = {"once": "g1", "groups": [group.pk], "badge": badge.pk, "region": region.pk}
    assert ada.post(f"/pessoas/{person.pk}/grupos/", sent).status_code == 303
    page = text_of(ada.get(f"/pessoas/{person.pk}/"))
    for shown in ("Condomínio", "VIP", "Serra Sul"):
        assert shown in page
    refused = ada.post(f"/pessoas/{person.pk}/grupos/", {**sent, "once": "g2", "badge": "999"})
    assert refused.status_code == 422


def test_notes_are_saved_and_the_administrative_ones_kept_to_who_may_read_them(world: World, as_user):
    person, ada = register(), as_user("ada")
    sent = {"once": "n1", "seen": "1", "notes": "Cão bravo", "admin_notes": "Cobrança em juízo"}
    assert ada.post(f"/pessoas/{person.pk}/observacoes/", sent).status_code == 303
    for address in (f"/pessoas/{person.pk}/", f"/pessoas/{person.pk}/observacoes/"):
        assert "Cobrança em juízo" in text_of(ada.get(address))
        page = text_of(as_user("ana").get(address))
        assert "Cão bravo" in page
        assert "Cobrança em juízo" not in page


def test_the_colleague_tab_names_teams_and_for_administrators_the_user(world: World, as_user):
    tiago = world.persons["tiago"]
    page = text_of(as_user("ada").get(f"/pessoas/{tiago.pk}/colaborador/"))
    assert "Campo Sul" in page
    assert "tiago" in page
    assert "Nenhum usuário que você possa ver." in text_of(
        as_user("ana").get(f"/pessoas/{tiago.pk}/colaborador/")
    )


ADDRESS = {
    "once": "a1",
    "kind": "installation",
    "postal_code": "88650-000",
    "street": "Rua Nova",
    "number": "S/N",
    "city": "Urubici",
    "state": "SC",
    "property_kind": "rural",
    "coordinates": "-28.015, -49.591",
}


def test_an_address_is_added_changed_and_taken_out(world: World, as_user):
    person, ana = register(), as_user("ana")
    address = f"/pessoas/{person.pk}/enderecos/"
    assert ana.post(f"{address}novo/", ADDRESS, headers=DIALOG).status_code == 204
    added = person.addresses.get(street="Rua Nova")
    form = text_of(ana.get(f"{address}{added.pk}/", headers=DIALOG))
    assert 'value="88650-000"' in form
    assert 'value="-28.015000, -49.591000"' in form
    changed = {**ADDRESS, "once": "a2", "is_main": "on", "seen": "2"}
    assert ana.post(f"{address}{added.pk}/", changed, headers=DIALOG).status_code == 204
    person.refresh_from_db()
    assert person.city == "Urubici"
    page = text_of(ana.get(address))
    assert "Imóvel rural" in page
    assert ana.post(f"{address}{added.pk}/retirar/").status_code == 303
    assert not person.addresses.filter(pk=added.pk).exists()
    assert ana.post(f"{address}{added.pk}/retirar/").status_code == 404
    assert as_user("tiago").get(f"{address}novo/").status_code == 403


def test_a_wrong_address_keeps_what_was_typed(world: World, as_user):
    wrong = {**ADDRESS, "state": "", "postal_code": "886", "coordinates": "aqui"}
    answer = as_user("ana").post(f"/pessoas/{world.marlene.pk}/enderecos/novo/", wrong, headers=DIALOG)
    page = text_of(answer)
    assert answer.status_code == 422
    assert "<html" not in page
    for typed in ('value="886"', 'value="aqui"', 'value="Rua Nova"', "O CEP tem 8 dígitos."):
        assert typed in page


def test_a_contact_is_changed_and_put_out_of_use(world: World, as_user):
    person, ana = register(), as_user("ana")
    rita = person.contacts.get(is_self=False)
    address = f"/pessoas/{person.pk}/contatos/{rita.pk}/"
    assert 'value="(49) 98888-0456"' in text_of(ana.get(address, headers=DIALOG))
    sent = {"once": "c1", "name": "Rita", "phone_2": "12", "receives_notices": "on", "seen": "1"}
    refused = ana.post(address, sent, headers=DIALOG)
    assert refused.status_code == 422
    assert 'id="id_phone_2-e"' in text_of(refused)
    sent = {**sent, "once": "c2", "phone_2": "49 98888-0456", "is_main": "on", "notes": "À noite"}
    assert ana.post(address, sent, headers=DIALOG).status_code == 204
    page = text_of(ana.get(f"/pessoas/{person.pk}/contatos/lista/"))
    assert "À noite" in page
    assert "Recebe avisos" in page
    late = ana.post(address, {**sent, "once": "c3", "name": "Outra"}, headers=DIALOG)
    assert late.status_code == 422
    assert "Outra pessoa alterou este cadastro" in text_of(late)
    assert ana.post(f"{address}retirar/").status_code == 303
    assert ana.get(address).status_code == 404


def test_a_document_is_kept_opened_and_taken_out(world: World, as_user):
    person, ana, ada = register(), as_user("ana"), as_user("ada")
    address = f"/pessoas/{person.pk}/documentos/"
    empty = ana.post(f"{address}novo/", {"once": "d0"}, headers=DIALOG)
    assert empty.status_code == 422
    assert "Escolha o arquivo." in text_of(empty)
    sent = {"once": "d1", "kind": "identity", "description": "RG frente", "valid_until": "01/01/2020"}
    upload = SimpleUploadedFile("rg.pdf", b"%PDF-1.4 rg")
    assert ana.post(f"{address}novo/", {**sent, "file": upload}, headers=DIALOG).status_code == 204
    kept = person.files.get()
    page = text_of(ana.get(address))
    assert "RG ou carteira de identidade · RG frente" in page
    assert "venceu em 01/01/2020" in page
    opened = ana.get(f"{address}{kept.pk}/")
    assert b"".join(opened.streaming_content) == b"%PDF-1.4 rg"
    assert opened["Cache-Control"] == "no-store"
    assert as_user("tiago").get(f"{address}{kept.pk}/").status_code == 403
    assert ana.post(f"{address}{kept.pk}/retirar/").status_code == 403
    assert ada.post(f"{address}{kept.pk}/retirar/").status_code == 303
    history = text_of(ada.get(f"/pessoas/{person.pk}/historico/"))
    for told in ("abriu um documento", "guardou um documento", "retirou um documento", "RG frente"):
        assert told in history


def test_a_consent_is_recorded_and_withdrawn(world: World, as_user):
    person, ana = register(), as_user("ana")
    address = f"/pessoas/{person.pk}/consentimentos/"
    refused = ana.post(f"{address}novo/", {"once": "t0", "text": "Aceito"}, headers=DIALOG)
    assert refused.status_code == 422
    assert "Aceito" in text_of(refused)
    sent = {"once": "t1", "purpose": "marketing", "channel": "phone", "text": "Aceito ofertas."}
    assert ana.post(f"{address}novo/", sent, headers=DIALOG).status_code == 204
    assert "Em vigor" in text_of(ana.get(address))
    assert ana.post(f"{address}novo/", {**sent, "once": "t2"}, headers=DIALOG).status_code == 409
    consent = person.consents.get()
    url = f"{address}{consent.pk}/retirar/"
    assert "Ofertas e novidades" in text_of(ana.get(url, headers=DIALOG))
    assert ana.post(url, {"once": "t3", "channel": "email"}, headers=DIALOG).status_code == 204
    assert "Em vigor" not in text_of(ana.get(address))
    assert ana.get(f"{address}999/retirar/").status_code == 404


def test_the_history_shows_masked_documents_only(world: World, as_user):
    person, ada = register(), as_user("ada")
    main = {"once": "h1", "kind": "individual", "name": person.name, "document": "390.533.447-05"}
    assert ada.post(f"/pessoas/{person.pk}/editar/", main).status_code == 303
    page = text_of(ada.get(f"/pessoas/{person.pk}/historico/"))
    assert "•••.533.447-••" in page
    for whole in ("390.533.447-05", "39053344705", "111.444.777-35"):
        assert whole not in page


def test_the_address_form_is_helped_while_one_types(world: World, as_user):
    ana = as_user("ana")
    load_municipalities(actor=SYSTEM, rows=shipped_rows())
    rows = ana.get("/pessoas/municipios/?q=lages").json()["rows"]
    assert {"code": "4209300", "state": "SC", "name": "Lages"} in rows
    assert ana.get("/pessoas/municipios/?q=%00").json() == {"rows": []}
    ana.post(f"/pessoas/{world.marlene.pk}/enderecos/novo/", ADDRESS, headers=DIALOG)
    place = ana.get("/pessoas/cep/?cep=88650-000").json()["place"]
    assert (place["city"], place["city_ibge_code"]) == ("Urubici", "4218905")
    assert ana.get("/pessoas/cep/?cep=x").json() == {"place": None}
