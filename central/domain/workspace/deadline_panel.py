"""The panel of deadlines: how many open protocols are late, due soon or paused, by team or by type."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import CharField, Count, F, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.access.permissions import Permission as P
from central.domain.catalog.models import TicketType
from central.domain.teams.models import Team
from central.domain.workspace.selection import (
    Deadline,
    Moments,
    Scope,
    TicketFilter,
    deadline_lies,
    filtered,
    open_in_scope,
)
from central.foundation.actor import Actor, Reach
from central.foundation.errors import NotAllowed, NotFound

COLUMNS = (Deadline.LATE, Deadline.HOUR, Deadline.TODAY, Deadline.PAUSED)
"""The moments of the panel, in their order; what is due within the hour is mostly due today too."""


class PanelRows(StrEnum):
    """What the rows of the panel are."""

    TEAMS = "teams"
    TYPES = "types"


@dataclass(frozen=True, slots=True)
class PanelNumbers:
    """How many protocols are open, and how many of them have their deadline where."""

    open: int
    late: int
    hour: int
    today: int
    paused: int

    def __add__(self, more: "PanelNumbers") -> "PanelNumbers":
        """The numbers of both together."""
        return PanelNumbers(
            self.open + more.open,
            self.late + more.late,
            self.hour + more.hour,
            self.today + more.today,
            self.paused + more.paused,
        )

    def of(self, deadline: Deadline | None) -> int:
        """The number of a column; without a moment that of all open ones."""
        return int(getattr(self, deadline.value)) if deadline else self.open


NOTHING = PanelNumbers(0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class PanelRow:
    """A team or a type with its numbers."""

    id: int
    name: str
    numbers: PanelNumbers


@dataclass(frozen=True, slots=True)
class DeadlinePanel:
    """The panel at a moment: teams or types that have open work, the most pressing first, and their sum.

    `within` is the name of the one team or type whose protocols are counted, '' for all of them.
    """

    scope: Scope
    scopes: tuple[Scope, ...]
    rows: tuple[PanelRow, ...]
    total: PanelNumbers
    within: str
    at: datetime


def can_see_deadlines(actor: Actor) -> bool:
    """Whether the actor looks after the deadlines of a team: it sees reports beyond its own work."""
    return actor.reach(P.REPORT_VIEW) >= Reach.TEAM


def check_can_see_deadlines(actor: Actor) -> None:
    """Raises `NotAllowed` for who does not see the reports of a team."""
    if not can_see_deadlines(actor):
        raise NotAllowed(_("Your profile does not see the deadlines of teams. Ask an administrator."))


def can_see_all_deadlines(actor: Actor) -> bool:
    """Whether the actor looks after the deadlines of all teams: it sees all reports and all protocols."""
    return actor.reach(P.REPORT_VIEW) is actor.reach(P.TICKET_VIEW) is Reach.ALL


def scopes_of(actor: Actor) -> tuple[Scope, ...]:
    """The scopes that an actor may choose, the widest first."""
    return (Scope.ALL, Scope.TEAMS) if can_see_all_deadlines(actor) else (Scope.TEAMS,)


def deadline_panel(
    actor: Actor,
    rows: PanelRows = PanelRows.TEAMS,
    scope: Scope | None = None,
    within_id: int | None = None,
    now: datetime | None = None,
) -> DeadlinePanel:
    """The panel in one grouped query and the names; raises `NotAllowed`.

    `within_id` narrows the types to one team, the teams to one type; raises `NotFound` for an unknown one.
    """
    check_can_see_deadlines(actor)
    scopes = scopes_of(actor)
    chosen = scope if scope in scopes else scopes[0]
    at = Moments.at(now or timezone.now())
    within = name_of(other(rows), within_id) if within_id else ""
    counted = summed(panel_groups(actor, chosen, rows, within_id, at), rows)
    names = names_of(rows, list(counted))
    made = [PanelRow(key, names[key], numbers) for key, numbers in counted.items()]
    return DeadlinePanel(
        scope=chosen,
        scopes=scopes,
        rows=tuple(sorted(made, key=pressing)),
        total=sum(counted.values(), NOTHING),
        within=within,
        at=at.now,
    )


def other(rows: PanelRows) -> PanelRows:
    """What the rows are narrowed by: types by a team, teams by a type."""
    return PanelRows.TYPES if rows is PanelRows.TEAMS else PanelRows.TEAMS


def panel_groups(
    actor: Actor, scope: Scope, rows: PanelRows, within_id: int | None, at: Moments
) -> QuerySet[Any, Any]:
    """Team, type and their numbers in the order of `PanelNumbers`, read in the order of one index."""
    narrow = TicketFilter(type_id=within_id) if rows is PanelRows.TEAMS else TicketFilter(team_id=within_id)
    found = filtered(open_in_scope(actor, scope), narrow, at).order_by()
    numbers = {one.value: Count("id", filter=deadline_lies(one, at)) for one in COLUMNS}
    groups = found.values("team_id", "type_id").annotate(total=Count("id"), **numbers)
    counted: QuerySet[Any, Any] = groups.values_list("team_id", "type_id", "total", *numbers)
    return counted


def summed(groups: Iterable[tuple[int, ...]], rows: PanelRows) -> dict[int, PanelNumbers]:
    """The numbers of each team, or of each type."""
    sums: dict[int, PanelNumbers] = {}
    for team, kind, *numbers in groups:
        key = team if rows is PanelRows.TEAMS else kind
        sums[key] = sums.get(key, NOTHING) + PanelNumbers(*numbers)
    return sums


def pressing(row: PanelRow) -> tuple[int, int, int, int, str]:
    """What is late comes first, then what is due soonest, then the most work."""
    numbers = row.numbers
    return -numbers.late, -numbers.hour, -numbers.today, -numbers.open, row.name


def names_of(rows: PanelRows, ids: list[int]) -> dict[int, str]:
    """The names of teams, or of types with their groups."""
    if rows is PanelRows.TEAMS:
        return dict(Team.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "name"))
    full = Concat(F("group"), Value(" › "), F("name"), output_field=CharField())
    return dict(TicketType.objects.filter(pk__in=ids).order_by("pk").values_list("pk", full))


def name_of(rows: PanelRows, pk: int) -> str:
    """The name of one team or type; raises `NotFound`."""
    found = names_of(rows, [pk]).get(pk)
    if found is None:
        raise NotFound(_("This team or type does not exist."))
    return found
