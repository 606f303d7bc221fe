"""Exporting the list of persons: what is asked for, how far it is, the file."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from central.domain.exports import rules
from central.domain.exports.operations import fetch_people_export, request_people_export
from central.domain.exports.queries import ExportRow, people_exports
from central.domain.people.choices import ROLE_NAMES
from central.domain.people.queries import reveal_reasons
from central.domain.workspace.people_list import ListChoices, list_choices
from central.domain.workspace.people_matching import count_matching
from central.doors.web.downloads import file_answer
from central.doors.web.errors import form_refusals
from central.doors.web.http import DeskRequest, desk_login_required, done, form_status, render_page
from central.doors.web.people.list_forms import ExportForm
from central.doors.web.people.list_state import PeopleState, read_people_state
from central.doors.web.people.list_words import filter_chips

Context = dict[str, Any]
ALWAYS = ("name", "document")


@require_http_methods(["GET", "POST"])
@desk_login_required
def export(request: DeskRequest) -> HttpResponse:
    """Ask for the list of the address as a file."""
    rules.check_can_export_people(request.actor)
    state = read_people_state(request.GET)
    shown = request.signed_in.people_columns
    places = ("city", "state") if "city" in shown else ()
    form = ExportForm(
        request.POST or None,
        initial={"columns": [*ALWAYS, *shown, *places]},
        reasons=reveal_reasons(request.actor),
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with form_refusals(form):
            request_people_export(
                actor=request.actor,
                wanted=state.filter,
                order=state.order,
                file_format=given["file_format"],
                columns=given["columns"],
                has_documents=bool(given.get("reason")),
                reason_code=given.get("reason", ""),
                once=given["once"],
            )
            told = _("The file is being written. It stays here for 7 days.")
            return done(request, told, reverse("people:exports"), go=True)
    context = {
        "form": form,
        "here": request.get_full_path(),
        "back": state.url(),
        "told": told_filters(state, list_choices(request.actor)),
        "count": count_matching(request.actor, state.filter),
    }
    return render_page(request, "people/export.html", "dialog", context, status=form_status(form))


@require_GET
@desk_login_required
def exports(request: DeskRequest) -> HttpResponse:
    """The exports of the person, or of everybody for who audits; renews itself while one is being written."""
    if not rules.can_read_all_exports(request.actor):
        rules.check_can_export_people(request.actor)
    rows = people_exports(request.actor)
    choices = list_choices(request.actor)
    context = {
        "rows": [
            {
                "export": row,
                "told": told_filters(PeopleState(row.wanted, row.order), choices, row),
                "url": PeopleState(row.wanted, row.order).url() if row.is_mine else "",
            }
            for row in rows
        ],
        "is_under_way": any(row.is_under_way and row.is_mine for row in rows),
        "shows_all": rules.can_read_all_exports(request.actor),
        "here": request.path,
    }
    return render_page(request, "people/exports.html", "list", context)


@require_POST
@desk_login_required
def fetch(request: DeskRequest, export_id: int) -> HttpResponseBase:
    """The file of an own export; each fetching is recorded."""
    return file_answer(fetch_people_export(actor=request.actor, export_id=export_id))


def told_filters(state: PeopleState, choices: ListChoices, row: ExportRow | None = None) -> str:
    """The filters in words; what somebody else searched for is not shown."""
    wanted = state.filter
    found = []
    if wanted.search:
        is_own = row is None or row.is_mine
        found.append(f"“{wanted.search}”" if is_own else _("with a search"))
    if wanted.role:
        found.append(str(ROLE_NAMES[wanted.role]))
    found += [str(chip["label"]) for chip in filter_chips(state, choices)]
    return " · ".join(found) or pgettext("persons", "Everybody")
