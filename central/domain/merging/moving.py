"""What goes over from one person to the other, row by row, each with its origin."""

from collections.abc import Collection, Sequence
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from central.domain.merging.recording import Record, column_of
from central.domain.merging.relations import MOVED, MOVED_CONTACTS, Key, Moved
from central.domain.people.history import address_text
from central.domain.people.models import Address, Contact, ExtraEmail, Person, Phone
from central.domain.people.names import fold
from central.domain.tickets.models import Ticket

OF_CONTACTS = ("people.Contact", "people.Phone", "people.Address")
TICKETS = "tickets.Ticket"


def rows_of(key: Key, person_id: int) -> QuerySet[Model]:
    """The rows of a relation that point at somebody, in one order for all."""
    label, field = key
    model = apps.get_model(label)
    found: QuerySet[Model] = model._default_manager.filter(**{column_of(model, field): person_id})
    return found.order_by("pk")


def held_already(key: Key, moved: Moved, survivor_id: int) -> set[tuple[object, ...]]:
    """What the survivor has already of a relation where each comes once."""
    if not moved.once:
        return set()
    return set(rows_of(key, survivor_id).values_list(*moved.once))


def moving_rows(key: Key, survivor_id: int, merged_id: int) -> list[Model]:
    """The rows of a relation that go over; what the survivor has already stays behind."""
    moved = MOVED[key]
    already = held_already(key, moved, survivor_id)
    rows = rows_of(key, merged_id)
    return [
        row
        for row in rows
        if not moved.once or tuple(getattr(row, column) for column in moved.once) not in already
    ]


def moving_contacts(merged: Person) -> list[Contact]:
    """The contacts that go over: all but the person itself."""
    return list(merged.contacts.filter(is_self=False).order_by("pk"))


def moving_phones(survivor: Person, merged: Person) -> list[Phone]:
    """The phones that go over: those of the contacts, and own ones that the survivor has not."""
    own = set(survivor.phones.filter(contact=None).values_list("match_key", flat=True))
    contacts = {contact.pk for contact in moving_contacts(merged)}
    return [
        phone
        for phone in merged.phones.order_by("pk")
        if phone.contact_id in contacts or (phone.contact_id is None and phone.match_key not in own)
    ]


def moving_addresses(survivor: Person, merged: Person) -> list[Address]:
    """The addresses that go over: those that the survivor has not."""
    own = {fold(address_text(address)) for address in survivor.addresses.all()}
    return [address for address in merged.addresses.order_by("pk") if fold(address_text(address)) not in own]


def move_everything(record: Record, survivor: Person, merged: Person) -> list[Ticket]:
    """Let all rows declared as moved go over; answers the protocols whose client changed."""
    contacts, phones = moving_contacts(merged), moving_phones(survivor, merged)
    addresses = moving_addresses(survivor, merged)
    own_phones = [phone for phone in phones if phone.contact_id is None]
    unmark(record, survivor.phones.filter(contact=None), own_phones)
    unmark(record, survivor.addresses.all(), addresses)
    unmark(record, survivor.contacts.all(), contacts)
    record.move(contacts, "person", survivor.pk, is_kept_whole=True)
    record.move(phones, "person", survivor.pk, is_kept_whole=True)
    record.move(addresses, "person", survivor.pk, is_kept_whole=True)
    clients: list[Ticket] = []
    for key, moved in MOVED.items():
        if key[0] in OF_CONTACTS:
            continue
        rows = locked(key, moving_rows(key, survivor.pk, merged.pk))
        if key == (TICKETS, "customer"):
            clients = [row for row in rows if isinstance(row, Ticket)]
        record.move(rows, key[1], survivor.pk, is_kept_whole=moved.is_kept_whole)
    own, gone = own_contact(survivor), own_contact(merged)
    for key in MOVED_CONTACTS:
        record.move(rows_of(key, gone.pk), key[1], own.pk, is_kept_whole=False)
    return clients


def locked(key: Key, rows: list[Model]) -> Collection[Model]:
    """The same rows; protocols are loaded with their rows locked, in the order of their keys."""
    if key[0] != TICKETS or not rows:
        return rows
    held = Ticket.objects.select_for_update(no_key=True).filter(pk__in=[row.pk for row in rows])
    return list(held.order_by("pk"))


def unmark(record: Record, held: QuerySet[Any], coming: Sequence[Any]) -> None:
    """Take the mark of the main one off rows that come where the survivor has a main one."""
    marked = [row for row in coming if row.is_main]
    if marked and held.filter(is_main=True).exists():
        record.unmark(marked)


def own_contact(person: Person) -> Contact:
    """The person as its own contact."""
    known = Contact.objects.filter(person=person, is_self=True).first()
    return known or Contact.objects.create(
        person=person, is_self=True, name=person.shown_name, email=person.email
    )


def keep_other_email(record: Record, survivor: Person, email: str) -> None:
    """Keep an e-mail that is the main one no longer among the survivor's other e-mails."""
    known = {survivor.email, survivor.invoice_email, *survivor.emails.values_list("email", flat=True)}
    if email and email not in known:
        record.made(ExtraEmail.objects.create(person=survivor, email=email))
