"""Which persons a list holds and in which order: the filters, and the columns that it goes by."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import F, Q, QuerySet

from central.domain.people.inputs import ROLES
from central.domain.people.models import Person
from central.domain.people.names import city_key
from central.domain.people.search import AFTER_ALL
from central.domain.tickets.visibility import tickets_visible_to
from central.foundation.actor import Actor
from central.foundation.columns import OutOfIndex


class PeopleSort(StrEnum):
    """What the list is ordered by."""

    NAME = "name"
    CITY = "city"
    CODE = "code"
    REGISTERED = "registered"
    CHANGED = "changed"


SORT_COLUMNS = {
    PeopleSort.NAME: ("search_name", "id"),
    PeopleSort.CITY: ("city_key", "state", "search_name", "id"),
    PeopleSort.CODE: ("id",),
    PeopleSort.REGISTERED: ("created_at", "id"),
    PeopleSort.CHANGED: ("updated_at", "id"),
}


@dataclass(frozen=True, slots=True)
class PeopleOrder:
    """An order: by what, and from which end."""

    sort: PeopleSort = PeopleSort.NAME
    is_descending: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it goes by, the last one without equals."""
        return SORT_COLUMNS[self.sort]

    def ordering(self, *, backwards: bool = False) -> list[str]:
        """The columns with their signs."""
        sign = "-" if self.is_descending != backwards else ""
        return [f"{sign}{column}" for column in self.columns]

    def beyond(self, values: tuple[Any, ...], *, backwards: bool = False) -> Q:
        """What comes after a place (or before it): bounds that an index serves, from the first column on."""
        side = "lt" if self.is_descending != backwards else "gt"
        *bound, last = zip(self.columns, values, strict=True)
        found = Q(**{f"{last[0]}__{side}": last[1]})
        for column, value in reversed(bound):
            found = Q(**{f"{column}__{side}e": value}) & (Q(**{f"{column}__{side}": value}) | found)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What a filter asks of a person by its mere columns."""

    state: str = ""
    group_id: int | None = None
    badge_id: int | None = None
    region_id: int | None = None
    is_active: bool | None = None
    has_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleFilter(Marks):
    """What a person must be to stand in the list; `city` is `Lages/SC`, or how the name begins."""

    search: str = ""
    role: str = ""
    city: str = ""


NO_FILTER = PeopleFilter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing(Marks):
    """The filters as a query takes them; a city without `city_end` is that city alone."""

    role: tuple[str, ...] = ()
    city: str = ""
    city_end: str = ""


NO_NARROWING = Narrowing()


def narrowing_of(wanted: PeopleFilter) -> Narrowing:
    """The filters without the search, made ready."""
    city, _, state = wanted.city.partition("/")
    key = city_key(city)
    return Narrowing(
        role=(wanted.role,) if wanted.role in ROLES else (),
        city=key,
        city_end=key + AFTER_ALL if key and not state else "",
        state=state.strip().upper()[:2] or wanted.state,
        group_id=wanted.group_id,
        badge_id=wanted.badge_id,
        region_id=wanted.region_id,
        is_active=wanted.is_active,
        has_open=wanted.has_open,
    )


def narrowed(
    actor: Actor, found: QuerySet[Person], narrowing: Narrowing, *, by_order: PeopleOrder | None = None
) -> QuerySet[Person]:
    """The persons that the filters leave.

    `by_order`: most rows match, so they are read in this order rather than by what filters them.
    """
    for column, lookup, value in conditions_of(actor, narrowing):
        name = column
        if by_order and column != by_order.columns[0]:
            name = f"plain_{column}"
            found = found.alias(**{name: OutOfIndex(F(column))})
        found = found.filter(**{f"{name}{lookup}": value})
    return found


def conditions_of(actor: Actor, narrowing: Narrowing) -> list[tuple[str, str, Any]]:
    """The filters as columns, lookups and values."""
    found: list[tuple[str, str, Any]] = [(f"is_{role}", "", True) for role in narrowing.role]
    if narrowing.is_active is not None:
        found.append(("is_active", "", narrowing.is_active))
    if narrowing.city and narrowing.city_end:
        found += [("city_key", "__gte", narrowing.city), ("city_key", "__lt", narrowing.city_end)]
    elif narrowing.city:
        found.append(("city_key", "", narrowing.city))
    for column in ("state", "badge_id", "region_id"):
        if value := getattr(narrowing, column):
            found.append((column, "", value))
    if narrowing.group_id is not None:
        members = Person.groups.through.objects.filter(persongroup_id=narrowing.group_id)
        found.append(("id", "__in", members.values("person_id")))
    if narrowing.has_open:
        opened = tickets_visible_to(actor).filter(is_open=True)
        found.append(("id", "__in", opened.values("customer_id")))
    return found
