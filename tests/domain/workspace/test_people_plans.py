"""No order, filter or search of the list of persons reads the whole registry: the plans of both databases.

SQLite plans without statistics, so few persons tell as much as many. PostgreSQL plans by statistics:
CENTRAL_PLAN_PEOPLE persons (30,000 unless said otherwise) are put in first.
"""

import os
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from central.domain.people.models import Person
from central.domain.workspace import people_matching
from central.domain.workspace.people_filter import NO_FILTER, PeopleFilter, PeopleOrder, PeopleSort
from central.domain.workspace.people_list import BY_NAME, cities_like, people_list
from central.foundation.actor import SYSTEM
from tests.cast import World

pytestmark = pytest.mark.django_db

ROWS = int(os.environ.get("CENTRAL_PLAN_PEOPLE", "30000"))
TABLE = Person._meta.db_table
FILTERS = {
    "role": PeopleFilter(role="client"),
    "rare role": PeopleFilter(role="seller"),
    "city": PeopleFilter(city="lages/SC"),
    "city begun": PeopleFilter(city="la"),
    "state": PeopleFilter(state="SC"),
    "badge": PeopleFilter(badge_id=1),
    "region": PeopleFilter(region_id=1),
    "group": PeopleFilter(group_id=1),
    "inactive": PeopleFilter(is_active=False),
    "words": PeopleFilter(search="marlene"),
    "document": PeopleFilter(search="529.982.247-25"),
    "phone": PeopleFilter(search="(49) 99999-0123"),
    "e-mail": PeopleFilter(search="marlene@example.com"),
}


def fill(world: World) -> None:
    """Many bare persons, copied inside the database: of 40 cities, one in 500 out of use."""
    given = {
        "id": "n + 10000000",
        "document": "NULL",
        "search_name": "'cliente ' || lpad(((n * 7919) %% 1000000)::text, 7, '0')",
        "city_key": "'cidade ' || (n %% 40)",
        "state": "(ARRAY['SC', 'RS', 'PR', 'SP', 'MG'])[1 + n %% 5]",
        "is_active": "n %% 500 <> 0",
        "created_at": "now() - n * interval '1 minute'",
        "updated_at": "now() - ((n * 31) %% 100000) * interval '1 minute'",
    }
    columns = [str(field.column) for field in Person._meta.concrete_fields]
    chosen = ", ".join(given.get(column, f'p."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {TABLE} ({names}) SELECT {chosen} FROM {TABLE} p, generate_series(1, %s) n WHERE p.id = %s",
            [ROWS, world.marlene.pk],
        )
        cursor.execute("ANALYZE")


@pytest.fixture
def registry(world: World) -> World:
    """The cast, with many persons where the planner looks at them."""
    if connection.vendor == "postgresql":
        fill(world)
    return world


def plan_of(statement: str) -> list[str]:
    """The lines of a statement's plan."""
    head = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        cursor.execute(head + statement)
        return [str(row[-1]) for row in cursor.fetchall()]


def wasted(statement: str) -> list[str]:
    """The lines of a plan that read all persons, or sort what an index has in order already.

    Walking by the key is an order too, and who is active is counted up to 1,001 wherever one begins.
    """
    found = plan_of(statement)
    if connection.vendor == "postgresql":
        bounded = "LIMIT" in statement and "ORDER BY" not in statement
        return [line for line in found if f"Seq Scan on {TABLE}" in line and not bounded]
    walks = " ORDER BY 1 " in statement or f'"{TABLE}"."is_active") LIMIT' in statement
    whole = re.compile(rf"SCAN {TABLE}$")
    sorts = [line for line in found if "TEMP B-TREE FOR ORDER BY" in line and " IN (" not in statement]
    return [line for line in found if whole.match(line) and not walks] + sorts


def wrong_plans(wanted: PeopleFilter, order: PeopleOrder = BY_NAME, **edge: int) -> list[str]:
    """What the queries of a page waste."""
    with CaptureQueriesContext(connection) as captured:
        people_list(SYSTEM, wanted, order, **edge)
    reads = [query["sql"] for query in captured.captured_queries]
    assert reads
    return [f"{line}\n  {statement}" for statement in reads for line in wasted(statement)]


def test_every_order_goes_by_an_index(registry: World) -> None:
    edge, wrong = registry.marlene.pk, []
    for sort in PeopleSort:
        for order in (PeopleOrder(sort), PeopleOrder(sort, True)):
            for place in ({}, {"after": edge}, {"before": edge}):
                wrong += wrong_plans(NO_FILTER, order, **place)
    assert not wrong, "\n".join(wrong)


def test_every_filter_goes_by_an_index(registry: World) -> None:
    wrong = [f"{name}: {line}" for name, wanted in FILTERS.items() for line in wrong_plans(wanted)]
    assert not wrong, "\n".join(wrong)


def test_a_common_filter_is_read_in_the_order_of_the_list(
    registry: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people_matching, "FEW", -1)
    common = (PeopleFilter(state="SC"), PeopleFilter(is_active=True), PeopleFilter(city="la", role="client"))
    wrong = []
    for sort in PeopleSort:
        for wanted in common:
            wrong += wrong_plans(wanted, PeopleOrder(sort), after=registry.marlene.pk)
    assert not wrong, "\n".join(wrong)


def test_cities_go_by_an_index(registry: World) -> None:
    with CaptureQueriesContext(connection) as captured:
        cities_like(SYSTEM, "la")
    assert not [line for query in captured.captured_queries for line in wasted(query["sql"])]


def test_a_whole_read_is_noticed(registry: World) -> None:
    assert wasted(
        str(Person.objects.filter(notes="x").order_by("notes").values("id").query).replace("= x", "= 'x'")
    )
