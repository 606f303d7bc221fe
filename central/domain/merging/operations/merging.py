"""Merging one person into another, in one transaction, with the origin of everything that moves."""

from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.merging import rules
from central.domain.merging.deriving import derived_values, keep_in_step
from central.domain.merging.events import PersonAbsorbed, PersonMerged, TicketCustomerMerged
from central.domain.merging.models import Merge
from central.domain.merging.moving import keep_other_email, move_everything
from central.domain.merging.parts import ROLE_COLUMNS, columns_after, takes
from central.domain.merging.recording import Record
from central.domain.people.models import Person
from central.domain.tickets.models import Ticket
from central.foundation.actor import Actor
from central.foundation.errors import Conflict, NotFound
from central.foundation.events.publishing import publish
from central.foundation.operation import operation


@operation
def merge_persons(
    *,
    actor: Actor,
    survivor_id: int,
    merged_id: int,
    taken: Collection[str] = (),
    is_document_confirmed: bool = False,
    seen: tuple[int, int] | None = None,
    once: str = "",
) -> Merge:
    """Merge a person into another, who stays; `taken` names the conflicting parts that come from it.

    `seen` are the event counts of both that the preview was made from. Raises `Conflict` for two that
    cannot become one, `Invalid` (key documents) for different documents that nobody confirmed.
    """
    rules.check_can_merge(actor)
    survivor, merged = locked_pair(survivor_id, merged_id)
    rules.check_may_become_one(survivor, merged, is_document_confirmed=is_document_confirmed)
    if seen is not None and seen != (survivor.event_count, merged.event_count):
        raise Conflict(_("One of the two was changed meanwhile. Look at the preview again."))
    merge = Merge.objects.create(
        survivor=survivor, merged=merged, merged_at=timezone.now(), merged_by_id=actor.person_id
    )
    record = Record(merge)
    coming = takes(survivor, merged, taken)
    tickets = move_everything(record, survivor, merged)
    write_persons(record, survivor, merged, taken)
    record.keep()
    keep_in_step(survivor, merged)
    for ticket in tickets:
        fact = TicketCustomerMerged(merge.pk, from_person_id=merged.pk, to_person_id=survivor.pk)
        publish_on_ticket(fact, actor, ticket)
    publish(PersonMerged(merge.pk, survivor.pk), actor=actor, subject=merged, at=merge.merged_at)
    absorbed = PersonAbsorbed(
        merge_id=merge.pk,
        other_person_id=merged.pk,
        taken=tuple(coming),
        moved_count=len({(row.model, row.row_id) for row in record.rows}),
        is_document_confirmed=is_document_confirmed or None,
    )
    publish(absorbed, actor=actor, subject=survivor, at=merge.merged_at)
    return merge


def publish_on_ticket(fact: TicketCustomerMerged, actor: Actor, ticket: Ticket) -> None:
    """Tell a protocol, whose row is locked, that its client became another person."""
    publish(fact, actor=actor, subject=ticket)


def locked_pair(one_id: int, other_id: int) -> tuple[Person, Person]:
    """Two persons with their rows locked in the order of their keys; raises `NotFound`."""
    rows = Person.objects.select_for_update(no_key=True).filter(pk__in=[one_id, other_id]).order_by("pk")
    found = {person.pk: person for person in rows}
    if one_id not in found or other_id not in found:
        raise NotFound(_("This person does not exist, or you may not see it."))
    return found[one_id], found[other_id]


def write_persons(record: Record, survivor: Person, merged: Person, taken: Collection[str]) -> None:
    """Give the survivor what it takes; the other goes out of use and points at it."""
    values = columns_after(survivor, merged, taken)
    emails = (survivor.email, merged.email)
    gone = {column: False for column in ROLE_COLUMNS if getattr(merged, column)}
    if "document" in values:
        gone["document"] = None  # type: ignore[assignment]
    if merged.is_active:
        gone["is_active"] = False
    record.change(merged, {**gone, "merged_into_id": survivor.pk})
    merged.updated_at = survivor.updated_at = record.merge.merged_at
    save_changed(merged, [*gone, "merged_into_id", "updated_at"])
    record.change(survivor, values)
    for email in emails:
        keep_other_email(record, survivor, email)
    derived = {
        column: value
        for column, value in derived_values(survivor).items()
        if getattr(survivor, column) != value
    }
    record.change(survivor, derived)
    save_changed(survivor, [*values, *derived, "updated_at"])


def save_changed(person: Person, columns: Collection[str]) -> None:
    """Save, turning what somebody else took at the same moment into a refusal."""
    try:
        with transaction.atomic():
            person.save(update_fields=[column.removesuffix("_id") for column in columns])
    except IntegrityError as error:
        raise Conflict(_("Somebody changed this person at the same moment. Try again.")) from error
