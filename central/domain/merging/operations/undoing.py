"""Undoing a merging: everything goes back to where it came from, what changed since stays and is told."""

from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.merging import rules
from central.domain.merging.deriving import keep_in_step
from central.domain.merging.events import PersonMergeUndone, TicketCustomerMergeUndone
from central.domain.merging.models import Merge
from central.domain.merging.operations.merging import locked_pair, save_changed
from central.domain.merging.parts import DERIVED
from central.domain.merging.restoring import (
    keep_outcome,
    restore_derived,
    restore_merged,
    restore_rows,
    restore_survivor,
    rows_of_merge,
)
from central.domain.tickets.models import Ticket
from central.foundation.actor import Actor
from central.foundation.errors import Conflict, NotFound
from central.foundation.events.publishing import publish
from central.foundation.operation import operation


@operation
def undo_merge(*, actor: Actor, merge_id: int, given_back: Collection[str] = (), once: str = "") -> Merge:
    """Undo a merging ("Desfazer mesclagem"); `given_back` names columns changed since that go back too.

    Rows that others moved on since stay where they are. Raises `Conflict` when it was undone already, or
    when the person who stayed was merged into somebody else since.
    """
    rules.check_can_merge(actor)
    merge = merge_for_change(merge_id)
    survivor, merged = locked_pair(merge.survivor_id, merge.merged_id)
    if survivor.merged_into_id:
        raise Conflict(
            _("%(name)s was merged into another person since. Undo that first.")
            % {"name": survivor.shown_name}
        )
    moved = Ticket.objects.filter(pk__in=moved_tickets(merge)).order_by("pk")
    locked = {ticket.pk: ticket for ticket in moved.select_for_update(no_key=True)}
    rows = rows_of_merge(merge)
    merge.undone_at, merge.undone_by_id = timezone.now(), actor.person_id
    columns = restore_survivor(rows, survivor, given_back)
    survivor.updated_at = merged.updated_at = merge.undone_at
    save_changed(survivor, [*columns, "is_collaborator", "updated_at"])
    save_changed(merged, [*restore_merged(rows, merged), "updated_at"])
    tickets = restore_rows(rows, survivor, merged)
    restore_derived(rows, survivor, merged)
    for person in (survivor, merged):
        person.save(update_fields=DERIVED)
    keep_outcome(rows.kept)
    merge.save(update_fields=["undone_at", "undone_by"])
    keep_in_step(survivor, merged)
    for pk in tickets:
        fact = TicketCustomerMergeUndone(merge.pk, from_person_id=survivor.pk, to_person_id=merged.pk)
        publish(fact, actor=actor, subject=locked[pk])
    stayed = sum(not row.is_back for row in rows.kept)
    for person, other in ((survivor, merged), (merged, survivor)):
        publish(PersonMergeUndone(merge.pk, other.pk, stayed), actor=actor, subject=person)
    return merge


def merge_for_change(merge_id: int) -> Merge:
    """A merging that stands, its row locked; raises `NotFound`, and `Conflict` for one that was undone."""
    merge = Merge.objects.select_for_update(no_key=True).filter(pk=merge_id).first()
    if merge is None:
        raise NotFound(_("This merging is not in the register."))
    if merge.undone_at:
        raise Conflict(_("This merging was undone already."))
    return merge


def moved_tickets(merge: Merge) -> list[int]:
    """The protocols that a merging moved."""
    rows = merge.moved.filter(model="tickets.Ticket", field="customer")
    return list(rows.values_list("row_id", flat=True))
