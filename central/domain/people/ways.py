"""The ways to reach a person, checked: phones, contacts, addresses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from central.domain.people.check import Check
from central.domain.people.choices import PhoneUse, PropertyKind
from central.domain.people.inputs import AddressInput, ContactInput, PhoneInput
from central.domain.people.models import Address, AddressKind, Person
from central.domain.people.phones import PhoneError, canonical_phone
from central.domain.places.queries import is_municipality_code, municipality, municipality_named
from central.domain.places.reading import plain_name

STATES = (
    *("AC", "AL", "AM", "AP", "BA", "CE", "DF", "ES", "GO", "MA", "MG", "MS", "MT", "PA"),
    *("PB", "PE", "PI", "PR", "RJ", "RN", "RO", "RR", "RS", "SC", "SE", "SP", "TO"),
)
MOST_CONTACT_PHONES = 2
COORDINATE = re.compile(r"[+-]?[0-9]{1,3}([.,][0-9]{1,15})?")
ADDRESS_PARTS = (
    *("kind", "street", "number", "complement", "district", "reference", "postal_code", "city"),
    *("city_ibge_code", "state", "is_main", "property_kind", "coordinates"),
)


@dataclass(frozen=True, slots=True)
class CheckedPhone:
    """A phone in its canonical form."""

    e164: str
    typed: str
    match_key: str
    tail: str
    is_mobile: bool
    has_whatsapp: bool
    is_main: bool
    use: str = PhoneUse.PERSONAL


@dataclass(frozen=True, slots=True)
class CheckedContact:
    """A contact that may be stored."""

    id: int | None
    name: str
    role: str
    email: str
    phones: tuple[CheckedPhone, ...]
    notes: str = ""
    is_main: bool = False
    receives_notices: bool = False


def check_phones(check: Check, key: str, phones: Sequence[PhoneInput]) -> tuple[CheckedPhone, ...]:
    """The phones in canonical form, none twice, exactly one of them the main one."""
    mains = [position for position, phone in enumerate(phones) if phone.is_main]
    main = mains[0] if mains else 0
    seen: set[str] = set()
    clean = []
    for position, phone in enumerate(phones):
        try:
            found = canonical_phone(phone.typed)
        except PhoneError as error:
            check.errors[f"{key}.{position}"] = str(error.message)
            continue
        if found.key in seen:
            check.errors[f"{key}.{position}"] = _("This phone is already in the list.")
        seen.add(found.key)
        clean.append(
            CheckedPhone(
                e164=found.e164 or "",
                typed=check.text(f"{key}.{position}", found.typed, 30),
                match_key=found.key,
                tail=found.tail,
                is_mobile=found.is_mobile,
                has_whatsapp=phone.has_whatsapp,
                is_main=position == main,
                use=check.choice(f"{key}.{position}", phone.use, PhoneUse.values) or PhoneUse.PERSONAL,
            )
        )
    return tuple(clean)


def check_contacts(
    check: Check, contacts: Sequence[ContactInput], stored: Person | None
) -> tuple[CheckedContact, ...]:
    """The contacts beside the person itself; a known id must be one of this person's."""
    own = (
        set(stored.contacts.filter(is_self=False, is_active=True).values_list("pk", flat=True))
        if stored
        else set()
    )
    clean = []
    for position, contact in enumerate(contacts):
        key = f"contacts.{position}"
        clean.append(checked_contact(check, f"{key}.", contact))
        if contact.id is not None and contact.id not in own:
            check.errors[f"{key}.name"] = _("This contact is no longer in the register; add it again.")
    mains = [position for position, contact in enumerate(clean) if contact.is_main]
    for position in mains[1:]:
        check.errors[f"contacts.{position}.name"] = _("Only one contact is the main one.")
    return tuple(clean)


def checked_contact(check: Check, key: str, contact: ContactInput) -> CheckedContact:
    """One contact; the keys of its sentences begin with `key`."""
    name = check.text(f"{key}name", contact.name, 160)
    if not name:
        check.errors[f"{key}name"] = _("Write the name of the contact.")
    if len(contact.phones) > MOST_CONTACT_PHONES:
        check.errors[f"{key}phones.{MOST_CONTACT_PHONES}"] = _("A contact has at most two phones.")
    clean = CheckedContact(
        id=contact.id,
        name=name,
        role=check.text(f"{key}role", contact.role, 80),
        email=check.email(f"{key}email", contact.email),
        phones=check_phones(check, f"{key}phones", contact.phones),
        notes=check.text(f"{key}notes", contact.notes, 400),
        is_main=contact.is_main,
        receives_notices=contact.receives_notices,
    )
    if clean.receives_notices and not (contact.email.strip() or contact.phones):
        check.errors.setdefault(f"{key}email", _("To receive notices a contact needs a phone or an e-mail."))
    return clean


def check_contact(contact: ContactInput) -> CheckedContact:
    """One contact alone; raises `Invalid` with the keys `name`, `role`, `email`, `phones.0`, `notes`."""
    check = Check()
    clean = checked_contact(check, "", contact)
    check.refuse_if_wrong()
    return clean


def check_addresses(
    check: Check, addresses: Sequence[AddressInput], stored: Person | None
) -> tuple[AddressInput, ...]:
    """The addresses, exactly one of them the main one; a known id must be one of this person's."""
    own = set(stored.addresses.values_list("pk", flat=True)) if stored else set()
    mains = [position for position, address in enumerate(addresses) if address.is_main]
    main = mains[0] if mains else 0
    return tuple(
        check_address(check, f"addresses.{position}", address, own=own, is_main=position == main)
        for position, address in enumerate(addresses)
    )


def check_address(
    check: Check, key: str, address: AddressInput, *, own: set[int], is_main: bool
) -> AddressInput:
    """One address: street, city and state are needed; the number is not (rural ones have none)."""
    postal_code = "".join(c for c in address.postal_code if c in "0123456789")
    state = address.state.strip().upper()
    clean = AddressInput(
        id=address.id,
        kind=address.kind,
        street=check.text(f"{key}.street", address.street, 160),
        number=check.text(f"{key}.number", address.number, 20),
        complement=check.text(f"{key}.complement", address.complement, 80),
        district=check.text(f"{key}.district", address.district, 80),
        reference=check.text(f"{key}.reference", address.reference, 160),
        postal_code=postal_code,
        city=check.text(f"{key}.city", address.city, 80),
        city_ibge_code=address.city_ibge_code.strip(),
        state=state,
        is_main=is_main,
        property_kind=check.choice(f"{key}.property_kind", address.property_kind, PropertyKind.values),
        coordinates=check_coordinates(check, f"{key}.coordinates", address.coordinates),
    )
    if address.id is not None and address.id not in own:
        check.errors[f"{key}.street"] = _("This address is no longer in the register; add it again.")
    if not clean.street:
        check.errors[f"{key}.street"] = _("Write the street.")
    if not clean.city:
        check.errors[f"{key}.city"] = _("Write the city.")
    if state not in STATES:
        check.errors[f"{key}.state"] = _("Choose the state.")
    if address.postal_code.strip() and len(postal_code) != 8:
        check.errors[f"{key}.postal_code"] = _("The CEP has 8 digits.")
    if address.kind not in AddressKind.values:
        check.errors[f"{key}.kind"] = _("Choose what the address is for.")
    return in_municipality(check, key, clean)


def in_municipality(check: Check, key: str, address: AddressInput) -> AddressInput:
    """The address with the official name and code of its municipality, found by code, else by name.

    A code that the official list does not have is refused; a city that it does not have is kept
    without code, for places that are only districts. One query, two for a wrong code.
    """
    if not address.city_ibge_code:
        is_told = bool(address.city) and address.state in STATES
        found = municipality_named(address.city, address.state) if is_told else None
    elif found := municipality(address.city_ibge_code):
        if address.city and plain_name(address.city) != plain_name(found.name):
            is_told = address.state in STATES
            found = municipality_named(address.city, address.state) if is_told else None
            address = replace(address, city_ibge_code="")
    elif not is_municipality_code(address.city_ibge_code):
        check.errors[f"{key}.city"] = _("This is not the IBGE code of a municipality.")
    if found is None:
        return address
    check.errors.pop(f"{key}.city", None)
    check.errors.pop(f"{key}.state", None)
    return replace(address, city=found.name, state=found.state, city_ibge_code=found.code)


def check_coordinates(check: Check, key: str, typed: str) -> str:
    """Latitude and longitude in degrees as `-27.815432, -50.326112`, or ''."""
    parts = [part for part in re.split(r"[;\s]+|,\s+", typed.strip()) if part]
    if len(parts) == 1 and parts[0].count(",") == 1 and "." in parts[0]:
        parts = parts[0].split(",")
    if not parts:
        return ""
    if len(parts) == 2 and all(COORDINATE.fullmatch(part) for part in parts):
        latitude, longitude = (Decimal(part.replace(",", ".")) for part in parts)
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return f"{latitude:.6f}, {longitude:.6f}"
    check.errors[key] = _("Write latitude and longitude like -27.815432, -50.326112.")
    return ""


def check_one_address(address: AddressInput, *, own: set[int]) -> AddressInput:
    """One address alone; raises `Invalid` with the names of its fields as keys."""
    check = Check()
    clean = check_address(check, "address", address, own=own, is_main=address.is_main)
    check.errors = {key.removeprefix("address."): sentence for key, sentence in check.errors.items()}
    check.refuse_if_wrong()
    return clean


def address_values(address: AddressInput | Address) -> tuple[str | bool, ...]:
    """What two addresses are compared by."""
    return tuple(getattr(address, name) for name in ADDRESS_PARTS)
