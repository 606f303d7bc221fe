"""What a merging would do, and what undoing one would: to look at before either."""

from dataclasses import dataclass

from django.db.models import Model

from central.domain.merging import rules
from central.domain.merging.models import Merge, MovedRow
from central.domain.merging.moving import moving_addresses, moving_contacts, moving_phones, moving_rows
from central.domain.merging.parts import JOINED, PartLine, part_lines
from central.domain.merging.queries import MergeRow, SideRow, merge_row, side_rows, visible_merge
from central.domain.merging.relations import MOVED
from central.domain.merging.restoring import PERSON, Rows, changed_since, rows_of_merge
from central.domain.people.documents import mask_document
from central.domain.people.history import address_text, contact_text, mask_identity
from central.domain.people.models import Address, Contact, ExtraEmail, Person, Phone
from central.domain.people.queries import sorted_roles, visible_person
from central.domain.people.storing import shown_phone
from central.foundation.actor import Actor
from central.foundation.errors import DomainError, Invalid

MOST_LISTED = 8
PRIVATE = frozenset({"document", "identity_number"})


@dataclass(frozen=True, slots=True)
class Moving:
    """One kind of rows that go over: how many, and the first of them in words."""

    model: str
    count: int
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MergePreview:
    """A merging before it is done; `refusal` says in words why it cannot be."""

    survivor: SideRow
    merged: SideRow
    parts: tuple[PartLine, ...]
    roles: tuple[str, ...]
    joins_notes: bool
    moving: tuple[Moving, ...]
    documents_differ: bool
    refusal: str
    seen: tuple[int, int]


def merge_preview(actor: Actor, survivor_id: int, merged_id: int) -> MergePreview:
    """What merging one visible person into another would do; raises `NotFound` and `NotAllowed`."""
    rules.check_can_merge(actor)
    survivor, merged = visible_person(actor, survivor_id), visible_person(actor, merged_id)
    sides = side_rows([survivor, merged])
    refusal = ""
    try:
        rules.check_may_become_one(survivor, merged, is_document_confirmed=True)
    except Invalid:
        raise
    except DomainError as error:
        refusal = str(error)
    both = [*sorted_roles(survivor), *sorted_roles(merged)]
    return MergePreview(
        survivor=sides[survivor.pk],
        merged=sides[merged.pk],
        parts=tuple(part_lines(survivor, merged)),
        roles=tuple(dict.fromkeys(both)),
        joins_notes=any(getattr(merged, column).strip() for column in JOINED),
        moving=tuple(what_moves(survivor, merged)),
        documents_differ=rules.documents_differ(survivor, merged),
        refusal=refusal,
        seen=(survivor.event_count, merged.event_count),
    )


def what_moves(survivor: Person, merged: Person) -> list[Moving]:
    """The rows that would go over, kind by kind."""
    found: dict[str, list[Model]] = {
        "people.Contact": list(moving_contacts(merged)),
        "people.Phone": list(moving_phones(survivor, merged)),
        "people.Address": list(moving_addresses(survivor, merged)),
    }
    for key in MOVED:
        if key[0] not in ("people.Contact", "people.Phone", "people.Address"):
            rows = found.setdefault(key[0], [])
            known = {row.pk for row in rows}
            rows += [row for row in moving_rows(key, survivor.pk, merged.pk) if row.pk not in known]
    return [
        Moving(model, len(rows), tuple(named(row) for row in rows[:MOST_LISTED]))
        for model, rows in found.items()
        if rows
    ]


def named(row: Model) -> str:
    """A row in a few words, '' where its number says enough."""
    if isinstance(row, Contact):
        return contact_text(row)
    if isinstance(row, Phone):
        return shown_phone(row)
    if isinstance(row, Address):
        return address_text(row)
    if isinstance(row, ExtraEmail):
        return row.email
    return str(row) if row._meta.label == "tickets.Ticket" else ""


@dataclass(frozen=True, slots=True)
class Since:
    """A column of the survivor that somebody changed after the merging."""

    column: str
    now: str
    before: str


@dataclass(frozen=True, slots=True)
class Stayed:
    """Rows of one kind that were changed since and stay where they are, or were deleted and come back."""

    model: str
    count: int
    comes_back: bool


@dataclass(frozen=True, slots=True)
class MergePage:
    """A merging with what moved, and what undoing it would find changed."""

    merge: MergeRow
    moved: tuple[Moving, ...]
    since: tuple[Since, ...]
    stayed: tuple[Stayed, ...]
    can_undo: bool


def merge_page(actor: Actor, merge_id: int) -> MergePage:
    """One merging for who may merge; raises `NotFound`. One query for each kind of moved rows."""
    merge = visible_merge(actor, merge_id)
    rows = rows_of_merge(merge)
    return MergePage(
        merge=merge_row(merge),
        moved=tuple(moved_kinds(rows)),
        since=() if merge.undone_at else tuple(since(rows, m) for m in changed_since(rows, merge.survivor)),
        stayed=tuple(stayed_kinds(rows, merge)),
        can_undo=merge.undone_at is None and merge.survivor.merged_into_id is None,
    )


def moved_kinds(rows: Rows) -> list[Moving]:
    """The rows that a merging moved, kind by kind; the two persons themselves are not among them."""
    found: dict[str, dict[int, str]] = {}
    for moved in rows.kept:
        row = rows.row(moved)
        if moved.field and moved.model != PERSON:
            found.setdefault(moved.model, {})[moved.row_id] = named(row) if row else ""
    return [
        Moving(model, len(named_rows), tuple(list(named_rows.values())[:MOST_LISTED]))
        for model, named_rows in found.items()
    ]


def stayed_kinds(rows: Rows, merge: Merge) -> list[Stayed]:
    """What others changed or deleted since; after the undoing what stayed."""
    found: dict[tuple[str, bool], set[int]] = {}
    for moved in rows.kept:
        if moved.model == PERSON or not moved.field:
            continue
        is_gone = rows.is_gone(moved)
        has_stayed = moved.is_back is False if merge.undone_at else not rows.is_as_left(moved)
        if has_stayed and moved.field != "is_main":
            found.setdefault((moved.model, is_gone and moved.snapshot is not None), set()).add(moved.row_id)
    return [Stayed(model, len(ids), back) for (model, back), ids in found.items()]


def since(rows: Rows, moved: MovedRow) -> Since:
    """A changed column with both values, documents masked."""
    return Since(moved.field, shown_value(moved, rows.value(moved)), shown_value(moved, moved.before))


def shown_value(moved: MovedRow, value: object) -> str:
    """A kept value in short."""
    text = "" if value is None else str(value)
    if moved.field == "document":
        return mask_document(text)
    return mask_identity(text) if moved.field in PRIVATE else text
