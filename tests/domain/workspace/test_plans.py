"""No list reads the whole table of protocols: the plans of both databases.

SQLite plans without statistics, so an empty table tells as much as a full one. PostgreSQL plans by
statistics: CENTRAL_PLAN_ROWS protocols (100,000 unless said otherwise) are put in first.
"""

import os
import re
from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from central.domain.access.permissions import Permission as P
from central.domain.people.models import Person
from central.domain.tickets.models import Ticket
from central.domain.tickets.visibility import tickets_visible_to
from central.domain.workspace import queries
from central.domain.workspace.queries import (
    NO_FILTER,
    ClientSort,
    Counter,
    Deadline,
    PanelRows,
    Scope,
    TaskFilter,
    TaskSort,
    TaskTab,
    TicketFilter,
)
from central.foundation.actor import Actor, Reach
from tests.cast import World

ROWS = int(os.environ.get("CENTRAL_PLAN_ROWS", "100000"))
OPEN_SHARE = 33
CUSTOMERS = 2_000
FILTERS = (
    TicketFilter(deadline=Deadline.LATE),
    TicketFilter(is_running=True),
    TicketFilter(team_id=1),
    TicketFilter(city="Urubici"),
)
FOR_OPEN_ONLY = re.compile(r"USING (?:COVERING )?INDEX ticket_(?:open_\w+|running)\b")


def fill(world: World) -> None:
    """Many bare protocols, 3 in 100 of them open, copied inside the database."""
    first = world.ticket()
    now = timezone.now()
    Person.objects.bulk_create(
        Person(
            name=f"Cliente {n}", search_name=f"cliente {n}", is_client=True, created_at=now, updated_at=now
        )
        for n in range(CUSTOMERS)
    )
    least = Person.objects.filter(search_name__startswith="cliente ").order_by("id")[0].pk
    table = Ticket._meta.db_table
    given = {
        "id": "n + 1000",
        "protocol": "n + 2000000",
        "customer_id": f"{least} + (n * 7919) %% {CUSTOMERS}",
        "is_open": f"n %% {OPEN_SHARE} = 0",
        "base_status": f"CASE WHEN n %% {OPEN_SHARE} = 0 THEN 'open' ELSE 'closed' END",
        "closed_at": f"CASE WHEN n %% {OPEN_SHARE} = 0 THEN NULL ELSE now() - n * interval '1 minute' END",
        "due_at": "now() + (n %% 9000 - 3000) * interval '1 minute'",
        "team_id": f"(ARRAY[{world.support.pk}, {world.field.pk}, {world.finance.pk}])[1 + n %% 3]",
    }
    columns = [str(field.column) for field in Ticket._meta.concrete_fields if not field.generated]
    chosen = ", ".join(given.get(column, f't."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {chosen} FROM {table} t, generate_series(1, %s) n WHERE t.id = %s",
            [ROWS, first.pk],
        )
        cursor.execute("ANALYZE")


@pytest.fixture
def company(world: World) -> World:
    """The cast, with many protocols where the planner looks at them."""
    world.ticket(type_id=world.types["repair"].pk, team_id=world.field.pk)
    if connection.vendor == "postgresql":
        fill(world)
    return world


def reads(world: World, actor: Actor) -> dict[str, Callable[[], object]]:
    """Every list and sheet with a name."""
    found: dict[str, Callable[[], object]] = {}
    for scope in Scope:
        for sort in ClientSort:
            found[f"clients {scope} {sort}"] = partial(queries.client_page, actor, scope, NO_FILTER, sort)
        for wanted in FILTERS:
            found[f"clients {scope} {wanted}"] = partial(queries.client_page, actor, scope, wanted)
    for tab in TaskTab:
        for counter in (None, *Counter):
            found[f"tasks {tab} {counter}"] = partial(queries.task_page, actor, tab, TaskFilter(counter))
        for order in TaskSort:
            found[f"tasks {tab} {order}"] = partial(queries.task_page, actor, tab, TaskFilter(), order)
        found[f"task counts {tab}"] = partial(queries.task_counts, actor, tab, TaskFilter())
    if actor.reach(P.REPORT_VIEW) >= Reach.TEAM:
        for row_kind in PanelRows:
            for scope in (Scope.ALL, Scope.TEAMS):
                found[f"deadlines {row_kind} {scope}"] = partial(
                    queries.deadline_panel, actor, row_kind, scope
                )
    customer, ticket = world.marlene.pk, tickets_visible_to(actor).order_by("id")[0]
    return found | {
        "counts": partial(queries.desk_counts, actor, None),
        "menu": partial(queries.nav_counts, actor),
        "customer": partial(queries.customer_view, actor, customer),
        "protocols": partial(queries.protocols_of, actor, customer),
        "closed protocols": partial(queries.protocols_of, actor, customer, with_closed=True),
        "search by name": partial(queries.search_clients, actor, "marlene"),
        "search by number": partial(queries.search_clients, actor, str(ticket.protocol)),
        "palette": partial(queries.palette_hits, actor, str(ticket.protocol)),
        "sheet": partial(queries.sheet_view, actor, ticket.pk),
        "timeline": partial(queries.timeline, actor, queries.sheet_view(actor, ticket.pk)),
    }


def plan_of(statement: str) -> list[str]:
    """The lines of a statement's plan."""
    head = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        cursor.execute(head + statement)
        return [str(row[-1]) for row in cursor.fetchall()]


def whole_reads(statement: str) -> list[str]:
    """The lines of a plan that read all protocols."""
    if connection.vendor == "postgresql":
        return [line for line in plan_of(statement) if "Seq Scan on tickets_ticket" in line]
    named = set(re.findall(r'"tickets_ticket" ([A-Z]\d+)\b', statement)) | {"tickets_ticket"}
    found = []
    for line in plan_of(statement):
        scan = re.match(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?", line)
        if scan is None or FOR_OPEN_ONLY.search(line):
            continue
        if "ticket_" in scan[2] if scan[2] else scan[1] in named:
            found.append(line)
    return found


@pytest.mark.parametrize("name", ["ana", "tiago", "sara"])
def test_no_read_goes_through_all_protocols(company: World, name: str) -> None:
    actor = company.actor(name)
    wrong = []
    for label, read in reads(company, actor).items():
        with CaptureQueriesContext(connection) as captured:
            read()
        for query in captured.captured_queries:
            if "tickets_ticket" in query["sql"] and query["sql"].startswith("SELECT"):
                wrong += [f"{label}: {line}" for line in whole_reads(query["sql"])]
    assert not wrong, "\n".join(wrong)


def test_a_whole_read_is_noticed(company: World) -> None:
    assert whole_reads(str(Ticket.objects.filter(title="x").values("id").query).replace("= x", "= 'x'"))
