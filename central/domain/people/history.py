"""Every change of a person from → to: kept beside its fact, readable, and erasable when the law asks."""

import hashlib
import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from central.domain.people.documents import mask_document
from central.domain.people.models import Address, Contact, Person, PersonChange, Phone
from central.domain.people.storing import roles_of, shown_phone
from central.foundation.actor import Actor
from central.foundation.events.publishing import Event, publish

SHOWN_OF_IDENTITY = 2


@dataclass(frozen=True, slots=True)
class Change:
    """One part from → to; `item_id` tells which address, contact, file or consent it is of."""

    part: str
    before: str
    after: str
    item_id: int | None = None


def digest_of(nonce: str, change: Change) -> str:
    """What the chained fact keeps of a change: nothing that can be read, enough to prove it."""
    words = "\x1f".join((nonce, change.part, str(change.item_id or ""), change.before, change.after))
    return hashlib.sha256(words.encode()).hexdigest()


def publish_changes(
    person: Person,
    actor: Actor,
    changes: Sequence[Change],
    fact: Callable[[tuple[str, ...]], Event],
    *,
    at: datetime | None = None,
) -> None:
    """Publish a fact with the digests of its changes, and keep the changes beside it."""
    nonces = [secrets.token_hex(16) for _ in changes]
    digests = tuple(digest_of(nonce, change) for nonce, change in zip(nonces, changes, strict=True))
    record = publish(fact(digests), actor=actor, subject=person, at=at)
    PersonChange.objects.bulk_create(
        PersonChange(
            person=person,
            sequence=record.sequence,
            part=change.part,
            item_id=change.item_id,
            before=change.before,
            after=change.after,
            nonce=nonce,
        )
        for nonce, change in zip(nonces, changes, strict=True)
    )


def part_texts(person: Person, parts: Collection[str]) -> dict[str, str]:
    """What these parts hold now, as the history keeps them: documents masked, choices by code."""
    return {part: part_text(person, part) for part in parts}


def part_text(person: Person, part: str) -> str:
    """What one part holds now."""
    if part == "document":
        return mask_document(person.document or "")
    if part == "identity_number":
        return mask_identity(person.identity_number)
    if part == "roles":
        return ",".join(sorted(roles_of(person)))
    if part == "phones":
        return phones_text(list(person.phones.filter(contact=None).order_by("-is_main", "id")))
    if part == "emails":
        return "; ".join(person.emails.order_by("email").values_list("email", flat=True))
    if part == "contacts":
        contacts = person.contacts.filter(is_self=False, is_active=True).prefetch_related("phones")
        return "\n".join(contact_text(contact) for contact in contacts.order_by("id"))
    if part == "addresses":
        return "\n".join(address_text(address) for address in person.addresses.order_by("id"))
    if part == "groups":
        return ", ".join(person.groups.order_by("name").values_list("name", flat=True))
    value = getattr(person, part)
    return "" if value is None else str(value)


def mask_identity(number: str) -> str:
    """A number of an identity document with all but its last two signs hidden."""
    hidden = "".join("•" if sign.isalnum() else sign for sign in number[:-SHOWN_OF_IDENTITY])
    return hidden + number[-SHOWN_OF_IDENTITY:] if len(number) > SHOWN_OF_IDENTITY else "•" * len(number)


def phones_text(phones: Sequence[Phone]) -> str:
    """Phones on one line."""
    return "; ".join(f"{shown_phone(p)} (WhatsApp)" if p.has_whatsapp else shown_phone(p) for p in phones)


def contact_text(contact: Contact) -> str:
    """A contact on one line; its phones are loaded."""
    phones = phones_text(sorted(contact.phones.all(), key=lambda phone: phone.pk))
    return " · ".join(
        part for part in (contact.name, contact.role, phones, contact.email, contact.notes) if part
    )


def address_text(address: Address) -> str:
    """An address on one line."""
    street = ", ".join(part for part in (address.street, address.number, address.complement) if part)
    place = f"{address.city}/{address.state}"
    parts = (street, address.district, place, address.postal_code, address.reference, address.coordinates)
    return " · ".join(part for part in parts if part)
