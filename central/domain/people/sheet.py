"""Everything of one person at once: for its form and its page."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BigIntegerField, CharField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils.translation import gettext as _

from central.domain.people import rules
from central.domain.people.changes import READINGS
from central.domain.people.checking import wrong_fields
from central.domain.people.details import details_of
from central.domain.people.documents import mask_document
from central.domain.people.history import mask_identity
from central.domain.people.inputs import PersonDetails, PersonInput
from central.domain.people.models import (
    Address,
    Contact,
    ExtraEmail,
    Person,
    PersonGroup,
    PersonKind,
    Phone,
)
from central.domain.people.queries import people_visible_to, place_of, sorted_roles, visible_person
from central.domain.people.storing import shown_phone
from central.foundation.actor import Actor
from central.foundation.errors import NotFound
from central.foundation.events.models import EventRecord
from central.foundation.prepared.queries import Prepared


@dataclass(frozen=True, slots=True)
class ListName:
    """A group, a badge or a region by its name."""

    id: int
    name: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class PhoneLine:
    """A phone of a person or contact."""

    shown: str
    typed: str
    has_whatsapp: bool
    is_main: bool
    chat_number: str
    use: str


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A contact with its phones; the person itself is one of them."""

    id: int
    name: str
    role: str
    email: str
    is_self: bool
    is_main: bool
    receives_notices: bool
    notes: str
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
    property_kind: str
    coordinates: str

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
    details: PersonDetails
    identity_number: str
    groups: tuple[ListName, ...]
    badge: ListName | None
    region: ListName | None
    contract_standing: str
    notes: str
    admin_notes: str
    roles: tuple[str, ...]
    is_client: bool
    is_active: bool
    merged_into_id: int | None
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


def shown_rows(actor: Actor, person_id: int) -> QuerySet[Person]:
    """A visible person with badge, region and who changed it last."""
    changes = EventRecord.objects.filter(subject_kind="person", subject_id=OuterRef(OuterRef("pk")))
    last = changes.exclude(name__in=READINGS).order_by("-sequence").values("person_id")[:1]
    shown = Coalesce(NullIf(F("social_name"), Value("")), F("name"))
    author = Person.objects.filter(pk=Subquery(last)).values(shown=shown)[:1]
    found = people_visible_to(actor).filter(pk=person_id).select_related("badge", "region")
    return found.annotate(changed_by=Subquery(author)).order_by("pk")[:1]


SHOWN: Prepared[Person] = Prepared(shown_rows)


def shown_person(actor: Actor, person_id: int) -> Person:
    """A visible person with badge, region and who changed it last; one query; raises `NotFound`."""
    person = SHOWN.first(actor=actor, person_id=person_id)
    if person is None:
        raise NotFound(_("This person does not exist, or you may not see it."))
    return person


def list_rows(person_id: int) -> QuerySet[Any, Any]:
    """The other e-mails (0 and the address) and the groups (id and name) of a person."""
    zero, text = Value(0, output_field=BigIntegerField()), CharField()
    own = ExtraEmail.objects.filter(person_id=person_id)
    groups = PersonGroup.objects.filter(persons=person_id).order_by().values_list("id", Cast("name", text))
    return own.order_by().values_list(zero, Cast("email", text)).union(groups, all=True)


def phone_rows(person_id: int) -> QuerySet[Phone]:
    """All phones of a person, those of its contacts too, the main one first."""
    return Phone.objects.filter(person_id=person_id).order_by("-is_main", "id")


def contact_rows(person_id: int) -> QuerySet[Contact]:
    """The contacts in use of a person, itself first."""
    return Contact.objects.filter(person_id=person_id, is_active=True).order_by("-is_self", "id")


def address_rows(person_id: int) -> QuerySet[Address]:
    """The addresses of a person, the main one first."""
    return Address.objects.filter(person_id=person_id).order_by("-is_main", "id")


LISTS: Prepared[Any] = Prepared(list_rows)
PHONES: Prepared[Phone] = Prepared(phone_rows)
CONTACTS: Prepared[Contact] = Prepared(contact_rows)
ADDRESSES: Prepared[Address] = Prepared(address_rows)


def lists_of(person: Person) -> tuple[tuple[str, ...], tuple[ListName, ...]]:
    """The other e-mails and the groups of a person; one query for both."""
    rows = sorted(LISTS(person_id=person.pk), key=lambda row: row[1])
    return (
        tuple(name for pk, name in rows if not pk),
        tuple(ListName(pk, name) for pk, name in rows if pk),
    )


def person_sheet(actor: Actor, person_id: int) -> PersonSheet:
    """Everything of a visible person, the documents masked; five queries; raises `NotFound`."""
    person = shown_person(actor, person_id)
    everything = rules.can_edit_everything(actor)
    emails, groups = lists_of(person)
    phones: dict[int | None, list[PhoneLine]] = {}
    for phone in PHONES(person_id=person.pk):
        phones.setdefault(phone.contact_id, []).append(phone_line(phone))
    contacts = CONTACTS(person_id=person.pk)
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
        details=details_of(person, emails),
        identity_number=mask_identity(person.identity_number),
        groups=groups,
        badge=ListName(person.badge.pk, person.badge.name, person.badge.tone) if person.badge else None,
        region=ListName(person.region.pk, person.region.name) if person.region else None,
        contract_standing=person.contract_standing,
        notes=person.notes,
        admin_notes=person.admin_notes if everything else "",
        roles=tuple(sorted_roles(person)),
        is_client=person.is_client,
        is_active=person.is_active,
        merged_into_id=person.merged_into_id,
        place=place_of(person),
        created_at=person.created_at,
        updated_at=person.updated_at,
        changed_by=getattr(person, "changed_by", None) or "",
        event_count=person.event_count,
        phones=tuple(phones.get(None, ())),
        contacts=tuple(contact_line(contact, phones) for contact in contacts),
        addresses=tuple(address_line(address) for address in ADDRESSES(person_id=person.pk)),
        can_edit=rules.can_edit(actor) and person.merged_into_id is None,
        can_edit_everything=everything and person.merged_into_id is None,
        can_reveal=rules.can_reveal_document(actor) and bool(person.document or person.identity_number),
    )


def refusals_of(actor: Actor, given: PersonInput, person_id: int | None = None) -> dict[str, str]:
    """What registering or changing a person would refuse, by field: for forms that are wrong already."""
    return wrong_fields(given, visible_person(actor, person_id) if person_id else None)


def phone_line(phone: Phone) -> PhoneLine:
    """A loaded phone as a line; the chat number is E.164 without its plus sign."""
    return PhoneLine(
        shown=shown_phone(phone),
        typed=phone.typed,
        has_whatsapp=phone.has_whatsapp,
        is_main=phone.is_main,
        chat_number=phone.e164.removeprefix("+") if phone.has_whatsapp else "",
        use=phone.use,
    )


def contact_line(contact: Contact, phones: dict[int | None, list[PhoneLine]]) -> ContactLine:
    """A loaded contact as a line; the person's own phones are those of no contact."""
    return ContactLine(
        id=contact.pk,
        name=contact.name,
        role=contact.role,
        email=contact.email,
        is_self=contact.is_self,
        is_main=contact.is_main,
        receives_notices=contact.receives_notices,
        notes=contact.notes,
        phones=tuple(phones.get(None if contact.is_self else contact.pk, ())),
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
        property_kind=address.property_kind,
        coordinates=address.coordinates,
    )
