"""*Pessoas - Completo*: the list in every state of its address, its filters, its columns."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from central.domain.access.operations import choose_people_columns
from central.domain.calendars.zones import STATES
from central.domain.exports.rules import can_export_people
from central.domain.people import rules
from central.domain.people.choices import ROLE_NAMES
from central.domain.workspace import people_list as people
from central.domain.workspace.open_counts import open_counts
from central.domain.workspace.people_filter import PeopleFilter, PeopleOrder
from central.domain.workspace.people_list import PeopleList
from central.domain.workspace.people_matching import FEW
from central.doors.web.errors import form_refusals
from central.doors.web.http import (
    DeskRequest,
    desk_login_required,
    done,
    form_status,
    is_fragment,
    next_url,
    render_page,
)
from central.doors.web.people.labels import ROLES
from central.doors.web.people.list_forms import ColumnsForm
from central.doors.web.people.list_rows import RowAsked, written_rows
from central.doors.web.people.list_state import (
    FILTER_NAMES,
    WORD_OF_ROLE,
    PeopleState,
    read_people_state,
)
from central.doors.web.people.list_words import COLUMN_NAMES, SORTED_BY, chip_names, filter_chips
from central.doors.web.people.views import links_allowed

Context = dict[str, Any]
LEFT_OUT = ("q", "depois", "antes")


@require_GET
@desk_login_required
def people_list(request: DeskRequest) -> HttpResponse:
    """The list with search, filters, order and pages."""
    rules.check_can_view(request.actor)
    state = read_people_state(request.GET)
    page = people.people_list(
        request.actor, state.filter, state.order, after=state.after, before=state.before
    )
    columns = request.signed_in.people_columns
    can_export = can_export_people(request.actor)
    wanted = state.filter
    choices = people.ListChoices([], [], [])
    if wanted.group_id or wanted.badge_id or wanted.region_id:
        choices = people.list_choices(request.actor)
    total = page.counts.get(wanted.role or "", 0)
    context = {
        **rows_context(request, page, columns),
        "state": state,
        "q": wanted.search,
        "kept": [(name, value) for name, value in state.words().items() if value and name not in LEFT_OUT],
        "chips": role_chips(state, page.counts),
        "filter_chips": filter_chips(state, choices),
        "filters_url": state.url("people:filters"),
        "export_url": replace(state, after=None, before=None).url("people:export") if can_export else "",
        "exports_url": reverse("people:exports") if can_export else "",
        "columns_url": state.url("people:columns"),
        "clear_url": PeopleState(order=state.order).url(),
        "search_only_url": PeopleState(PeopleFilter(search=wanted.search), state.order).url(),
        "role": wanted.role,
        "is_cut": page.is_cut,
        "heads": heads(state, columns),
        "total": total_text(total),
        "next": replace(state, after=page.after, before=None).url() if page.after else "",
        "previous": replace(state, after=None, before=page.before).url() if page.before else "",
        "can_register": rules.can_register(request.actor),
    }
    return render_page(request, "people/list.html", "list", context)


def rows_context(request: DeskRequest, page: PeopleList, columns: Sequence[str]) -> Context:
    """The rows, with what the chosen columns ask of other tables."""
    ids = [row.id for row in page.rows]
    clients = [row.id for row in page.rows if row.is_client]
    opened = open_counts(request.actor, clients) if "open" in columns else {}
    groups = people.groups_of(ids) if "groups" in columns else {}
    allowed = links_allowed(request.actor)
    menu = {
        "can_register": "1" if rules.can_register(request.actor) else "",
        "open_url": f"{reverse('tickets:open')}?cliente=" if allowed["can_open_ticket"] else "",
        "activity_url": f"{reverse('activities:new')}?pessoa=" if allowed["can_record_activity"] else "",
    }
    asked = {pk: RowAsked(opened.get(pk, 0), ", ".join(groups.get(pk, ()))) for pk in ids}
    return {"listed": page.rows, "rows": written_rows(page.rows, columns, asked, menu)}


def heads(state: PeopleState, columns: Sequence[str]) -> list[Context]:
    """The heads of the columns, those that order the list with the address that does so."""
    found = []
    for column in ("name", *columns):
        sort = SORTED_BY.get(column)
        is_chosen = sort is state.order.sort
        turned = PeopleOrder(sort, is_chosen and not state.order.is_descending) if sort else state.order
        up = "descending" if state.order.is_descending else "ascending"
        found.append(
            {
                "name": COLUMN_NAMES[column],
                "url": PeopleState(state.filter, turned).url() if sort else "",
                "order": up if is_chosen else "",
                "is_number": column in {"code", "open"},
            }
        )
    return found


def counted(number: int) -> str:
    """A count with its thousands, `1.000+` above that."""
    shown = str(number_format(min(number, FEW), force_grouping=True))
    return f"{shown}+" if number > FEW else shown


def total_text(number: int) -> str:
    """`284 pessoas`."""
    return ngettext("%(count)s person", "%(count)s persons", number) % {"count": counted(number)}


def role_chips(state: PeopleState, counts: dict[str, int]) -> list[Context]:
    """The roles to filter by, each with its count, where it was counted, and its address."""
    shown = [*chip_names()]
    if state.filter.role and state.filter.role not in dict(shown):
        shown.append((state.filter.role, str(ROLE_NAMES[state.filter.role])))
    return [
        {
            "label": label,
            "count": counted(counts[role]) if role in counts else "",
            "url": state.with_(role=role).url(),
            "is_chosen": role == state.filter.role,
        }
        for role, label in shown
    ]


@require_GET
@desk_login_required
def filters(request: DeskRequest) -> HttpResponse:
    """The filters of the list, as a dialog or a page."""
    rules.check_can_view(request.actor)
    state = read_people_state(request.GET)
    choices = people.list_choices(request.actor)
    words = replace(state, after=None, before=None).words()
    context = {
        "chosen": {name: str(value or "") for name, value in words.items()},
        "roles": [(WORD_OF_ROLE[role], name) for role, name in ROLES],
        "states": sorted(STATES),
        "groups": as_texts(choices.groups),
        "badges": as_texts(choices.badges),
        "regions": as_texts(choices.regions),
        "kept": [(name, value) for name, value in words.items() if value and name not in FILTER_NAMES],
        "clear_url": PeopleState(PeopleFilter(search=state.filter.search), state.order).url(),
        "back_url": state.url(),
    }
    template = "people/filters.html"
    return render(request, f"{template}#dialog" if is_fragment(request) else template, context)


def as_texts(choices: Sequence[tuple[int, str]]) -> list[tuple[str, str]]:
    """Choices with their ids as an address writes them."""
    return [(str(pk), name) for pk, name in choices]


@require_http_methods(["GET", "POST"])
@desk_login_required
def columns(request: DeskRequest) -> HttpResponse:
    """Which columns the list shows to this user."""
    rules.check_can_view(request.actor)
    back = read_people_state(request.GET).url()
    form = ColumnsForm(request.POST or None, initial={"columns": list(request.signed_in.people_columns)})
    if request.method == "POST" and form.is_valid():
        with form_refusals(form):
            choose_people_columns(
                actor=request.actor, columns=form.cleaned_data["columns"], once=form.cleaned_data["once"]
            )
            return done(request, _("Columns kept."), next_url(request, back), go=True)
    context = {"form": form, "back": back, "here": request.get_full_path()}
    return render_page(request, "people/columns.html", "dialog", context, status=form_status(form))


@require_GET
@desk_login_required
def cities(request: DeskRequest) -> JsonResponse:
    """The cities of the registry whose name begins as typed: ?q=."""
    return JsonResponse({"rows": people.cities_like(request.actor, request.GET.get("q", "")[:80])})
