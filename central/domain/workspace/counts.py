"""Counters of lists: any number of bounded counts in one statement."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from central.domain.tickets.models import Ticket
from central.domain.workspace.options import chosen_names
from central.domain.workspace.selection import (
    NO_FILTER,
    Deadline,
    Scope,
    TicketFilter,
    clients_with_work,
    filtered,
    open_in_scope,
)
from central.foundation.actor import Actor

MOST = 10_000
CHIPS = {
    "late": TicketFilter(deadline=Deadline.LATE),
    "running": TicketFilter(is_running=True),
    "today": TicketFilter(deadline=Deadline.TODAY),
}


@dataclass(frozen=True, slots=True)
class DeskCounts:
    """Numbers of clients by scope, of the scope at hand by chip, and of the actor's own protocols.

    A number above 10,000 only says that there are more. `names` are those of the filters that are set.
    """

    scope: Scope
    mine: int
    teams: int
    everything: int
    late: int
    running: int
    today: int
    shown: int
    central: int
    tasks: int
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class NavCounts:
    """The counters of the menu: clients in the actor's default scope, its own open protocols."""

    central: int
    tasks: int


def count_all(wanted: dict[str, QuerySet[Any, Any]]) -> dict[str, int]:
    """Count the rows of several queries in one statement, each up to one more than 10,000."""
    return one_row(wanted, {})[0]


def one_row(
    counts: dict[str, QuerySet[Any, Any]], words: dict[str, QuerySet[Any, Any]]
) -> tuple[dict[str, int], dict[str, str]]:
    """Counts of several queries, and words from queries of one word each, in one statement.

    Counts go up to one more than 10,000; a word that is not there stays out.
    """
    asked = [
        (name, "(SELECT COUNT(*) FROM ({}) AS counted)", rows.order_by()[: MOST + 1])
        for name, rows in counts.items()
    ]
    asked += [(name, "({})", rows) for name, rows in words.items()]
    parts: list[str] = []
    arguments: list[Any] = []
    names = []
    for name, shape, rows in asked:
        try:
            statement, given = rows.query.sql_with_params()
        except EmptyResultSet:
            continue
        names.append(name)
        parts.append(shape.format(statement))
        arguments.extend(given)
    row: tuple[Any, ...] = ()
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(parts)}", arguments)
            row = cursor.fetchone()
    found = dict(zip(names, row, strict=True))
    counted = {name: found.get(name, 0) for name in counts}
    return counted, {name: found[name] for name in words if found.get(name)}


def clients_of(found: QuerySet[Ticket]) -> QuerySet[Any, Any]:
    """The different clients of protocols."""
    return found.values("customer_id").distinct()


def tickets_of(found: QuerySet[Ticket]) -> QuerySet[Any, Any]:
    """Protocols as a count needs them."""
    return found.values("id")


def own_tasks(actor: Actor) -> QuerySet[Any, Any]:
    """The actor's own open protocols."""
    return tickets_of(open_in_scope(actor, Scope.MINE))


def default_scope(mine: int) -> Scope:
    """Where the Central opens: at the actor's own clients, or the teams' when there are none."""
    return Scope.MINE if mine else Scope.TEAMS


def desk_counts(
    actor: Actor,
    scope: Scope | None,
    wanted: TicketFilter = NO_FILTER,
    now: datetime | None = None,
    *,
    with_chips: bool = True,
) -> DeskCounts:
    """All counters of the Central in one query; without a scope, those of the default one.

    Without chips the list alone is counted, and the numbers of the chips are 0.
    """
    moment = now or timezone.now()
    asked = {
        "mine": clients_of(open_in_scope(actor, Scope.MINE)),
        "teams": clients_of(open_in_scope(actor, Scope.TEAMS)),
        "all": clients_with_work(actor),
        "tasks": own_tasks(actor),
    }
    for side in [scope] if scope else [Scope.MINE, Scope.TEAMS]:
        base = filtered(open_in_scope(actor, side), wanted.without_chips(), moment)
        chips = CHIPS.items() if with_chips else ()
        asked |= {f"{side}.{name}": clients_of(filtered(base, chip, moment)) for name, chip in chips}
        if wanted != NO_FILTER:
            asked[f"{side}.shown"] = clients_of(filtered(open_in_scope(actor, side), wanted, moment))
    counted, names = one_row(asked, chosen_names(wanted))
    at = scope or default_scope(counted["mine"])
    return DeskCounts(
        scope=at,
        mine=counted["mine"],
        teams=counted["teams"],
        everything=counted["all"],
        late=counted.get(f"{at}.late", 0),
        running=counted.get(f"{at}.running", 0),
        today=counted.get(f"{at}.today", 0),
        shown=counted.get(f"{at}.shown", counted[at.value]),
        central=counted["mine"] or counted["teams"],
        tasks=counted["tasks"],
        names=names,
    )


def nav_counts(actor: Actor) -> NavCounts:
    """The counters of the menu in one query."""
    counted = count_all(
        {
            "mine": clients_of(open_in_scope(actor, Scope.MINE)),
            "teams": clients_of(open_in_scope(actor, Scope.TEAMS)),
            "tasks": own_tasks(actor),
        }
    )
    return NavCounts(counted["mine"] or counted["teams"], counted["tasks"])
