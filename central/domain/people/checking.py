"""Every field of a person checked at once: what is right comes back clean, what is wrong as sentences.

The keys of the sentences are the names of the fields; in a list with the position: `phones.0`,
`contacts.1.name`, `contacts.1.phones.0`, `addresses.0.city`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.people.check import Check, Errors
from central.domain.people.details import check_details, check_emails
from central.domain.people.documents import DocumentError, validate_cnpj, validate_cpf
from central.domain.people.inputs import ROLES, AddressInput, PersonInput
from central.domain.people.models import Person, PersonKind
from central.domain.people.ways import (
    CheckedContact,
    CheckedPhone,
    check_addresses,
    check_contacts,
    check_phones,
)
from central.foundation.errors import Invalid

EARLIEST_BIRTH = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class CheckedPerson:
    """A person that may be stored; without a document it is None, a list that is None stays as it is."""

    fields: dict[str, str | date | None]
    phones: tuple[CheckedPhone, ...]
    emails: tuple[str, ...]
    roles: frozenset[str] | None = None
    contacts: tuple[CheckedContact, ...] | None = None
    addresses: tuple[AddressInput, ...] | None = None


def check_person(given: PersonInput, *, stored: Person | None) -> CheckedPerson:
    """Check everything given of a person; raises `Invalid` with all sentences at once."""
    check = Check()
    fields = check_identification(check, given, stored)
    fields["notes"] = check.long_text("notes", given.notes)
    checked = CheckedPerson(
        fields=fields,
        roles=check_roles(check, given.roles),
        phones=check_phones(check, "phones", given.phones),
        emails=check_emails(check, given),
        contacts=check_contacts(check, given.contacts, stored),
        addresses=check_addresses(check, given.addresses, stored),
    )
    check.refuse_if_wrong()
    return checked


def check_main(given: PersonInput, *, stored: Person) -> CheckedPerson:
    """Check what the tab *Dados principais* holds, and only that; raises `Invalid`."""
    check = Check()
    checked = CheckedPerson(
        fields=check_identification(check, given, stored),
        phones=check_phones(check, "phones", given.phones),
        emails=check_emails(check, given),
    )
    check.refuse_if_wrong()
    return checked


def check_identification(
    check: Check, given: PersonInput, stored: Person | None
) -> dict[str, str | date | None]:
    """The fields of the person itself, by the names of their columns."""
    document = check_document(check, given, stored)
    reason = "" if document else check.text("no_document_reason", given.no_document_reason, 120)
    name = check.text("name", given.name, 160)
    if not name:
        check.errors["name"] = _("Write the name.")
    return {
        "kind": given.kind,
        "name": name,
        "document": document,
        "no_document_reason": reason,
        "social_name": check.text("social_name", given.social_name, 160),
        "trade_name": check.text("trade_name", given.trade_name, 160),
        "email": check.email("email", given.email),
        "birth_date": check_birth_date(check, given),
        **check_details(check, given, stored),
    }


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


def wrong_fields(given: PersonInput, stored: Person | None) -> Errors:
    """The sentences that registering or changing would refuse with, by field; empty when all is right."""
    try:
        if stored is None:
            check_person(given, stored=None)
        else:
            check_main(given, stored=stored)
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
