"""A handful of clients registered a second time, as it happens on the telephone: for Pessoas duplicadas."""

from central.domain.merging.pairing import compare_for_a_while
from central.domain.people.inputs import AddressInput, PhoneInput
from central.domain.people.models import Address, Person, PersonKind
from central.domain.people.names import fold
from central.domain.people.operations import register_person
from central.foundation.actor import SYSTEM

FIRST, COUNT = 7, 6
LONGEST = 60.0


def plant_twins() -> None:
    """Register some clients again, each with other slips, and find the pairs."""
    clients = Person.objects.filter(kind=PersonKind.INDIVIDUAL, is_client=True, addresses__is_main=True)
    with_all = clients.exclude(email="").exclude(main_phone="").order_by("pk")
    for number, person in enumerate(with_all[FIRST : FIRST + COUNT]):
        register_twin(person, number)
    compare_for_a_while(LONGEST)


def register_twin(person: Person, number: int) -> None:
    """One client again: without accents, with letters swapped, with another phone or another street type."""
    has_phone, has_email = number % 3 != 1, number % 3 == 2
    names = (fold(person.name).title(), swapped(person.name), person.name)
    address = Address.objects.get(person=person, is_main=True)
    register_person(
        actor=SYSTEM,
        kind=person.kind,
        name=names[number % 3],
        no_document_reason="não tinha o documento à mão",
        email=person.email if has_email else "",
        roles=frozenset({"client"}),
        phones=(PhoneInput(person.main_phone),) if has_phone else (),
        addresses=(again(address),) if number % 3 != 2 else (),
        notes="Cadastro feito por telefone.",
    )


def swapped(name: str) -> str:
    """A name with two letters of its last word in the wrong order."""
    return name[:-3] + name[-2] + name[-3] + name[-1]


def again(address: Address) -> AddressInput:
    """An address as somebody else would type it."""
    street = address.street.replace("Rua ", "R. ").replace("Avenida ", "Av. ")
    return AddressInput(
        street=fold(street).title(),
        number=address.number if address.number != "S/N" else "",
        city=address.city,
        state=address.state,
        is_main=True,
    )
