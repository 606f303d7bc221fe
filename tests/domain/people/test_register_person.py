"""Registering a person: what is stored, each refusal, its event."""

import datetime

import pytest
from django.db import IntegrityError

from central.domain.people import checking
from central.domain.people.inputs import AddressInput, ContactInput, PhoneInput
from central.domain.people.models import Contact, Person
from central.foundation.errors import AlreadyDone, Invalid, NotAllowed
from tests.cast import World
from tests.domain.people.samples import facts, register

pytestmark = pytest.mark.django_db


def errors_of(**changes):
    """The sentences that a wrong registration brings, by field."""
    with pytest.raises(Invalid) as refused:
        register(**changes)
    return {key: str(sentence) for key, sentence in refused.value.errors.items()}


def test_it_stores_everything_in_canonical_form():
    person = register()
    assert person.document == "11144477735"
    assert person.email == "joao@example.com"
    assert person.search_name == "joao da conceicao araujo"
    assert (person.city, person.state, person.main_phone) == ("Lages", "SC", "(49) 99999-0123")
    phones = list(person.phones.filter(contact=None).order_by("pk"))
    assert [phone.e164 for phone in phones] == ["+5549999990123", "+554932220123"]
    assert [phone.is_main for phone in phones] == [True, False]
    assert (phones[0].match_key, phones[0].tail, phones[0].has_whatsapp) == ("4999990123", "99990123", True)
    address = person.addresses.get()
    assert (address.is_main, address.postal_code, address.number) == (True, "88500000", "km 12")


def test_the_person_itself_is_a_contact_by_the_name_that_is_shown():
    person = register(social_name="Joana Araújo")
    own = Contact.objects.get(person=person, is_self=True)
    assert own.name == "Joana Araújo"
    assert person.search_name == "joana araujo joao da conceicao araujo"
    other = Contact.objects.get(person=person, is_self=False)
    assert (other.name, other.role, other.phones.get().e164) == ("Rita Araújo", "esposa", "+5549988880456")


def test_a_company_may_have_an_alphanumeric_document():
    person = register(kind="company", name="Mercado Sol Ltda", document="12.abc.345/01de-35")
    assert person.document == "12ABC34501DE35"


def test_somebody_without_document_needs_a_reason():
    assert errors_of(document="") == {"document": "Informe o documento ou diga por que não há um."}
    person = register(document="", no_document_reason="Estrangeiro, passaporte em análise")
    assert person.document is None
    assert register(document=None, no_document_reason="Recém-nascido").document is None


def test_all_wrong_fields_are_told_at_once():
    errors = errors_of(
        name=" ",
        document="111.444.777-36",
        email="joao",
        birth_date=datetime.date(2999, 1, 1),
        roles=frozenset(),
        phones=(PhoneInput("(48) 3278-01"),),
        contacts=(ContactInput(name="", phones=(PhoneInput("12"),)),),
        addresses=(AddressInput(street="", city="", state="XX", postal_code="123"),),
    )
    assert set(errors) == {
        "name", "document", "email", "birth_date", "roles", "phones.0", "contacts.0.name",
        "contacts.0.phones.0", "addresses.0.street", "addresses.0.city", "addresses.0.state",
        "addresses.0.postal_code",
    }  # fmt: skip
    assert Person.objects.count() == 0


def test_a_document_of_the_other_kind_is_refused():
    assert "document" in errors_of(kind="company")
    assert "kind" in errors_of(kind="robot")


def test_a_taken_document_names_who_has_it():
    register()
    assert errors_of(name="Outro") == {"document": "Este CPF já está em João da Conceição Araújo."}


def test_a_document_taken_at_the_same_moment_is_told_alike(monkeypatch: pytest.MonkeyPatch):
    register()
    monkeypatch.setattr(checking, "document_taken", lambda *_, **__: "")
    assert errors_of(name="Outro") == {"document": "Este CPF já está em João da Conceição Araújo."}


def test_the_database_refuses_a_document_twice():
    person = register()
    with pytest.raises(IntegrityError):
        Person.objects.create(
            name="X", search_name="x", document=person.document, created_at=person.created_at,
            updated_at=person.created_at,
        )  # fmt: skip


def test_a_phone_twice_in_the_list_is_refused():
    errors = errors_of(phones=(PhoneInput("(49) 99999-0123"), PhoneInput("+55 49 9999-90123")))
    assert errors == {"phones.1": "Este telefone já está na lista."}


def test_effective_only_with_collaborator():
    assert "roles" in errors_of(roles=frozenset({"effective"}))
    person = register(roles=frozenset({"collaborator", "effective"}))
    assert person.is_effective
    assert person.is_collaborator


def test_too_long_texts_are_told():
    assert errors_of(name="x" * 161, trade_name="y" * 161) == {
        "name": "Use no máximo 160 caracteres.",
        "trade_name": "Use no máximo 160 caracteres.",
    }


def test_an_attendant_registers_clients_only(world: World):
    person = register(world.actor("ana"))
    assert person.is_client
    with pytest.raises(NotAllowed):
        register(world.actor("ana"), document="529.982.247-25", roles=frozenset({"client", "supplier"}))


def test_a_technician_registers_nobody(world: World):
    with pytest.raises(NotAllowed):
        register(world.actor("tiago"))


def test_its_event_names_no_personal_value(world: World):
    ada = world.actor("ada")
    person = register(ada, roles=frozenset({"client", "supplier"}))
    (fact,) = facts(person)
    assert (fact.name, fact.user_id) == ("PersonRegistered", ada.user_id)
    assert fact.payload == {"kind": "individual", "roles": ["client", "supplier"]}
    assert (person.event_count, person.event_hash) == (1, fact.hash)


def test_the_same_form_registers_once(world: World):
    person = register(world.actor("ada"), once="k1")
    with pytest.raises(AlreadyDone) as again:
        register(world.actor("ada"), once="k1")
    assert again.value.result_id == person.pk
