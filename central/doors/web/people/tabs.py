"""The tabs of a person beside *Dados principais*: read, and the short forms among them saved."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from central.domain.activities.queries import activities_of_person, last_activities
from central.domain.people.changes import ChangedMeanwhile
from central.domain.people.group_queries import offered_lists
from central.domain.people.operations import save_notes, set_groups, set_roles
from central.domain.people.sheet import AddressLine, PersonSheet, person_sheet
from central.domain.workspace.person import colleague, open_tickets_of, person_tickets
from central.doors.web.errors import form_refusals
from central.doors.web.http import DeskRequest, desk_login_required, done, form_status
from central.doors.web.people.labels import (
    ADDRESS_KIND_NAMES,
    CIVIL_STATUSES,
    GENDERS,
    IDENTITY_KINDS,
    PHONE_USES,
    PROPERTY_KINDS,
    STATE_REGISTRATION_KINDS,
    name_of,
)
from central.doors.web.people.pages import conflict_context, see_again, tab_page
from central.doors.web.people.tab_forms import GroupsForm, NotesForm, RolesForm, SeenForm
from central.doors.web.people.views import number_of


@require_GET
@desk_login_required
def person(request: DeskRequest, person_id: int) -> HttpResponse:
    """Everything about a person at a glance: open protocols, last contacts, how to reach it, who it is."""
    sheet = person_sheet(request.actor, person_id)
    details = sheet.details
    context = {
        "addresses": address_rows(sheet.addresses),
        "open_tickets": open_tickets_of(request.actor, person_id),
        "activities": last_activities(request.actor, person_id),
        "phones": [
            {"line": line, "use": name_of(PHONE_USES, line.use) if line.use != "personal" else ""}
            for line in sheet.phones
        ],
        "words": {
            "gender": name_of(GENDERS, details.gender),
            "civil_status": name_of(CIVIL_STATUSES, details.civil_status),
            "identity_kind": name_of(IDENTITY_KINDS, details.identity_kind),
            "state_registration_kind": name_of(STATE_REGISTRATION_KINDS, details.state_registration_kind),
        },
    }
    return tab_page(request, sheet, "glance", context)


def address_rows(addresses: tuple[AddressLine, ...]) -> list[dict[str, Any]]:
    """Addresses with the words for what they are."""
    return [
        {
            "row": row,
            "kind": ADDRESS_KIND_NAMES.get(row.kind, ""),
            "property": name_of(PROPERTY_KINDS, row.property_kind),
        }
        for row in addresses
    ]


@require_GET
@desk_login_required
def addresses(request: DeskRequest, person_id: int) -> HttpResponse:
    """The tab *Endereços*."""
    sheet = person_sheet(request.actor, person_id)
    return tab_page(request, sheet, "addresses", {"addresses": address_rows(sheet.addresses)})


@require_GET
@desk_login_required
def contact_list(request: DeskRequest, person_id: int) -> HttpResponse:
    """The tab *Contatos*."""
    return tab_page(request, person_sheet(request.actor, person_id), "contacts")


@require_http_methods(["GET", "POST"])
@desk_login_required
def roles(request: DeskRequest, person_id: int) -> HttpResponse:
    """The tab *Papéis*."""
    sheet = person_sheet(request.actor, person_id)
    initial = {"roles": list(sheet.roles), "seen": sheet.event_count}
    form = RolesForm(request.POST or None, initial=initial)
    return saved_tab(
        request,
        sheet,
        "roles",
        form,
        lambda values: set_roles(
            actor=request.actor,
            person_id=person_id,
            roles=frozenset(values["roles"]),
            expected_event_count=values["seen"],
            once=values["once"],
        ),
    )


@require_http_methods(["GET", "POST"])
@desk_login_required
def groups(request: DeskRequest, person_id: int) -> HttpResponse:
    """The tab *Grupos*, with badge and region."""
    sheet = person_sheet(request.actor, person_id)
    offered = offered_lists(request.actor, sheet)
    initial = {
        "groups": [str(group.id) for group in sheet.groups],
        "badge": str(sheet.badge.id) if sheet.badge else "",
        "region": str(sheet.region.id) if sheet.region else "",
        "seen": sheet.event_count,
    }
    form = GroupsForm(request.POST or None, initial=initial, offered=offered)
    return saved_tab(
        request,
        sheet,
        "groups",
        form,
        lambda values: set_groups(
            actor=request.actor,
            person_id=person_id,
            group_ids=[int(pk) for pk in values["groups"]],
            badge_id=number_of(values["badge"]),
            region_id=number_of(values["region"]),
            expected_event_count=values["seen"],
            once=values["once"],
        ),
    )


@require_http_methods(["GET", "POST"])
@desk_login_required
def notes(request: DeskRequest, person_id: int) -> HttpResponse:
    """The tab *Observações*."""
    sheet = person_sheet(request.actor, person_id)
    initial = {"notes": sheet.notes, "admin_notes": sheet.admin_notes, "seen": sheet.event_count}
    form = NotesForm(request.POST or None, initial=initial)
    return saved_tab(
        request,
        sheet,
        "notes",
        form,
        lambda values: save_notes(
            actor=request.actor,
            person_id=person_id,
            notes=values["notes"],
            admin_notes=values["admin_notes"],
            expected_event_count=values["seen"],
            once=values["once"],
        ),
    )


def saved_tab(
    request: DeskRequest, sheet: PersonSheet, tab: str, form: SeenForm, operation: Callable[..., object]
) -> HttpResponse:
    """Save the short form of a tab, or show it: as it is, with what is wrong, with what changed meanwhile."""
    context: dict[str, Any] = {"form": form, "seen": sheet.event_count}
    if not sheet.can_edit_everything:
        for field in form.fields.values():
            field.disabled = request.method != "POST"
    status = HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        try:
            with form_refusals(form):
                operation(form.cleaned_data)
                told = _("%(name)s saved.") % {"name": sheet.name}
                return done(request, told, reverse(f"people:{tab}", args=[sheet.id]), go=True)
        except ChangedMeanwhile as error:
            context |= conflict_context(error)
            see_again(form, sheet)
            status = HTTPStatus.CONFLICT
    shown_status = status if status is HTTPStatus.CONFLICT else form_status(form)
    return tab_page(request, sheet, tab, context, status=shown_status, keeps_typed=True)


@require_GET
@desk_login_required
def colleague_tab(request: DeskRequest, person_id: int) -> HttpResponse:
    """The tab *Colaborador*: teams, user, attributes."""
    sheet = person_sheet(request.actor, person_id)
    return tab_page(request, sheet, "colleague", {"colleague": colleague(request.actor, person_id)})


@require_GET
@desk_login_required
def tickets(request: DeskRequest, person_id: int) -> HttpResponse:
    """The tab *Solicitações*: the protocols of the person that the actor may see."""
    sheet = person_sheet(request.actor, person_id)
    after, before = request.GET.get("depois", "")[:60], request.GET.get("antes", "")[:60]
    page = person_tickets(request.actor, person_id, after=after, before=before)
    here = reverse("people:tickets", args=[person_id])
    context = {
        "tickets": page.rows,
        "next": page_address(here, "depois", page.next_mark),
        "previous": page_address(here, "antes", page.previous_mark),
    }
    return tab_page(request, sheet, "tickets", context)


@require_GET
@desk_login_required
def activities(request: DeskRequest, person_id: int) -> HttpResponse:
    """The tab *Atividades*: the activity records of the person that the actor may see."""
    sheet = person_sheet(request.actor, person_id)
    before = number_of(request.GET.get("depois"))
    page = activities_of_person(request.actor, person_id, before_id=before)
    here = reverse("people:activities", args=[person_id])
    context = {
        "activities": page.rows,
        "next": page_address(here, "depois", str(page.rows[-1].id)) if page.has_more else "",
        "newest": here if before else "",
    }
    return tab_page(request, sheet, "activities", context)


def page_address(here: str, word: str, mark: str) -> str:
    """The address of a neighbouring page, '' where there is none."""
    return f"{here}?{urlencode({word: mark})}" if mark else ""
