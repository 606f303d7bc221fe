"""Who matches the filters and the search of the list of persons: a few by their ids, or many by a query.

A count ends at 1,001. Up to 1,000 are looked at and sorted here; more are read in the order of the list,
where a page is never far. So neither a rare filter walks through the registry nor a
common one sorts most of it.
"""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet

from central.domain.people.models import Person
from central.domain.people.names import fold
from central.domain.people.queries import people_listed_to
from central.domain.people.search import AFTER_ALL, first_matching, is_beginning, persons_matching
from central.domain.tickets.visibility import tickets_visible_to
from central.domain.workspace.counts import one_row
from central.domain.workspace.people_filter import (
    NO_NARROWING,
    Narrowing,
    PeopleFilter,
    PeopleOrder,
    PeopleSort,
    narrowed,
    narrowing_of,
)
from central.domain.workspace.searching import protocol_number
from central.foundation.actor import Actor
from central.foundation.prepared.queries import Prepared, PreparedStatement

FEW = 1_000
LIKELIEST = 250
COUNTED_ROLES = ("client", "collaborator", "technician", "supplier")


@dataclass(frozen=True, slots=True)
class Matching:
    """The persons that match: `ids` in their order when they are few, else what narrows the list.

    `counts` are the persons by role, '' for all, up to 1,001; what was not counted is missing. `protocols`
    are those searched for, by client. `is_cut`: the search found more than 1,000; these are the likeliest.
    """

    narrowing: Narrowing
    counts: dict[str, int]
    ids: list[int] | None = None
    protocols: dict[int, int] | None = None
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """The first persons that match, each with its id, the asked roles, what it is ordered by."""

    rows: list[tuple[Any, ...]]
    roles: tuple[str, ...]
    order: PeopleOrder

    def ids(self, role: str = "") -> list[int]:
        """The ids of those with a role, in the order of the list."""
        width = 1 + len(self.roles)
        held = self.roles.index(role) + 1 if role else 0
        rows = [row for row in self.rows if row[held]] if held else self.rows
        return [r[0] for r in sorted(rows, key=lambda r: r[width:], reverse=self.order.is_descending)]

    def counts(self) -> dict[str, int]:
        """How many there are by role."""
        known = {one: sum(map(bool, (row[at] for row in self.rows))) for at, one in enumerate(self.roles, 1)}
        return {"": len(self.rows), **known}


def look_rows(
    actor: Actor, narrowing: Narrowing, order: PeopleOrder, roles: tuple[str, ...], ids: tuple[int, ...]
) -> QuerySet[Any, Any]:
    """The first persons that the filters leave, among these if any are named."""
    found = people_listed_to(actor).filter(pk__in=ids) if ids else people_listed_to(actor)
    return looked(narrowed(actor, found, narrowing), order, roles)


def looked(
    found: QuerySet[Person], order: PeopleOrder, roles: tuple[str, ...], most: int = 0
) -> QuerySet[Any, Any]:
    """What a look takes of the first 1,001 persons, or of so many."""
    columns = ("pk", *(f"is_{role}" for role in roles), *order.columns)
    return found.values_list(*columns)[: most or FEW + 1]


LOOK: Prepared[Any] = Prepared(look_rows)


def beginning_rows(
    actor: Actor, narrowing: Narrowing, order: PeopleOrder, roles: tuple[str, ...], key: str, end: str
) -> QuerySet[Any, Any]:
    """The first persons by name among those whose name begins so."""
    begun = people_listed_to(actor).filter(search_name__gte=key, search_name__lt=end)
    found = narrowed(actor, begun, narrowing, by_order=PeopleOrder()).order_by("search_name", "id")
    return looked(found, order, roles, LIKELIEST)


BEGINNING: Prepared[Any] = Prepared(beginning_rows)


def matching_people(actor: Actor, wanted: PeopleFilter, order: PeopleOrder) -> Matching:
    """The persons that filters and search leave, with their counts; at most five queries."""
    roles = tuple(dict.fromkeys((*COUNTED_ROLES, *((wanted.role,) if wanted.role else ()))))
    narrowing = narrowing_of(wanted)
    everybody = replace(narrowing, role=())
    if wanted.search.strip():
        return searched(actor, wanted, order, roles)
    if everybody == NO_NARROWING:
        counts = role_counts(actor)
        if not wanted.role or (wanted.role in COUNTED_ROLES and order.sort is PeopleSort.NAME):
            return Matching(narrowing, counts)
    elif (number := how_many(actor, everybody)) > FEW:
        counts = {"": number}
    else:
        look = Look(LOOK(actor=actor, narrowing=everybody, order=order, roles=roles, ids=()), roles, order)
        return Matching(narrowing, look.counts(), look.ids(wanted.role))
    if not wanted.role:
        return Matching(narrowing, counts)
    counts = {**counts, wanted.role: how_many(actor, narrowing)}
    if counts[wanted.role] > FEW:
        return Matching(narrowing, counts)
    look = Look(LOOK(actor=actor, narrowing=narrowing, order=order, roles=roles, ids=()), roles, order)
    return Matching(narrowing, counts, look.ids())


def searched(actor: Actor, wanted: PeopleFilter, order: PeopleOrder, roles: tuple[str, ...]) -> Matching:
    """The persons that a search means, filters and all; of too many those whose name begins so first."""
    narrowing = narrowing_of(wanted)
    protocols = client_of_protocol(actor, wanted.search)
    hits = tuple(dict.fromkeys((*protocols, *first_matching(wanted.search, FEW + 1))))
    if len(hits) <= FEW:
        everybody = replace(narrowing, role=())
        rows = LOOK(actor=actor, narrowing=everybody, order=order, roles=roles, ids=hits) if hits else []
        look = Look(rows, roles, order)
        return Matching(narrowing, look.counts(), look.ids(wanted.role), protocols)
    if narrowing == NO_NARROWING:
        rest = list(LOOK(actor=actor, narrowing=narrowing, order=order, roles=roles, ids=hits[:LIKELIEST]))
    else:
        found = narrowed(actor, all_searched(actor, wanted.search, protocols), narrowing)
        rest = list(looked(found, order, roles))
        if len(rest) <= FEW:
            look = Look(rest, roles, order)
            counts = {wanted.role: len(rest)} if wanted.role else look.counts()
            return Matching(narrowing, counts, look.ids(), protocols)
    key = fold(wanted.search)
    begun = BEGINNING(
        actor=actor, narrowing=narrowing, order=order, roles=roles, key=key, end=key + AFTER_ALL
    )
    rows = list({row[0]: row for row in (*begun, *rest)}.values())[:LIKELIEST]
    counts = {wanted.role: FEW + 1}
    return Matching(narrowing, counts, Look(rows, roles, order).ids(), protocols, is_cut=True)


def all_searched(actor: Actor, text: str, protocols: dict[int, int]) -> QuerySet[Person]:
    """Everybody whom a search means, and the clients of these protocols."""
    visible = people_listed_to(actor)
    if is_beginning(text):
        key = fold(text)
        return visible.filter(search_name__gte=key, search_name__lt=key + AFTER_ALL)
    return persons_matching(visible, text, [Person.objects.filter(pk__in=list(protocols)).values("pk")])


def everybody_matching(actor: Actor, wanted: PeopleFilter) -> QuerySet[Person]:
    """All persons that filters and search leave, however many, for who reads them one by one."""
    found = people_listed_to(actor)
    if wanted.search.strip():
        found = all_searched(actor, wanted.search, client_of_protocol(actor, wanted.search))
    return narrowed(actor, found, narrowing_of(wanted))


def client_of_protocol(actor: Actor, text: str) -> dict[int, int]:
    """The client of the protocol of this number, where the actor sees it: its id and the number."""
    number = protocol_number(text)
    if number is None:
        return {}
    found = tickets_visible_to(actor).filter(protocol=number).order_by("pk")
    return dict(found.values_list("customer_id", "protocol")[:1])


def counts_statement(actor: Actor) -> tuple[str, Any]:
    """The statement of `role_counts`."""
    visible = people_listed_to(actor)
    asked = {role: visible.filter(**{f"is_{role}": True}).values("pk") for role in COUNTED_ROLES}
    return one_row({"": visible.values("pk"), **asked}, {})


def number_statement(actor: Actor, narrowing: Narrowing) -> tuple[str, Any]:
    """The statement of `how_many`."""
    return one_row({"": narrowed(actor, people_listed_to(actor), narrowing).values("pk")}, {})


COUNTS = PreparedStatement(counts_statement)
NUMBER = PreparedStatement(number_statement)


def how_many(actor: Actor, narrowing: Narrowing) -> int:
    """How many persons the filters leave, up to 1,001; one query."""
    number: int = NUMBER.row(actor=actor, narrowing=narrowing)[0]
    return min(number, FEW + 1)


def role_counts(actor: Actor) -> dict[str, int]:
    """How many persons there are, in all ('') and by role, up to 1,001 each; one query."""
    return dict(zip(("", *COUNTED_ROLES), COUNTS.row(actor=actor), strict=True))


def count_matching(actor: Actor, wanted: PeopleFilter) -> int:
    """How many persons filters and search leave, all counted."""
    return everybody_matching(actor, wanted).count()
