"""Pessoas - Completo: the list, a person, its form, the dialogs, the answers to pickers."""

from collections.abc import Callable
from http import HTTPStatus
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
from central.domain.people.sheet import person_sheet, refusals_of
from central.domain.workspace.open_counts import open_counts
from central.doors.web.errors import form_refusals
from central.doors.web.http import (
    DeskRequest,
    announce,
    desk_login_required,
    done,
    form_status,
    render_page,
    see_other,
)
from central.doors.web.people.forms import ADDRESS_KIND_NAMES, ROLE_NAMES, NewContactForm, RevealForm
from central.doors.web.people.rows import PersonForms, empty_forms, forms_of, typed_forms
from central.foundation.actor import Actor
from central.foundation.errors import AlreadyDone, Conflict, Invalid

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


@require_GET
@desk_login_required
def person(request: DeskRequest, person_id: int) -> HttpResponse:
    """The page of a person: Dados, and where to go from it."""
    sheet = person_sheet(request.actor, person_id)
    addresses = [{"row": row, "kind": ADDRESS_KIND_NAMES.get(row.kind, "")} for row in sheet.addresses]
    context = {
        "sheet": sheet,
        "roles": role_pills(sheet.roles),
        "addresses": addresses,
        **links_allowed(request.actor),
    }
    return render_page(request, "people/person.html", "sheet", context)


@require_http_methods(["GET", "POST"])
@desk_login_required
def create(request: DeskRequest) -> HttpResponse:
    """The form of a new person."""
    actor = request.actor
    rules.check_can_register(actor, {"client"})
    everything = rules.can_edit_everything(actor)
    if request.method != "POST":
        return form_page(request, empty_forms(everything=everything))
    forms = typed_forms(request.POST, None, everything=everything)
    return save(
        request,
        forms,
        lambda **given: operations.register_person(actor=actor, **given).pk,
        _("%(name)s registered."),
    )


@require_http_methods(["GET", "POST"])
@desk_login_required
def edit(request: DeskRequest, person_id: int) -> HttpResponse:
    """The form of a person."""
    actor = request.actor
    sheet = person_sheet(actor, person_id)
    rules.check_can_edit(actor)
    if request.method != "POST":
        return form_page(request, forms_of(sheet))
    forms = typed_forms(request.POST, sheet, everything=sheet.can_edit_everything)
    seen = number_of(request.POST.get("seen"))

    def update(**given: Any) -> int:
        changed = operations.update_person(
            actor=actor, person_id=person_id, expected_event_count=seen, **given
        )
        return changed.pk

    return save(request, forms, update, _("%(name)s saved."))


def save(request: DeskRequest, forms: PersonForms, operation: Callable[..., int], told: str) -> HttpResponse:
    """Call the operation with what was typed, or show the form again with all that is wrong."""
    if not forms.main.is_bound:
        return form_page(request, forms)
    is_whole = forms.is_valid()
    given = forms.given()
    person_id = forms.sheet.id if forms.sheet else None
    if not is_whole:
        forms.refuse(refusals_of(request.actor, given, person_id))
        return form_page(request, forms, HTTPStatus.UNPROCESSABLE_ENTITY)
    fields = {name: getattr(given, name) for name in given.__slots__}
    try:
        saved_id = operation(**fields, once=forms.main.cleaned_data["once"])
    except Invalid as error:
        forms.refuse(error.errors)
        return form_page(request, forms, HTTPStatus.UNPROCESSABLE_ENTITY)
    except Conflict as error:
        return form_page(request, forms, HTTPStatus.CONFLICT, str(error))
    except AlreadyDone as error:
        saved_id = error.result_id or person_id or 0
        return see_other(reverse("people:person", args=[saved_id]) if saved_id else reverse("people:list"))
    shown = given.social_name.strip() or given.name.strip()
    return done(request, told % {"name": shown}, reverse("people:person", args=[saved_id]), go=True)


def form_page(
    request: DeskRequest, forms: PersonForms, status: int = HTTPStatus.OK, conflict: str = ""
) -> HttpResponse:
    """The page of the form."""
    context = {
        "forms": forms,
        "main": forms.main,
        "sheet": forms.sheet,
        "wrong": forms.wrong if status == HTTPStatus.UNPROCESSABLE_ENTITY else [],
        "conflict": conflict,
        "everything": rules.can_edit_everything(request.actor),
        "seen": forms.sheet.event_count if forms.sheet else "",
    }
    return render(request, "people/form.html", context, status=status)


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
            context["document"] = operations.reveal_document(
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


@require_http_methods(["GET", "POST"])
@desk_login_required
def new_contact(request: DeskRequest, person_id: int) -> HttpResponse:
    """Add a contact to a person, from its page or from the form that needs one."""
    sheet = person_sheet(request.actor, person_id)
    rules.check_can_edit(request.actor)
    form = NewContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        with form_refusals(form):
            contact = operations.add_contact(actor=request.actor, person_id=person_id, **values)
            names = {"name": contact.name, "person": sheet.name}
            told = _("%(name)s is a contact of %(person)s now.") % names
            url = reverse("people:person", args=[person_id])
            response = done(request, told, url, parts=("person",))
            return announce(response, "contact-added", {"person": person_id, "contact": contact.pk})
    context = {"sheet": sheet, "form": form}
    return render_page(request, "people/new_contact.html", "dialog", context, status=form_status(form))


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
