"""Counters of lists: any number of bounded counts in one statement."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet
from django.utils import timezone

from central.domain.notices.rules import unread_notices
from central.domain.tickets.models import Ticket
from central.domain.workspace.options import chosen_names, named_fields
from central.domain.workspace.selection import (
    NO_FILTER,
    Deadline,
    Moments,
    Scope,
    TicketFilter,
    clients_with_work,
    filtered,
    open_in_scope,
)
from central.foundation.actor import Actor
from central.foundation.prepared.queries import PreparedStatement

MOST = 1_000
CHIPS = {
    "late": TicketFilter(deadline=Deadline.LATE),
    "running": TicketFilter(is_running=True),
    "today": TicketFilter(deadline=Deadline.TODAY),
}


@dataclass(frozen=True, slots=True)
class DeskCounts:
    """Numbers of clients by scope, of the scope at hand by chip, and of the actor's own protocols.

    A number above 1,000 only says that there are more. `names` are those of the filters that are set.
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
    notices: int
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class NavCounts:
    """The counters of the frame: clients of the default scope, own open protocols, unread notices."""

    central: int
    tasks: int
    notices: int


Words = dict[str, QuerySet[Any, Any]]


def one_row(counts: dict[str, QuerySet[Any, Any]], words: Words) -> tuple[str, list[Any]]:
    """One statement: counts of several queries, then the words of queries of one word each.

    Counts go up to one more than 1,000; what has no rows by its conditions alone is 0 or NULL.
    """
    asked = [
        ("(SELECT COUNT(*) FROM ({}) AS counted)", "0", rows.order_by()[: MOST + 1])
        for rows in counts.values()
    ]
    asked += [("({})", "NULL", rows) for rows in words.values()]
    parts: list[str] = []
    arguments: list[Any] = []
    for shape, nothing, rows in asked:
        try:
            statement, given = rows.query.sql_with_params()
        except EmptyResultSet:
            parts.append(nothing)
            continue
        parts.append(shape.format(statement))
        arguments.extend(given)
    return f"SELECT {', '.join(parts)}", arguments


def clients_of(found: QuerySet[Ticket]) -> QuerySet[Any, Any]:
    """The different clients of protocols."""
    return found.values("customer_id").distinct()


def tickets_of(found: QuerySet[Ticket]) -> QuerySet[Any, Any]:
    """Protocols as a count needs them."""
    return found.values("id")


def own_tasks(actor: Actor) -> QuerySet[Any, Any]:
    """The actor's own open protocols."""
    return tickets_of(open_in_scope(actor, Scope.MINE))


def own_notices(actor: Actor) -> QuerySet[Any, Any]:
    """The notices that the actor has not read."""
    return unread_notices(actor).values("id")


def default_scope(mine: int) -> Scope:
    """Where the Central opens: at the actor's own clients, or the teams' when there are none."""
    return Scope.MINE if mine else Scope.TEAMS


def desk_queries(
    actor: Actor, scope: Scope | None, wanted: TicketFilter, at: Moments, with_chips: bool
) -> dict[str, QuerySet[Any, Any]]:
    """What the counters of the Central count, by name; without a scope those of both default ones."""
    asked = {
        "mine": clients_of(open_in_scope(actor, Scope.MINE)),
        "teams": clients_of(open_in_scope(actor, Scope.TEAMS)),
        "all": clients_with_work(actor),
        "tasks": own_tasks(actor),
        "notices": own_notices(actor),
    }
    for side in [scope] if scope else [Scope.MINE, Scope.TEAMS]:
        base = filtered(open_in_scope(actor, side), wanted.without_chips(), at)
        chips = CHIPS.items() if with_chips else ()
        asked |= {f"{side}.{name}": clients_of(filtered(base, chip, at)) for name, chip in chips}
        if wanted != NO_FILTER:
            asked[f"{side}.shown"] = clients_of(filtered(open_in_scope(actor, side), wanted, at))
    return asked


def desk_statement(
    actor: Actor, scope: Scope | None, wanted: TicketFilter, at: Moments, with_chips: bool
) -> tuple[str, list[Any]]:
    """All counters of the Central as one statement."""
    return one_row(desk_queries(actor, scope, wanted, at, with_chips), chosen_names(wanted))


DESK_COUNTS = PreparedStatement(desk_statement)


def desk_names(scope: Scope | None, wanted: TicketFilter, *, with_chips: bool) -> list[str]:
    """The names of the columns of `desk_statement`."""
    names = ["mine", "teams", "all", "tasks", "notices"]
    for side in [scope] if scope else [Scope.MINE, Scope.TEAMS]:
        names += [f"{side}.{name}" for name in (CHIPS if with_chips else ())]
        names += [f"{side}.shown"] if wanted != NO_FILTER else []
    return names + named_fields(wanted)


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
    at = Moments.at(now or timezone.now())
    row = DESK_COUNTS.row(actor=actor, scope=scope, wanted=wanted, at=at, with_chips=with_chips)
    counted: dict[str, Any] = dict(zip(desk_names(scope, wanted, with_chips=with_chips), row, strict=True))
    side = scope or default_scope(counted["mine"])
    return DeskCounts(
        scope=side,
        mine=counted["mine"],
        teams=counted["teams"],
        everything=counted["all"],
        late=counted.get(f"{side}.late", 0),
        running=counted.get(f"{side}.running", 0),
        today=counted.get(f"{side}.today", 0),
        shown=counted.get(f"{side}.shown", counted[side.value]),
        central=counted["mine"] or counted["teams"],
        tasks=counted["tasks"],
        notices=counted["notices"],
        names={name: counted[name] for name in named_fields(wanted) if counted.get(name)},
    )


def nav_statement(actor: Actor) -> tuple[str, list[Any]]:
    """The counters of the menu as one statement: mine, teams, tasks, notices."""
    return one_row(
        {
            "mine": clients_of(open_in_scope(actor, Scope.MINE)),
            "teams": clients_of(open_in_scope(actor, Scope.TEAMS)),
            "tasks": own_tasks(actor),
            "notices": own_notices(actor),
        },
        {},
    )


NAV_COUNTS = PreparedStatement(nav_statement)


def nav_counts(actor: Actor) -> NavCounts:
    """The counters of the menu in one query."""
    mine, teams, tasks, notices = NAV_COUNTS.row(actor=actor)
    return NavCounts(mine or teams, tasks, notices)
