"""Registering a person, changing it, adding a contact, putting it in and out of use."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.people import rules
from central.domain.people.changes import check_unchanged
from central.domain.people.checking import CheckedPerson, check_new_contact, check_person
from central.domain.people.events import (
    ContactAdded,
    PersonActivated,
    PersonDeactivated,
    PersonRegistered,
    PersonUpdated,
    Plain,
)
from central.domain.people.inputs import ROLES, AddressInput, ContactInput, PersonInput, PhoneInput
from central.domain.people.models import Contact, Person
from central.domain.people.storing import (
    KEPT,
    SCALARS,
    changed_parts,
    fill,
    keep_own_contact,
    roles_of,
    save_person,
    write_parts,
    write_phones,
)
from central.foundation.actor import Actor
from central.foundation.errors import Conflict, NotFound
from central.foundation.events.publishing import publish
from central.foundation.operation import operation

LISTS = ("phones", "contacts", "addresses")
ROLE_FIELDS = tuple(f"is_{role}" for role in ROLES)


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
    publish(
        PersonRegistered(kind=person.kind, roles=tuple(sorted(checked.roles)), is_import=is_import or None),
        actor=actor,
        subject=person,
        at=now,
    )
    return person


@operation
def update_person(
    *,
    actor: Actor,
    person_id: int,
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
    expected_event_count: int | None = None,
    is_import: bool = False,
    once: str = "",
) -> Person:
    """Change a person to what is given; `document` None keeps the stored one.

    Raises `Conflict` when somebody changed it after `expected_event_count`, `Invalid` for wrong fields.
    """
    person = person_for_change(actor, person_id)
    rules.check_can_edit(actor)
    check_unchanged(person, expected_event_count)
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
    )
    return change_person(actor, person, check_person(given, stored=person), is_import=is_import)


def change_person(actor: Actor, person: Person, checked: CheckedPerson, *, is_import: bool) -> Person:
    """Store what differs from the loaded person, if anything, and publish which parts it was."""
    changed = changed_parts(person, checked)
    if not changed:
        return person
    rules.check_can_change(actor, changed)
    before = telling_values(person)
    fill(person, checked)
    person.updated_at = timezone.now()
    save_person(person, update_fields=[*SCALARS, *ROLE_FIELDS, *KEPT])
    write_parts(person, checked, changed)
    after = telling_values(person)
    differing = [part for part in after if before[part] != after[part]]
    publish(
        PersonUpdated(
            changed=changed,
            before={part: before[part] for part in differing},
            after={part: after[part] for part in differing},
            is_import=is_import or None,
        ),
        actor=actor,
        subject=person,
        at=person.updated_at,
    )
    return person


def telling_values(person: Person) -> dict[str, Plain]:
    """The values an event may carry: those that identify nobody."""
    return {"kind": str(person.kind), "roles": sorted(roles_of(person))}


def person_for_change(actor: Actor, person_id: int) -> Person:
    """A person the actor may see, its row locked; raises `NotFound`."""
    seen = Person.objects.all() if rules.can_view(actor) else Person.objects.none()
    person = seen.select_for_update(no_key=True).filter(pk=person_id).first()
    if person is None:
        raise NotFound(_("This person does not exist, or you may not see it."))
    return person


@operation
def add_contact(
    *,
    actor: Actor,
    person_id: int,
    name: str,
    role: str = "",
    phone: str = "",
    email: str = "",
    once: str = "",
) -> Contact:
    """Add one contact to a person; raises `Invalid` with the keys name, role, phone, email."""
    person = person_for_change(actor, person_id)
    rules.check_can_change(actor, {"contacts"})
    phones = (PhoneInput(phone),) if phone.strip() else ()
    given = check_new_contact(ContactInput(name=name, role=role, email=email, phones=phones))
    contact = Contact.objects.create(person=person, name=given.name, role=given.role, email=given.email)
    write_phones(person, contact, given.phones)
    person.updated_at = timezone.now()
    person.save(update_fields=["updated_at"])
    publish(ContactAdded(contact_id=contact.pk), actor=actor, subject=person, at=person.updated_at)
    return contact


@operation
def set_person_active(*, actor: Actor, person_id: int, is_active: bool, once: str = "") -> Person:
    """Put a person in or out of use; raises `Conflict` when it is so already."""
    person = person_for_change(actor, person_id)
    rules.check_can_set_active(actor)
    if person.is_active == is_active:
        already = _("This person is active already.") if is_active else _("This person is inactive already.")
        raise Conflict(already)
    person.is_active, person.updated_at = is_active, timezone.now()
    person.save(update_fields=["is_active", "updated_at"])
    fact = PersonActivated() if is_active else PersonDeactivated()
    publish(fact, actor=actor, subject=person, at=person.updated_at)
    return person
