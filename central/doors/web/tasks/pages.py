"""What Minhas Tarefas needs, put together from the domain's queries."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.workspace import queries
from central.domain.workspace.drafts.keys import DraftAct
from central.domain.workspace.drafts.queries import draft_lines
from central.domain.workspace.queries import Counter, TaskCounts, TaskRow, TaskSort, TaskTab
from central.doors.web.components.forms import new_key
from central.doors.web.components.texts import clock_text
from central.doors.web.drafting import address_of as draft_address
from central.doors.web.tasks.state import TaskState
from central.doors.web.workspace.acts import address_of
from central.doors.web.workspace.pages import Link, filter_names
from central.foundation.actor import Actor

Context = dict[str, Any]
TABS_OF_EVERYBODY = (TaskTab.MINE, TaskTab.TEAMS, TaskTab.OPENED, TaskTab.SENT, TaskTab.CLOSED)


def task_context(actor: Actor, state: TaskState) -> Context:
    """The page: counters, tabs, groups of rows, filters."""
    counts = queries.task_counts(actor, state.tab, state.wanted)
    page = queries.task_page(
        actor, state.tab, state.wanted, state.sort, after=state.after, before=state.before
    )
    fresh = state.with_()
    return {
        "state": state,
        "nav_counts": counts,
        "tabs": tabs_of(actor, state, counts),
        "kpis": counters_of(fresh, counts) if state.tab is not TaskTab.CLOSED else [],
        "groups": groups_of(page.rows, state, counts),
        "next_url": state.url(after=page.next_mark) if page.next_mark else "",
        "previous_url": state.url(before=page.previous_mark) if page.previous_mark else "",
        "sorts": [Link(name, fresh.url(sort=one), "", one is state.sort) for one, name in sort_names()],
        "sort_name": dict(sort_names())[state.sort],
        "can_sort": state.tab is not TaskTab.CLOSED,
        "filters_url": fresh.url().replace(reverse("tasks:mine"), reverse("tasks:filters"), 1),
        "filter_count": filter_count(state),
        "filter_names": filter_names(
            state.filter, counts.names, lambda wanted: fresh.url(filter=wanted), without_chips=False
        ),
        "clear_url": TaskState(tab=state.tab, sort=state.sort).url(),
        "kept": [(name, value) for name, value in state.with_(search="").words().items() if value],
        "list_part": state.url("list"),
        "open_url": address_of("tickets:open"),
        "bulk": bulk_acts() if page.rows and state.tab is not TaskTab.CLOSED else [],
        "central_url": reverse("workspace:central"),
        "here": state.url(),
        "once": new_key(),
    }


def act_names() -> dict[str, str]:
    """How the acts are called whose forms are kept."""
    return {
        DraftAct.OPEN: _("Open a ticket"),
        DraftAct.REPORT: _("New report on the ticket"),
        DraftAct.QUICK_REPORT: _("Quick report"),
        DraftAct.TECHNICIAN: _("Report technician's activity"),
        DraftAct.FORWARD: _("Forward the ticket"),
        DraftAct.GIVE_BACK: _("Return"),
        DraftAct.EDIT: _("Edit ticket"),
        DraftAct.CLOSE: _("Close the ticket"),
        DraftAct.CANCEL: _("Cancel the ticket"),
        DraftAct.REOPEN: _("Reopen"),
        DraftAct.CORRECT_REPORT: _("Correct the report"),
        DraftAct.ANNUL_REPORT: _("Annul the report"),
        DraftAct.ACTIVITY: _("New activity record"),
        DraftAct.CORRECT_ACTIVITY: _("Correct the activity record"),
        DraftAct.ANNUL_ACTIVITY: _("Annul the activity record"),
    }


def drafts_context(actor: Actor) -> Context:
    """The drafts, each with where it goes on, beside the tabs of the tasks."""
    state, names = TaskState(), act_names()
    counts = queries.task_counts(actor, state.tab, state.wanted)
    lines = [
        {
            "line": line,
            "act": names[line.key.act],
            "url": draft_address(line.key) if line.protocol or line.key.ticket_id is None else "",
            "in_dialog": line.key.act not in (DraftAct.OPEN, DraftAct.QUICK_REPORT),
            "discard": reverse("drafts:discard", args=[line.key.act, line.key.subject_id, line.key.part_id]),
        }
        for line in draft_lines(actor)
    ]
    return {
        "tabs": tabs_of(actor, state, counts, drafts=True),
        "nav_counts": counts,
        "drafts": lines,
        "here": reverse("tasks:drafts"),
    }


def filter_count(state: TaskState) -> int:
    """How many of the filters behind the button are set."""
    chips = (
        state.filter.deadline in (queries.Deadline.LATE, queries.Deadline.TODAY)
    ) + state.filter.is_running
    return state.filter.count + chips


def sort_names() -> list[tuple[TaskSort, str]]:
    """How the orders are called."""
    return [
        (TaskSort.DUE, _("Deadline")),
        (TaskSort.ACTIVITY, _("Last activity")),
        (TaskSort.OLDEST, _("Oldest opening")),
    ]


def tabs_of(actor: Actor, state: TaskState, counts: TaskCounts, *, drafts: bool = False) -> list[Link]:
    """The tabs with their numbers; neither all open protocols nor the closed ones are counted.

    All of them are for who looks after the deadlines of all teams, or came by a link to them.
    """
    names: list[tuple[TaskTab, str, int | None]] = [
        (TaskTab.MINE, _("With me"), counts.mine),
        (TaskTab.TEAMS, _("My teams"), counts.teams),
        (TaskTab.OPENED, _("That I opened"), counts.opened),
        (TaskTab.ALL, _("All tickets"), None),
        (TaskTab.CLOSED, _("Closed ones"), None),
    ]
    if counts.sent or state.tab is TaskTab.SENT:
        names.insert(3, (TaskTab.SENT, _("That I forwarded"), counts.sent))
    links = [
        Link(name, TaskState(tab=one).url(), is_current=one is state.tab and not drafts, number=number)
        for one, name, number in names
        if one in (state.tab, *TABS_OF_EVERYBODY) or queries.can_see_all_deadlines(actor)
    ]
    if counts.drafts or drafts:
        links.append(Link(_("Drafts"), reverse("tasks:drafts"), is_current=drafts, number=counts.drafts))
    return links


def counters_of(state: TaskState, counts: TaskCounts) -> list[Link]:
    """The counters that filter; the chosen one lifts its filter."""
    names = [
        (Counter.LATE, _("late"), counts.late, "bad"),
        (Counter.TODAY, _("due today"), counts.today, "warn"),
        (Counter.ACCEPT, _("to accept"), counts.accept, "hand"),
        (Counter.RUNNING, _("in execution"), counts.running, "ok"),
        (Counter.WAITING, _("waiting for the customer"), counts.waiting, ""),
    ]
    return [
        Link(
            name,
            state.url(counter=None if state.counter is one else one),
            is_current=state.counter is one,
            number=number,
            tone=tone if number else "",
        )
        for one, name, number, tone in names
    ]


def groups_of(rows: Sequence[TaskRow], state: TaskState, counts: TaskCounts) -> list[Context]:
    """The rows by deadline: now, today, later; one group without a head in any other order."""
    if not rows:
        return []
    if state.tab is TaskTab.CLOSED or state.sort is not TaskSort.DUE:
        return [{"name": "", "rows": rows}]
    until = clock_text(timezone.localtime(queries.now_until(timezone.now())))
    heads = {
        "now": (_("Now"), _("until %(time)s") % {"time": until}, counts.now),
        "today": (_("Today"), "", counts.until_midnight),
        "later": (_("Tomorrow and later"), "", counts.later),
    }
    groups = []
    for key, (name, more, number) in heads.items():
        inside = [row for row in rows if row.group == key]
        if inside:
            groups.append({"key": key, "name": name, "more": more, "number": number, "rows": inside})
    return groups


def bulk_acts() -> list[Context]:
    """What may be done to several tasks at once."""
    url = address_of("tickets:bulk")
    if not url:
        return []
    names = [
        ("forward", _("Forward the ticket"), "arrow-forward-up"),
        ("report", _("New report on the ticket"), "message-2"),
        ("priority", _("Priority"), "flag"),
        ("assign", _("Assignee"), "user"),
    ]
    return [{"url": f"{url}?act={key}", "label": label, "icon": icon} for key, label, icon in names]
