"""The list of *Pessoas - Completo*: its pages, and what its filters offer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Min, QuerySet

from central.domain.people.documents import mask_document
from central.domain.people.inputs import ROLES
from central.domain.people.models import Badge, Person, PersonGroup, PersonKind, Region
from central.domain.people.names import city_key
from central.domain.people.queries import people_listed_to, place_of
from central.domain.people.rules import can_view
from central.domain.people.search import AFTER_ALL
from central.domain.workspace.people_filter import Narrowing, PeopleFilter, PeopleOrder, PeopleSort, narrowed
from central.domain.workspace.people_matching import COUNTED_ROLES, matching_people
from central.foundation.actor import Actor
from central.foundation.prepared.queries import Prepared

PAGE = 50
MOST_CITIES = 12
BY_NAME = PeopleOrder()
COLUMNS = (
    *("id", "name", "social_name", "kind", "document", "main_phone", "email", "city", "state"),
    *("badge__name", "badge__tone", "region__name", "is_active", "created_at", "updated_at"),
    *(f"is_{role}" for role in ROLES),
)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person as the list shows it; the document is masked, `protocol` is the one searched for."""

    id: int
    name: str
    is_company: bool
    document: str
    roles: tuple[str, ...]
    phone: str
    email: str
    city: str
    badge: tuple[str, str] | None
    region: str
    is_client: bool
    is_active: bool
    registered_at: datetime
    changed_at: datetime
    protocol: int | None = None


@dataclass(frozen=True, slots=True)
class PeopleList:
    """One page: `after` and `before` are the ids from which the next and the previous page start.

    `counts` are the persons by role, '' for all, up to one more than 1,000; what was not counted is
    missing. `is_cut`: the search found more than 1,000 and these are the likeliest of them.
    """

    rows: list[PersonRow]
    after: int | None
    before: int | None
    counts: dict[str, int]
    is_cut: bool = False


def people_list(
    actor: Actor,
    wanted: PeopleFilter,
    order: PeopleOrder = BY_NAME,
    *,
    after: int | None = None,
    before: int | None = None,
) -> PeopleList:
    """Fifty persons after or before one of them, with the counts; at most seven queries."""
    matching = matching_people(actor, wanted, order)
    backwards = after is None and before is not None
    edge = before if backwards else after
    if matching.ids is None:
        page = by_order(actor, matching.narrowing, order, edge, backwards=backwards)
    else:
        page = of_known(actor, matching.ids, edge, backwards=backwards)
    rows, has_previous, has_next = page
    protocols = matching.protocols or {}
    return PeopleList(
        rows=[person_row(row, protocols.get(row[0])) for row in rows],
        after=rows[-1][0] if has_next else None,
        before=rows[0][0] if has_previous else None,
        counts=matching.counts,
        is_cut=matching.is_cut,
    )


Listed = tuple[Any, ...]
PageOf = tuple[list[Listed], bool, bool]


def of_known(actor: Actor, ids: Sequence[int], edge: int | None, *, backwards: bool) -> PageOf:
    """The page of persons that are known by their ids; one query."""
    at = ids.index(edge) if edge in ids else None
    start = 0
    if at is not None:
        start = max(at - PAGE, 0) if backwards else at + 1
    shown = ids[start : at if at is not None and backwards else start + PAGE]
    rows = {row[0]: row for row in KNOWN(actor=actor, ids=tuple(shown))} if shown else {}
    listed = [rows[pk] for pk in shown if pk in rows]
    return listed, bool(listed) and start > 0, bool(listed) and start + len(shown) < len(ids)


def by_order(
    actor: Actor, narrowing: Narrowing, order: PeopleOrder, edge: int | None, *, backwards: bool
) -> PageOf:
    """The page of many persons, read in their order from a place on; one query, two for a later page."""
    place = place_of_edge(order, edge)
    backwards = backwards and bool(place)
    rows = list(LISTED(actor=actor, narrowing=narrowing, order=order, place=place, backwards=backwards))
    more, rows = len(rows) > PAGE, rows[:PAGE]
    if backwards:
        return rows[::-1], more, bool(rows)
    return rows, bool(place) and bool(rows), more


def place_of_edge(order: PeopleOrder, person_id: int | None) -> dict[str, Any]:
    """Where a person stands in the order; empty for nobody."""
    if person_id is None:
        return {}
    values = Person.objects.filter(pk=person_id).values_list(*order.columns).first()
    return dict(zip(order.columns, values, strict=True)) if values else {}


def listed_rows(
    actor: Actor, narrowing: Narrowing, order: PeopleOrder, place: Mapping[str, Any], backwards: bool
) -> QuerySet[Any, Any]:
    """One page of the persons that the filters leave and one more, from a place on."""
    by_role = order.sort is PeopleSort.NAME and narrowing == Narrowing(role=narrowing.role)
    plain = by_role and set(narrowing.role) <= set(COUNTED_ROLES)
    found = narrowed(actor, people_listed_to(actor), narrowing, by_order=None if plain else order)
    if place:
        values = tuple(place[column] for column in order.columns)
        found = found.filter(order.beyond(values, backwards=backwards))
    return found.order_by(*order.ordering(backwards=backwards)).values_list(*COLUMNS)[: PAGE + 1]


def known_rows(actor: Actor, ids: Sequence[int]) -> QuerySet[Any, Any]:
    """These persons as rows."""
    return people_listed_to(actor).filter(pk__in=ids).order_by().values_list(*COLUMNS)


LISTED: Prepared[Any] = Prepared(listed_rows)
KNOWN: Prepared[Any] = Prepared(known_rows)


def person_row(row: Listed, protocol: int | None = None) -> PersonRow:
    """The columns of a person as a frozen row."""
    (
        pk, name, social_name, kind, document, phone, email, city, state,
        badge, tone, region, is_active, created_at, updated_at,
    ) = row[:15]  # fmt: skip
    held = tuple(role for role, holds in zip(ROLES, row[15:], strict=True) if holds)
    return PersonRow(
        id=pk,
        name=social_name or name,
        is_company=kind == PersonKind.COMPANY,
        document=mask_document(document or ""),
        roles=held,
        phone=phone,
        email=email,
        city="/".join(part for part in (city, state) if part),
        badge=(badge, tone) if badge else None,
        region=region or "",
        is_client="client" in held,
        is_active=is_active,
        registered_at=created_at,
        changed_at=updated_at,
        protocol=protocol,
    )


@dataclass(frozen=True, slots=True)
class ListChoices:
    """What may be chosen in the filters that lists answer, (id, name)."""

    groups: list[tuple[int, str]]
    badges: list[tuple[int, str]]
    regions: list[tuple[int, str]]


def list_choices(actor: Actor) -> ListChoices:
    """The groups, badges and regions, those out of use too: persons may still have them; three queries."""
    if not can_view(actor):
        return ListChoices([], [], [])

    def choices(entries: QuerySet[Any]) -> list[tuple[int, str]]:
        return list(entries.order_by("-is_active", "position", "name", "id").values_list("id", "name"))

    return ListChoices(
        choices(PersonGroup.objects.all()), choices(Badge.objects.all()), choices(Region.objects.all())
    )


def cities_like(actor: Actor, text: str) -> list[str]:
    """At most twelve cities of the registry whose name begins so, as `Lages/SC`, by name; two queries."""
    key = city_key(text.partition("/")[0])
    if not key:
        return []
    found = people_listed_to(actor).filter(city_key__gte=key, city_key__lt=key + AFTER_ALL)
    places = found.values("city_key", "state").annotate(example=Min("id")).order_by("city_key", "state")
    examples = Person.objects.filter(pk__in=[place["example"] for place in places[:MOST_CITIES]])
    return [place_of(person) for person in examples.order_by("city_key", "state")]


def groups_of(person_ids: Sequence[int]) -> dict[int, list[str]]:
    """The names of the groups of listed persons; one query."""
    members = PersonGroup.persons.through.objects.filter(person_id__in=list(person_ids))
    found: dict[int, list[str]] = {}
    named = members.order_by("persongroup__position", "persongroup__name")
    for person_id, name in named.values_list("person_id", "persongroup__name"):
        found.setdefault(person_id, []).append(name)
    return found
