"""What changed in a person, in the words of the screen, and whether somebody changed it meanwhile."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from central.domain.people.models import Person, PersonChange
from central.domain.people.storing import SCALARS
from central.foundation.errors import Conflict
from central.foundation.events.models import EventRecord

PART_NAMES = {
    "kind": gettext_lazy("kind of person"),
    "name": gettext_lazy("name"),
    "document": gettext_lazy("document"),
    "no_document_reason": gettext_lazy("reason for having no document"),
    "social_name": gettext_lazy("social name"),
    "trade_name": gettext_lazy("trade name"),
    "email": gettext_lazy("e-mail"),
    "birth_date": gettext_lazy("date of birth"),
    "invoice_email": gettext_lazy("e-mail for invoices"),
    "emails": gettext_lazy("other e-mails"),
    "gender": gettext_lazy("gender"),
    "civil_status": gettext_lazy("marital status"),
    "parents_name": gettext_lazy("parents"),
    "identity_kind": gettext_lazy("kind of identity document"),
    "identity_number": gettext_lazy("number of the identity document"),
    "identity_issuer": gettext_lazy("issuer of the identity document"),
    "state_registration_kind": gettext_lazy("ICMS taxpayer"),
    "state_registration": gettext_lazy("state registration"),
    "municipal_registration": gettext_lazy("municipal registration"),
    "notes": gettext_lazy("notes"),
    "admin_notes": gettext_lazy("administrative notes"),
    "groups": gettext_lazy("groups"),
    "badge": gettext_lazy("badge"),
    "region": gettext_lazy("region"),
    "files": gettext_lazy("documents"),
    "consents": gettext_lazy("consents"),
    "contract_standing": gettext_lazy("standing of the contract"),
    "roles": gettext_lazy("roles"),
    "phones": gettext_lazy("phones"),
    "contacts": gettext_lazy("contacts"),
    "addresses": gettext_lazy("addresses"),
    "active": gettext_lazy("status"),
}
MAIN_PARTS = frozenset({*SCALARS, "phones", "emails"} - {"notes"})
PARTS_BY_EVENT = {
    "ContactAdded": ("contacts",),
    "ContactChanged": ("contacts",),
    "ContactRetired": ("contacts",),
    "AddressAdded": ("addresses",),
    "AddressChanged": ("addresses",),
    "AddressRemoved": ("addresses",),
    "PersonActivated": ("active",),
    "PersonDeactivated": ("active",),
    "PersonFileAdded": ("files",),
    "PersonFileRemoved": ("files",),
    "ConsentGiven": ("consents",),
    "ConsentWithdrawn": ("consents",),
}
ITEM_KEYS = ("contact_id", "address_id", "file_id", "consent_id")
READINGS = ("PersonDocumentRevealed", "PersonFileOpened")


@dataclass(frozen=True, slots=True)
class Difference:
    """What somebody else changed meanwhile: which part, from → to, who, when."""

    part: str
    before: str
    after: str
    who: str
    at: datetime


class ChangedMeanwhile(Conflict):
    """Somebody changed the same part after the form was shown; `differences` says what."""

    def __init__(self, message: str, differences: tuple[Difference, ...]) -> None:
        super().__init__(message)
        self.differences = differences


def parts_of(record: EventRecord) -> tuple[str, ...]:
    """The parts of a person that a fact is about."""
    return PARTS_BY_EVENT.get(record.name) or tuple(record.payload.get("changed", ()))


def item_of(record: EventRecord) -> int | None:
    """The address, contact, file or consent that a fact is about, None where it is about none."""
    return next((record.payload[key] for key in ITEM_KEYS if key in record.payload), None)


def check_unchanged(
    person: Person, expected_event_count: int | None, parts: Collection[str], item_id: int | None = None
) -> None:
    """Raises `ChangedMeanwhile`, naming who changed what, when one of these parts changed after it was shown.

    `expected_event_count` is the count that the form was filled from. Other parts and readings of
    documents do not conflict; with `item_id` only changes of that address or contact do.
    """
    if expected_event_count is None or person.event_count == expected_event_count:
        return
    later = EventRecord.objects.filter(
        subject_kind="person", subject_id=person.pk, sequence__gt=expected_event_count
    ).exclude(name__in=READINGS)
    records = [
        record
        for record in later.order_by("sequence")
        if set(parts).intersection(parts_of(record))
        and (item_id is None or item_of(record) in (None, item_id))
    ]
    if records:
        raise changed_meanwhile(person, records, parts)


def changed_meanwhile(person: Person, records: list[EventRecord], parts: Collection[str]) -> ChangedMeanwhile:
    """The refusal that tells who changed which of these parts, with the values from → to."""
    authors = {a.pk: a.shown_name for a in Person.objects.filter(pk__in={r.person_id for r in records})}
    by_sequence = {record.sequence: record for record in records}
    kept = PersonChange.objects.filter(person=person, sequence__in=by_sequence, part__in=parts)
    differences = tuple(
        Difference(
            part=row.part,
            before=row.before,
            after=row.after,
            who=authors.get(by_sequence[row.sequence].person_id or 0, _("the system")),
            at=by_sequence[row.sequence].at,
        )
        for row in kept.order_by("sequence", "id")
    )
    names: dict[str, None] = {}
    for record in records:
        for part in parts_of(record):
            if part in parts:
                names.setdefault(str(PART_NAMES.get(part, part)))
    who = sorted({authors.get(record.person_id or 0, _("the system")) for record in records})
    message = _("Changed meanwhile by %(who)s: %(what)s. Nothing of yours was saved; look and save again.")
    return ChangedMeanwhile(message % {"who": ", ".join(who), "what": ", ".join(names)}, differences)
