"""Novo registro de atividades, its correction and annulment, and its file."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from central.domain.activities import options, queries, rules
from central.domain.activities.operations import annul_activity, correct_activity, record_activity
from central.domain.people.queries import contacts_of, picked_person
from central.domain.tickets.queries import open_count
from central.doors.web import drafting
from central.doors.web.activities.forms import ActivityForm, AnnulActivityForm
from central.doors.web.downloads import file_answer, thumbnail_answer
from central.doors.web.forms import DeskForm, act_refusals, parts_of, refill
from central.doors.web.http import DeskRequest, desk_login_required, done, next_url, render_page
from central.foundation.actor import Actor
from central.foundation.errors import AlreadyDone, NotFound

GET_OR_POST = ["GET", "POST"]
EVERYTHING = ("*",)


def number(value: Any) -> int | None:
    """A whole number, None for anything else."""
    text = str(value if value is not None else "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 17 else None


def person_of(actor: Actor, person_id: int | None) -> Any:
    """The person as the picker shows one; None for nobody, or for somebody not visible."""
    try:
        return picked_person(actor, person_id) if person_id else None
    except NotFound:
        return None


def contact_choices(actor: Actor, person_id: int | None) -> list[tuple[str, str]]:
    """The contacts of the person."""
    try:
        return [(str(c.id), c.label) for c in contacts_of(actor, person_id)] if person_id else []
    except NotFound:
        return []


def records_url(person_id: int | None) -> str:
    """The client's Atividades in the Central."""
    central = reverse("workspace:central")
    return f"{central}?cliente={person_id}&aba=atividades" if person_id else central


def status_of(form: DeskForm) -> int:
    """409 for what changed meanwhile, 422 for a refused form, 200 for a fresh one."""
    if form.conflict:
        return 409
    return 422 if form.is_bound and form.errors else 200


@require_http_methods(GET_OR_POST)
@desk_login_required
def new(request: DeskRequest) -> HttpResponse:
    """Novo registro de atividades."""
    actor = request.actor
    rules.check_can_record(actor)
    if request.method == "POST" and "reload" not in request.POST:
        return record_now(request)
    if request.method == "GET":
        return activity_window(request, drafting.opened(request, ActivityForm, start_of(request)))
    form = ActivityForm(initial=refill(request.POST), actor=actor)
    sent = ActivityForm(request.POST, request.FILES, actor=actor)
    sent.is_valid()
    form.kept = sent.kept
    return activity_window(request, form)


def start_of(request: DeskRequest) -> dict[str, Any]:
    """What the window opens with: the client at hand and its first contact, today, now."""
    person_id = number(request.GET.get("pessoa") or request.GET.get("customer"))
    day, hour = parts_of(timezone.now())
    person = person_of(request.actor, person_id)
    return {"person": person_id if person else None, "day": day, "start": hour, "end": hour}


def record_now(request: DeskRequest) -> HttpResponse:
    """Record the contact, or show the window again."""
    actor = request.actor
    form = ActivityForm(request.POST, request.FILES, actor=actor)
    message = _("Activity recorded.")
    if form.is_valid():
        try:
            with act_refusals(form):
                made = record_activity(actor=actor, record=form.record(), once=form.cleaned_data["once"])
                drafting.forget(request)
                url = next_url(request, records_url(made.person_id))
                return done(request, message, url, parts=EVERYTHING)
        except AlreadyDone:
            url = next_url(request, records_url(form.cleaned_data["person"]))
            return done(request, message, url, parts=EVERYTHING)
    return activity_window(request, form)


def activity_context(request: DeskRequest, form: DeskForm) -> dict[str, Any]:
    """The form with its choices; the contact is the first one where none was chosen."""
    actor = request.actor
    person_id = number(form["person"].value())
    contacts = contact_choices(actor, person_id)
    chosen = form.initial.get("contact")
    fields: dict[str, Any] = form.fields
    fields["contact"].offer(contacts)
    fields["reason"].offer(options.reasons())
    fields["method"].offer(options.methods())
    if not form.is_bound and contacts and str(chosen or "") not in {value for value, _label in contacts}:
        form.initial["contact"] = contacts[0][0]
    return {
        "form": form,
        "person": person_of(actor, person_id),
        "open_count": open_count(actor, person_id) if person_id else 0,
        "file_hint": _("up to %(limit)s MB: picture, PDF, audio, spreadsheet") % {"limit": form.file_limit},
    }


def activity_window(request: DeskRequest, form: DeskForm, **extra: Any) -> HttpResponse:
    """The window with its choices."""
    drafting.place(request, form)
    context = activity_context(request, form) | {
        "title": _("New activity record"),
        "action": request.get_full_path(),
        "back": next_url(request, records_url(number(form["person"].value()))),
        **extra,
    }
    return render_page(request, "activities/new.html", "dialog", context, status=status_of(form))


@require_GET
@desk_login_required
def pieces(request: DeskRequest) -> HttpResponse:
    """The contacts, and the note on open protocols, of the person just chosen."""
    rules.check_can_record(request.actor)
    form = ActivityForm(initial={"person": request.GET.get("person")}, actor=request.actor)
    return render(request, "activities/pieces.html", activity_context(request, form))


@require_http_methods(GET_OR_POST)
@desk_login_required
def correct(request: DeskRequest, pk: int) -> HttpResponse:
    """Corrigir registro, by its author within 15 minutes."""
    actor = request.actor
    held = queries.activity(actor, pk)
    extra = {"title": _("Correct the activity record"), "correcting": held}
    if request.method == "GET":
        found = queries.activity_for_correction(actor, pk)
        day, start = parts_of(found.started_at)
        initial = {
            "person": found.person_id, "contact": found.contact_id, "reason": found.reason_id,
            "method": found.method_id, "description": found.description, "day": day, "start": start,
            "end": parts_of(found.ended_at)[1],
        }  # fmt: skip
        return activity_window(request, drafting.opened(request, ActivityForm, initial), **extra)
    given = request.POST.copy()
    given["person"] = str(held.person_id)
    form = ActivityForm(given, actor=actor)
    url = next_url(request, records_url(held.person_id))
    message = _("Activity record corrected.")
    if form.is_valid():
        try:
            with act_refusals(form):
                correct_activity(
                    actor=actor, activity_id=pk, record=form.record(), once=form.cleaned_data["once"]
                )
                drafting.forget(request)
                return done(request, message, url, parts=EVERYTHING)
        except AlreadyDone:
            return done(request, message, url, parts=EVERYTHING)
    return activity_window(request, form, **extra)


@require_http_methods(GET_OR_POST)
@desk_login_required
def annul(request: DeskRequest, pk: int) -> HttpResponse:
    """Anular registro, with a reason."""
    actor = request.actor
    held = queries.activity(actor, pk)
    if request.method == "GET":
        held = queries.activity_for_annulment(actor, pk)
    form = (
        AnnulActivityForm(request.POST, actor=actor)
        if request.method == "POST"
        else drafting.opened(request, AnnulActivityForm)
    )
    url = next_url(request, records_url(held.person_id))
    message = _("Activity record annulled.")
    if form.is_bound and form.is_valid():
        try:
            with act_refusals(form):
                annul_activity(
                    actor=actor,
                    activity_id=pk,
                    reason=form.cleaned_data["reason"],
                    once=form.cleaned_data["once"],
                )
                drafting.forget(request)
                return done(request, message, url, parts=EVERYTHING)
        except AlreadyDone:
            return done(request, message, url, parts=EVERYTHING)
    drafting.place(request, form)
    context = {
        "form": form,
        "record": held,
        "title": _("Annul the activity record"),
        "action": request.get_full_path(),
        "back": url,
    }
    return render_page(request, "activities/annul.html", "dialog", context, status=status_of(form))


@require_GET
@desk_login_required
def file(request: DeskRequest, pk: int) -> HttpResponseBase:
    """The file of a record."""
    return file_answer(queries.file_of_activity(request.actor, pk))


@require_GET
@desk_login_required
def thumbnail(request: DeskRequest, pk: int) -> HttpResponseBase:
    """The small picture of a record's photo."""
    return thumbnail_answer(queries.file_of_activity(request.actor, pk))
