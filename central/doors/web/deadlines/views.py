"""Painel de Prazos: a page, and its table for htmx."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from central.domain.workspace.queries import deadline_panel
from central.doors.web.deadlines.pages import panel_context
from central.doors.web.deadlines.state import read_state
from central.doors.web.http import DeskRequest, desk_login_required, render_page


@require_GET
@desk_login_required
def panel(request: DeskRequest) -> HttpResponse:
    """Where the deadlines of the open protocols lie; raises `NotAllowed`."""
    state = read_state(request.GET)
    found = deadline_panel(request.actor, state.rows, state.scope, state.within)
    return render_page(request, "deadlines/panel.html", "panel", panel_context(state, found))
