"""Keeping registries: an entry is created, changed, switched off and on, put in order; never deleted."""

import re
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from central.domain.people.names import fold
from central.domain.registries import rules
from central.domain.registries.checking import check_values
from central.domain.registries.declarations import Registry
from central.domain.registries.events import (
    EntryActivated,
    EntryChanged,
    EntryCreated,
    EntryDeactivated,
    EntryMoved,
)
from central.domain.registries.listing import registry_of
from central.domain.registries.values import changes_between, read_values, set_references, set_values
from central.foundation.actor import Actor
from central.foundation.errors import Conflict, Invalid, NotFound
from central.foundation.events.models import ChainedModel
from central.foundation.events.publishing import plain, publish
from central.foundation.operation import operation

STEP = 10


@operation
def create_entry(*, actor: Actor, registry: str, values: Mapping[str, Any], once: str = "") -> ChainedModel:
    """Add an entry to a registry, at its end; raises `Invalid` with a sentence for each wrong field."""
    kept = registry_of(registry)
    rules.check_can_manage(actor)
    rules.check_can_add(kept)
    checked = check_values(kept, values, None)
    entry = kept.model(**kept.defaults)
    set_values(kept, entry, checked)
    if kept.has_code:
        entry.code = free_code(kept, str(checked.get("name", "")))  # type: ignore[attr-defined]
    if kept.has_order:
        last = kept.rows.order_by("-position").values_list("position", flat=True).first()
        entry.position = min((last or 0) + STEP, 32_767)  # type: ignore[attr-defined]
    take_flag(actor, kept, entry)
    save_new(entry)
    set_references(kept, entry, checked)
    publish(EntryCreated(values=plain(checked)), actor=actor, subject=entry)
    return entry


@operation
def update_entry(
    *,
    actor: Actor,
    registry: str,
    entry_id: int,
    values: Mapping[str, Any],
    expected_event_count: int | None = None,
    once: str = "",
) -> ChainedModel:
    """Change an entry to what is given; what holds it keeps what it had of it.

    Raises `Conflict` when somebody changed it after `expected_event_count`, `Invalid` for wrong fields.
    """
    kept = registry_of(registry)
    rules.check_can_manage(actor)
    entry = entry_for_change(kept, entry_id)
    check_unchanged(entry, expected_event_count)
    checked = check_values(kept, values, entry)
    before = read_values(kept, entry)
    columns = set_values(kept, entry, checked)
    take_flag(actor, kept, entry)
    save_changed(entry, columns)
    set_references(kept, entry, checked)
    changes = changes_between(kept, before, read_values(kept, entry))
    if changes:
        publish(EntryChanged(changes=changes), actor=actor, subject=entry)
    return entry


@operation
def set_entry_active(
    *,
    actor: Actor,
    registry: str,
    entry_id: int,
    is_active: bool,
    expected_event_count: int | None = None,
    once: str = "",
) -> ChainedModel:
    """Offer an entry again, or no longer; whatever has it keeps it. Raises `Conflict` when it is so."""
    kept = registry_of(registry)
    rules.check_can_manage(actor)
    entry: ChainedModel = entry_for_change(kept, entry_id)
    check_unchanged(entry, expected_event_count)
    rules.check_can_set_active(kept, entry, is_active)
    set_value(entry, "is_active", is_active)
    publish(EntryActivated() if is_active else EntryDeactivated(), actor=actor, subject=entry)
    return entry


@operation
def reorder_entries(
    *, actor: Actor, registry: str, entry_id: int, before_id: int | None, once: str = ""
) -> ChainedModel:
    """Put an entry before another of its registry, or at the end (`before_id` None)."""
    kept = registry_of(registry)
    rules.check_can_manage(actor)
    rules.check_can_reorder(kept)
    locked = kept.rows.select_for_update(no_key=True).order_by("pk")
    rows: list[Any] = sorted(locked, key=lambda row: (row.position, fold(row.name), row.pk))
    by_id = {row.pk: row for row in rows}
    entry: Any = by_id.get(entry_id)
    target = by_id.get(before_id) if before_id else None
    if entry is None or (before_id and target is None):
        raise NotFound(_("This entry does not exist."))
    from_place = rows.index(entry) + 1
    if target is not entry:
        rows.remove(entry)
        rows.insert(rows.index(target) if target else len(rows), entry)
    step = STEP if len(rows) * STEP < 32_767 else 1
    for place, row in enumerate(rows, start=1):
        if row.position != place * step:
            row.position = place * step
            row.save(update_fields=["position"])
    to_place = rows.index(entry) + 1
    if to_place != from_place:
        publish(EntryMoved(from_place=from_place, to_place=to_place), actor=actor, subject=entry)
    moved: ChainedModel = entry
    return moved


def entry_for_change(registry: Registry, entry_id: int) -> ChainedModel:
    """An entry with its row locked; raises `NotFound`."""
    entry: ChainedModel | None = registry.rows.select_for_update(no_key=True).filter(pk=entry_id).first()
    if entry is None:
        raise NotFound(_("This entry does not exist."))
    return entry


def check_unchanged(entry: ChainedModel, expected_event_count: int | None) -> None:
    """Raises `Conflict` when the entry changed after it was shown; the page then shows what changed."""
    if expected_event_count is not None and entry.event_count != expected_event_count:
        raise Conflict(_("Somebody else changed this entry meanwhile. Nothing of yours was saved."))


def free_code(registry: Registry, name: str) -> str:
    """A code that no entry has, made of the name's words."""
    longest = registry.longest_code
    stem = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[: longest - 6] or "entrada"
    taken = set(registry.rows.filter(code__startswith=stem).values_list("code", flat=True))
    return next(
        code for n in range(1, len(taken) + 3) if (code := f"{stem}-{n}" if n > 1 else stem) not in taken
    )


def take_flag(actor: Actor, registry: Registry, entry: Any) -> None:
    """Take a flag that only one entry has from the one that had it, and tell it there."""
    if registry.single is None or not getattr(entry, registry.single[0]):
        return
    flag, among = registry.single
    same = {among: getattr(entry, among)} if among else {}
    had = registry.rows.filter(**{flag: True, **same}).exclude(pk=entry.pk)
    for other in had.select_for_update(no_key=True).order_by("pk"):
        set_value(other, flag, False)
        publish(EntryChanged(changes={flag: [True, False]}), actor=actor, subject=other)


def set_value(entry: Any, column: str, value: Any) -> None:
    """Store one column of an entry."""
    setattr(entry, column, value)
    entry.save(update_fields=[column])


def save_changed(entry: ChainedModel, columns: list[str]) -> None:
    """Store a changed row; raises `Conflict` when another took its name or flag at the same moment."""
    try:
        with transaction.atomic():
            entry.save(update_fields=columns)
    except IntegrityError as error:
        raise Conflict(_("Somebody else changed this registry at this moment. Save again.")) from error


def save_new(entry: ChainedModel) -> None:
    """Store a new row; raises `Invalid` when another one with its code came in at the same moment."""
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError as error:
        raise Invalid(
            _("Somebody added the same entry at this moment. Look at the list."), field="name"
        ) from error
