"""The papers of a person: the tabs *Documentos*, *Consentimentos* and *Histórico*, and their dialogs."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from central.domain.company.parameters import text_of
from central.domain.people import rules
from central.domain.people.operations import (
    attach_person_document,
    give_consent,
    open_person_document,
    remove_person_document,
    withdraw_consent,
)
from central.domain.people.papers import HistoryEntry, consents_of, files_of, history_of
from central.domain.people.sheet import person_sheet
from central.doors.web.downloads import file_answer
from central.doors.web.errors import form_refusals
from central.doors.web.http import DeskRequest, desk_login_required, done, form_status, render_page
from central.doors.web.people.labels import (
    CONSENT_CHANNELS,
    CONSENT_PURPOSES,
    FACT_NAMES,
    FILE_KINDS,
    READINGS,
    name_of,
    part_name,
    shown_value,
)
from central.doors.web.people.pages import tab_page
from central.doors.web.people.tab_forms import ConsentDialogForm, FileDialogForm, WithdrawDialogForm
from central.doors.web.people.tabs import page_address
from central.doors.web.people.views import number_of
from central.foundation.errors import NotFound

PART = ("person",)


@require_GET
@desk_login_required
def files(request: DeskRequest, person_id: int) -> HttpResponse:
    """The tab *Documentos*."""
    actor = request.actor
    context = {
        "files": [
            {"line": line, "kind": name_of(FILE_KINDS, line.kind)} for line in files_of(actor, person_id)
        ],
        "can_keep": rules.can_keep_papers(actor),
        "can_remove": rules.can_remove_papers(actor),
        "can_open": rules.can_reveal_document(actor),
    }
    return tab_page(request, person_sheet(actor, person_id), "files", context)


@require_http_methods(["GET", "POST"])
@desk_login_required
def add_file(request: DeskRequest, person_id: int) -> HttpResponse:
    """Keep a document."""
    actor = request.actor
    sheet = person_sheet(actor, person_id)
    rules.check_can_keep_papers(actor)
    form = FileDialogForm(request.POST or None, request.FILES or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        with form_refusals(form):
            attach_person_document(
                actor=actor,
                person_id=person_id,
                kind=values["kind"],
                file_id=next(iter(values["file"]), ""),
                description=values["description"],
                valid_from=values["valid_from"],
                valid_until=values["valid_until"],
                once=values["once"],
            )
            return done(request, _("Document kept."), tab_address("files", person_id), parts=PART)
    hint = _("up to %(limit)s MB: picture, PDF, audio, spreadsheet") % {"limit": form.file_limit}
    context = {"sheet": sheet, "form": form, "file_hint": hint}
    return render_page(request, "people/file.html", "dialog", context, status=form_status(form))


@require_GET
@desk_login_required
def open_file(request: DeskRequest, person_id: int, file_id: int) -> HttpResponseBase:
    """The file of a document; the reading is recorded."""
    response = file_answer(open_person_document(actor=request.actor, person_id=person_id, file_id=file_id))
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
@desk_login_required
def drop_file(request: DeskRequest, person_id: int, file_id: int) -> HttpResponse:
    """Take a document off the page."""
    remove_person_document(actor=request.actor, person_id=person_id, file_id=file_id)
    return done(request, _("Document taken out."), tab_address("files", person_id), parts=PART)


@require_GET
@desk_login_required
def consents(request: DeskRequest, person_id: int) -> HttpResponse:
    """The tab *Consentimentos*."""
    actor = request.actor
    context = {
        "consents": [
            {
                "line": line,
                "purpose": name_of(CONSENT_PURPOSES, line.purpose),
                "channel": name_of(CONSENT_CHANNELS, line.channel),
                "withdrawn_channel": name_of(CONSENT_CHANNELS, line.withdrawn_channel),
            }
            for line in consents_of(actor, person_id)
        ],
        "can_keep": rules.can_keep_papers(actor),
    }
    return tab_page(request, person_sheet(actor, person_id), "consents", context)


@require_http_methods(["GET", "POST"])
@desk_login_required
def add_consent(request: DeskRequest, person_id: int) -> HttpResponse:
    """Record a consent."""
    actor = request.actor
    sheet = person_sheet(actor, person_id)
    rules.check_can_keep_papers(actor)
    form = ConsentDialogForm(request.POST or None, initial={"text": text_of("consent_text")})
    if request.method == "POST" and form.is_valid():
        with form_refusals(form):
            give_consent(actor=actor, person_id=person_id, **form.cleaned_data)
            return done(request, _("Consent recorded."), tab_address("consents", person_id), parts=PART)
    context = {"sheet": sheet, "form": form}
    return render_page(request, "people/consent.html", "dialog", context, status=form_status(form))


@require_http_methods(["GET", "POST"])
@desk_login_required
def withdraw(request: DeskRequest, person_id: int, consent_id: int) -> HttpResponse:
    """Record that a consent was taken back."""
    actor = request.actor
    sheet = person_sheet(actor, person_id)
    rules.check_can_keep_papers(actor)
    line = next((row for row in consents_of(actor, person_id) if row.id == consent_id), None)
    if line is None:
        raise NotFound(_("This consent is not in the register."))
    form = WithdrawDialogForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form_refusals(form):
            withdraw_consent(actor=actor, person_id=person_id, consent_id=consent_id, **form.cleaned_data)
            return done(request, _("Consent withdrawn."), tab_address("consents", person_id), parts=PART)
    context = {"sheet": sheet, "form": form, "line": line, "purpose": name_of(CONSENT_PURPOSES, line.purpose)}
    return render_page(request, "people/withdraw.html", "dialog", context, status=form_status(form))


@require_GET
@desk_login_required
def history(request: DeskRequest, person_id: int) -> HttpResponse:
    """The tab *Histórico*: every change from → to, and who looked at documents."""
    sheet = person_sheet(request.actor, person_id)
    rules.check_can_read_history(request.actor)
    before = number_of(request.GET.get("depois"))
    entries, rest = history_of(request.actor, person_id, before=before)
    here = tab_address("history", person_id)
    context = {
        "entries": [history_row(entry) for entry in entries],
        "next": page_address(here, "depois", str(rest)) if rest else "",
        "newest": here if before else "",
    }
    return tab_page(request, sheet, "history", context)


def history_row(entry: HistoryEntry) -> dict[str, Any]:
    """A fact in the words of the screen."""
    parts = ", ".join(part_name(part).lower() for part in entry.parts)
    return {
        "entry": entry,
        "does": FACT_NAMES.get(entry.name, entry.name),
        "parts": parts if entry.name == "PersonUpdated" else "",
        "is_reading": entry.name in READINGS,
        "changes": [
            {
                "part": part_name(change.part),
                "before": shown_value(change.part, change.before),
                "after": shown_value(change.part, change.after),
                "is_whole": change.is_whole,
            }
            for change in entry.changes
        ],
    }


def tab_address(name: str, person_id: int) -> str:
    """The address of a tab."""
    return reverse(f"people:{name}", args=[person_id])
