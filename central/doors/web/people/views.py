"""Pessoas - Completo: the whole document, in and out of use, the answers to pickers."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from central.domain.access.permissions import Permission
from central.domain.people import operations, queries, rules
from central.domain.people.choices import ROLE_NAMES
from central.domain.people.sheet import person_sheet
from central.doors.web.errors import form_refusals
from central.doors.web.http import DeskRequest, desk_login_required, done, form_status, render_page
from central.doors.web.people.forms import RevealForm
from central.foundation.actor import Actor

PICKS = {"clientes": "clients", "colaboradores": "collaborators", "tecnicos": "technicians"}


def number_of(text: str | None) -> int | None:
    """A row's number out of the address, None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None


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
