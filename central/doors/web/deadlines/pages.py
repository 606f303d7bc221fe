"""What the panel of deadlines needs: each number with the address of exactly its list."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from central.domain.workspace.queries import (
    COLUMNS,
    Counter,
    Deadline,
    DeadlinePanel,
    PanelNumbers,
    PanelRow,
    PanelRows,
    Scope,
    TaskTab,
    TicketFilter,
)
from central.doors.web.deadlines.state import PanelState
from central.doors.web.tasks.state import TaskState
from central.doors.web.workspace.pages import Link

COUNTERS = {Deadline.LATE: Counter.LATE, Deadline.TODAY: Counter.TODAY}
"""The moments that Minhas Tarefas has a counter for."""
TONES = {Deadline.LATE: "bad", Deadline.HOUR: "warn", Deadline.TODAY: "warn", Deadline.PAUSED: "", None: ""}
BAR = ("late", "today", "later", "paused")


@dataclass(frozen=True, slots=True)
class Share:
    """A piece of a row's bar, in percent of the longest bar."""

    name: str
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class PanelLine:
    """A team or a type as it is written: its name leads into it, its numbers lead to their lists."""

    name: str
    url: str
    cells: tuple[Link, ...]
    bar: tuple[Share, ...]


def panel_context(state: PanelState, found: DeadlinePanel) -> dict[str, Any]:
    """The page: what is chosen, the sums as counters, a line for each team or type."""
    sums = cells_of(state, found, found.total, None)
    most = max((row.numbers.open for row in found.rows), default=0)
    return {
        "lines": [line_of(state, found, row, most) for row in found.rows],
        "totals": sums,
        "kpis": [replace(one, label=says) for one, says in zip(sums, counters().values(), strict=True)],
        "heads": heads(),
        "by_teams": state.rows is PanelRows.TEAMS,
        "kinds": kinds_of(state),
        "scopes": scopes_of(state, found),
        "within": found.within,
        "whole_url": state.url(within=None),
        "here": state.url(),
        "counted_at": found.at,
    }


def kinds_of(state: PanelState) -> list[Link]:
    """Rows by team or by type."""
    names = {PanelRows.TEAMS: _("By team"), PanelRows.TYPES: _("By type")}
    return [
        Link(name, state.url(rows=one, within=None), is_current=one is state.rows)
        for one, name in names.items()
    ]


def scopes_of(state: PanelState, found: DeadlinePanel) -> list[Link]:
    """Whose protocols are counted; none where there is nothing to choose."""
    names = {Scope.TEAMS: _("My teams"), Scope.ALL: _("All tickets")}
    if len(found.scopes) == 1:
        return []
    return [
        Link(name, state.url(scope=one), is_current=one is found.scope)
        for one, name in names.items()
        if one in found.scopes
    ]


def heads() -> dict[Deadline | None, str]:
    """What the columns are called; without a moment: all open ones."""
    return {
        Deadline.LATE: _("Late"),
        Deadline.HOUR: _("Next hour"),
        Deadline.TODAY: _("Today"),
        Deadline.PAUSED: pgettext("deadlines", "Paused"),
        None: pgettext("tickets", "Open"),
    }


def counters() -> dict[Deadline | None, str]:
    """What a sum says under its number."""
    return {
        Deadline.LATE: _("late"),
        Deadline.HOUR: _("due within the hour"),
        Deadline.TODAY: _("due today"),
        Deadline.PAUSED: pgettext("tickets", "paused"),
        None: pgettext("tickets", "open"),
    }


def cells_of(
    state: PanelState, found: DeadlinePanel, numbers: PanelNumbers, row: PanelRow | None
) -> tuple[Link, ...]:
    """The numbers of a row, or their sums, each with the address of its list; 0 leads nowhere."""
    told = heads()
    cells = []
    for moment in (*COLUMNS, None):
        number = numbers.of(moment)
        url = list_url(state, found.scope, row.id if row else None, moment) if number else ""
        cells.append(Link(told[moment], url, number=number, tone=TONES[moment] if number else ""))
    return tuple(cells)


def list_url(state: PanelState, scope: Scope, row_id: int | None, moment: Deadline | None) -> str:
    """The list in Minhas Tarefas that holds exactly the protocols of a number."""
    team, kind = (row_id, state.within) if state.rows is PanelRows.TEAMS else (state.within, row_id)
    counter = COUNTERS.get(moment) if moment else None
    wanted = TicketFilter(team_id=team, type_id=kind, deadline=None if counter else moment)
    tab = TaskTab.TEAMS if scope is Scope.TEAMS else TaskTab.ALL
    return TaskState(tab=tab, counter=counter, filter=wanted).url()


def line_of(state: PanelState, found: DeadlinePanel, row: PanelRow, most: int) -> PanelLine:
    """A row as it is written; while narrowed its name leads no further."""
    turned = PanelRows.TYPES if state.rows is PanelRows.TEAMS else PanelRows.TEAMS
    url = "" if state.within else state.url(rows=turned, within=row.id)
    return PanelLine(row.name, url, cells_of(state, found, row.numbers, row), bar_of(row.numbers, most))


def bar_of(numbers: PanelNumbers, most: int) -> tuple[Share, ...]:
    """The bar of a row: late, due today, later, paused."""
    later = numbers.open - numbers.late - numbers.today - numbers.paused
    shares, start = [], 0.0
    for name, number in zip(BAR, (numbers.late, numbers.today, later, numbers.paused), strict=True):
        width = round(100 * number / most, 2)
        if number:
            shares.append(Share(name, round(start, 2), width))
        start += width
    return tuple(shares)
