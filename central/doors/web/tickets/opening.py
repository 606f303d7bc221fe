"""Abrir solicitação: the page, its parts that follow a choice, and the page that shows the new number."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from central.domain.catalog.priorities import default_rank
from central.domain.people.queries import contacts_of, picked_person
from central.domain.tickets import field_rows, options, queries, rules
from central.domain.tickets.opening_options import default_description, standing_words, type_start
from central.domain.tickets.operations.opening import open_ticket
from central.doors.web import drafting
from central.doors.web.forms import act_refusals, refill
from central.doors.web.http import DeskRequest, desk_login_required, next_url, see_other
from central.doors.web.tickets import acting
from central.doors.web.tickets.acting import status_of
from central.doors.web.tickets.due import due_context, number
from central.doors.web.tickets.fields import add_fields
from central.doors.web.tickets.filing import LEADS, offer_filing
from central.doors.web.tickets.forms_opening import OpeningForm
from central.foundation.actor import Actor
from central.foundation.errors import AlreadyDone, NotFound

PIECES = {
    "customer": ("contact", "due", "recent", "standing"),
    "type": (
        *("service_level", "due", "priority", "team", "assignee", "fields"),
        *("filing", "opening_checklist", "template", "standing"),
    ),
    **LEADS,
    "service_level": ("due",),
    "team": ("assignee",),
}


@require_http_methods(["GET", "POST"])
@desk_login_required
def open_page(request: DeskRequest) -> HttpResponse:
    """The page, and the opening."""
    actor = request.actor
    rules.check_can_open(actor)
    if request.method == "POST" and "reload" not in request.POST:
        return open_now(request)
    sent, draft = request.POST, drafting.found(request)
    start = refill(sent) if sent else with_draft(request, draft)
    form = OpeningForm(initial=with_defaults(actor, start), actor=actor)
    if draft is not None and not sent:
        form.take_up(draft)
    if sent:
        given = OpeningForm(sent, request.FILES, actor=actor)
        given.is_valid()
        form.kept, form.uploads = given.kept, given.uploads
    return opening_page(request, form)


def start_of(request: DeskRequest) -> dict[str, Any]:
    """What the page opens with: the client of the address, a protocol to be worked on."""
    statuses = options.opening_statuses()
    customer_id = number(request.GET.get("cliente") or request.GET.get("customer"))
    return {
        "customer": customer_id if person_of(request.actor, customer_id) else None,
        "status": next((s.id for s in statuses if s.base == "in_progress"), None),
        "type": number(request.GET.get("tipo")),
        "priority": default_rank(),
    }


def with_draft(request: DeskRequest, draft: drafting.FormDraft | None) -> dict[str, Any]:
    """What the page opens with, and over it the draft, but for another client than that of the address."""
    start = start_of(request)
    kept = refill(draft.values) if draft else {}
    if start["customer"] and str(start["customer"]) != kept.get("customer"):
        kept.pop("contact", None)
        kept.pop("customer", None)
    return start | kept


def with_defaults(actor: Actor, given: dict[str, Any]) -> dict[str, Any]:
    """What was chosen with the defaults of the type, and the only contact, where nothing else was chosen."""
    filled = dict(given)
    defaults = options.type_defaults(number(given.get("type")))
    if defaults and str(given.get("type")) != str(given.get("type_before", "")):
        filled |= {
            "service_level": defaults.level_id,
            "team": defaults.team_id,
            "priority": defaults.priority,
            "assignee": type_start(number(given.get("type"))).assignee_id,
            "description": proposed_description(given),
        }
    contacts = contact_choices(actor, number(filled.get("customer")))
    if contacts and str(filled.get("contact") or "") not in {value for value, _label in contacts}:
        filled["contact"] = contacts[0][0]
    return filled


def proposed_description(given: dict[str, Any]) -> str:
    """The text of the type where nothing was typed, or still stands what the type before proposed."""
    typed, before = str(given.get("description") or ""), number(given.get("type_before"))
    if typed.strip() and typed.split() != default_description(before).split():
        return typed
    return default_description(number(given.get("type")))


def open_now(request: DeskRequest) -> HttpResponse:
    """Open the protocol, or show the page again."""
    actor = request.actor
    form = OpeningForm(request.POST, request.FILES, actor=actor)
    if form.is_valid():
        try:
            with act_refusals(form):
                ticket = open_ticket(
                    actor=actor,
                    ticket=form.ticket(options.manual_levels()),
                    once=form.cleaned_data["once"],
                )
                drafting.forget(request)
                return see_other(reverse("tickets:opened", args=[ticket.protocol]))
        except AlreadyDone as error:
            made = queries.protocol_number(error.result_id)
            if made is None:
                raise
            return see_other(reverse("tickets:opened", args=[made]))
    return opening_page(request, form)


def person_of(actor: Actor, person_id: int | None) -> Any:
    """The client as the picker shows one; None for nobody, or for somebody not visible."""
    try:
        return picked_person(actor, person_id) if person_id else None
    except NotFound:
        return None


def contact_choices(actor: Actor, customer_id: int | None) -> options.Choices:
    """The contacts of the client."""
    try:
        return [(str(c.id), c.label) for c in contacts_of(actor, customer_id)] if customer_id else []
    except NotFound:
        return []


def opening_context(request: DeskRequest, form: OpeningForm) -> dict[str, Any]:
    """The form with its choices, and what stands beside it."""
    actor = request.actor
    customer_id = number(form["customer"].value())
    type_id = number(form["type"].value())
    team_id = number(form["team"].value())
    defaults, start = options.type_defaults(type_id), type_start(type_id, customer_id)
    statuses = options.opening_statuses()
    fields: dict[str, Any] = form.fields
    fields["contact"].offer(contact_choices(actor, customer_id))
    fields["origin"].offer(options.origins())
    fields["type"].offer(options.types_grouped(attended=True))
    fields["service_level"].offer(options.service_levels(type_id))
    fields["status"].offer([(str(s.id), s.name) for s in statuses])
    fields["solution"].offer(options.solutions())
    fields["team"].offer(options.teams())
    fields["assignee"].offer(options.team_people(team_id))
    present = defaults.priority if defaults else None
    fields["priority"].offer(options.priorities(actor, present, may_lower=True))
    return {
        "form": form,
        "customer": person_of(actor, customer_id),
        "requester": person_of(actor, number(form["requester"].value())),
        "type_before": type_id or "",
        "title_hint": defaults.title_hint if defaults else "",
        "closing": ",".join(str(s.id) for s in statuses if s.base == "closed"),
        "custom": add_fields(form, field_rows.opening_fields(type_id)),
        "recent": queries.recent_tickets(actor, customer_id) if customer_id else [],
        "start": start,
        "standing": standing_words(customer_id),
        "opening_checklist": acting.checklist_of(form, start.checklist, acting.OPENING),
        **offer_filing(form, type_id),
        "file_hint": _("up to %(limit)s MB each") % {"limit": form.file_limit},
        **due_context(form, customer_id=customer_id),
    }


def opening_page(request: DeskRequest, form: OpeningForm) -> HttpResponse:
    """The page with its choices."""
    context = opening_context(request, form)
    drafting.place(request, form)
    context["back"] = next_url(request, reverse("workspace:central"))
    return render(request, "tickets/open.html", context, status=status_of(form))


@require_GET
@desk_login_required
def open_pieces(request: DeskRequest) -> HttpResponse:
    """The parts of the page that follow what was just chosen."""
    rules.check_can_open(request.actor)
    leads = set(request.GET.get("changed", "").split(","))
    given = refill(request.GET)
    if "type" not in leads:
        given["type_before"] = given.get("type", "")
    if "team" in leads:
        given["assignee"] = None
    form = OpeningForm(initial=with_defaults(request.actor, given), actor=request.actor)
    pieces = {piece: True for lead in PIECES if lead in leads for piece in PIECES[lead]}
    context = opening_context(request, form) | {"pieces": list(pieces)}
    return render(request, "tickets/parts/open_pieces.html", context)


@require_GET
@desk_login_required
def opened(request: DeskRequest, protocol: int) -> HttpResponse:
    """The new protocol: its number large, to copy and to read out."""
    return render(request, "tickets/opened.html", {"ticket": queries.opened_ticket(request.actor, protocol)})
