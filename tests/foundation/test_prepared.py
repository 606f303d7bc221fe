"""Prepared queries: the same rows as the ORM's, with SQL built once per shape."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

import pytest
from django.db.models import Q, QuerySet

from central.domain.people.models import Person
from central.domain.workspace import clients, customer, sheet, tasks, texts, timeline
from central.domain.workspace.queries import (
    NO_FILTER,
    ClientSort,
    Scope,
    TaskFilter,
    TaskSort,
    TaskTab,
    TimelineFilter,
    client_page,
    task_page,
)
from central.domain.workspace.selection import Moments
from central.foundation.prepared.queries import Prepared, PreparedStatement
from tests.cast import World

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
Count = Callable[[Any], int]


class Side(StrEnum):
    """A choice that is part of the shape."""

    OLD = "old"
    NEW = "new"


def persons(number: int) -> list[Person]:
    """Persons, each created an hour after the one before."""
    return [
        Person.objects.create(
            name=f"Pessoa {n}",
            search_name=f"pessoa {n}",
            city=("Lages" if n % 2 else "Urubici"),
            created_at=NOW + timedelta(hours=n),
            updated_at=NOW,
        )
        for n in range(number)
    ]


def built(counted: list[int], build: Callable[..., QuerySet[Person]]) -> Callable[..., QuerySet[Person]]:
    """A builder that notes each time it is asked."""

    def run(**given: Any) -> QuerySet[Person]:
        counted.append(1)
        return build(**given)

    return run


def test_values_are_filled_in_and_the_builder_is_asked_once_per_shape() -> None:
    everybody = persons(6)
    asked: list[int] = []

    def some(ids: set[int], since: datetime, city: str, side: Side) -> QuerySet[Person]:
        found = Person.objects.filter(pk__in=ids, created_at__gte=since)
        found = found.filter(city=city) if city else found
        return found.order_by("created_at" if side is Side.OLD else "-created_at")

    query = Prepared(built(asked, some))
    first, *rest = everybody
    ids = {one.pk for one in everybody}
    assert query(ids=ids, since=NOW, city="", side=Side.OLD) == everybody
    once = len(asked)
    assert (
        query(
            ids={first.pk, rest[-1].pk} | {one.pk for one in rest},
            since=rest[2].created_at,
            city="",
            side=Side.OLD,
        )
        == rest[2:]
    )
    assert len(asked) == once
    assert query(ids=ids, since=NOW, city="", side=Side.NEW) == everybody[::-1]
    assert query(ids=ids, since=NOW, city="Lages", side=Side.OLD) == everybody[1::2]
    assert query(ids=ids, since=NOW, city="Urubici", side=Side.OLD) == everybody[::2]
    assert query(ids={first.pk}, since=NOW, city="", side=Side.OLD) == [first]
    assert query.first(ids=ids, since=NOW + timedelta(days=9), city="", side=Side.OLD) is None


def test_none_and_empty_collections_are_shapes_of_their_own() -> None:
    first, second = persons(2)
    query = Prepared(lambda ids, but: Person.objects.filter(pk__in=ids).exclude(pk=but or 0).order_by("pk"))
    assert query(ids={first.pk, second.pk}, but=None) == [first, second]
    assert query(ids={first.pk, second.pk}, but=first.pk) == [second]
    assert query(ids=set(), but=None) == []
    assert query(ids=frozenset({second.pk}), but=None) == [second]


def test_a_value_that_the_builder_computes_with_is_never_kept() -> None:
    everybody = persons(4)
    query = Prepared(
        lambda since: Person.objects.filter(created_at__gte=since + timedelta(hours=1)).order_by("pk")
    )
    assert query(since=NOW) == everybody[1:]
    assert query(since=NOW + timedelta(hours=1)) == everybody[2:]
    assert not query.is_prepared(since=NOW)


def test_columns_annotations_and_unions_come_back_converted() -> None:
    first, second = persons(2)
    columns = Prepared(lambda pk: Person.objects.filter(pk=pk).values_list("pk", "created_at"))
    assert columns(pk=second.pk) == [(second.pk, second.created_at)]
    assert columns(pk=first.pk) == [(first.pk, first.created_at)]
    both = Prepared(
        lambda one, two: Person.objects.filter(pk=one).values_list("name").union(
            Person.objects.filter(pk=two).values_list("name"), all=True
        )
    )  # fmt: skip
    assert sorted(both(one=first.pk, two=second.pk)) == [("Pessoa 0",), ("Pessoa 1",)]
    assert both(one=second.pk, two=second.pk) == [("Pessoa 1",), ("Pessoa 1",)]


@pytest.mark.parametrize("huge", [2**31, 2**63, 10**30])
def test_numbers_that_no_column_holds_find_nothing(huge: int) -> None:
    (first,) = persons(1)
    one = Prepared(lambda pk: Person.objects.filter(pk=pk))
    several = Prepared(lambda pks: Person.objects.filter(pk__in=pks))
    count = Prepared(lambda most: Person.objects.filter(event_count__lte=most))
    assert one(pk=first.pk) == several(pks={first.pk}) == count(most=5) == [first]
    assert one(pk=huge) == []
    assert count(most=huge) == [first]
    if huge < 2**63:
        assert several(pks={first.pk, huge}) == [first]


def test_prefetches_are_refused() -> None:
    query = Prepared(lambda pk: Person.objects.filter(pk=pk).prefetch_related("phones"))
    with pytest.raises(TypeError, match="prefetch"):
        query(pk=1)


def test_statements_are_filled_in_too() -> None:
    first, second = persons(2)
    asked = []

    def statement(pk: int, side: Side) -> tuple[str, list[Any]]:
        asked.append(1)
        return Person.objects.filter(Q(pk=pk)).values("name").query.sql_with_params()

    query = PreparedStatement(statement)
    assert query.row(pk=first.pk, side=Side.OLD) == ("Pessoa 0",)
    once = len(asked)
    assert query.row(pk=second.pk, side=Side.OLD) == ("Pessoa 1",)
    assert query.row(pk=-1, side=Side.OLD) == ()
    assert len(asked) == once
    assert query.row(pk=second.pk, side=Side.NEW) == ("Pessoa 1",)
    assert len(asked) > once


def test_the_pages_asked_all_day_run_prepared(world: World, as_user: Any) -> None:
    ana = world.actor("ana")
    ticket = world.ticket()
    at = Moments.at(NOW)
    client_page(ana, Scope.TEAMS, NO_FILTER, now=NOW)
    task_page(ana, TaskTab.MINE, TaskFilter(), now=NOW)
    shown = sheet.sheet_view(ana, ticket.pk)
    timeline.timeline(ana, shown)
    customer.customer_view(ana, ticket.customer_id)
    customer.protocols_of(ana, ticket.customer_id)
    given = {"actor": ana, "place": None, "at": at}
    assert clients.HEADS.is_prepared(**given, scope=Scope.TEAMS, wanted=NO_FILTER, sort=ClientSort.DUE)
    assert tasks.TASKS.is_prepared(**given, tab=TaskTab.MINE, wanted=TaskFilter(), sort=TaskSort.DUE)
    assert sheet.SHEET.is_prepared(actor=ana, ticket_id=1)
    assert timeline.EVENTS_OF.is_prepared(ticket_id=1, wanted=TimelineFilter.ALL, private=True, before=None)
    assert texts.FILES.is_prepared(ticket_id=1, private=True)
    assert customer.CUSTOMER.is_prepared(actor=ana, customer_id=1, since=NOW)
    assert customer.PROTOCOLS.is_prepared(actor=ana, customer_id=1, since=None)
