"""Addresses and contacts of a person, one at a time: what is stored, each refusal, its fact."""

from typing import Any

import pytest

from central.domain.people.changes import ChangedMeanwhile
from central.domain.people.inputs import AddressInput, ContactInput, PhoneInput
from central.domain.people.models import Person
from central.domain.people.operations import remove_address, retire_contact, save_address, save_contact
from central.domain.people.postal_codes import place_of_postal_code
from central.domain.places.operations import load_municipalities
from central.domain.places.reading import shipped_rows
from central.foundation.actor import SYSTEM, Actor
from central.foundation.errors import Conflict, Invalid, NotAllowed, NotFound
from tests.cast import World
from tests.domain.people.samples import facts, register

pytestmark = pytest.mark.django_db

NEW = AddressInput(
    kind="installation",
    street="Rua Nova",
    number="S/N",
    city="Urubici",
    state="sc",
    postal_code="88650-000",
    property_kind="rural",
    coordinates="-28,015  -49.591",
)


def address(**changes: Any) -> AddressInput:
    """The new address, or one a little different."""
    return AddressInput(**{name: getattr(NEW, name) for name in NEW.__slots__} | changes)


def test_an_address_is_added(world: World):
    person = register()
    added = save_address(actor=world.actor("ana"), person_id=person.pk, address=NEW)
    assert (added.state, added.postal_code, added.property_kind) == ("SC", "88650000", "rural")
    assert added.coordinates == "-28.015000, -49.591000"
    assert not added.is_main
    fact = facts(person)[-1]
    assert (fact.name, fact.payload["address_id"]) == ("AddressAdded", added.pk)
    assert "Nova" not in str(fact.payload)
    assert person.changes.get().after.startswith("Rua Nova, S/N · Urubici/SC")


def test_an_address_is_changed_and_becomes_the_main_one(world: World):
    person, ana = register(), world.actor("ana")
    added = save_address(actor=ana, person_id=person.pk, address=NEW)
    save_address(actor=ana, person_id=person.pk, address=address(id=added.pk, is_main=True, coordinates=""))
    person = Person.objects.get(pk=person.pk)
    assert person.addresses.get(is_main=True).pk == added.pk
    assert (person.city, facts(person)[-1].name) == ("Urubici", "AddressChanged")
    count = person.event_count
    save_address(actor=ana, person_id=person.pk, address=address(id=added.pk, coordinates=""))
    assert Person.objects.get(pk=person.pk).event_count == count


def test_an_address_goes_and_the_next_is_the_main_one(world: World):
    person, ana = register(), world.actor("ana")
    old = person.addresses.get()
    save_address(actor=ana, person_id=person.pk, address=NEW)
    remove_address(actor=ana, person_id=person.pk, address_id=old.pk)
    person = Person.objects.get(pk=person.pk)
    assert (person.addresses.get().is_main, person.city) == (True, "Urubici")
    assert facts(person)[-1].name == "AddressRemoved"
    assert "Rua do Príncipe" in person.changes.order_by("-id")[0].before
    with pytest.raises(NotFound):
        remove_address(actor=ana, person_id=person.pk, address_id=old.pk)
    with pytest.raises(NotAllowed):
        remove_address(actor=world.actor("tiago"), person_id=person.pk, address_id=person.addresses.get().pk)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"street": " "}, "street"),
        ({"city": ""}, "city"),
        ({"state": "XX"}, "state"),
        ({"postal_code": "885"}, "postal_code"),
        ({"kind": "x"}, "kind"),
        ({"property_kind": "x"}, "property_kind"),
        ({"coordinates": "-91, 10"}, "coordinates"),
        ({"coordinates": "10"}, "coordinates"),
        ({"coordinates": "a b"}, "coordinates"),
        ({"street": "x" * 161}, "street"),
        ({"number": "1\x00"}, "number"),
    ],
)
def test_a_wrong_address_is_refused_beside_its_field(changes: dict[str, Any], field: str):
    with pytest.raises(Invalid) as refused:
        save_address(actor=SYSTEM, person_id=register().pk, address=address(**changes))
    assert set(refused.value.errors) == {field}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("-27.815432,-50.326112", "-27.815432, -50.326112"),
        ("-27,8; -50,3", "-27.800000, -50.300000"),
        ("+1 2", "1.000000, 2.000000"),
        ("", ""),
    ],
)
def test_coordinates_are_read_as_they_are_copied(typed: str, kept: str):
    saved = save_address(actor=SYSTEM, person_id=register().pk, address=address(coordinates=typed))
    assert saved.coordinates == kept


def test_two_editors_of_one_address_but_not_of_two(world: World):
    person = register()
    first = person.addresses.get()
    second = save_address(actor=SYSTEM, person_id=person.pk, address=NEW)
    seen = Person.objects.get(pk=person.pk).event_count
    save_address(actor=world.actor("sara"), person_id=person.pk, address=address(id=first.pk))
    given = address(id=second.pk, district="Centro")
    save_address(actor=world.actor("ada"), person_id=person.pk, address=given, expected_event_count=seen)
    with pytest.raises(ChangedMeanwhile) as refused:
        save_address(
            actor=world.actor("ada"),
            person_id=person.pk,
            address=address(id=first.pk, district="X"),
            expected_event_count=seen,
        )
    assert "Rua do Príncipe" in refused.value.differences[0].before


def test_who_may_not_and_what_is_not_there(world: World):
    person, other = register(), register(document="390.533.447-05")
    with pytest.raises(NotAllowed):
        save_address(actor=world.actor("tiago"), person_id=person.pk, address=NEW)
    with pytest.raises(NotFound):
        save_address(actor=SYSTEM, person_id=person.pk, address=address(id=other.addresses.get().pk))
    with pytest.raises(NotFound):
        save_address(actor=SYSTEM, person_id=0, address=NEW)


ZECA = ContactInput(
    name="Zeca",
    role="porteiro",
    phones=(PhoneInput("49 98877-0001", has_whatsapp=True),),
    notes="Só pela manhã",
    is_main=True,
    receives_notices=True,
)


def test_a_contact_is_added(world: World):
    person = register()
    contact = save_contact(actor=world.actor("ana"), person_id=person.pk, contact=ZECA)
    assert contact.phones.get().e164 == "+5549988770001"
    assert (contact.is_main, contact.receives_notices, contact.notes) == (True, True, "Só pela manhã")
    fact = facts(person)[-1]
    assert (fact.name, fact.payload["contact_id"]) == ("ContactAdded", contact.pk)
    assert "Zeca" not in str(fact.payload)
    assert person.changes.get().after == "Zeca · porteiro · (49) 98877-0001 (WhatsApp) · Só pela manhã"


def test_a_contact_is_changed_and_only_one_is_the_main_one(world: World):
    person, ana = register(), world.actor("ana")
    save_contact(actor=ana, person_id=person.pk, contact=ZECA)
    rita = person.contacts.get(name="Rita Araújo")
    given = ContactInput(id=rita.pk, name="Rita", is_main=True, phones=(PhoneInput("49 98888-0456"),))
    save_contact(actor=ana, person_id=person.pk, contact=given)
    save_contact(actor=ana, person_id=person.pk, contact=given)
    assert [f.name for f in facts(person)] == ["PersonRegistered", "ContactAdded", "ContactChanged"]
    assert person.contacts.get(is_main=True).name == "Rita"
    kept = person.changes.order_by("-id")[0]
    assert kept.before == "Rita Araújo · esposa · (49) 98888-0456"
    assert kept.after == "Rita · (49) 98888-0456"


def test_a_contact_goes_out_of_use(world: World):
    person, ana = register(), world.actor("ana")
    zeca = save_contact(actor=ana, person_id=person.pk, contact=ZECA)
    retired = retire_contact(actor=ana, person_id=person.pk, contact_id=zeca.pk)
    assert (retired.is_active, retired.is_main) == (False, False)
    assert facts(person)[-1].name == "ContactRetired"
    with pytest.raises(Conflict):
        retire_contact(actor=ana, person_id=person.pk, contact_id=zeca.pk)
    own, rita = person.contacts.get(is_self=True), person.contacts.get(name="Rita Araújo")
    with pytest.raises(NotFound):
        retire_contact(actor=ana, person_id=person.pk, contact_id=own.pk)
    with pytest.raises(NotAllowed):
        retire_contact(actor=world.actor("tiago"), person_id=person.pk, contact_id=rita.pk)


@pytest.mark.parametrize(
    ("contact", "fields"),
    [
        (ContactInput(name="", phones=(PhoneInput("12"),), email="x"), {"name", "phones.0", "email"}),
        (ContactInput(name="Zeca", receives_notices=True), {"email"}),
        (ContactInput(name="Zeca", notes="x" * 401), {"notes"}),
        (ContactInput(name="Zeca", phones=(PhoneInput("49 98877-0001"),) * 2), {"phones.1"}),
    ],
)
def test_a_wrong_contact_is_refused_beside_its_fields(contact: ContactInput, fields: set[str]):
    with pytest.raises(Invalid) as refused:
        save_contact(actor=SYSTEM, person_id=register().pk, contact=contact)
    assert set(refused.value.errors) == fields


def test_two_editors_of_one_contact(world: World):
    person = register()
    rita = person.contacts.get(is_self=False)
    given = ContactInput(id=rita.pk, name="Rita Souza")
    save_contact(actor=world.actor("sara"), person_id=person.pk, contact=given)
    with pytest.raises(ChangedMeanwhile):
        save_contact(actor=world.actor("ada"), person_id=person.pk, contact=given, expected_event_count=1)


def test_contacts_are_not_everybodys_to_change(world: World):
    person = register()
    with pytest.raises(NotAllowed):
        save_contact(actor=world.actor("tiago"), person_id=person.pk, contact=ZECA)
    with pytest.raises(NotFound):
        save_contact(actor=world.actor("ana"), person_id=0, contact=ZECA)
    with pytest.raises(NotFound):
        save_contact(actor=SYSTEM, person_id=person.pk, contact=ContactInput(id=0, name="X"))


@pytest.fixture
def municipalities(db):
    load_municipalities(actor=SYSTEM, rows=shipped_rows())


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({"city": "LAGES", "state": "sc"}, ("Lages", "SC", "4209300")),
        ({"city": "", "state": "", "city_ibge_code": "4209300"}, ("Lages", "SC", "4209300")),
        ({"city": "Urubici", "city_ibge_code": "4209300"}, ("Urubici", "SC", "4218905")),
        ({"city": "Índios", "city_ibge_code": ""}, ("Índios", "SC", "")),
    ],
)
def test_the_municipality_is_found_by_code_or_name(municipalities, changes: dict[str, Any], kept: Any):
    saved = save_address(actor=SYSTEM, person_id=register().pk, address=address(**changes))
    assert (saved.city, saved.state, saved.city_ibge_code) == kept


def test_a_code_that_the_list_does_not_have_is_refused(municipalities):
    with pytest.raises(Invalid) as refused:
        save_address(actor=SYSTEM, person_id=register().pk, address=address(city_ibge_code="4209301"))
    assert set(refused.value.errors) == {"city"}


def test_a_known_cep_proposes_what_its_addresses_have_in_common(world: World):
    person, ana = register(), world.actor("ana")
    save_address(actor=ana, person_id=person.pk, address=address(district="Centro"))
    known = place_of_postal_code(ana, "88650-000")
    assert (known.street, known.district, known.city, known.state) == ("Rua Nova", "Centro", "Urubici", "SC")
    save_address(actor=ana, person_id=person.pk, address=address(street="Rua Velha", district="Centro"))
    known = place_of_postal_code(ana, "88650000")
    assert (known.street, known.district) == ("", "Centro")
    assert place_of_postal_code(ana, "00000-000") is None
    assert place_of_postal_code(ana, "8865") is None
    assert place_of_postal_code(Actor(user_id=1, person_id=None, name="Ninguém"), "88650-000") is None


def test_a_contact_out_of_use_is_not_changed_any_more(world: World):
    person, ana = register(), world.actor("ana")
    rita = person.contacts.get(is_self=False)
    retire_contact(actor=ana, person_id=person.pk, contact_id=rita.pk)
    with pytest.raises(NotFound):
        save_contact(
            actor=ana, person_id=person.pk, contact=ContactInput(id=rita.pk, name="Rita", is_main=True)
        )


@pytest.mark.parametrize("naughty", ["\x00", "\ud83d", "42\x0009a", "9" * 40])
def test_a_place_that_cannot_be_looked_up_is_refused(naughty: str):
    given = address(city_ibge_code=naughty, state=naughty, city=naughty)
    with pytest.raises(Invalid) as refused:
        save_address(actor=SYSTEM, person_id=register().pk, address=given)
    assert set(refused.value.errors) >= {"city", "state"}
