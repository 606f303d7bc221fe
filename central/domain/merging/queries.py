"""Reading possible duplicates and mergings, only for who may merge."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from central.domain.merging import rules
from central.domain.merging.models import Merge, Pair
from central.domain.people.models import Address, ComparisonDue, Person
from central.domain.people.queries import document_line, place_of
from central.domain.people.rules import can_view
from central.domain.tickets.models import Ticket
from central.foundation.actor import Actor
from central.foundation.errors import NotFound

PAGE = 25
COUNTED = 10_000
STATES = ("open", "dismissed", "merged")
KINDS = ("phone", "email", "place")


@dataclass(frozen=True, slots=True)
class SideRow:
    """One of the two persons of a pair in short; the document is masked."""

    id: int
    name: str
    document: str
    place: str
    address: str
    phone: str
    email: str
    is_active: bool
    ticket_count: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair side by side: how much speaks for it, the reasons by code, who dismissed it."""

    id: int
    score: int
    reasons: tuple[str, ...]
    first: SideRow
    second: SideRow
    is_open: bool
    dismissed_at: datetime | None
    dismissed_by: str


@dataclass(frozen=True, slots=True)
class PairPage:
    """One page of pairs, the likeliest first; `next_mark` is where the next one begins, '' for none."""

    rows: list[PairRow]
    next_mark: str


@dataclass(frozen=True, slots=True)
class MergeRow:
    """A merging in short."""

    id: int
    survivor_id: int
    survivor: str
    merged_id: int
    merged: str
    at: datetime
    by: str
    undone_at: datetime | None
    undone_by: str


def pairs_visible_to(actor: Actor) -> QuerySet[Pair]:
    """The pairs of persons that stand for themselves, for who may merge; none for anybody else."""
    if not rules.can_merge(actor):
        return Pair.objects.none()
    return Pair.objects.filter(first__merged_into=None, second__merged_into=None)


def waiting_count() -> int:
    """How many persons wait to be compared, counted up to 10,001."""
    return ComparisonDue.objects.values("pk")[: COUNTED + 1].count()


def open_pair_count(actor: Actor) -> int:
    """How many pairs are proposed, counted up to 10,001."""
    return pairs_visible_to(actor).filter(is_open=True).values("pk")[: COUNTED + 1].count()


def pair_page(actor: Actor, *, is_open: bool = True, kind: str = "", after: str = "") -> PairPage:
    """Twenty-five pairs by score; four queries, whatever the number."""
    found = pairs_visible_to(actor).filter(is_open=is_open)
    if not is_open:
        found = found.exclude(dismissed_at=None)
    if kind in KINDS:
        same = Q(reasons__contains=kind) | (Q(reasons__contains="ninth") if kind == "phone" else Q())
        found = found.filter(same)
    if mark := read_pair_mark(after):
        score, pk = mark
        found = found.filter(score__lte=score).filter(Q(score__lt=score) | Q(pk__lt=pk))
    rows = found.select_related("first", "second", "dismissed_by").order_by("-score", "-pk")
    pairs = list(rows[: PAGE + 1])
    more, pairs = len(pairs) > PAGE, pairs[:PAGE]
    sides = side_rows([person for pair in pairs for person in (pair.first, pair.second)])
    last = f"{pairs[-1].score}-{pairs[-1].pk}" if more else ""
    return PairPage([pair_row(pair, sides) for pair in pairs], last)


def read_pair_mark(text: str) -> tuple[int, int] | None:
    """Where a page begins, out of the address; None for anything else."""
    score, _dash, pk = text.partition("-")
    is_right = all(part.isascii() and part.isdigit() and len(part) < 19 for part in (score, pk))
    return (min(int(score), 1000), int(pk)) if is_right else None


def pair_row(pair: Pair, sides: dict[int, SideRow]) -> PairRow:
    """A loaded pair as a row."""
    return PairRow(
        id=pair.pk,
        score=pair.score,
        reasons=tuple(pair.reasons.split()),
        first=sides[pair.first_id],
        second=sides[pair.second_id],
        is_open=pair.is_open,
        dismissed_at=pair.dismissed_at,
        dismissed_by=pair.dismissed_by.shown_name if pair.dismissed_by else "",
    )


def side_rows(persons: list[Person]) -> dict[int, SideRow]:
    """Loaded persons in short, with main address and number of protocols; two queries."""
    ids = {person.pk for person in persons}
    addresses = {row.person_id: row for row in Address.objects.filter(person_id__in=ids, is_main=True)}
    counted = Ticket.objects.filter(customer_id__in=ids).order_by().values("customer_id")
    counts = dict(counted.annotate(count=Count("pk")).values_list("customer_id", "count"))
    return {
        person.pk: SideRow(
            id=person.pk,
            name=person.shown_name,
            document=document_line(person),
            place=place_of(person),
            address=str(addresses[person.pk]).strip(", ") if person.pk in addresses else "",
            phone=person.main_phone,
            email=person.email,
            is_active=person.is_active,
            ticket_count=counts.get(person.pk, 0),
            created_at=person.created_at,
        )
        for person in persons
    }


def merges(actor: Actor) -> QuerySet[Merge]:
    """All mergings with the names of all, newest first, for who may merge."""
    if not rules.can_merge(actor):
        return Merge.objects.none()
    named = Merge.objects.select_related("survivor", "merged", "merged_by", "undone_by")
    return named.order_by("-pk")


def merge_rows(actor: Actor, *, before: int | None = None) -> list[MergeRow]:
    """Twenty-six mergings, newest first, those before one; one query."""
    found = merges(actor)
    if before is not None:
        found = found.filter(pk__lt=before)
    return [merge_row(merge) for merge in found[: PAGE + 1]]


def merge_row(merge: Merge) -> MergeRow:
    """A loaded merging as a row."""
    return MergeRow(
        id=merge.pk,
        survivor_id=merge.survivor_id,
        survivor=merge.survivor.shown_name,
        merged_id=merge.merged_id,
        merged=merge.merged.shown_name,
        at=merge.merged_at,
        by=merge.merged_by.shown_name if merge.merged_by else "Central",
        undone_at=merge.undone_at,
        undone_by=merge.undone_by.shown_name if merge.undone_by else "",
    )


def visible_merge(actor: Actor, merge_id: int) -> Merge:
    """One merging for who may merge; raises `NotFound`."""
    merge = merges(actor).filter(pk=merge_id).first()
    if merge is None:
        raise NotFound(_("This merging is not in the register."))
    return merge


@dataclass(frozen=True, slots=True)
class MergedInto:
    """Into whom a person was merged, and by which merging."""

    person_id: int
    name: str
    merge_id: int


def merged_into(actor: Actor, person_id: int) -> MergedInto | None:
    """Into whom a visible person was merged, None for one that stands for itself; two queries at most."""
    if not can_view(actor):
        return None
    person = Person.objects.select_related("merged_into").filter(pk=person_id).first()
    if person is None or person.merged_into is None:
        return None
    merge_id = Merge.objects.filter(merged=person, undone_at=None).values_list("pk", flat=True).first()
    return MergedInto(person.merged_into.pk, person.merged_into.shown_name, merge_id or 0)
