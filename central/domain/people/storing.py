"""Writing the checked parts of a person, and finding out which of them differ from what is stored."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from central.domain.people.checking import CheckedPerson, document_taken
from central.domain.people.details import DETAIL_FIELDS
from central.domain.people.finding import keep_findable
from central.domain.people.inputs import ROLES, AddressInput
from central.domain.people.models import Address, Contact, ExtraEmail, Person, Phone
from central.domain.people.names import city_key, fold
from central.domain.people.phones import format_phone
from central.domain.people.ways import ADDRESS_PARTS, CheckedContact, CheckedPhone, address_values
from central.foundation.errors import Conflict, Invalid

SCALARS = (
    *("kind", "name", "document", "no_document_reason", "social_name", "trade_name", "email", "birth_date"),
    *DETAIL_FIELDS,
    "notes",
)
KEPT = ("search_name", "main_phone", "city", "city_key", "state", "city_ibge_code", "updated_at")

PhoneKey = tuple[str, bool, bool, str]


CONTACT_FIELDS = ("name", "role", "email", "notes", "is_main", "receives_notices")


def roles_of(person: Person) -> frozenset[str]:
    """The roles of a loaded person, by code."""
    return frozenset(role for role in ROLES if getattr(person, f"is_{role}"))


def fill(person: Person, checked: CheckedPerson) -> None:
    """Put what was checked, and what follows from it for lists, on the instance."""
    for name, value in checked.fields.items():
        setattr(person, name, value)
    if checked.roles is not None:
        fill_roles(person, checked.roles)
    shown, legal = person.social_name or person.name, person.name if person.social_name else ""
    person.search_name = fold(" ".join(part for part in (shown, legal, person.trade_name) if part))[:480]
    main_phone = next((phone for phone in checked.phones if phone.is_main), None)
    person.main_phone = shown_phone(main_phone) if main_phone else ""
    if checked.addresses is not None:
        fill_place(person, next((address for address in checked.addresses if address.is_main), None))


def fill_roles(person: Person, roles: frozenset[str]) -> None:
    """Put the roles on the instance."""
    for role in ROLES:
        setattr(person, f"is_{role}", role in roles)


def fill_place(person: Person, main: AddressInput | Address | None) -> None:
    """Put the city of the main address on the instance."""
    person.city = main.city if main else ""
    person.city_key = city_key(person.city)
    person.state = main.state if main else ""
    person.city_ibge_code = main.city_ibge_code if main else ""


def shown_phone(phone: CheckedPhone | Phone) -> str:
    """A phone as screens show it; service numbers as they were typed."""
    return format_phone(phone.e164) if phone.e164 else phone.typed


def save_person(person: Person, update_fields: Sequence[str] | None = None) -> None:
    """Save, turning a document taken at the same moment into the sentence beside its field."""
    try:
        with transaction.atomic():
            person.save(update_fields=update_fields)
    except IntegrityError as error:
        sentence = document_taken(person.document or "", except_id=person.pk)
        if not sentence:
            raise Conflict(_("Somebody changed this person at the same moment. Try again.")) from error
        raise Invalid(sentence, field="document") from error


def changed_parts(person: Person, checked: CheckedPerson) -> tuple[str, ...]:
    """The names of the parts that differ from what is stored, whatever the order of rows; four queries."""
    changed = [name for name, value in checked.fields.items() if getattr(person, name) != value]
    if checked.roles is not None and roles_of(person) != checked.roles:
        changed.append("roles")
    phones: dict[int | None, list[PhoneKey]] = {}
    for phone in person.phones.all():
        phones.setdefault(phone.contact_id, []).append(phone_key(phone))
    if sorted(phones.get(None, [])) != sorted(map(phone_key, checked.phones)):
        changed.append("phones")
    if set(person.emails.values_list("email", flat=True)) != set(checked.emails):
        changed.append("emails")
    if checked.contacts is not None and contacts_differ(person, checked.contacts, phones):
        changed.append("contacts")
    if checked.addresses is not None:
        addresses = {a.pk: address_values(a) for a in person.addresses.all()}
        if addresses != {a.id: address_values(a) for a in checked.addresses}:
            changed.append("addresses")
    return tuple(changed)


def contacts_differ(
    person: Person, contacts: Sequence[CheckedContact], phones: dict[int | None, list[PhoneKey]]
) -> bool:
    """Whether the contacts in use differ from these."""
    stored = person.contacts.filter(is_self=False, is_active=True)
    held = {c.pk: contact_key(c, sorted(phones.get(c.pk, []))) for c in stored}
    return held != {c.id: contact_key(c, sorted(map(phone_key, c.phones))) for c in contacts}


def contact_key(contact: CheckedContact | Contact, phones: list[PhoneKey]) -> tuple[Any, ...]:
    """What two contacts are compared by."""
    return tuple(getattr(contact, name) for name in CONTACT_FIELDS), phones


def phone_key(phone: CheckedPhone | Phone) -> PhoneKey:
    """What two phones are compared by."""
    return (phone.e164 or phone.typed, phone.has_whatsapp, phone.is_main, phone.use)


def write_parts(person: Person, checked: CheckedPerson, changed: Sequence[str]) -> None:
    """Write the lists of a person that changed; keep its own contact and its search document in step."""
    if "phones" in changed:
        write_phones(person, None, checked.phones)
    if "emails" in changed:
        write_emails(person, checked.emails)
    if {"name", "social_name", "email"}.intersection(changed):
        keep_own_contact(person)
    if "contacts" in changed and checked.contacts is not None:
        write_contacts(person, checked.contacts)
    if "addresses" in changed and checked.addresses is not None:
        write_addresses(person, checked.addresses)
    keep_findable(person.pk)


def keep_own_contact(person: Person) -> None:
    """The person is always a contact of itself, by the name that screens show."""
    Contact.objects.update_or_create(
        person=person, is_self=True, defaults={"name": person.shown_name, "email": person.email}
    )


def write_phones(person: Person, contact: Contact | None, phones: Sequence[CheckedPhone]) -> None:
    """Replace the phones of a person (contact None) or of one of its contacts."""
    Phone.objects.filter(person=person, contact=contact).delete()
    Phone.objects.bulk_create(
        Phone(
            person=person,
            contact=contact,
            e164=phone.e164,
            typed=phone.typed,
            match_key=phone.match_key,
            tail=phone.tail,
            is_mobile=phone.is_mobile,
            has_whatsapp=phone.has_whatsapp,
            is_main=phone.is_main,
            use=phone.use,
        )
        for phone in phones
    )


def write_emails(person: Person, emails: Sequence[str]) -> None:
    """Replace the other e-mails of a person."""
    person.emails.exclude(email__in=emails).delete()
    stored = set(person.emails.values_list("email", flat=True))
    ExtraEmail.objects.bulk_create(
        ExtraEmail(person=person, email=email) for email in emails if email not in stored
    )


def write_contacts(person: Person, contacts: Sequence[CheckedContact]) -> None:
    """Change, add and put out of use: a contact is never deleted, activity records name it."""
    stored = {c.pk: c for c in person.contacts.filter(is_self=False, is_active=True)}
    named = {contact.id for contact in contacts}
    gone = [pk for pk in stored if pk not in named]
    Contact.objects.filter(pk__in=gone).update(is_active=False, is_main=False)
    for given in sorted(contacts, key=lambda contact: contact.is_main):
        contact = stored.get(given.id) if given.id is not None else None
        write_contact(person, contact or Contact(person=person), given)


def write_contact(person: Person, contact: Contact, given: CheckedContact) -> Contact:
    """Write one contact with its phones; the main one takes that from whoever was it."""
    if given.is_main:
        person.contacts.exclude(pk=contact.pk).filter(is_main=True).update(is_main=False)
    for name in CONTACT_FIELDS:
        setattr(contact, name, getattr(given, name))
    contact.save()
    write_phones(person, contact, given.phones)
    return contact


def write_addresses(person: Person, addresses: Sequence[AddressInput]) -> None:
    """Change, add and delete addresses; the main one is marked last, there is only one at a time."""
    kept = [address.id for address in addresses if address.id is not None]
    person.addresses.exclude(pk__in=kept).delete()
    person.addresses.update(is_main=False)
    for given in sorted(addresses, key=lambda address: address.is_main):
        if given.id is None:
            Address.objects.create(person=person, **address_columns(given))
        else:
            Address.objects.filter(pk=given.id, person=person).update(**address_columns(given))


def address_columns(given: AddressInput) -> dict[str, Any]:
    """A checked address by its columns."""
    values: dict[str, Any] = {name: getattr(given, name) for name in ADDRESS_PARTS if name != "coordinates"}
    latitude, longitude = given.coordinates.split(", ") if given.coordinates else (None, None)
    values["latitude"] = Decimal(latitude) if latitude else None
    values["longitude"] = Decimal(longitude) if longitude else None
    return values
