"""Changing a person: what is stored, each refusal, its event."""

from dataclasses import replace
from typing import Any

import pytest

from central.domain.people.changes import ChangedMeanwhile
from central.domain.people.history import Change, digest_of
from central.domain.people.inputs import PersonDetails, PersonInput, PhoneInput
from central.domain.people.models import Contact, Person
from central.domain.people.operations import (
    reveal_document,
    save_notes,
    set_person_active,
    set_roles,
    update_person_main,
)
from central.foundation.actor import SYSTEM, Actor
from central.foundation.errors import Conflict, Invalid, NotAllowed, NotFound
from tests.cast import World
from tests.domain.people.samples import JOAO, facts, register

pytestmark = pytest.mark.django_db


def as_stored() -> dict[str, Any]:
    """What the tab of the unchanged person would send."""
    names = ("kind", "name", "email", "phones")
    return {**{name: JOAO[name] for name in names}, "document": None}


def change(
    person: Person, actor: Actor = SYSTEM, expected_event_count: int | None = None, **changes: Any
) -> Person:
    """Send the main data of a person with changes."""
    update_person_main(
        actor=actor,
        person_id=person.pk,
        given=PersonInput(**{**as_stored(), **changes}),
        expected_event_count=expected_event_count,
    )
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


def test_somebody_who_changed_it_meanwhile_is_named(world: World):
    person = register()
    change(person, world.actor("sara"), email="novo@example.com", phones=(PhoneInput("49 3222-0123"),))
    with pytest.raises(ChangedMeanwhile) as refused:
        change(person, world.actor("ada"), name="João Só", expected_event_count=person.event_count)
    assert "Sara Antunes" in str(refused.value)
    assert "e-mail, telefones" in str(refused.value)
    told = {d.part: (d.before, d.after, d.who) for d in refused.value.differences}
    assert told["email"] == ("joao@example.com", "novo@example.com", "Sara Antunes")
    assert told["phones"][1] == "(49) 3222-0123"
    assert Person.objects.get(pk=person.pk).name == JOAO["name"]


def test_a_change_of_another_tab_does_not_disturb(world: World):
    person = register()
    save_notes(actor=world.actor("sara"), person_id=person.pk, notes="Cão bravo")
    set_roles(actor=world.actor("sara"), person_id=person.pk, roles={"client", "supplier"})
    changed = change(person, world.actor("ada"), name="João Só", expected_event_count=person.event_count)
    assert (changed.name, changed.notes, changed.is_supplier) == ("João Só", "Cão bravo", True)


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


def test_a_technician_changes_nothing(world: World):
    with pytest.raises(NotAllowed):
        change(register(), world.actor("tiago"), email="outro@example.com")


def test_who_may_not_see_finds_nobody():
    with pytest.raises(NotFound):
        change(register(), Actor(user_id=1, person_id=None, name="Ninguém"))


def test_its_event_carries_no_personal_value_and_the_history_keeps_it_beside(world: World):
    person = change(register(), world.actor("ada"), name="João Só", document="390.533.447-05")
    fact = facts(person)[-1]
    assert fact.name == "PersonUpdated"
    assert set(fact.payload) == {"changed", "before", "after", "digests"}
    assert fact.payload["changed"] == ["name", "document"]
    assert (fact.payload["before"], fact.payload["after"]) == ({}, {})
    kept = {row.part: row for row in person.changes.filter(sequence=fact.sequence)}
    assert (kept["name"].before, kept["name"].after) == (JOAO["name"], "João Só")
    assert (kept["document"].before, kept["document"].after) == ("•••.444.777-••", "•••.533.447-••")
    row = kept["name"]
    assert digest_of(row.nonce, Change("name", row.before, row.after)) in fact.payload["digests"]


DETAILS = PersonDetails(
    gender="male",
    civil_status="married",
    parents_name="Ana Conceição e José Araújo",
    identity_kind="rg",
    identity_number="1.234.567",
    identity_issuer="SSP/SC",
    state_registration_kind="not_contributor",
    municipal_registration="55-2",
    invoice_email="Notas@Example.com",
    emails=("casa@example.com", " "),
)


def test_details_are_stored_and_compared():
    person = change(register(), details=DETAILS)
    assert (person.gender, person.civil_status, person.identity_number) == ("male", "married", "1.234.567")
    assert (person.invoice_email, person.municipal_registration) == ("notas@example.com", "55-2")
    assert [e.email for e in person.emails.all()] == ["casa@example.com"]
    kept = person.changes.get(part="identity_number")
    assert (kept.before, kept.after) == ("", "•.•••.•67")
    count = person.event_count
    assert change(person, details=replace(DETAILS, identity_number=None)).event_count == count
    assert change(person, details=PersonDetails(identity_number=None)).identity_number == ""


def test_a_company_has_no_details_of_a_natural_person():
    firm = register(kind="company", name="Sol Ltda", document="11.222.333/0001-81", contacts=(), addresses=())
    details = replace(DETAILS, state_registration_kind="contributor", state_registration="251.040.852")
    firm = change(firm, kind="company", name="Sol Ltda", details=details)
    assert (firm.gender, firm.identity_number, firm.state_registration) == ("", "", "251.040.852")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"gender": "x"}, "gender"),
        ({"identity_kind": "rg", "identity_number": ""}, "identity_number"),
        ({"identity_kind": "", "identity_number": "12"}, "identity_kind"),
        ({"state_registration_kind": "contributor"}, "state_registration"),
        ({"state_registration": "123"}, "state_registration_kind"),
        ({"state_registration_kind": "exempt", "state_registration": "123"}, "state_registration"),
        ({"invoice_email": "a@"}, "invoice_email"),
        ({"emails": ("a@b.example", "A@b.example")}, "emails.1"),
        ({"emails": ("joao@example.com",)}, "emails.0"),
        ({"parents_name": "x" * 201}, "parents_name"),
        ({"parents_name": "a\x00b"}, "parents_name"),
        ({"municipal_registration": "a\ud800b"}, "municipal_registration"),
    ],
)
def test_wrong_details_are_refused_beside_their_field(changes: dict[str, Any], field: str):
    with pytest.raises(Invalid) as refused:
        change(register(), details=PersonDetails(**changes))
    assert set(refused.value.errors) == {field}


def test_isento_is_a_kind_not_a_number():
    person = change(register(), details=PersonDetails(state_registration="isento"))
    assert (person.state_registration_kind, person.state_registration) == ("exempt", "")


def test_out_of_use_and_back(world: World):
    person, ada = register(), world.actor("ada")
    assert not set_person_active(actor=ada, person_id=person.pk, is_active=False).is_active
    with pytest.raises(Conflict):
        set_person_active(actor=ada, person_id=person.pk, is_active=False)
    with pytest.raises(NotAllowed):
        set_person_active(actor=world.actor("ana"), person_id=person.pk, is_active=True)
    assert set_person_active(actor=ada, person_id=person.pk, is_active=True).is_active
    assert [f.name for f in facts(person)] == ["PersonRegistered", "PersonDeactivated", "PersonActivated"]
