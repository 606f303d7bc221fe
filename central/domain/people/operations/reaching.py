"""The ways to reach a person, one at a time: its addresses and its contacts."""

from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from central.domain.people import rules
from central.domain.people.changes import check_unchanged
from central.domain.people.events import (
    AddressAdded,
    AddressChanged,
    AddressRemoved,
    ContactAdded,
    ContactChanged,
    ContactRetired,
)
from central.domain.people.finding import keep_findable
from central.domain.people.history import Change, address_text, contact_text, publish_changes
from central.domain.people.inputs import AddressInput, ContactInput
from central.domain.people.models import Address, Contact, Person
from central.domain.people.operations.changing import person_for_change
from central.domain.people.storing import (
    address_columns,
    contact_key,
    fill_place,
    phone_key,
    write_contact,
)
from central.domain.people.ways import address_values, check_contact, check_one_address
from central.foundation.actor import Actor
from central.foundation.errors import Conflict, NotFound
from central.foundation.operation import operation

GONE = gettext_lazy("This contact is no longer in the register.")


@operation
def save_address(
    *,
    actor: Actor,
    person_id: int,
    address: AddressInput,
    expected_event_count: int | None = None,
    once: str = "",
) -> Address:
    """Add an address to a person, or change the one of `address.id`; the first one is the main one.

    Raises `Invalid` with the names of its fields, `ChangedMeanwhile` when somebody changed it after
    `expected_event_count`.
    """
    person = person_for_change(actor, person_id)
    rules.check_can_change(actor, {"addresses"})
    stored = None
    if address.id is not None:
        stored = address_of(person, address.id)
        check_unchanged(person, expected_event_count, {"addresses"}, stored.pk)
    clean = check_one_address(address, own={stored.pk} if stored else set())
    mains = person.addresses.filter(is_main=True).exclude(pk=address.id or 0)
    clean = replace(clean, is_main=clean.is_main or not mains.exists())
    before = address_text(stored) if stored else ""
    if stored and address_values(stored) == address_values(clean):
        return stored
    if clean.is_main:
        mains.update(is_main=False)
    saved = stored or Address(person=person)
    for name, value in address_columns(clean).items():
        setattr(saved, name, value)
    saved.save()
    saved.refresh_from_db()
    keep_place(person)
    change = Change("addresses", before, address_text(saved), saved.pk)
    fact = AddressChanged if stored else AddressAdded
    publish_changes(
        person,
        actor,
        [change],
        lambda digests: fact(address_id=saved.pk, digests=digests),
        at=person.updated_at,
    )
    return saved


@operation
def remove_address(*, actor: Actor, person_id: int, address_id: int, once: str = "") -> Person:
    """Take an address out; the history keeps what it was, the oldest other one becomes the main one."""
    person = person_for_change(actor, person_id)
    rules.check_can_change(actor, {"addresses"})
    stored = address_of(person, address_id)
    before, was_main = address_text(stored), stored.is_main
    stored.delete()
    if was_main and (heir := person.addresses.order_by("id").first()):
        heir.is_main = True
        heir.save(update_fields=["is_main"])
    keep_place(person)
    publish_changes(
        person,
        actor,
        [Change("addresses", before, "", address_id)],
        lambda digests: AddressRemoved(address_id=address_id, digests=digests),
        at=person.updated_at,
    )
    return person


def address_of(person: Person, address_id: int) -> Address:
    """An address of this person; raises `NotFound`."""
    stored = person.addresses.filter(pk=address_id).first()
    if stored is None:
        raise NotFound(_("This address is no longer in the register."))
    return stored


def keep_place(person: Person) -> None:
    """Keep the city that lists show in step with the main address."""
    fill_place(person, person.addresses.filter(is_main=True).first())
    person.updated_at = timezone.now()
    person.save(update_fields=["city", "city_key", "state", "city_ibge_code", "updated_at"])
    keep_findable(person.pk)


@operation
def save_contact(
    *,
    actor: Actor,
    person_id: int,
    contact: ContactInput,
    expected_event_count: int | None = None,
    once: str = "",
) -> Contact:
    """Add a contact to a person, or change the one of `contact.id`.

    Raises `Invalid` with the keys name, role, email, phones.0, phones.1, notes, and `ChangedMeanwhile`
    when somebody changed it after `expected_event_count`.
    """
    person = person_for_change(actor, person_id)
    rules.check_can_change(actor, {"contacts"})
    stored = None
    if contact.id is not None:
        stored = contact_of(person, contact.id)
        check_unchanged(person, expected_event_count, {"contacts"}, stored.pk)
        if not stored.is_active:
            raise NotFound(GONE)
    clean = check_contact(contact)
    if stored:
        held = sorted(phone_key(phone) for phone in stored.phones.all())
        if contact_key(stored, held) == contact_key(clean, sorted(map(phone_key, clean.phones))):
            return stored
    before = contact_text(stored) if stored else ""
    saved = write_contact(person, stored or Contact(person=person), clean)
    after = contact_text(contact_of(person, saved.pk))
    publish_contact(actor, person, Change("contacts", before, after, saved.pk), bool(stored))
    return saved


def publish_contact(actor: Actor, person: Person, change: Change, is_known: bool) -> None:
    """Publish that a contact came or changed."""
    person.updated_at = timezone.now()
    person.save(update_fields=["updated_at"])
    keep_findable(person.pk)
    fact = ContactChanged if is_known else ContactAdded
    publish_changes(
        person,
        actor,
        [change],
        lambda digests: fact(contact_id=change.item_id or 0, digests=digests),
        at=person.updated_at,
    )


@operation
def retire_contact(*, actor: Actor, person_id: int, contact_id: int, once: str = "") -> Contact:
    """Put a contact out of use: records that name it keep it; the person itself stays a contact."""
    person = person_for_change(actor, person_id)
    rules.check_can_change(actor, {"contacts"})
    stored = contact_of(person, contact_id)
    if not stored.is_active:
        raise Conflict(_("This contact is out of use already."))
    before = contact_text(stored)
    stored.is_active = stored.is_main = stored.receives_notices = False
    stored.save(update_fields=["is_active", "is_main", "receives_notices"])
    person.updated_at = timezone.now()
    person.save(update_fields=["updated_at"])
    keep_findable(person.pk)
    publish_changes(
        person,
        actor,
        [Change("contacts", before, "", stored.pk)],
        lambda digests: ContactRetired(contact_id=stored.pk, digests=digests),
        at=person.updated_at,
    )
    return stored


def contact_of(person: Person, contact_id: int) -> Contact:
    """A contact of this person other than itself; raises `NotFound`."""
    stored = person.contacts.filter(pk=contact_id, is_self=False).prefetch_related("phones").first()
    if stored is None:
        raise NotFound(GONE)
    return stored
