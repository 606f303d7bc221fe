"""Everything of one person at once: for its form and its page."""

from dataclasses import dataclass
from datetime import date, datetime

from central.domain.people import rules
from central.domain.people.checking import wrong_fields
from central.domain.people.documents import mask_document
from central.domain.people.inputs import PersonInput
from central.domain.people.models import Address, Person, PersonKind, Phone
from central.domain.people.queries import place_of, sorted_roles, visible_person
from central.domain.people.storing import shown_phone
from central.foundation.actor import Actor
from central.foundation.events.models import EventRecord


@dataclass(frozen=True, slots=True)
class PhoneLine:
    """A phone of a person or contact."""

    shown: str
    typed: str
    has_whatsapp: bool
    is_main: bool
    chat_number: str


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A contact with its phones; the person itself is one of them."""

    id: int
    name: str
    role: str
    email: str
    is_self: bool
    phones: tuple[PhoneLine, ...]


@dataclass(frozen=True, slots=True)
class AddressLine:
    """An address, the parts as stored."""

    id: int
    kind: str
    street: str
    number: str
    complement: str
    district: str
    reference: str
    postal_code: str
    city: str
    city_ibge_code: str
    state: str
    is_main: bool

    @property
    def shown_postal_code(self) -> str:
        """`88650-000`."""
        code = self.postal_code
        return f"{code[:5]}-{code[5:]}" if len(code) == 8 else code


@dataclass(frozen=True, slots=True)
class PersonSheet:
    """A person with contacts, phones, addresses, and what the actor may do with it."""

    id: int
    kind: str
    is_company: bool
    name: str
    legal_name: str
    social_name: str
    trade_name: str
    document: str
    no_document_reason: str
    email: str
    birth_date: date | None
    notes: str
    roles: tuple[str, ...]
    is_client: bool
    is_active: bool
    place: str
    created_at: datetime
    updated_at: datetime
    changed_by: str
    event_count: int
    phones: tuple[PhoneLine, ...]
    contacts: tuple[ContactLine, ...]
    addresses: tuple[AddressLine, ...]
    can_edit: bool
    can_edit_everything: bool
    can_reveal: bool


def person_sheet(actor: Actor, person_id: int) -> PersonSheet:
    """Everything of a visible person, the document masked; six queries; raises `NotFound`."""
    person = visible_person(actor, person_id)
    phones: dict[int | None, list[PhoneLine]] = {}
    for phone in person.phones.order_by("-is_main", "id"):
        phones.setdefault(phone.contact_id, []).append(phone_line(phone))
    contacts = person.contacts.filter(is_active=True).order_by("-is_self", "id")
    return PersonSheet(
        id=person.pk,
        kind=person.kind,
        is_company=person.kind == PersonKind.COMPANY,
        name=person.shown_name,
        legal_name=person.name,
        social_name=person.social_name,
        trade_name=person.trade_name,
        document=mask_document(person.document or ""),
        no_document_reason=person.no_document_reason,
        email=person.email,
        birth_date=person.birth_date,
        notes=person.notes,
        roles=tuple(sorted_roles(person)),
        is_client=person.is_client,
        is_active=person.is_active,
        place=place_of(person),
        created_at=person.created_at,
        updated_at=person.updated_at,
        changed_by=last_author(person),
        event_count=person.event_count,
        phones=tuple(phones.get(None, ())),
        contacts=tuple(
            ContactLine(
                id=contact.pk,
                name=contact.name,
                role=contact.role,
                email=contact.email,
                is_self=contact.is_self,
                phones=tuple(phones.get(None if contact.is_self else contact.pk, ())),
            )
            for contact in contacts
        ),
        addresses=tuple(address_line(address) for address in person.addresses.order_by("-is_main", "id")),
        can_edit=rules.can_edit(actor),
        can_edit_everything=rules.can_edit_everything(actor),
        can_reveal=rules.can_reveal_document(actor) and person.document is not None,
    )


def refusals_of(actor: Actor, given: PersonInput, person_id: int | None = None) -> dict[str, str]:
    """What registering or changing a person would refuse, by field: for forms that are wrong already."""
    return wrong_fields(given, visible_person(actor, person_id) if person_id else None)


def last_author(person: Person) -> str:
    """Who changed the person last, '' for the system."""
    facts = EventRecord.objects.filter(subject_kind="person", subject_id=person.pk)
    changes = facts.exclude(name="PersonDocumentRevealed").order_by("-sequence")
    author_id = changes.values_list("person_id", flat=True).first()
    author = Person.objects.filter(pk=author_id).first() if author_id else None
    return author.shown_name if author else ""


def phone_line(phone: Phone) -> PhoneLine:
    """A loaded phone as a line; the chat number is E.164 without its plus sign."""
    return PhoneLine(
        shown=shown_phone(phone),
        typed=phone.typed,
        has_whatsapp=phone.has_whatsapp,
        is_main=phone.is_main,
        chat_number=phone.e164.removeprefix("+") if phone.has_whatsapp else "",
    )


def address_line(address: Address) -> AddressLine:
    """A loaded address as a line."""
    return AddressLine(
        id=address.pk,
        kind=address.kind,
        street=address.street,
        number=address.number,
        complement=address.complement,
        district=address.district,
        reference=address.reference,
        postal_code=address.postal_code,
        city=address.city,
        city_ibge_code=address.city_ibge_code,
        state=address.state,
        is_main=address.is_main,
    )
