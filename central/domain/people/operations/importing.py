"""Bringing a provider's own persons in from a file, line by line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from central.domain.people import rules
from central.domain.people.checking import check_person
from central.domain.people.details import details_of
from central.domain.people.importing import (
    ADDRESS_FIELDS,
    PersonLine,
    line_address,
    line_birth_date,
    line_contact,
    line_document,
    line_person,
    line_phones,
    line_roles,
)
from central.domain.people.inputs import AddressInput, ContactInput, PersonInput, PhoneInput
from central.domain.people.models import Person, Phone
from central.domain.people.names import fold
from central.domain.people.operations.changing import change_person
from central.domain.people.operations.registering import create_person
from central.domain.people.phones import PhoneError, canonical_phone
from central.domain.people.storing import roles_of
from central.domain.people.ways import ADDRESS_PARTS
from central.foundation.actor import Actor
from central.foundation.errors import DomainError, Invalid
from central.foundation.operation import operation

SAME_PLACE = ("street", "number", "city")


class Outcome(StrEnum):
    """What became of a line."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class LineResult:
    """A line's number, what became of it, and the reasons where it was refused."""

    number: int
    outcome: Outcome
    reasons: tuple[str, ...] = ()


@operation
def import_persons(
    *,
    actor: Actor,
    lines: Sequence[PersonLine],
    seen: dict[str, int],
    may_update: bool = False,
    dry_run: bool = False,
) -> list[LineResult]:
    """Bring some lines of a file in, each on its own: a refused one leaves the others.

    `seen` holds the documents of the lines before, with their numbers, and is added to. With
    `may_update` a person whose document is known gets what the line has; a dry run stores nothing.
    """
    rules.check_can_import(actor)
    results = [import_line(actor, line, seen, may_update=may_update) for line in lines]
    if dry_run:
        transaction.set_rollback(True)
    return results


def import_line(actor: Actor, line: PersonLine, seen: dict[str, int], *, may_update: bool) -> LineResult:
    """Bring one line in; what refuses it comes back as reasons."""
    document = line_document(line)
    earlier = seen.get(document) if document else None
    try:
        if earlier is not None and not may_update:
            raise Invalid(_("Line %(number)d has the same document.") % {"number": earlier})
        with transaction.atomic():
            outcome = store_line(actor, line, document, may_update=may_update)
    except DomainError as error:
        return LineResult(line.number, Outcome.REFUSED, reasons(error))
    if document:
        seen.setdefault(document, line.number)
        if earlier is not None and outcome is Outcome.CREATED:
            outcome = Outcome.UPDATED
    return LineResult(line.number, outcome)


def store_line(actor: Actor, line: PersonLine, document: str, *, may_update: bool) -> Outcome:
    """Register the person of a line, or add what it has to the one with its document."""
    if line.fault:
        raise Invalid(line.fault)
    known = Person.objects.select_for_update(no_key=True).filter(document=document)
    stored = known.first() if document and may_update else None
    if stored is None:
        create_person(actor, check_person(line_person(line), stored=None), is_import=True)
        return Outcome.CREATED
    count = stored.event_count
    change_person(actor, stored, check_person(merged(stored, line), stored=stored), is_import=True)
    return Outcome.UPDATED if stored.event_count != count else Outcome.UNCHANGED


def merged(stored: Person, line: PersonLine) -> PersonInput:
    """A stored person with what a line has: filled cells win, phones and contacts are added."""
    roles = roles_of(stored)
    return PersonInput(
        kind=stored.kind,
        name=line.first("name") or stored.name,
        document=None,
        social_name=line.first("social_name") or stored.social_name,
        trade_name=line.first("trade_name") or stored.trade_name,
        email=line.first("email") or stored.email,
        birth_date=line_birth_date(line) or stored.birth_date,
        roles=roles | line_roles(line) if line.first("roles") else roles or line_roles(line),
        phones=merged_phones(stored, line),
        contacts=merged_contacts(stored, line),
        addresses=merged_addresses(stored, line),
        notes=line.first("notes") or stored.notes,
        details=details_of(stored, [row.email for row in stored.emails.order_by("email")]),
    )


def merged_phones(stored: Person, line: PersonLine) -> list[PhoneInput]:
    """The stored phones and those of the line that are not among them."""
    phones = list(stored.phones.filter(contact=None).order_by("pk"))
    keys = {phone.match_key for phone in phones}
    known = [phone_given(phone) for phone in phones]
    return known + [phone for phone in line_phones(line) if key_of(phone.typed) not in keys]


def phone_given(phone: Phone) -> PhoneInput:
    """A stored phone as it would be given again."""
    return PhoneInput(phone.typed, phone.has_whatsapp, phone.is_main, phone.use)


def key_of(typed: str) -> str:
    """The key of a typed phone, or the text itself where it is no phone (the check refuses it then)."""
    try:
        return canonical_phone(typed).key
    except PhoneError:
        return typed


def merged_contacts(stored: Person, line: PersonLine) -> list[ContactInput]:
    """The stored contacts and that of the line, unless one of that name is there."""
    contacts = list(
        stored.contacts.filter(is_self=False, is_active=True).prefetch_related("phones").order_by("pk")
    )
    known = [
        ContactInput(
            c.pk, c.name, c.role, c.email,
            tuple(phone_given(phone) for phone in sorted(c.phones.all(), key=by_pk)),
            c.notes, c.is_main, c.receives_notices,
        )
        for c in contacts
    ]  # fmt: skip
    given = line_contact(line)
    if given is None or fold(given.name) in {fold(contact.name) for contact in contacts}:
        return known
    return [*known, given]


def by_pk(row: Person | object) -> int:
    """Sorts loaded rows in the order they were made."""
    return int(getattr(row, "pk", 0))


def merged_addresses(stored: Person, line: PersonLine) -> list[AddressInput]:
    """The stored addresses; the address of the line takes the place of the main one.

    Where it is the same place, what the line does not say of it stays as it is.
    """
    known = [
        AddressInput(id=address.pk, **{name: getattr(address, name) for name in ADDRESS_PARTS})
        for address in stored.addresses.order_by("pk")
    ]
    given = line_address(line)
    if given is None:
        return known
    main = next((address for address in known if address.is_main), None)
    if main is None:
        return [*known, given]
    moved = replace(given, id=main.id, kind=main.kind)
    if all(fold(getattr(given, name)) == fold(getattr(main, name)) for name in SAME_PLACE):
        told = {name: text for name in ADDRESS_FIELDS if (text := getattr(given, name))}
        moved = replace(main, **told)
    return [moved if address is main else address for address in known]


def reasons(error: DomainError) -> tuple[str, ...]:
    """The sentences of a refusal, each once."""
    sentences = error.errors.values() if isinstance(error, Invalid) else [error.message]
    return tuple(dict.fromkeys(str(sentence) for sentence in sentences))
