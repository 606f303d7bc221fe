"""Pessoas - Completo in the browser's eyes: the list, a person, the form, rights, pickers."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from central.domain.people.inputs import PersonInput
from central.domain.people.models import Person
from central.domain.people.names import fold
from central.domain.people.operations import update_person_main
from central.foundation.events.models import EventRecord
from tests.cast import World
from tests.domain.people.samples import JOAO, register

pytestmark = pytest.mark.django_db

NEW = {
    "once": "k1",
    "kind": "individual",
    "name": "João da Conceição",
    "document": "111.444.777-35",
    "roles": ["client"],
    "email": "joao@example.com",
    "birth_date": "3/8/1978",
    "main_phone": "1",
    "phones-0-typed": "49 3222-0123",
    "phones-1-typed": "(49) 99999-0123",
    "phones-1-has_whatsapp": "on",
    "contacts-0-name": "Rita",
    "contacts-0-phone_1": "49 98888-0456",
    "addresses-0-kind": "installation",
    "addresses-0-street": "Rua Nova",
    "addresses-0-city": "Urubici",
    "addresses-0-state": "SC",
    "addresses-1-kind": "main",
    "addresses-1-street": "Rua do Príncipe",
    "addresses-1-city": "Lages",
    "addresses-1-state": "SC",
    "addresses-2-kind": "main",
}


def text_of(response: Any) -> str:
    """The page as text."""
    return str(response.content.decode())


def edited(person: Person, **changes: str) -> dict[str, Any]:
    """What the tab of an unchanged João sends, with changes."""
    return {
        "once": "k2",
        "kind": "individual",
        "name": person.name,
        "email": person.email,
        "seen": str(person.event_count),
        "main_phone": "0",
        "phones-0-typed": "(49) 99999-0123",
        "phones-0-has_whatsapp": "on",
        "phones-1-typed": "(49) 3222-0123",
        **changes,
    }


def test_the_list_shows_masked_documents_roles_and_counts(world: World, as_user):
    world.ticket()
    page = text_of(as_user("ana").get("/pessoas/"))
    assert "Marlene Brandão de Oliveira" in page
    assert "CPF •••.982.247-••" in page
    assert "52998224725" not in page
    assert "Clientes <b>1</b>" in page
    assert '<td class="opt-s r num">1</td>' in page


def test_the_list_finds_filters_and_says_when_nobody_is_there(world: World, as_user):
    ana = as_user("ana")
    assert "Marlene" in text_of(ana.get("/pessoas/?q=brandao"))
    found = text_of(ana.get("/pessoas/?papel=tecnicos"))
    assert "Téo Farias" in found
    assert "Marlene" not in found
    assert "Ninguém encontrado com “zzz”" in text_of(ana.get("/pessoas/?q=zzz"))
    assert "Ninguém com este papel ainda" in text_of(ana.get("/pessoas/?papel=fornecedores"))
    assert ana.get("/pessoas/?papel=x&depois=abc&antes=%00").status_code == 200


def test_a_search_by_part_sends_only_the_table(world: World, as_user):
    part = text_of(as_user("ana").get("/pessoas/?q=marlene", headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert "Marlene" in part
    assert "<hx-partial" in part


def test_pages_of_the_list(world: World, as_user):
    now = timezone.now()
    Person.objects.bulk_create(
        Person(name=f"Cliente {n:03d}", search_name=fold(f"Cliente {n:03d}"), is_client=True, created_at=now, updated_at=now)
        for n in range(60)
    )  # fmt: skip
    ana = as_user("ana")
    first = ana.get("/pessoas/?papel=clientes")
    assert first.context["previous"] == ""
    second = ana.get(first.context["next"])
    assert "Cliente 059" in text_of(second)
    assert second.context["next"] == ""
    assert "Cliente 049" in text_of(ana.get(second.context["previous"]))


def test_the_list_costs_the_same_for_one_row_and_fifty(world: World, as_user, django_assert_num_queries):
    ana = as_user("ana")
    ana.get("/pessoas/?papel=clientes")
    with CaptureQueriesContext(
        connection,
    ) as one:
        assert len(ana.get("/pessoas/?papel=clientes").context["listed"]) == 1
    now = timezone.now()
    Person.objects.bulk_create(
        Person(name=f"C {n}", search_name=f"c {n:03d}", is_client=True, created_at=now, updated_at=now) for n in range(80)
    )  # fmt: skip
    with django_assert_num_queries(len(one)):
        assert len(ana.get("/pessoas/?papel=clientes").context["listed"]) == 50


def test_a_person_has_a_page_of_its_own(world: World, as_user):
    page = text_of(as_user("ana").get(f"/pessoas/{world.marlene.pk}/"))
    assert "<h1>Marlene Brandão de Oliveira</h1>" in page
    assert "Marlene Brandão de Oliveira (titular)" in page
    assert "Rua das Hortênsias, 210" in page
    assert f"/pessoas/{world.marlene.pk}/documento/" in page
    assert "529.982.247-25" not in page


def test_a_technician_sees_but_neither_edits_nor_reveals(world: World, as_user):
    tiago, pk = as_user("tiago"), world.marlene.pk
    page = text_of(tiago.get(f"/pessoas/{pk}/"))
    assert "Marlene" in page
    assert "/editar/" not in page
    assert "/documento/" not in page
    for address in (
        f"/pessoas/{pk}/editar/",
        "/pessoas/nova/",
        f"/pessoas/{pk}/documento/",
        f"/pessoas/{pk}/contatos/novo/",
    ):
        assert tiago.get(address).status_code == 403
        assert tiago.post(address, {"name": "X"}).status_code == 403
    assert tiago.post(f"/pessoas/{pk}/situacao/", {"active": "0"}).status_code == 403


def test_who_does_not_exist_is_not_found(world: World, as_user):
    ada = as_user("ada")
    for address in (
        "/pessoas/999999/",
        "/pessoas/999999/editar/",
        "/pessoas/999999/documento/",
        "/pessoas/999999/contatos/",
    ):
        assert ada.get(address).status_code == 404


def test_nobody_gets_in_without_signing_in(world: World):
    assert Client().get("/pessoas/").status_code == 302
    assert Client().get("/pessoas/buscar/?q=a", headers={"HX-Request": "true"}).status_code == 401


def test_a_new_person_is_registered(world: World, as_user):
    answer = as_user("ana").post("/pessoas/nova/", NEW, follow=True)
    person = Person.objects.get(document="11144477735")
    assert answer.redirect_chain == [(f"/pessoas/{person.pk}/", 303)]
    assert "João da Conceição: cadastro criado." in text_of(answer)
    assert (str(person.birth_date), person.city, person.main_phone) == (
        "1978-08-03", "Lages", "(49) 99999-0123",
    )  # fmt: skip
    assert person.addresses.count() == 2


def test_the_same_form_twice_registers_once(world: World, as_user):
    ana = as_user("ana")
    first = ana.post("/pessoas/nova/", NEW)
    second = ana.post("/pessoas/nova/", NEW)
    assert first["Location"] == second["Location"]
    assert Person.objects.filter(document="11144477735").count() == 1


def test_what_is_wrong_is_said_beside_its_field_and_all_typed_stays(world: World, as_user):
    wrong = {
        **NEW,
        "name": "  ",
        "document": "111.444.777-36",
        "birth_date": "31/02/1978",
        "phones-0-typed": "(48) 3278-01",
        "contacts-0-phone_1": "12",
        "addresses-1-postal_code": "885",
        "trade_name": "Joãozinho",
    }
    answer = as_user("ada").post("/pessoas/nova/", wrong)
    page = text_of(answer)
    assert answer.status_code == 422
    assert [label for _, label in answer.context["wrong"]] == [
        "CPF ou CNPJ", "Nome", "Data de nascimento", "Telefone", "Telefone", "CEP",
    ]  # fmt: skip
    for typed in ("111.444.777-36", "31/02/1978", "(48) 3278-01", "Joãozinho", "Rua do Príncipe", "885"):
        assert f'value="{typed}"' in page
    assert "O CEP tem 8 dígitos." in page
    assert 'id="id_addresses-1-postal_code-e"' in page
    assert not Person.objects.filter(is_client=True).exclude(pk=world.marlene.pk).exists()


def test_a_taken_document_is_told(world: World, as_user):
    page = text_of(as_user("ana").post("/pessoas/nova/", {**NEW, "document": "529.982.247-25"}))
    assert "Este CPF já está em Marlene Brandão de Oliveira." in page


def test_rows_come_and_go_without_scripts(world: World, as_user):
    ana = as_user("ana")
    more = ana.post("/pessoas/nova/", {**NEW, "name": "", "add": "phones"})
    page = text_of(more)
    assert more.status_code == 200
    assert 'name="phones-2-typed"' in page
    assert 'value="49 3222-0123"' in page
    assert "Escreva o nome." not in page
    less = text_of(ana.post("/pessoas/nova/", {**NEW, "remove": "contacts-0"}))
    assert 'name="contacts-0-name"' not in less
    assert not Person.objects.filter(document="11144477735").exists()


def test_the_form_is_filled_and_saved(world: World, as_user):
    person, ada = register(), as_user("ada")
    page = text_of(ada.get(f"/pessoas/{person.pk}/editar/"))
    assert 'value="•••.444.777-••"' in page
    assert "11144477735" not in page
    assert 'value="(49) 99999-0123"' in page
    ada.post(f"/pessoas/{person.pk}/editar/", edited(person))
    assert EventRecord.objects.filter(subject_id=person.pk, subject_kind="person").count() == 1
    ada.post(f"/pessoas/{person.pk}/editar/", edited(person, once="k3", name="João Ávila"))
    person.refresh_from_db()
    assert (person.name, person.document, person.is_client) == ("João Ávila", "11144477735", True)
    assert (person.addresses.count(), person.contacts.count()) == (1, 2)
    assert EventRecord.objects.latest("pk").payload["changed"] == ["name"]


def test_details_and_other_emails_are_saved_and_the_number_is_masked(world: World, as_user):
    person, ada = register(), as_user("ada")
    given = {
        "gender": "male", "civil_status": "married", "parents_name": "Ana e José", "identity_kind": "rg",
        "identity_number": "1.234.567", "identity_issuer": "SSP/SC", "invoice_email": "nf@example.com",
        "state_registration_kind": "exempt", "municipal_registration": "55", "birth_date": "03/08/1978",
        "emails-0-email": "casa@example.com", "phones-1-use": "commercial",
    }  # fmt: skip
    assert ada.post(f"/pessoas/{person.pk}/editar/", edited(person, **given)).status_code == 303
    page = text_of(ada.get(f"/pessoas/{person.pk}/editar/"))
    assert "•.•••.•67" in page
    assert "1.234.567" not in page
    assert 'value="casa@example.com"' in page
    glance = text_of(ada.get(f"/pessoas/{person.pk}/"))
    for shown in ("Casado(a)", "Masculino", "Ana e José", "•.•••.•67", "nf@example.com", "Comercial"):
        assert shown in glance
    wrong = {**given, "identity_kind": "", "identity_number": "7", "emails-0-email": "x"}
    refused = ada.post(f"/pessoas/{person.pk}/editar/", edited(person, **{**wrong, "once": "k9"}))
    assert refused.status_code in {409, 422}


def test_a_change_meanwhile_is_told_with_its_values_and_what_was_typed_stays(world: World, as_user):
    person, ada = register(), as_user("ada")
    sent = edited(person, name="João Ávila")
    names = ("kind", "name", "phones")
    given = PersonInput(**{name: JOAO[name] for name in names}, email="novo@example.com")
    update_person_main(actor=world.actor("sara"), person_id=person.pk, given=given)
    answer = ada.post(f"/pessoas/{person.pk}/editar/", sent)
    page = text_of(answer)
    assert answer.status_code == 409
    for told in ("Sara Antunes", "joao@example.com", "novo@example.com", 'value="João Ávila"'):
        assert told in page
    person.refresh_from_db()
    assert person.name == JOAO["name"]
    again = {**sent, "seen": str(answer.context["seen"]), "once": "k7"}
    assert ada.post(f"/pessoas/{person.pk}/editar/", again).status_code == 303
    person.refresh_from_db()
    assert (person.name, person.email) == ("João Ávila", "joao@example.com")


def test_an_attendant_changes_phones_but_no_names(world: World, as_user):
    person, ana = register(), as_user("ana")
    sent = {
        **edited(person),
        "name": "Outro Nome",
        "gender": "male",
        "phones-1-typed": "49 3222-0999",
        "emails-0-email": "casa@example.com",
    }
    assert ana.post(f"/pessoas/{person.pk}/editar/", sent).status_code == 303
    person.refresh_from_db()
    assert (person.name, person.gender) == (JOAO["name"], "")
    assert person.phones.filter(e164="+554932220999").exists()
    assert person.emails.filter(email="casa@example.com").exists()


def test_the_document_is_shown_after_a_reason(world: World, as_user):
    ana, address = as_user("ana"), f"/pessoas/{world.marlene.pk}/documento/"
    asked = text_of(ana.get(address))
    assert "A consulta fica registrada com seu nome, a hora e o motivo." in asked
    assert "529.982.247-25" not in asked
    refused = ana.post(address, {"once": "r1", "reason": ""})
    assert refused.status_code == 422
    assert "Diga por que você precisa do documento." in text_of(refused)
    shown = ana.post(address, {"once": "r2", "reason": "titular"})
    assert "529.982.247-25" in text_of(shown)
    assert shown["Cache-Control"] == "no-store"
    assert (
        EventRecord.objects.get(subject_id=world.marlene.pk, subject_kind="person").name
        == "PersonDocumentRevealed"
    )


def test_a_contact_is_added_in_a_dialog(world: World, as_user):
    ana, address = as_user("ana"), f"/pessoas/{world.marlene.pk}/contatos/novo/"
    headers = {"HX-Request": "true", "X-Dialog": "true"}
    refused = ana.post(address, {"once": "c1", "name": "", "phone": "12"}, headers=headers)
    assert refused.status_code == 422
    assert "<html" not in text_of(refused)
    added = ana.post(address, {"once": "c2", "name": "Zeca", "phone": "49 98877-0001"}, headers=headers)
    assert added.status_code == 204
    assert "contact-added" in added["HX-Trigger"]
    options = text_of(ana.get(f"/pessoas/{world.marlene.pk}/contatos/"))
    assert options.index("Selecione") < options.index("(titular)") < options.index("Zeca · (49) 98877-0001")


def test_a_person_goes_out_of_use_and_back(world: World, as_user):
    ada, address = as_user("ada"), f"/pessoas/{world.marlene.pk}/situacao/"
    assert "cadastro inativado" in text_of(ada.post(address, {"active": "0"}, follow=True))
    assert ada.post(address, {"active": "0"}).status_code == 409
    assert "cadastro ativado" in text_of(ada.post(address, {"active": "1"}, follow=True))
    assert as_user("ana").post(address, {"active": "0"}).status_code == 403


def test_the_picker_answers_with_options(world: World, as_user):
    ana = as_user("ana")
    found = text_of(ana.get("/pessoas/buscar/?q=marl&tipo=clientes"))
    assert 'role="option"' in found
    assert f'data-value="{world.marlene.pk}"' in found
    assert 'data-name="Marlene Brandão de Oliveira"' in found
    assert "CPF •••.982.247-••" in found
    assert text_of(ana.get("/pessoas/buscar/?q=marl&tipo=tecnicos")).strip() == ""
    assert "Tiago Rezende" in text_of(ana.get("/pessoas/buscar/?tipo=tecnicos"))


@pytest.mark.parametrize(
    "name",
    [
        "phones-0-typed",
        "phones-0-use",
        "contacts-0-name",
        "contacts-0-phone_1",
        "contacts-0-id",
        "addresses-0-id",
    ],
)
@pytest.mark.parametrize("value", ["a\x00b", "9" * 10_000, "🙂" * 10_000])
def test_a_row_that_cannot_be_read_is_told_and_the_rest_kept(as_user: Any, name: str, value: str):
    answer = as_user("ada").post("/pessoas/nova/", NEW | {name: value})
    assert answer.status_code == 422 and "Rua do Príncipe" in text_of(answer)
    assert not Person.objects.filter(document="11144477735").exists()
