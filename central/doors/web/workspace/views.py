"""The Central de Serviços: a page, and its parts for htmx."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET

from central.domain.workspace import queries
from central.domain.workspace.queries import NO_FILTER
from central.doors.web.home import landing_of
from central.doors.web.http import DeskRequest, desk_login_required, is_fragment, see_other
from central.doors.web.workspace import pages
from central.doors.web.workspace.filter_dialog import filter_context
from central.doors.web.workspace.reading import FILTER_NAMES
from central.doors.web.workspace.state import DeskState, read_state
from central.foundation.errors import NotFound


@require_GET
@desk_login_required
def home(request: DeskRequest) -> HttpResponse:
    """Where a person starts: technicians at Minhas Tarefas, everybody else at the Central.

    An administrator of an installation that is not set up yet starts at its first steps.
    """
    start = landing_of(request, request.actor)
    return see_other(DeskState().url() if start == "/" else start)


@require_GET
@desk_login_required
def customer(request: DeskRequest, pk: int) -> HttpResponse:
    """The Central with a client open."""
    return see_other(DeskState(customer=pk).url())


@require_GET
@desk_login_required
def ticket(request: DeskRequest, pk: int) -> HttpResponse:
    """The Central with a protocol open; raises `NotFound` for one that the actor does not see."""
    found = queries.sheet_view(request.actor, pk)
    return see_other(DeskState(customer=found.customer_id, ticket=pk).url())


@require_GET
@desk_login_required
def central(request: DeskRequest) -> HttpResponse:
    """The whole Central, or the part that htmx asks for."""
    state = read_state(request.GET)
    part = request.GET.get("parte", "")
    if is_fragment(request) and part in PARTS:
        response = PARTS[part](request, state)
    else:
        response = render(request, "workspace/central.html", whole(request, state))
    patch_vary_headers(response, ["HX-Request"])
    return response


def whole(request: DeskRequest, state: DeskState) -> dict[str, Any]:
    """The page: both panes; without a client in the address the first of the list is open."""
    counts = queries.desk_counts(request.actor, state.scope, state.filter)
    context = pages.list_context(request, state, counts) | pages.counts_context(state, counts)
    context |= {"view": state.view, "nav_counts": counts, "search": state.search, "state": state}
    shown = state
    rows = context["clients"]
    if not state.customer and not state.ticket and rows:
        shown = state.with_(customer=rows[0].id, ticket=rows[0].ticket_id)
    context |= pane(request, shown)
    found = context["customer"]
    return context | {"chosen_client": found.id if found else None}


def pane(request: DeskRequest, state: DeskState) -> dict[str, Any]:
    """The right pane: client, protocols, and the sheet of the chosen or first protocol."""
    actor = request.actor
    sheet = pages.sheet_of(actor, state)
    customer_id = sheet.customer_id if sheet else state.customer
    if customer_id is None:
        return {"customer": None, "sheet": None}
    closed = sheet is not None and not sheet.is_open
    context = pages.customer_context(actor, state, customer_id, closed=closed)
    if state.tab != "protocolos":
        return context | {"sheet": None, "pane_view": "customer"}
    rows = context["protocols"]
    if sheet is None and rows:
        sheet = queries.sheet_view(actor, rows[0].id)
    context |= {"chosen": sheet.id if sheet else None, "sheet": None, "pane_view": state.view}
    return context | (pages.sheet_context(request, state, sheet) if sheet else {})


def clients_part(request: DeskRequest, state: DeskState) -> HttpResponse:
    """The list of clients; a search keeps its address."""
    counts = queries.desk_counts(request.actor, state.scope, state.filter, with_chips=False)
    context = pages.list_context(request, state, counts)
    context |= {"chosen_client": state.customer, "search": state.search}
    response = render(request, "workspace/clients.html", context)
    if "q" in request.GET:
        response.headers["HX-Replace-Url"] = state.url()
    return response


def counts_part(request: DeskRequest, state: DeskState) -> HttpResponse:
    """Scopes and chips with their numbers."""
    counts = queries.desk_counts(request.actor, state.scope, state.filter)
    return render(request, "workspace/counts.html", pages.counts_context(state, counts))


def pane_part(request: DeskRequest, state: DeskState) -> HttpResponse:
    """The whole right pane."""
    return render(request, "workspace/pane.html", pane(request, state))


def customer_part(request: DeskRequest, state: DeskState) -> HttpResponse:
    """The head of the client with the rows of its protocols."""
    if not state.customer:
        return render(request, "workspace/customer.html", {"customer": None})
    context = pages.customer_context(request.actor, state, state.customer)
    return render(request, "workspace/customer.html", context | {"chosen": state.ticket})


def sheet_part(request: DeskRequest, state: DeskState) -> HttpResponse:
    """The sheet of a protocol; told in its place when it has just left the actor's sight."""
    try:
        return feed_part(request, state, "workspace/sheet.html")
    except NotFound:
        return render(request, "workspace/sheet.html", {"sheet": None})


def timeline_part(request: DeskRequest, state: DeskState) -> HttpResponse:
    """The timeline alone."""
    return feed_part(request, state, "workspace/timeline.html")


def entries_part(request: DeskRequest, state: DeskState) -> HttpResponse:
    """Older entries, to be put after those shown."""
    return feed_part(request, state, "workspace/entries.html")


def feed_part(request: DeskRequest, state: DeskState, template: str) -> HttpResponse:
    """A part that needs the sheet; raises `NotFound` for a protocol that the actor does not see."""
    sheet = pages.sheet_of(request.actor, state)
    context = pages.sheet_context(request, state, sheet) if sheet else {"sheet": None}
    return render(request, template, context)


PARTS = {
    "clients": clients_part,
    "counts": counts_part,
    "pane": pane_part,
    "customer": customer_part,
    "sheet": sheet_part,
    "timeline": timeline_part,
    "entries": entries_part,
}


@require_GET
@desk_login_required
def filters(request: DeskRequest) -> HttpResponse:
    """The filters of the list, as a dialog or a page; sending it is a plain GET of the Central."""
    state = read_state(request.GET)
    words = state.with_(filter=NO_FILTER, after="", before="").words()
    context = {
        "kept": [(name, value) for name, value in words.items() if value and name not in FILTER_NAMES],
        "clear_url": state.with_(filter=NO_FILTER).url(),
        "back_url": state.url(),
        "action": "workspace:central",
        "filters_here": request.path,
        **filter_context(request.actor, state.filter),
    }
    template = "workspace/filters.html"
    return render(request, f"{template}#dialog" if is_fragment(request) else template, context)
