"""Minhas Tarefas: what waits on the actor, why it is there and until when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.catalog.models import BaseStatus
from central.domain.people.names import fold
from central.domain.tickets import rules
from central.domain.tickets.kinds import HandoverState
from central.domain.tickets.models import Forwarding, Ticket
from central.domain.tickets.visibility import owner_mark, tickets_visible_to
from central.domain.workspace.clients import ticket_due
from central.domain.workspace.counts import clients_of, one_row, own_notices, tickets_of
from central.domain.workspace.customer import Running, awaits, running_of, with_running
from central.domain.workspace.dues import Due
from central.domain.workspace.models import Draft
from central.domain.workspace.options import chosen_names, named_fields
from central.domain.workspace.paging import Key, Page, Place, mark_of, page_of, page_window, read_mark
from central.domain.workspace.searching import protocol_number
from central.domain.workspace.selection import (
    ACTIVE,
    NO_FILTER,
    Deadline,
    Moments,
    Scope,
    TicketFilter,
    end_of_day,
    filtered,
    open_in_scope,
    running_ids,
)
from central.foundation.actor import Actor
from central.foundation.prepared.queries import Prepared, PreparedStatement

LEAST_AHEAD = timedelta(minutes=30)


class TaskTab(StrEnum):
    """Whose tasks."""

    MINE = "mine"
    TEAMS = "teams"
    OPENED = "opened"
    ALL = "all"
    SENT = "sent"
    CLOSED = "closed"


class TaskSort(StrEnum):
    """How the tasks are ordered; closed ones always by their closing."""

    DUE = "due"
    ACTIVITY = "activity"
    OLDEST = "oldest"


class Counter(StrEnum):
    """The counters that filter."""

    LATE = "late"
    TODAY = "today"
    RUNNING = "running"
    WAITING = "waiting"
    ACCEPT = "accept"


KEYS = {
    TaskSort.DUE: Key("late_at"),
    TaskSort.ACTIVITY: Key("last_event_at", descending=True),
    TaskSort.OLDEST: Key("opened_at"),
}
CLOSED_KEY = Key("closed_at", descending=True)


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """What of a tab is shown."""

    counter: Counter | None = None
    text: str = ""
    fields: TicketFilter = NO_FILTER


@dataclass(frozen=True, slots=True)
class Why:
    """Why a task is in the list: an icon with its colour, a sentence, and what else there is to say."""

    icon: str
    tone: str
    says: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task. `group` is now, today or later; `likely` the act that probably comes next."""

    id: int
    protocol: int
    title: str
    customer_id: int
    customer: str
    status: str
    due: Due
    group: str
    why: Why
    running: Running | None
    runs_mine: bool
    likely: str
    owner_mark: str


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """The numbers of the tabs, of the counters and of the groups of the tab at hand, and of the menu.

    `names` are those of the filters that are set.
    """

    mine: int
    teams: int
    opened: int
    sent: int
    late: int
    today: int
    running: int
    waiting: int
    accept: int
    now: int
    until_midnight: int
    later: int
    central: int
    notices: int
    drafts: int
    names: dict[str, str]

    @property
    def tasks(self) -> int:
        """The number that the menu shows."""
        return self.mine


def tasks_of(actor: Actor, tab: TaskTab) -> QuerySet[Ticket]:
    """The visible protocols of a tab."""
    if tab is TaskTab.MINE:
        return open_in_scope(actor, Scope.MINE)
    if tab is TaskTab.TEAMS:
        return open_in_scope(actor, Scope.TEAMS)
    if tab is TaskTab.OPENED:
        return open_in_scope(actor, Scope.ALL).filter(opened_by_id=actor.person_id)
    if tab is TaskTab.ALL:
        return open_in_scope(actor, Scope.ALL)
    if tab is TaskTab.SENT:
        sent = Forwarding.objects.filter(state=HandoverState.SENT, created_by_id=actor.person_id or 0)
        return open_in_scope(actor, Scope.ALL).filter(id__in=sent.values("ticket_id"))
    return tickets_visible_to(actor).filter(is_open=False, assignee_id=actor.person_id)


def matching(actor: Actor, tab: TaskTab, wanted: TaskFilter, at: Moments) -> QuerySet[Ticket]:
    """The protocols of a tab that pass the filters and the search."""
    found = filtered(tasks_of(actor, tab), wanted.fields, at)
    found = of_counter(found, wanted.counter, at) if wanted.counter else found
    if not wanted.text:
        return found
    number = protocol_number(wanted.text)
    words = Q(title__icontains=wanted.text) | Q(customer__search_name__contains=fold(wanted.text))
    return found.filter(words | Q(protocol=number) if number else words)


def of_counter(found: QuerySet[Ticket], counter: Counter, at: Moments) -> QuerySet[Ticket]:
    """The protocols that a counter counts."""
    if counter is Counter.RUNNING:
        return found.filter(id__in=running_ids())
    if counter is Counter.ACCEPT:
        return found.filter(handover__isnull=False)
    if counter is Counter.WAITING:
        return found.filter(base_status=BaseStatus.WAITING)
    deadline = Deadline.LATE if counter is Counter.LATE else Deadline.TODAY
    return filtered(found, TicketFilter(deadline=deadline), at)


def now_until(now: datetime) -> datetime:
    """Until when a task counts as waiting now: the next full hour that is half an hour away or more."""
    ahead = timezone.localtime(now + LEAST_AHEAD)
    return (ahead + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)


def group_of(ticket: Ticket, now: datetime) -> str:
    """In which group a task stands."""
    if ticket.late_at < now_until(now):
        return "now"
    return "today" if ticket.late_at < end_of_day(now) else "later"


def task_page(
    actor: Actor,
    tab: TaskTab,
    wanted: TaskFilter,
    sort: TaskSort = TaskSort.DUE,
    *,
    after: str = "",
    before: str = "",
    now: datetime | None = None,
) -> Page[TaskRow]:
    """One page of tasks in one query."""
    at = Moments.at(now or timezone.now())
    key = CLOSED_KEY if tab is TaskTab.CLOSED else KEYS[sort]
    place = read_mark(key, after or before, backwards=not after) if after or before else None
    loaded = TASKS(actor=actor, tab=tab, wanted=wanted, sort=sort, place=place, at=at)
    rows = [task_row(actor, ticket, at.now) for ticket in loaded]
    return page_of(rows, [mark_of(getattr(ticket, key.column), ticket.pk) for ticket in loaded], place)


def task_rows(
    actor: Actor, tab: TaskTab, wanted: TaskFilter, sort: TaskSort, place: Place | None, at: Moments
) -> QuerySet[Ticket]:
    """The protocols of one page with all that their rows tell."""
    key = CLOSED_KEY if tab is TaskTab.CLOSED else KEYS[sort]
    found = page_window(matching(actor, tab, wanted, at), key, place)
    return with_forwarder(with_running(found.select_related(
        "team", "status", "service_level", "customer", "assignee", "wait_reason", "scheduled_technician",
        "handover",
    )))  # fmt: skip


TASKS: Prepared[Any] = Prepared(task_rows)


def with_forwarder(found: QuerySet[Ticket]) -> QuerySet[Ticket]:
    """Protocols with who forwarded them last, and to whom."""
    last = Forwarding.objects.filter(ticket_id=OuterRef("pk")).order_by("-id")
    social = NullIf(F("created_by__social_name"), Value(""))
    name = Coalesce(social, F("created_by__name"), output_field=CharField())
    return found.annotate(
        forwarder=Subquery(last.annotate(shown=name).values("shown")[:1]),
        forwarder_id=Subquery(last.values("created_by_id")[:1]),
        forwarded_to=Subquery(last.values("to_person_id")[:1]),
    )


def task_row(actor: Actor, ticket: Any, now: datetime) -> TaskRow:
    """A loaded protocol as a task."""
    running = running_of(ticket)
    mine = bool(running and running.person_id == actor.person_id)
    return TaskRow(
        id=ticket.pk,
        protocol=ticket.protocol,
        title=ticket.title,
        customer_id=ticket.customer_id,
        customer=ticket.customer.shown_name,
        status=ticket.status.name,
        due=ticket_due(ticket, now),
        group=group_of(ticket, now) if ticket.is_open else "closed",
        why=why_of(actor, ticket, running, now),
        running=running,
        runs_mine=mine,
        likely=likely_act(actor, ticket, runs_mine=mine),
        owner_mark=owner_mark(ticket),
    )


def likely_act(actor: Actor, ticket: Ticket, *, runs_mine: bool) -> str:
    """The act that the row's button offers."""
    if awaits(actor, ticket) == "mine" and rules.answers(rules.check_can_add_report, actor, ticket):
        return "accept"
    if runs_mine and rules.can_report_technician_activity(actor, ticket):
        return "technician"
    if ticket.assignee_id is None and rules.can_assume(actor, ticket):
        return "assume"
    return "open"


def holder(actor: Actor, ticket: Any) -> str:
    """Who has a task, in words."""
    if ticket.assignee_id is None:
        return _("In %(team)s, unassigned") % {"team": ticket.team.name}
    if ticket.assignee_id != actor.person_id:
        return _("With %(name)s, %(team)s") % {"name": ticket.assignee.shown_name, "team": ticket.team.name}
    if ticket.forwarder and ticket.forwarded_to == actor.person_id != ticket.forwarder_id:
        return _("Forwarded to you by %(name)s") % {"name": ticket.forwarder}
    return _("Assigned to you")


def when(at: datetime, now: datetime) -> str:
    """A moment in few words: the hour today, else day and hour."""
    local = timezone.localtime(at)
    same = local.date() == timezone.localtime(now).date()
    return f"{local:%H:%M}" if same else f"{local:%d/%m %H:%M}"


def why_of(actor: Actor, ticket: Any, running: Running | None, now: datetime) -> Why:
    """Why a task is in the list, the most pressing reason first."""
    held = holder(actor, ticket)
    if ticket.handover is not None and ticket.is_open:
        return why_waiting(actor, ticket, now)
    due = {"time": when(ticket.due_at, now)}
    if running is not None:
        since = {"time": when(running.started_at, now), "name": running.name}
        if running.person_id == actor.person_id:
            return Why("player-play", "ok", _("You have been executing since %(time)s") % since, held)
        return Why("player-play", "ok", _("%(name)s has been executing since %(time)s") % since, held)
    if not ticket.is_open:
        ended = (
            _("Closed at %(time)s") if ticket.base_status == BaseStatus.CLOSED else _("Cancelled at %(time)s")
        )
        return Why("circle-check", "", ended % {"time": when(ticket.closed_at, now)}, held)
    if ticket.base_status in ACTIVE and ticket.late_at < now:
        return Why(
            "alert-triangle", "bad", _("Late since %(time)s") % {"time": when(ticket.due_at, now)}, held
        )
    if ticket.base_status == BaseStatus.WAITING:
        waited = ticket.awaiting or (ticket.wait_reason.name if ticket.wait_reason else ticket.status.name)
        return Why("player-pause", "", _("Waiting: %(what)s") % {"what": waited}, held)
    if ticket.base_status == BaseStatus.SCHEDULED and ticket.scheduled_at:
        visit = {"time": when(ticket.scheduled_at, now)}
        return Why("calendar-event", "", _("Scheduled for %(time)s") % visit, held)
    if ticket.base_status == BaseStatus.TECH_CLOSED:
        return Why("check", "ok", _("Technically closed, waits for the closing"), held)
    icon = "file-text" if ticket.assignee_id else "users-group"
    if ticket.forwarder and ticket.forwarded_to == actor.person_id == ticket.assignee_id:
        icon = "arrow-forward-up"
    return Why(icon, "", held, _("Until %(time)s") % due)


def why_waiting(actor: Actor, ticket: Any, now: datetime) -> Why:
    """What a forwarded protocol waits for: the actor's acceptance, or that of whom it was sent to."""
    until = {"time": when(ticket.handover.accept_by, now)} if ticket.handover.accept_by else None
    if awaits(actor, ticket) == "mine":
        to_you = ticket.assignee_id == actor.person_id
        words = {"name": ticket.forwarder or _("Central"), "team": ticket.team.name}
        says = _("Forwarded to you by %(name)s") if to_you else _("Forwarded to %(team)s by %(name)s")
        return Why(
            "arrow-forward-up", "hand", says % words, _("Accept until %(time)s") % until if until else ""
        )
    name = ticket.assignee.shown_name if ticket.assignee else ticket.team.name
    detail = _("Goes back at %(time)s") % until if until else ""
    return Why("arrow-forward-up", "hand", _("Waits for %(name)s to accept it") % {"name": name}, detail)


OPEN_TABS = (TaskTab.MINE, TaskTab.TEAMS, TaskTab.OPENED, TaskTab.SENT)


def task_statement(
    actor: Actor, tab: TaskTab, wanted: TaskFilter, at: Moments, until: datetime, later: datetime
) -> tuple[str, list[Any]]:
    """All numbers of Minhas Tarefas as one statement, in the order of `task_numbers`."""
    asked = {one.value: tickets_of(tasks_of(actor, one)) for one in OPEN_TABS}
    asked["central.mine"] = clients_of(open_in_scope(actor, Scope.MINE))
    asked["central.teams"] = clients_of(open_in_scope(actor, Scope.TEAMS))
    asked["notices"] = own_notices(actor)
    asked["drafts"] = Draft.objects.filter(user_id=actor.user_id or 0).values("id")
    if tab is not TaskTab.CLOSED:
        at_hand = filtered(tasks_of(actor, tab), wanted.fields, at)
        shown = matching(actor, tab, wanted, at)
        asked |= {one.value: tickets_of(of_counter(at_hand, one, at)) for one in Counter}
        asked["now"] = tickets_of(shown.filter(late_at__lt=until))
        asked["until_midnight"] = tickets_of(shown.filter(late_at__gte=until, late_at__lt=at.midnight))
        asked["later"] = tickets_of(shown.filter(late_at__gte=later))
    return one_row(asked, chosen_names(wanted.fields))


TASK_COUNTS = PreparedStatement(task_statement)


def task_numbers(tab: TaskTab) -> list[str]:
    """The numbers of `task_statement`, in the order of its columns; the names of filters follow them."""
    names = [*(one.value for one in OPEN_TABS), "central.mine", "central.teams", "notices", "drafts"]
    if tab is TaskTab.CLOSED:
        return names
    return [*names, *(one.value for one in Counter), "now", "until_midnight", "later"]


def task_counts(actor: Actor, tab: TaskTab, wanted: TaskFilter, now: datetime | None = None) -> TaskCounts:
    """All numbers of Minhas Tarefas in one query; closed protocols are not counted."""
    at = Moments.at(now or timezone.now())
    until = now_until(at.now)
    row = TASK_COUNTS.row(
        actor=actor, tab=tab, wanted=wanted, at=at, until=until, later=max(until, at.midnight)
    )
    counted = dict.fromkeys((*(one.value for one in Counter), "now", "until_midnight", "later"), 0)
    numbers, set_ones = task_numbers(tab), named_fields(wanted.fields)
    found: dict[str, Any] = dict(zip([*numbers, *set_ones], row, strict=True))
    counted |= {name: found[name] for name in numbers}
    mine, teams = counted.pop("central.mine"), counted.pop("central.teams")
    names = {name: found[name] for name in set_ones if found[name]}
    return TaskCounts(central=mine or teams, names=names, **counted)
