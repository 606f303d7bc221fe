"""Every field of a person checked at once: what is right comes back clean, what is wrong as sentences.

The keys of the sentences are the names of the fields; in a list with the position: `phones.0`,
`contacts.1.name`, `contacts.1.phones.0`, `addresses.0.city`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.people.documents import DocumentError, validate_cnpj, validate_cpf
from central.domain.people.inputs import ROLES, AddressInput, ContactInput, PersonInput, PhoneInput
from central.domain.people.models import Address, AddressKind, Person, PersonKind
from central.domain.people.phones import PhoneError, canonical_phone
from central.foundation.errors import Invalid

STATES = (
    *("AC", "AL", "AM", "AP", "BA", "CE", "DF", "ES", "GO", "MA", "MG", "MS", "MT", "PA"),
    *("PB", "PE", "PI", "PR", "RJ", "RN", "RO", "RR", "RS", "SC", "SE", "SP", "TO"),
)
EARLIEST_BIRTH = date(1900, 1, 1)
LONGEST_NOTES = 8000
MOST_CONTACT_PHONES = 2

Errors = dict[str, str]


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


@dataclass(frozen=True, slots=True)
class CheckedContact:
    """A contact that may be stored."""

    id: int | None
    name: str
    role: str
    email: str
    phones: tuple[CheckedPhone, ...]


@dataclass(frozen=True, slots=True)
class CheckedPerson:
    """A person that may be stored; `document` None where there is none."""

    fields: dict[str, str | date | None]
    roles: frozenset[str]
    phones: tuple[CheckedPhone, ...]
    contacts: tuple[CheckedContact, ...]
    addresses: tuple[AddressInput, ...]


@dataclass(slots=True)
class Check:
    """The sentences collected so far."""

    errors: Errors = field(default_factory=dict)

    def text(self, key: str, value: str, longest: int) -> str:
        """A one-line text without needless spaces, not too long."""
        text = " ".join(value.split())
        if len(text) > longest:
            self.errors[key] = _("Use at most %(count)d characters.") % {"count": longest}
        return text

    def email(self, key: str, value: str) -> str:
        """An e-mail address in lower case, or ''."""
        text = value.strip().lower()
        if not text:
            return ""
        try:
            validate_email(text)
        except ValidationError:
            self.errors[key] = _("Write the e-mail like name@provider.com.")
        return self.text(key, text, 160)


def check_person(given: PersonInput, *, stored: Person | None) -> CheckedPerson:
    """Check everything given of a person; raises `Invalid` with all sentences at once."""
    check = Check()
    document = check_document(check, given, stored)
    checked = CheckedPerson(
        fields={
            "kind": given.kind,
            "name": check.text("name", given.name, 160),
            "document": document,
            "no_document_reason": ""
            if document
            else check.text("no_document_reason", given.no_document_reason, 120),
            "social_name": check.text("social_name", given.social_name, 160),
            "trade_name": check.text("trade_name", given.trade_name, 160),
            "email": check.email("email", given.email),
            "birth_date": check_birth_date(check, given),
            "notes": given.notes.strip(),
        },
        roles=check_roles(check, given.roles),
        phones=check_phones(check, "phones", given.phones),
        contacts=check_contacts(check, given.contacts, stored),
        addresses=check_addresses(check, given.addresses, stored),
    )
    if not checked.fields["name"]:
        check.errors["name"] = _("Write the name.")
    if len(given.notes) > LONGEST_NOTES:
        check.errors["notes"] = _("Use at most %(count)d characters.") % {"count": LONGEST_NOTES}
    if check.errors:
        raise Invalid(_("Some fields need mending."), errors=check.errors)
    return checked


def check_document(check: Check, given: PersonInput, stored: Person | None) -> str | None:
    """A right document of the kind of person that nobody else has, or none with a reason for it."""
    if given.kind not in PersonKind.values:
        check.errors["kind"] = _("Choose the kind of person.")
        return None
    typed = given.document
    if typed is None:
        typed = (stored.document or "") if stored else ""
    if not typed.strip():
        if not given.no_document_reason.strip():
            check.errors["document"] = _("Give the document, or say why there is none.")
        return None
    try:
        document = validate_cpf(typed) if given.kind == PersonKind.INDIVIDUAL else validate_cnpj(typed)
    except DocumentError as error:
        check.errors["document"] = str(error.message)
        return None
    if taken := document_taken(document, except_id=stored.pk if stored else None):
        check.errors["document"] = taken
    return document


def document_taken(document: str, *, except_id: int | None) -> str:
    """The sentence about who else has this document, '' when nobody has."""
    others = Person.objects.filter(document=document)
    if except_id is not None:
        others = others.exclude(pk=except_id)
    other = others.first() if document else None
    if other is None:
        return ""
    if other.kind == PersonKind.COMPANY:
        return _("This CNPJ is already in %(name)s.") % {"name": other.shown_name}
    return _("This CPF is already in %(name)s.") % {"name": other.shown_name}


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
            )
        )
    return tuple(clean)


def wrong_fields(given: PersonInput, stored: Person | None) -> Errors:
    """The sentences that `check_person` would refuse with, by field; empty when all is right."""
    try:
        check_person(given, stored=stored)
    except Invalid as error:
        return {key: str(sentence) for key, sentence in error.errors.items()}
    return {}


def check_birth_date(check: Check, given: PersonInput) -> date | None:
    """The day of birth of a natural person, in the past."""
    if given.birth_date is None or given.kind == PersonKind.COMPANY:
        return None
    if not EARLIEST_BIRTH <= given.birth_date <= timezone.localdate():
        check.errors["birth_date"] = _("Give a day between 1900 and today.")
    return given.birth_date


def check_roles(check: Check, roles: Iterable[str]) -> frozenset[str]:
    """At least one known role; *Efetivo* is a kind of collaborator."""
    chosen = frozenset(roles)
    if not chosen or not chosen.issubset(ROLES):
        check.errors["roles"] = _("Choose at least one role.")
    elif "effective" in chosen and "collaborator" not in chosen:
        check.errors["roles"] = _("Only a collaborator is effective: tick Collaborator too.")
    return chosen


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
        name = check.text(f"{key}.name", contact.name, 160)
        if not name:
            check.errors[f"{key}.name"] = _("Write the name of the contact.")
        if contact.id is not None and contact.id not in own:
            check.errors[f"{key}.name"] = _("This contact is no longer in the register; add it again.")
        if len(contact.phones) > MOST_CONTACT_PHONES:
            check.errors[f"{key}.phones.{MOST_CONTACT_PHONES}"] = _("A contact has at most two phones.")
        clean.append(
            CheckedContact(
                id=contact.id,
                name=name,
                role=check.text(f"{key}.role", contact.role, 80),
                email=check.email(f"{key}.email", contact.email),
                phones=check_phones(check, f"{key}.phones", contact.phones),
            )
        )
    return tuple(clean)


def check_new_contact(contact: ContactInput) -> CheckedContact:
    """One more contact; raises `Invalid` with the keys `name`, `phone`, `email`."""
    check = Check()
    name = check.text("name", contact.name, 160)
    if not name:
        check.errors["name"] = _("Write the name of the contact.")
    clean = CheckedContact(
        id=None,
        name=name,
        role=check.text("role", contact.role, 80),
        email=check.email("email", contact.email),
        phones=check_phones(check, "phones", contact.phones),
    )
    if wrong := check.errors.pop("phones.0", None):
        check.errors["phone"] = wrong
    if check.errors:
        raise Invalid(_("Some fields need mending."), errors=check.errors)
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
    if clean.city_ibge_code and not (len(clean.city_ibge_code) == 7 and clean.city_ibge_code.isdigit()):
        check.errors[f"{key}.city"] = _("The IBGE code of the city has 7 digits.")
    if address.kind not in AddressKind.values:
        check.errors[f"{key}.kind"] = _("Choose what the address is for.")
    return clean


def address_values(address: AddressInput | Address) -> tuple[str | bool, ...]:
    """What two addresses are compared by."""
    return (
        address.kind,
        address.street,
        address.number,
        address.complement,
        address.district,
        address.reference,
        address.postal_code,
        address.city,
        address.city_ibge_code,
        address.state,
        address.is_main,
    )
