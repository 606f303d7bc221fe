"""The pages of every registry: the list, an entry, its activating and its place; declared, not copied."""

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from central.domain.people.facts import HistoryRow
from central.domain.registries import operations, queries, rules
from central.domain.registries.declarations import Kind, Registry
from central.domain.registries.listing import registry_of
from central.doors.web.errors import form_refusals
from central.doors.web.forms import DeskForm, refill
from central.doors.web.http import DeskRequest, desk_login_required, done, render_page, see_other
from central.doors.web.registries.forms import entry_form, given_values, initial_of, rows_block
from central.doors.web.registries.layout import parts_of
from central.doors.web.registries.rows import row_fields, tidied, with_row
from central.foundation.errors import AlreadyDone, Conflict

LONGEST_SEARCH = 200


def address(registry: Registry, page: str = "", *arguments: int) -> str:
    """The address of a page of a registry."""
    return reverse(f"registries:{registry.key}{page}", args=arguments)


def number_of(text: str | None) -> int | None:
    """A whole number out of an address or a form, None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None


@require_GET
@desk_login_required
def entries(request: DeskRequest, registry: Registry) -> HttpResponse:
    """The list with search, state and pages."""
    search = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    state = request.GET.get("estado", "ativos")
    state = state if state in queries.STATES else "ativos"
    page = queries.registry_page(
        request.actor,
        registry,
        search=search,
        state=state,
        number=number_of(request.GET.get("pagina")) or 1,
    )
    rows = [{"entry": row, "urls": row_addresses(registry, row.id)} for row in page.rows]
    context = {
        "registry": registry,
        "page": page,
        "rows": rows,
        "q": search,
        "chips": chips_of(registry, page.counts, search, state),
        "columns": registry.columns,
        "state": state,
        "can_reorder": registry.has_order and not search,
        "list_url": address(registry),
        "here_url": request.get_full_path(),
        "new_url": address(registry, "-new"),
        "previous": page_url(registry, search, state, page.number - 1) if page.number > 1 else "",
        "next": page_url(registry, search, state, page.number + 1) if page.number < page.pages else "",
    }
    return render_page(request, "registries/list.html", "list", context)


def row_addresses(registry: Registry, entry_id: int) -> dict[str, str]:
    """The addresses that a row leads to."""
    found = {"open": address(registry, "-entry", entry_id), "active": address(registry, "-active", entry_id)}
    if registry.has_order:
        found["order"] = address(registry, "-order", entry_id)
    return found


def page_url(registry: Registry, search: str, state: str, number: int = 1) -> str:
    """The address of the list in another state."""
    query = QueryDict(mutable=True)
    given = {
        "q": search,
        "estado": "" if state == "ativos" else state,
        "pagina": number if number > 1 else "",
    }
    query.update({name: str(value) for name, value in given.items() if value})
    return f"{address(registry)}?{query.urlencode()}" if query else address(registry)


def chips_of(registry: Registry, counts: dict[str, int], search: str, chosen: str) -> list[dict[str, Any]]:
    """The states to filter by, each with its count and address."""
    labels = {"ativos": _("Active entries"), "inativos": _("Inactive entries"), "todos": _("All entries")}
    return [
        {
            "label": labels[state],
            "count": counts[state],
            "url": page_url(registry, search, state),
            "is_chosen": state == chosen,
        }
        for state in queries.STATES
    ]


@require_http_methods(["GET", "POST"])
@desk_login_required
def new_entry(request: DeskRequest, registry: Registry) -> HttpResponse:
    """A new entry."""
    rules.check_can_manage(request.actor)
    rules.check_can_add(registry)
    offers = queries.field_options(request.actor, registry, None)
    if request.method != "POST":
        start = initial_of(registry, None) | chosen_already(request, registry)
        return entry_page(request, registry, entry_form(registry, request.actor, offers, initial=start), None)
    sent = tidied(registry, request.POST)
    if "add" in sent:
        more = with_row(registry, refill(sent, several_of(registry)), str(sent["add"]))
        return entry_page(request, registry, entry_form(registry, request.actor, offers, initial=more), None)
    form = entry_form(registry, request.actor, offers, sent)
    if form.is_valid():
        try:
            with form_refusals(form):
                operations.create_entry(
                    actor=request.actor,
                    registry=registry.key,
                    values=given_values(registry, form),
                    once=form.cleaned_data["once"],
                )
                told = _("%(name)s is in the registry.") % {"name": form.cleaned_data["name"].strip()}
                return done(request, told, address(registry), go=True)
        except AlreadyDone:
            return see_other(address(registry))
    return entry_page(request, registry, form, None)


@require_http_methods(["GET", "POST"])
@desk_login_required
def entry(request: DeskRequest, registry: Registry, entry_id: int) -> HttpResponse:
    """One entry: its form, its uses, its history."""
    sheet = queries.entry_sheet(request.actor, registry, entry_id)
    offers = queries.field_options(request.actor, registry, entry_id)
    if request.method != "POST":
        form = entry_form(registry, request.actor, offers, initial=initial_of(registry, sheet.values))
        return entry_page(request, registry, form, sheet)
    sent = tidied(registry, request.POST)
    seen = number_of(sent.get("seen"))
    if "add" in sent:
        more = with_row(registry, refill(sent, several_of(registry)), str(sent["add"]))
        again = entry_form(registry, request.actor, offers, initial=more)
        return entry_page(request, registry, again, sheet, seen=seen)
    form = entry_form(registry, request.actor, offers, sent)
    if form.is_valid():
        try:
            with form_refusals(form):
                operations.update_entry(
                    actor=request.actor,
                    registry=registry.key,
                    entry_id=entry_id,
                    values=given_values(registry, form),
                    expected_event_count=seen,
                    once=form.cleaned_data["once"],
                )
                told = _("%(name)s saved.") % {"name": form.cleaned_data["name"].strip()}
                return done(request, told, address(registry), go=True)
        except AlreadyDone:
            return see_other(address(registry))
        except Conflict as error:
            typed = refill(sent, several_of(registry))
            again = entry_form(registry, request.actor, offers, initial=typed)
            again.conflict = str(error.message)
            return entry_page(request, registry, again, sheet, seen=seen)
    return entry_page(request, registry, form, sheet, seen=seen)


def chosen_already(request: DeskRequest, registry: Registry) -> dict[str, Any]:
    """The entries of other registries that the address of a new entry chooses."""
    several = several_of(registry)
    return {name: request.GET.getlist(name) for name in several if name in request.GET}


def related_of(sheet: queries.EntrySheet) -> list[dict[str, Any]]:
    """The entries of other registries that refer to the one shown, with their addresses."""
    found = []
    for related, rows in sheet.related:
        other = registry_of(related.registry)
        found.append(
            {
                "title": related.title,
                "nothing": related.nothing,
                "rows": [(row, address(other, "-entry", row.id)) for row in rows],
                "new": other.new,
                "new_url": f"{address(other, '-new')}?{related.field}={sheet.id}",
            }
        )
    return found


def several_of(registry: Registry) -> frozenset[str]:
    """The fields that are sent with several values."""
    return frozenset(field.name for field in registry.fields if field.kind is Kind.ENTRIES)


def entry_page(
    request: DeskRequest,
    registry: Registry,
    form: DeskForm,
    sheet: queries.EntrySheet | None,
    *,
    seen: int | None = None,
) -> HttpResponse:
    """The page of a form; after a conflict with what changed meanwhile."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    meanwhile: tuple[HistoryRow, ...] = ()
    if form.conflict and sheet is not None:
        status = HTTPStatus.CONFLICT
        meanwhile = queries.changes_since(request.actor, registry, sheet.id, seen or 0)
    keeps_seen = form.is_bound or (seen is not None and not form.conflict)
    context = {
        "registry": registry,
        "form": form,
        "sheet": sheet,
        "parts": parts_of(registry, form),
        "row_blocks": [rows_block(form, field, {}) for field in row_fields(registry)],
        "meanwhile": meanwhile,
        "seen": seen if keeps_seen else sheet.event_count if sheet else "",
        "list_url": address(registry),
        "active_url": address(registry, "-active", sheet.id) if sheet else "",
        "related": related_of(sheet) if sheet else [],
    }
    return render(request, "registries/entry.html", context, status=status)


@require_http_methods(["GET", "POST"])
@desk_login_required
def set_active(request: DeskRequest, registry: Registry, entry_id: int) -> HttpResponse:
    """Say what uses an entry, then switch it off or on."""
    sheet = queries.entry_sheet(request.actor, registry, entry_id)
    if request.method == "POST":
        operations.set_entry_active(
            actor=request.actor,
            registry=registry.key,
            entry_id=entry_id,
            is_active=request.POST.get("active") == "1",
        )
        told = _("%(name)s is inactive now.") if sheet.is_active else _("%(name)s is active again.")
        return done(request, told % {"name": sheet.name}, address(registry), parts=("entries", "entry"))
    context = {
        "registry": registry,
        "sheet": sheet,
        "action": request.path,
        "back": address(registry, "-entry", entry_id),
    }
    return render_page(request, "registries/active.html", "dialog", context)


@require_POST
@desk_login_required
def reorder(request: DeskRequest, registry: Registry, entry_id: int) -> HttpResponse:
    """Put an entry before another (`before`), or at the end."""
    operations.reorder_entries(
        actor=request.actor,
        registry=registry.key,
        entry_id=entry_id,
        before_id=number_of(request.POST.get("before")),
    )
    return done(request, _("The order is saved."), address(registry), parts=("entries",))
