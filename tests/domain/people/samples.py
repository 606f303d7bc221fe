"""Persons as they are typed, for the tests of this folder."""

from typing import Any

from central.domain.people.inputs import AddressInput, ContactInput, PhoneInput
from central.domain.people.models import Person
from central.domain.people.operations import register_person
from central.foundation.actor import SYSTEM, Actor
from central.foundation.events.models import EventRecord

JOAO: dict[str, Any] = {
    "kind": "individual",
    "name": "João da Conceição Araújo",
    "document": "111.444.777-35",
    "email": "Joao@Example.com",
    "roles": frozenset({"client"}),
    "phones": (PhoneInput("(49) 99999-0123", has_whatsapp=True), PhoneInput("49 3222-0123")),
    "contacts": (ContactInput(name="Rita Araújo", role="esposa", phones=(PhoneInput("49 98888-0456"),)),),
    "addresses": (
        AddressInput(
            street="Rua do Príncipe", number="km 12", city="Lages", state="sc", postal_code="88500-000"
        ),
    ),
}


def register(actor: Actor = SYSTEM, **changes: Any) -> Person:
    """Register João, or somebody a little different."""
    made = register_person(actor=actor, **{**JOAO, **changes})
    return Person.objects.get(pk=made.pk)


def facts(person: Person) -> list[EventRecord]:
    """The events of a person in order."""
    return list(EventRecord.objects.filter(subject_kind="person", subject_id=person.pk).order_by("sequence"))
