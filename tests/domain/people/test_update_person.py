"""Changing a person: what is stored, each refusal, its event."""

from dataclasses import replace
from typing import Any

import pytest

from central.domain.people.inputs import AddressInput, ContactInput, PhoneInput
from central.domain.people.models import Contact, Person
from central.domain.people.operations import add_contact, reveal_document, set_person_active, update_person
from central.foundation.actor import SYSTEM, Actor
from central.foundation.errors import Conflict, Invalid, NotAllowed, NotFound
from tests.cast import World
from tests.domain.people.samples import JOAO, facts, register

pytestmark = pytest.mark.django_db


def as_stored(person: Person) -> dict[str, Any]:
    """What a form of the unchanged person would send."""
    rita = person.contacts.get(is_self=False)
    address = person.addresses.get()
    return {
        **JOAO,
        "document": None,
        "contacts": (replace(JOAO["contacts"][0], id=rita.pk),),
        "addresses": (replace(JOAO["addresses"][0], id=address.pk),),
    }


def change(person: Person, actor: Actor = SYSTEM, **changes) -> Person:
    """Send the form of a person with changes."""
    update_person(actor=actor, person_id=person.pk, **{**as_stored(person), **changes})
    return Person.objects.get(pk=person.pk)


def test_nothing_changed_is_no_event():
    person = register()
    change(person)
    assert [fact.name for fact in facts(person)] == ["PersonRegistered"]


def test_a_new_name_reaches_search_and_own_contact():
    person = change(register(), name="João Ávila", social_name="Joana Ávila")
    assert person.search_name == "joana avila joao avila"
    assert Contact.objects.get(person=person, is_self=True).name == "Joana Ávila"
    assert facts(person)[-1].payload["changed"] == ["name", "social_name"]


def test_the_document_stays_changes_and_goes():
    person = register()
    assert change(person).document == "11144477735"
    assert change(person, document="390.533.447-05").document == "39053344705"
    with pytest.raises(Invalid):
        change(person, document="")
    assert change(person, document="", no_document_reason="Cancelado").document is None


def test_kind_and_kept_document_must_fit():
    with pytest.raises(Invalid) as refused:
        change(register(), kind="company")
    assert set(refused.value.errors) == {"document"}


def test_a_document_of_somebody_else_is_refused():
    register(document="529.982.247-25", name="Marta Reis")
    with pytest.raises(Invalid) as refused:
        change(register(), document="52998224725")
    assert str(refused.value.errors["document"]) == "Este CPF já está em Marta Reis."


def test_phones_are_replaced_and_the_main_one_shown():
    person = change(
        register(), phones=(PhoneInput("49 3222-0123"), PhoneInput("0800 123 0000", is_main=True))
    )
    assert person.main_phone == "0800 123 0000"
    assert [p.e164 for p in person.phones.filter(contact=None).order_by("pk")] == ["+554932220123", ""]


def test_a_contact_left_out_stays_readable_but_out_of_use():
    person = register()
    rita = person.contacts.get(is_self=False)
    person = change(person, contacts=(ContactInput(name="Zeca"),))
    rita.refresh_from_db()
    assert not rita.is_active
    assert [c.name for c in person.contacts.filter(is_self=False, is_active=True)] == ["Zeca"]


def test_addresses_change_grow_and_the_main_one_moves():
    person = register()
    old = person.addresses.get()
    new = AddressInput(kind="installation", street="Rua Nova", city="Urubici", state="SC", is_main=True)
    person = change(
        person, addresses=(AddressInput(id=old.pk, street="Rua Velha", city="Lages", state="SC"), new)
    )
    assert (person.city, person.addresses.get(is_main=True).street) == ("Urubici", "Rua Nova")
    old.refresh_from_db()
    assert (old.street, old.is_main) == ("Rua Velha", False)
    assert change_addresses_away(person) == 0


def change_addresses_away(person: Person) -> int:
    """Send the form without addresses; how many are left."""
    update_person(
        actor=SYSTEM,
        person_id=person.pk,
        **{**JOAO, "document": None, "contacts": (), "addresses": ()},
    )
    return person.addresses.count()


def test_contact_and_address_of_somebody_else_are_refused():
    other = register(document="529.982.247-25")
    person = register()
    with pytest.raises(Invalid) as refused:
        change(
            person,
            contacts=(ContactInput(id=other.contacts.get(is_self=False).pk, name="X"),),
            addresses=(AddressInput(id=other.addresses.get().pk, street="R", city="C", state="SC"),),
        )
    assert set(refused.value.errors) == {"contacts.0.name", "addresses.0.street"}


def test_somebody_who_changed_it_meanwhile_is_named(world: World):
    person = register()
    change(person, world.actor("sara"), email="novo@example.com", phones=(PhoneInput("49 3222-0123"),))
    with pytest.raises(Conflict) as refused:
        change(person, world.actor("ada"), name="João Só", expected_event_count=person.event_count)
    assert "Sara Antunes" in str(refused.value)
    assert "e-mail, telefones" in str(refused.value)
    assert Person.objects.get(pk=person.pk).name == JOAO["name"]


def test_a_reading_meanwhile_does_not_disturb(world: World):
    person = register()
    reveal_document(actor=world.actor("sara"), person_id=person.pk, reason_code="titular")
    changed = change(person, world.actor("ada"), name="João Só", expected_event_count=person.event_count)
    assert changed.name == "João Só"


def test_an_attendant_changes_the_ways_to_reach_a_person(world: World):
    ana, person = world.actor("ana"), register()
    person = change(person, ana, email="outro@example.com", phones=(PhoneInput("49 3222-0123"),))
    assert person.email == "outro@example.com"
    with pytest.raises(NotAllowed):
        change(person, ana, email="outro@example.com", phones=(PhoneInput("49 3222-0123"),), name="Outro")
    with pytest.raises(NotAllowed):
        change(person, ana, roles=frozenset({"client", "supplier"}))


def test_a_technician_changes_nothing(world: World):
    with pytest.raises(NotAllowed):
        change(register(), world.actor("tiago"), email="outro@example.com")


def test_who_may_not_see_finds_nobody():
    with pytest.raises(NotFound):
        change(register(), Actor(user_id=1, person_id=None, name="Ninguém"))


def test_its_event_has_roles_from_and_to_and_no_personal_value(world: World):
    person = change(
        register(),
        world.actor("ada"),
        name="João Só",
        roles=frozenset({"client", "supplier"}),
        notes="Cão bravo",
    )
    fact = facts(person)[-1]
    assert fact.name == "PersonUpdated"
    assert fact.payload == {
        "changed": ["name", "notes", "roles"],
        "before": {"roles": ["client"]},
        "after": {"roles": ["client", "supplier"]},
    }


def test_one_more_contact(world: World):
    person = register()
    contact = add_contact(
        actor=world.actor("ana"), person_id=person.pk, name="Zeca", role="porteiro", phone="49 98877-0001"
    )
    assert contact.phones.get().e164 == "+5549988770001"
    assert (facts(person)[-1].name, facts(person)[-1].payload) == ("ContactAdded", {"contact_id": contact.pk})


def test_a_wrong_contact_is_refused_beside_its_fields(world: World):
    person = register()
    with pytest.raises(Invalid) as refused:
        add_contact(actor=world.actor("ana"), person_id=person.pk, name="", phone="12", email="x")
    assert set(refused.value.errors) == {"name", "phone", "email"}
    with pytest.raises(NotAllowed):
        add_contact(actor=world.actor("tiago"), person_id=person.pk, name="Zeca")
    with pytest.raises(NotFound):
        add_contact(actor=world.actor("ana"), person_id=0, name="Zeca")


def test_out_of_use_and_back(world: World):
    person, ada = register(), world.actor("ada")
    assert not set_person_active(actor=ada, person_id=person.pk, is_active=False).is_active
    with pytest.raises(Conflict):
        set_person_active(actor=ada, person_id=person.pk, is_active=False)
    with pytest.raises(NotAllowed):
        set_person_active(actor=world.actor("ana"), person_id=person.pk, is_active=True)
    assert set_person_active(actor=ada, person_id=person.pk, is_active=True).is_active
    assert [f.name for f in facts(person)] == ["PersonRegistered", "PersonDeactivated", "PersonActivated"]
