"""Which protocols a list shows: scope and filters as enums and ids, never as names of columns."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from central.domain.access.permissions import Permission as P
from central.domain.tickets import states
from central.domain.tickets.models import NEVER, Execution, Follower, Ticket
from central.domain.tickets.visibility import tickets_visible_to
from central.domain.workspace.field_filters import FieldFilter, with_field
from central.domain.workspace.filed_filters import FiledUnder, with_filed
from central.foundation.actor import Actor, Reach

HOUR = timedelta(hours=1)
NEAR_DAYS = 3


class Scope(StrEnum):
    """Whose protocols: the actor's own, its teams', or all that it sees."""

    MINE = "mine"
    TEAMS = "teams"
    ALL = "all"


class Deadline(StrEnum):
    """Where the deadline lies."""

    LATE = "late"
    HOUR = "hour"
    TODAY = "today"
    NEAR = "near"
    PAUSED = "paused"


ON_CHIPS = frozenset({Deadline.LATE, Deadline.TODAY})
"""Those that a chip or a counter sets; the others stand behind the button of the filters."""


@dataclass(frozen=True, slots=True)
class TicketFilter:
    """The filters of a list; None and '' leave a thing open. `is_running`: somebody executes it now."""

    team_id: int | None = None
    assignee_id: int | None = None
    type_id: int | None = None
    status_id: int | None = None
    service_level_id: int | None = None
    priority: int | None = None
    city: str = ""
    deadline: Deadline | None = None
    is_running: bool = False
    custom: FieldFilter | None = None
    catalog: FiledUnder | None = None
    problem: FiledUnder | None = None

    @property
    def count(self) -> int:
        """How many of the filters behind the button are set."""
        ids = (self.team_id, self.assignee_id, self.type_id, self.status_id, self.service_level_id)
        chosen: list[object] = [value for value in (*ids, self.priority) if value is not None]
        chosen += [one for one in (self.custom, self.catalog, self.problem) if one is not None]
        return len(chosen) + bool(self.city) + (self.deadline is not None and self.deadline not in ON_CHIPS)

    def without_chips(self) -> "TicketFilter":
        """The same without what the chips set: deadline and execution."""
        kept = None if self.deadline in ON_CHIPS else self.deadline
        return replace(self, deadline=kept, is_running=False)


NO_FILTER = TicketFilter()
ACTIVE = sorted(base.value for base in states.ACTIVE)


def end_of_day(now: datetime, days: int = 0) -> datetime:
    """The last moment of the local day, or of the one so many days later."""
    local = timezone.localtime(now) + timedelta(days=days + 1)
    return local.replace(hour=0, minute=0, second=0, microsecond=0)


@dataclass(frozen=True, slots=True)
class Moments:
    """What lists compare deadlines with: now, an hour on, the ends of the day and of the near days."""

    now: datetime
    hour: datetime
    midnight: datetime
    near: datetime

    @classmethod
    def at(cls, now: datetime) -> "Moments":
        """Those of a moment, by the local clock."""
        return cls(now, now + HOUR, end_of_day(now), end_of_day(now, NEAR_DAYS))


def deadline_lies(deadline: Deadline, at: Moments) -> Q:
    """The condition of protocols whose deadline lies there, while the work is not done."""
    running = Q(base_status__in=ACTIVE)
    if deadline is Deadline.LATE:
        return Q(late_at__lt=at.now) & running
    if deadline is Deadline.PAUSED:
        return Q(late_at__gte=NEVER) & running
    until = {Deadline.HOUR: at.hour, Deadline.TODAY: at.midnight, Deadline.NEAR: at.near}[deadline]
    return Q(late_at__gte=at.now, late_at__lt=until) & running


def open_in_scope(actor: Actor, scope: Scope) -> QuerySet[Ticket]:
    """The visible open protocols of a scope.

    What is assigned to the actor is visible to it at any reach, what its teams hold from the reach of
    teams on: those two scopes need not ask the whole question again.
    """
    reach = actor.reach(P.TICKET_VIEW)
    if scope is Scope.MINE:
        found = tickets_visible_to(actor) if reach is Reach.NONE else Ticket.objects.all()
        return found.filter(is_open=True, assignee_id=actor.person_id or 0)
    if scope is Scope.TEAMS:
        found = Ticket.objects.all() if reach >= Reach.TEAM else tickets_visible_to(actor)
        return found.filter(is_open=True, team_id__in=sorted(actor.team_ids))
    return tickets_visible_to(actor).filter(is_open=True)


def clients_with_work(actor: Actor) -> QuerySet[Any, Any]:
    """The clients who have a visible open protocol.

    Protocols that are visible only because their client is being served add no client: the question is
    put to each index apart, without them.
    """
    if actor.reach(P.TICKET_VIEW) in (Reach.NONE, Reach.ALL) or actor.person_id is None:
        return open_in_scope(actor, Scope.ALL).values("customer_id").distinct()
    found = Ticket.objects.filter(is_open=True).order_by().values("customer_id")
    followed = Follower.objects.filter(person_id=actor.person_id).values("ticket_id")
    parts = [found.filter(opened_by_id=actor.person_id), found.filter(id__in=followed)]
    if actor.reach(P.TICKET_VIEW) >= Reach.TEAM or actor.may(P.TICKET_VIEW_CUSTOMER):
        parts.append(found.filter(team_id__in=sorted(actor.team_ids)))
    return found.filter(assignee_id=actor.person_id).union(*parts)


def running_ids() -> QuerySet[Any, Any]:
    """The protocols that somebody executes now, from the few executions that run."""
    return Execution.objects.filter(ended_at__isnull=True).values("ticket_id")


def filtered(found: QuerySet[Ticket], wanted: TicketFilter, at: Moments) -> QuerySet[Ticket]:
    """The protocols that pass the filters."""
    equal = {
        "team_id": wanted.team_id,
        "assignee_id": wanted.assignee_id,
        "type_id": wanted.type_id,
        "status_id": wanted.status_id,
        "service_level_id": wanted.service_level_id,
        "priority": wanted.priority,
        "customer__city": wanted.city or None,
    }
    found = found.filter(**{name: value for name, value in equal.items() if value is not None})
    found = with_filed(with_filed(found, wanted.catalog), wanted.problem)
    if wanted.custom is not None:
        found = with_field(found, wanted.custom)
    if wanted.is_running:
        found = found.filter(id__in=running_ids())
    return found.filter(deadline_lies(wanted.deadline, at)) if wanted.deadline else found
