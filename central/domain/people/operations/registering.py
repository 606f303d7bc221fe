"""Registering a person, putting it in and out of use."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.people import rules
from central.domain.people.checking import CheckedPerson, check_person
from central.domain.people.events import PersonActivated, PersonDeactivated, PersonRegistered
from central.domain.people.inputs import AddressInput, ContactInput, PersonDetails, PersonInput, PhoneInput
from central.domain.people.leaving import check_may_leave
from central.domain.people.models import Person
from central.domain.people.operations.changing import person_for_change
from central.domain.people.storing import fill, keep_own_contact, save_person, write_parts
from central.foundation.actor import Actor
from central.foundation.errors import Conflict
from central.foundation.events.publishing import publish
from central.foundation.operation import operation

LISTS = ("phones", "emails", "contacts", "addresses")
NO_DETAILS = PersonDetails()


@operation
def register_person(
    *,
    actor: Actor,
    kind: str,
    name: str,
    document: str | None = None,
    no_document_reason: str = "",
    social_name: str = "",
    trade_name: str = "",
    email: str = "",
    birth_date: date | None = None,
    roles: frozenset[str] = frozenset(),
    phones: Sequence[PhoneInput] = (),
    contacts: Sequence[ContactInput] = (),
    addresses: Sequence[AddressInput] = (),
    notes: str = "",
    details: PersonDetails = NO_DETAILS,
    is_import: bool = False,
    once: str = "",
) -> Person:
    """Register a person; raises `Invalid` with a sentence for each wrong field, all at once."""
    rules.check_can_register(actor, roles)
    given = PersonInput(
        kind=kind,
        name=name,
        document=document,
        no_document_reason=no_document_reason,
        social_name=social_name,
        trade_name=trade_name,
        email=email,
        birth_date=birth_date,
        roles=roles,
        phones=phones,
        contacts=contacts,
        addresses=addresses,
        notes=notes,
        details=details,
    )
    return create_person(actor, check_person(given, stored=None), is_import=is_import)


def create_person(actor: Actor, checked: CheckedPerson, *, is_import: bool) -> Person:
    """Store a checked new person with its own contact and publish it."""
    now = timezone.now()
    person = Person(created_at=now, updated_at=now)
    fill(person, checked)
    save_person(person)
    keep_own_contact(person)
    write_parts(person, checked, LISTS)
    roles = tuple(sorted(checked.roles or ()))
    fact = PersonRegistered(kind=person.kind, roles=roles, is_import=is_import or None)
    publish(fact, actor=actor, subject=person, at=now)
    return person


@operation
def set_person_active(*, actor: Actor, person_id: int, is_active: bool, once: str = "") -> Person:
    """Put a person in or out of use; raises `Conflict` when it is so already."""
    person = person_for_change(actor, person_id)
    rules.check_can_set_active(actor)
    if person.is_active == is_active:
        already = _("This person is active already.") if is_active else _("This person is inactive already.")
        raise Conflict(already)
    if not is_active:
        check_may_leave(person)
    person.is_active, person.updated_at = is_active, timezone.now()
    person.save(update_fields=["is_active", "updated_at"])
    fact = PersonActivated() if is_active else PersonDeactivated()
    publish(fact, actor=actor, subject=person, at=person.updated_at)
    return person
