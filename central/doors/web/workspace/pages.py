"""What each part of the Central needs, put together from the domain's queries."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.activities.queries import activities_of_person
from central.domain.people.sheet import person_sheet
from central.domain.workspace import queries
from central.domain.workspace.queries import ClientSort, DeskCounts, Scope, SheetView, TimelineFilter
from central.doors.web.components.forms import new_key
from central.doors.web.drafting import of_quick_report
from central.doors.web.http import DeskRequest
from central.doors.web.workspace.acts import address_of, toolbar
from central.doors.web.workspace.field_filter import named_filter
from central.doors.web.workspace.lines import client_lines
from central.doors.web.workspace.state import DeskState
from central.foundation.actor import Actor

Context = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Link:
    """A choice that is a link: a scope, a chip, a tab, an order."""

    label: str
    url: str
    part_url: str = ""
    is_current: bool = False
    number: int | None = None
    tone: str = ""
    key: str = ""


def list_context(request: DeskRequest, state: DeskState, counts: DeskCounts) -> Context:
    """The client list: a page of the scope, or what a search found among all clients."""
    actor = request.actor
    if state.search:
        found = queries.search_clients(actor, state.search)
        rows, context = found.rows, Context(has_more=found.has_more)
    else:
        page = queries.client_page(
            actor, counts.scope, state.filter, state.sort, after=state.after, before=state.before
        )
        rows, context = list(page.rows), Context(next_url="", previous_url="")
        if page.next_mark:
            context["next_url"] = state.url(after=page.next_mark, before="")
        if page.previous_mark:
            context["previous_url"] = state.url(before=page.previous_mark, after="")
    base = state.with_(customer=None, ticket=None, tab="protocolos", closed=False)
    return context | {
        "clients": client_lines(rows, base.url()),
        "clients_part": state.url("clients"),
        "kept": [(name, value) for name, value in quiet(state).words().items() if value],
        "is_filtered": bool(state.filter.count or state.filter.deadline or state.filter.is_running),
        "clear_url": DeskState(scope=state.scope, sort=state.sort).url(),
        "all_url": DeskState(scope=Scope.ALL).url(),
        "desk_counts": counts,
    }


def quiet(state: DeskState) -> DeskState:
    """The state of the list alone: scope, order and filters."""
    return DeskState(scope=state.scope, sort=state.sort, filter=state.filter)


def counts_context(state: DeskState, counts: DeskCounts) -> Context:
    """Scopes, chips and orders with their numbers."""
    fresh = state.with_(after="", before="", search="", customer=None, ticket=None)
    scopes = [
        (Scope.MINE, _("Mine"), counts.mine),
        (Scope.TEAMS, _("My teams"), counts.teams),
        (Scope.ALL, _("All tickets"), counts.everything),
    ]
    return {
        "scopes": [
            Link(
                name, fresh.url(scope=one), is_current=one is counts.scope and not state.search, number=number
            )
            for one, name, number in scopes
        ],
        "chips": chips_of(fresh, counts),
        "sorts": [
            Link(name, fresh.url(sort=one), is_current=one is state.sort)
            for one, name in sort_names().items()
        ],
        "filters_url": fresh.url().replace(reverse("workspace:central"), reverse("workspace:filters"), 1),
        "filter_count": state.filter.count,
        "filter_names": filter_names(
            state.filter,
            counts.names,
            lambda wanted: state.with_(after="", before="", customer=None, ticket=None).url(filter=wanted),
        ),
        "counts_part": state.url("counts"),
    }


def sort_names() -> dict[ClientSort, str]:
    """How the orders are called."""
    return {
        ClientSort.DUE: _("Nearest deadline"),
        ClientSort.ACTIVITY: _("Last activity"),
        ClientSort.NAME: _("Name"),
        ClientSort.OLDEST: _("Oldest opening"),
    }


def chips_of(state: DeskState, counts: DeskCounts) -> list[Link]:
    """The chips that set one filter each; pressed again, they lift it."""
    bare = state.filter.without_chips()
    on = state.filter
    late, today = queries.Deadline.LATE, queries.Deadline.TODAY
    chosen = [
        (_("Late"), replaced(bare, deadline=late), on.deadline is late, counts.late, "bad"),
        (_("In execution"), replaced(bare, is_running=True), on.is_running, counts.running, ""),
        (_("Due today"), replaced(bare, deadline=today), on.deadline is today, counts.today, ""),
    ]
    return [
        Link(
            name, state.url(filter=bare if pressed else wanted), is_current=pressed, number=number, tone=tone
        )
        for name, wanted, pressed, number, tone in chosen
    ]


def replaced(wanted: queries.TicketFilter, **changes: Any) -> queries.TicketFilter:
    """The same filter with other values."""
    values = {name: getattr(wanted, name) for name in queries.TicketFilter.__dataclass_fields__}
    return queries.TicketFilter(**{**values, **changes})


def filter_names(
    wanted: queries.TicketFilter,
    names: dict[str, str],
    url_of: Callable[[queries.TicketFilter], str],
    *,
    without_chips: bool = True,
) -> list[Link]:
    """The filters that are set, each with the address that lifts it; those of chips only where wished."""
    told = {**names}
    if wanted.custom and "custom" in told:
        told["custom"] = named_filter(told["custom"], wanted.custom)
    shown = [Link(name, url_of(replaced(wanted, **{field: None}))) for field, name in told.items()]
    if wanted.city:
        shown.append(Link(wanted.city, url_of(replaced(wanted, city=""))))
    for _word, deadline, name in deadline_names():
        if wanted.deadline is deadline and not (without_chips and deadline in queries.ON_CHIPS):
            shown.append(Link(name, url_of(replaced(wanted, deadline=None))))
    if wanted.is_running and not without_chips:
        shown.append(Link(_("In execution"), url_of(replaced(wanted, is_running=False))))
    return shown


def sheet_of(actor: Actor, state: DeskState) -> SheetView | None:
    """The sheet of the protocol that the state names."""
    return queries.sheet_view(actor, state.ticket) if state.ticket else None


def customer_context(actor: Actor, state: DeskState, customer_id: int, *, closed: bool = False) -> Context:
    """The head of a client with the tab at hand."""
    found = queries.customer_view(actor, customer_id)
    here = state.with_(customer=customer_id)
    home = here.with_(ticket=None, tab="protocolos")
    tabs = [
        Link(_("Tickets"), home.url(), home.url("pane"), state.tab == "protocolos", found.open_count),
        Link(
            _("Activities"),
            home.url(tab="atividades"),
            home.url("pane", tab="atividades"),
            state.tab == "atividades",
            found.activity_count,
        ),
    ]
    if found.can_see_person:
        tabs.append(
            Link(_("Data"), home.url(tab="dados"), home.url("pane", tab="dados"), state.tab == "dados")
        )
    context: Context = {
        "customer": found,
        "tabs": tabs,
        "tab": state.tab,
        "reveal_url": address_of("people:reveal", found.id) if found.can_reveal else "",
        "open_url": with_person("tickets:open", "cliente", found.id) if found.can_open_ticket else "",
        "activity_url": with_person("activities:new", "pessoa", found.id)
        if found.can_record_activity
        else "",
        "person_url": address_of("people:person", found.id) if found.can_see_person else "",
        "customer_part": here.url("customer"),
        "list_url": here.with_(customer=None, ticket=None, tab="protocolos").url(),
        "list_part": here.with_(customer=None, ticket=None).url("clients"),
    }
    if state.tab == "protocolos":
        context |= protocols_context(actor, here, found, closed=closed)
    elif state.tab == "atividades":
        before = state.older
        page = activities_of_person(actor, customer_id, before_id=before)
        more = home.url(tab="atividades", older=page.rows[-1].id) if page.has_more else ""
        context |= {"activities": page.rows, "more_url": more, "newest_url": home.url(tab="atividades")}
    elif found.can_see_person:
        context["person"] = person_sheet(actor, customer_id)
    return context


def with_person(name: str, word: str, person_id: int) -> str:
    """The address of a form with the person chosen, '' where it is not installed."""
    url = address_of(name)
    return f"{url}?{word}={person_id}" if url else ""


def protocols_context(
    actor: Actor, state: DeskState, found: queries.CustomerView, *, closed: bool
) -> Context:
    """The rows of a client's protocols and the link to its closed ones."""
    shows = state.closed or closed
    base = state.with_(ticket=None, feed=TimelineFilter.ALL, public=False, older=None)
    return {
        "protocols": queries.protocols_of(actor, found.id, with_closed=shows),
        "ticket_url": base.url(),
        "ticket_part": base.url("sheet"),
        "shows_closed": shows,
        "closed_url": state.url(closed=not shows),
        "closed_part": state.url("customer", closed=not shows),
    }


def sheet_context(request: DeskRequest, state: DeskState, sheet: SheetView) -> Context:
    """The sheet of a protocol with its timeline."""
    here = state.with_(customer=sheet.customer_id, ticket=sheet.id, tab="protocolos")
    feed = queries.timeline(request.actor, sheet, state.feed, public_only=state.public, before=state.older)
    bar = toolbar(
        sheet.id,
        sheet.acts,
        runs_mine=sheet.runs_mine,
        is_following=sheet.is_following,
        is_open=sheet.is_open,
    )
    composer = address_of("tickets:quick_report", sheet.id) if sheet.acts["report"].is_allowed else ""
    done = sum(1 for item in feed.checklist if item.is_answered)
    return {
        "sheet": sheet,
        "feed": feed,
        "entries": feed.entries,
        "days": days_of(feed.entries),
        "bar": bar,
        "once": new_key(),
        "here": here.with_(older=None).url(),
        "composer_url": composer,
        "quick": of_quick_report(sheet.id, sheet.quick_draft) if composer else None,
        "attach_url": address_of("tickets:attach", sheet.id) if sheet.acts["attach"].is_allowed else "",
        "sheet_part": here.with_(older=None).url("sheet"),
        "older_url": here.url(older=feed.before) if feed.before else "",
        "older_part": here.url("entries", older=feed.before) if feed.before else "",
        "newest_url": here.with_(older=None).url() if state.older else "",
        "feeds": feed_links(here),
        "public_link": Link(
            _("Only public"),
            here.url(public=not state.public, older=None),
            here.url("timeline", public=not state.public, older=None),
            state.public,
        ),
        "worked": timedelta(seconds=sheet.worked_seconds) if sheet.worked_seconds else None,
        "checks_done": done,
        "back_url": here.with_(ticket=None).url(),
        "back_part": here.with_(ticket=None).url("pane"),
        "shows_count": sheet.reads_private and state.feed is TimelineFilter.ALL and not state.public,
    }


def feed_links(state: DeskState) -> list[Link]:
    """The filters of the timeline."""
    names = [
        (TimelineFilter.ALL, _("Everything")),
        (TimelineFilter.REPORTS, _("Reports")),
        (TimelineFilter.TECHNICIAN, _("Technician")),
        (TimelineFilter.FORWARDINGS, _("Forwardings")),
    ]
    fresh = state.with_(older=None)
    return [
        Link(name, fresh.url(feed=one), fresh.url("timeline", feed=one), one is state.feed)
        for one, name in names
    ]


def days_of(entries: tuple[queries.Entry, ...]) -> list[tuple[Any, list[queries.Entry]]]:
    """The entries by local day, newest first."""
    days: list[tuple[Any, list[queries.Entry]]] = []
    for entry in entries:
        day = timezone.localtime(entry.at).date()
        if not days or days[-1][0] != day:
            days.append((day, []))
        days[-1][1].append(entry)
    return days


def deadline_names() -> list[tuple[str, queries.Deadline, str]]:
    """The choices by deadline: word of the address, member, name."""
    return [
        ("atraso", queries.Deadline.LATE, _("Late")),
        ("1hora", queries.Deadline.HOUR, _("Due within 1 hour")),
        ("hoje", queries.Deadline.TODAY, _("Due today")),
        ("3dias", queries.Deadline.NEAR, _("Due in 3 days")),
        ("pausado", queries.Deadline.PAUSED, _("Deadline paused")),
    ]
