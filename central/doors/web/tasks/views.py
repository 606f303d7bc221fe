"""Minhas Tarefas: a page, its list for htmx, its filters, the menu of one row."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET

from central.domain.workspace import queries
from central.domain.workspace.queries import NO_FILTER
from central.doors.web.components.forms import new_key
from central.doors.web.http import DeskRequest, desk_login_required, is_fragment
from central.doors.web.tasks.pages import drafts_context, task_context
from central.doors.web.tasks.state import read_state
from central.doors.web.workspace.acts import every_act
from central.doors.web.workspace.filter_dialog import filter_context
from central.doors.web.workspace.reading import FILTER_NAMES


@require_GET
@desk_login_required
def mine(request: DeskRequest) -> HttpResponse:
    """What waits on the person, or only the list where htmx asks for it."""
    state = read_state(request.GET)
    context = task_context(request.actor, state)
    listed = is_fragment(request) and request.GET.get("parte") == "list"
    response = render(request, "tasks/list.html" if listed else "tasks/mine.html", context)
    if listed and "q" in request.GET:
        response.headers["HX-Replace-Url"] = state.url()
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_GET
@desk_login_required
def drafts(request: DeskRequest) -> HttpResponse:
    """Rascunhos: what the person began to write and did not send."""
    context = drafts_context(request.actor)
    template = "tasks/drafts.html#list" if is_fragment(request) else "tasks/drafts.html"
    return render(request, template, context)


@require_GET
@desk_login_required
def acts(request: DeskRequest, pk: int) -> HttpResponse:
    """The acts of one task, for the menu of its row; raises `NotFound`."""
    sheet = queries.sheet_view(request.actor, pk)
    bar = every_act(
        pk, sheet.acts, runs_mine=sheet.runs_mine, is_following=sheet.is_following, is_open=sheet.is_open
    )
    context = {"bar": bar, "sheet": sheet, "once": new_key(), "here": request.GET.get("next", "/tarefas/")}
    return render(request, "workspace/act_menu.html", context)


@require_GET
@desk_login_required
def filters(request: DeskRequest) -> HttpResponse:
    """The filters of the tasks, as a dialog or a page."""
    state = read_state(request.GET)
    words = state.with_(filter=NO_FILTER).words()
    context = {
        "kept": [(name, value) for name, value in words.items() if value and name not in FILTER_NAMES],
        "clear_url": state.url(filter=NO_FILTER),
        "back_url": state.url(),
        "action": "tasks:mine",
        "filters_here": request.path,
        **filter_context(request.actor, state.filter),
    }
    template = "workspace/filters.html"
    return render(request, f"{template}#dialog" if is_fragment(request) else template, context)
