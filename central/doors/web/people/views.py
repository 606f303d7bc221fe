"""Pessoas - Completo: the list, the whole document, in and out of use, the answers to pickers."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from central.domain.access.permissions import Permission
from central.domain.people import operations, queries, rules
from central.domain.people.sheet import person_sheet
from central.domain.workspace.open_counts import open_counts
from central.doors.web.errors import form_refusals
from central.doors.web.http import DeskRequest, desk_login_required, done, form_status, render_page
from central.doors.web.people.forms import RevealForm
from central.doors.web.people.labels import ROLE_NAMES
from central.foundation.actor import Actor

FILTERS = {
    "": "",
    "clientes": "client",
    "colaboradores": "collaborator",
    "tecnicos": "technician",
    "fornecedores": "supplier",
}
PICKS = {"clientes": "clients", "colaboradores": "collaborators", "tecnicos": "technicians"}


@require_GET
@desk_login_required
def people_list(request: DeskRequest) -> HttpResponse:
    """The list with search, roles and pages."""
    rules.check_can_view(request.actor)
    search, role = request.GET.get("q", "").strip()[:200], request.GET.get("papel", "")
    role = role if role in FILTERS else ""
    page = queries.people_page(
        request.actor,
        search=search,
        role=FILTERS[role],
        after=number_of(request.GET.get("depois")),
        before=number_of(request.GET.get("antes")),
    )
    counts = queries.people_counts(request.actor, search=search)
    opened = open_counts(request.actor, [row.id for row in page.rows if row.is_client])
    context = {
        "rows": [
            {
                "person": row,
                "open": opened.get(row.id, 0),
                "roles": role_pills(row.roles),
            }
            for row in page.rows
        ],
        "q": search,
        "role": role,
        "chips": chips_of(counts, search, role),
        "total": total_text(counts[FILTERS[role]]),
        "next": page_url(search, role, depois=page.after),
        "previous": page_url(search, role, antes=page.before),
        "can_register": rules.can_register(request.actor),
        **links_allowed(request.actor),
    }
    return render_page(request, "people/list.html", "list", context)


def number_of(text: str | None) -> int | None:
    """A row's number out of the address, None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None


def page_url(search: str, role: str, **edge: int | None) -> str:
    """The address of the list in another state; '' when there is no such page."""
    if None in edge.values():
        return ""
    query = QueryDict(mutable=True)
    query.update({name: str(value) for name, value in {"q": search, "papel": role, **edge}.items() if value})
    return f"{reverse('people:list')}?{query.urlencode()}" if query else reverse("people:list")


def counted(number: int) -> str:
    """A count with its thousands, `10.000+` above that."""
    shown = str(number_format(min(number, queries.COUNTED), force_grouping=True))
    return f"{shown}+" if number > queries.COUNTED else shown


def total_text(number: int) -> str:
    """`1.284 pessoas`."""
    return ngettext("%(count)s person", "%(count)s persons", number) % {"count": counted(number)}


def chips_of(counts: dict[str, int], search: str, chosen: str) -> list[dict[str, Any]]:
    """The roles to filter by, each with its count and address."""
    labels = {
        "": _("All persons"),
        "clientes": _("Clients"),
        "colaboradores": _("Collaborators"),
        "tecnicos": _("Technicians"),
        "fornecedores": _("Suppliers"),
    }
    return [
        {
            "label": labels[role],
            "count": counted(counts[FILTERS[role]]),
            "url": page_url(search, role),
            "is_chosen": role == chosen,
        }
        for role in FILTERS
    ]


def role_pills(roles: tuple[str, ...]) -> list[dict[str, str]]:
    """The roles of a person as pills; clients in blue."""
    return [{"kind": "brand" if role == "client" else "", "label": str(ROLE_NAMES[role])} for role in roles]


def links_allowed(actor: Actor) -> dict[str, bool]:
    """Which acts beyond the registry the actor may start from a person."""
    return {
        "can_open_ticket": actor.may(Permission.TICKET_CREATE),
        "can_record_activity": actor.may(Permission.ACTIVITY_CREATE),
    }


@require_http_methods(["GET", "POST"])
@desk_login_required
def reveal(request: DeskRequest, person_id: int) -> HttpResponse:
    """Ask why, record it, show the whole document."""
    sheet = person_sheet(request.actor, person_id)
    rules.check_can_reveal_document(request.actor)
    form = RevealForm(request.POST or None, reasons=queries.reveal_reasons(request.actor))
    context: dict[str, Any] = {"sheet": sheet, "form": form}
    if request.method == "POST" and form.is_valid():
        with form_refusals(form):
            context["revealed"] = operations.reveal_document(
                actor=request.actor, person_id=person_id, reason_code=form.cleaned_data["reason"]
            )
            response = render_page(request, "people/revealed.html", "dialog", context)
            response.headers["Cache-Control"] = "no-store"
            return response
    return render_page(request, "people/reveal.html", "dialog", context, status=form_status(form))


@require_POST
@desk_login_required
def set_active(request: DeskRequest, person_id: int) -> HttpResponse:
    """Put a person in or out of use."""
    is_active = request.POST.get("active") == "1"
    changed = operations.set_person_active(actor=request.actor, person_id=person_id, is_active=is_active)
    told = _("%(name)s is active again.") if is_active else _("%(name)s is inactive now.")
    url = reverse("people:person", args=[person_id])
    return done(request, told % {"name": changed.shown_name}, url, go=True)


@require_GET
@desk_login_required
def search(request: DeskRequest) -> HttpResponse:
    """The choices of a person picker: ?q= what was typed, ?tipo= clientes, colaboradores, tecnicos."""
    only = PICKS.get(request.GET.get("tipo", ""), "")
    rows = queries.person_picker(request.actor, request.GET.get("q", "")[:200], only=only)
    return render(request, "people/options.html", {"rows": rows})


@require_GET
@desk_login_required
def contact_options(request: DeskRequest, person_id: int) -> HttpResponse:
    """The choices of the field Contato for a person."""
    return render(
        request, "people/contact_options.html", {"contacts": queries.contacts_of(request.actor, person_id)}
    )
