"""Reading registries: the list, one entry with its uses and history, what its fields offer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from central.domain.people.facts import Change, Fact, HistoryRow, facts_of
from central.domain.people.names import fold
from central.domain.registries import rules
from central.domain.registries.declarations import Field, Kind, Registry, Related
from central.domain.registries.listing import registry_of
from central.domain.registries.values import NOTHING, in_words, label_of, load_labels, read_values
from central.foundation.actor import Actor
from central.foundation.errors import NotFound
from central.foundation.events.models import ChainedModel

PAGE = 100
STATES: dict[str, bool | None] = {"ativos": True, "inativos": False, "todos": None}


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry as the list shows it; `up_before` and `down_before` are what it would stand before."""

    id: int
    name: str
    cells: tuple[tuple[str, str], ...]
    is_active: bool
    is_first: bool
    is_last: bool
    up_before: int | None
    down_before: int | None


@dataclass(frozen=True, slots=True)
class RegistryPage:
    """A page of a registry: its rows and how many there are in each state."""

    rows: tuple[EntryRow, ...]
    counts: dict[str, int]
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class RelatedRow:
    """An entry of another registry that refers to the one shown."""

    id: int
    name: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class EntrySheet:
    """One entry: its values, its uses in words, its history (newest first), who refers to it."""

    id: int
    name: str
    values: dict[str, Any]
    is_active: bool
    event_count: int
    uses: tuple[str, ...]
    history: tuple[HistoryRow, ...]
    related: tuple[tuple[Related, tuple[RelatedRow, ...]], ...] = ()


def registry_page(
    actor: Actor, registry: Registry, *, search: str = "", state: str = "ativos", number: int = 1
) -> RegistryPage:
    """A page of a registry in its order; accents and capitals of the search do not matter.

    One query, and one for each field of the list that refers to other entries: registries are short,
    so the search is done here, the same on every database.
    """
    rules.check_can_manage(actor)
    words = fold(search).split()
    entries: list[Any] = list(registry.rows)
    entries.sort(key=lambda entry: order_of(registry, entry))
    labels = load_labels(
        registry,
        {
            field.name: {pk for entry in entries if (pk := getattr(entry, f"{field.name}_id"))}
            for field in registry.columns
            if field.kind is Kind.ENTRY
        },
    )
    shown = [(entry, cells_of(registry, entry, labels)) for entry in entries]
    if search.strip():
        shown = [(entry, cells) for entry, cells in shown if words and answers(entry, cells, words)]
    counts = {
        key: sum(1 for entry, _cells in shown if wanted is None or entry.is_active is wanted)
        for key, wanted in STATES.items()
    }
    wanted = STATES.get(state, True)
    shown = [(entry, cells) for entry, cells in shown if wanted is None or entry.is_active is wanted]
    pages = max(1, -(-len(shown) // PAGE))
    number = min(max(number, 1), pages)
    first, last = (number - 1) * PAGE, min(number * PAGE, len(shown))
    rows = tuple(row_at(registry, shown, at) for at in range(first, last))
    return RegistryPage(rows, counts, number, pages)


def order_of(registry: Registry, entry: Any) -> tuple[Any, ...]:
    """Where an entry stands in its registry."""
    stands = registry.has_order or registry.is_fixed
    return (entry.position if stands else 0, fold(entry.name), entry.pk)


def cells_of(registry: Registry, entry: Any, labels: Any) -> tuple[tuple[str, str], ...]:
    """The values that the list shows beside the name, with their raw values for colours."""
    return tuple(
        (in_words(field, value, labels), str(value) if field.kind is Kind.COLOUR else "")
        for field in registry.columns
        for value in [getattr(entry, f"{field.name}_id" if field.kind is Kind.ENTRY else field.name)]
    )


def answers(entry: Any, cells: tuple[tuple[str, str], ...], words: list[str]) -> bool:
    """Whether each word stands in the name, the code or a value of the list."""
    text = fold(" ".join((entry.name, getattr(entry, "code", ""), *(cell for cell, _raw in cells))))
    return all(word in text for word in words)


def row_at(registry: Registry, shown: list[Any], at: int) -> EntryRow:
    """The row of an entry with its neighbours' ids."""
    entry, cells = shown[at]
    after_next = shown[at + 2][0].pk if at + 2 < len(shown) else None
    return EntryRow(
        id=entry.pk,
        name=entry.name,
        cells=cells,
        is_active=entry.is_active,
        is_first=at == 0,
        is_last=at == len(shown) - 1,
        up_before=shown[at - 1][0].pk if at else None,
        down_before=after_next,
    )


def entry_of(actor: Actor, registry: Registry, entry_id: int) -> ChainedModel:
    """One entry; raises `NotAllowed`, `NotFound`."""
    rules.check_can_manage(actor)
    entry: ChainedModel | None = registry.rows.filter(pk=entry_id).first()
    if entry is None:
        raise NotFound(_("This entry does not exist."))
    return entry


def entry_sheet(actor: Actor, registry: Registry, entry_id: int) -> EntrySheet:
    """One entry with what uses it and its history."""
    entry: Any = entry_of(actor, registry, entry_id)
    uses = ((use.words, use.count(entry.pk)) for use in registry.uses)
    return EntrySheet(
        id=entry.pk,
        name=entry.name,
        values=read_values(registry, entry),
        is_active=entry.is_active,
        event_count=entry.event_count,
        uses=tuple(words(number) for words, number in uses if number),
        history=entry_history(registry, entry, after=0),
        related=tuple((one, related_rows(one, entry.pk)) for one in registry.related),
    )


def related_rows(related: Related, entry_id: int) -> tuple[RelatedRow, ...]:
    """The entries of another registry that refer to an entry, in the order of their registry."""
    registry = registry_of(related.registry)
    rows: list[Any] = list(registry.rows.filter(**{related.field: entry_id}))
    rows.sort(key=lambda row: order_of(registry, row))
    return tuple(RelatedRow(row.pk, row.name, row.is_active) for row in rows)


def changes_since(
    actor: Actor, registry: Registry, entry_id: int, event_count: int
) -> tuple[HistoryRow, ...]:
    """What happened to an entry after a form was filled from it, newest first."""
    return entry_history(registry, entry_of(actor, registry, entry_id), after=event_count)


def entry_history(registry: Registry, entry: ChainedModel, *, after: int) -> tuple[HistoryRow, ...]:
    """The last facts of an entry in words, newest first."""
    facts = facts_of(str(entry._meta.model_name), entry.pk, after=after)
    wanted: dict[str, set[int]] = {}
    for fact in facts:
        for name, *pair in fact.changes:
            field = registry.field(name)
            if field and field.of is not None:
                wanted.setdefault(name, set()).update(ids_in(pair))
    labels = load_labels(registry, wanted)
    return tuple(
        HistoryRow(fact.at, fact.who, says_of(fact), changes_of(registry, fact, labels)) for fact in facts
    )


def ids_in(pair: list[Any]) -> set[int]:
    """The ids among values from and to."""
    flat = [one for side in pair for one in (side if isinstance(side, list) else [side])]
    return {one for one in flat if isinstance(one, int) and not isinstance(one, bool)}


def says_of(fact: Fact) -> str:
    """What a fact was."""
    if fact.name == "EntryMoved":
        places = {"before": fact.told["from_place"], "after": fact.told["to_place"]}
        return _("moved from place %(before)s to %(after)s") % places
    told = {
        "EntryCreated": _("created the entry"),
        "EntryChanged": _("changed the entry"),
        "EntryActivated": _("activated the entry"),
        "EntryDeactivated": _("deactivated the entry"),
    }
    return told.get(fact.name, fact.name)


def changes_of(registry: Registry, fact: Fact, labels: Any) -> tuple[Change, ...]:
    """The values of a change in words; of a creation none, for the form shows them."""
    found: list[Change] = []
    for name, before, after in fact.changes:
        field = registry.field(name)
        if field is not None and field.kind is Kind.ROWS:
            found.extend(row_changes(field, before or [], after or []))
        elif field is not None:
            found.append(
                Change(str(field.label), in_words(field, before, labels), in_words(field, after, labels))
            )
    return tuple(found)


def row_changes(field: Field, before: list[Any], after: list[Any]) -> Iterator[Change]:
    """What happened to the rows under an entry: added, retired, asked again, changed, moved."""
    assert field.rows is not None
    old = {row["id"]: row for row in before}
    for row in after:
        had, name = old.get(row["id"]), row[field.rows.naming.name]
        label = f"{field.rows.one} “{name}”"
        if had is None:
            yield Change(label, NOTHING, _("added"))
            continue
        if had["is_active"] != row["is_active"]:
            words = _("retired"), _("in use")
            yield Change(label, words[had["is_active"]], words[row["is_active"]])
        if had["place"] != row["place"]:
            yield Change(f"{label} · {_('Place')}", str(had["place"]), str(row["place"]))
        for one in field.rows.fields:
            sides = had.get(one.name), row.get(one.name)
            if sides[0] != sides[1]:
                yield Change(f"{label} · {one.label}", *(in_words(one, side, {}) for side in sides))


Offer = list[tuple[str, str]]


def field_options(actor: Actor, registry: Registry, entry_id: int | None) -> dict[str, Offer]:
    """What the fields that refer to other entries offer: the active ones, and what the entry has already."""
    rules.check_can_manage(actor)
    stored: Any = entry_of(actor, registry, entry_id) if entry_id else None
    offers: dict[str, Offer] = {}
    for field in registry.fields:
        if field.of is None:
            continue
        offered = Q(is_active=True) & (field.only or Q())
        if stored is not None and field.kind is Kind.ENTRY:
            offered |= Q(pk=getattr(stored, f"{field.name}_id") or 0)
        elif stored is not None:
            offered |= Q(pk__in=list(getattr(stored, field.name).values_list("pk", flat=True)))
        rows = sorted(field.of._default_manager.filter(offered), key=option_order)
        offers[field.name] = [(str(row.pk), label_of(row)) for row in rows]
    return offers


def option_order(row: Any) -> tuple[Any, ...]:
    """Where an option stands: by its group where it has one, its place, then by its name."""
    group = fold(getattr(row, "group", ""))
    return (group, getattr(row, "position", 0), fold(str(row)), row.pk)
