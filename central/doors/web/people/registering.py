"""A new person, and the tab *Dados principais* of one that is there."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from central.domain.people import rules
from central.domain.people.changes import ChangedMeanwhile
from central.domain.people.inputs import PersonInput
from central.domain.people.operations import register_person, update_person_main
from central.domain.people.sheet import PersonSheet, person_sheet, refusals_of
from central.doors.web.http import DeskRequest, desk_login_required, done, see_other
from central.doors.web.people.pages import conflict_context, tab_page
from central.doors.web.people.rows import PersonForms, empty_forms, forms_of, typed_forms
from central.doors.web.people.views import number_of
from central.foundation.errors import AlreadyDone, Invalid

Shown = Callable[..., HttpResponse]
REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY


@require_http_methods(["GET", "POST"])
@desk_login_required
def create(request: DeskRequest) -> HttpResponse:
    """The form of a new person."""
    actor = request.actor
    rules.check_can_register(actor, {"client"})
    everything = rules.can_edit_everything(actor)

    def show(forms: PersonForms, status: int = HTTPStatus.OK, **context: Any) -> HttpResponse:
        return render(request, "people/form.html", form_context(forms, status) | context, status=status)

    if request.method != "POST":
        return show(empty_forms(everything=everything))
    forms = typed_forms(request.POST, None, everything=everything)

    def register(given: PersonInput, once: str) -> int:
        fields = {name: getattr(given, name) for name in given.__slots__}
        return register_person(actor=actor, once=once, **fields).pk

    return save(request, forms, register, _("%(name)s registered."), show)


@require_http_methods(["GET", "POST"])
@desk_login_required
def edit(request: DeskRequest, person_id: int) -> HttpResponse:
    """The tab *Dados principais*."""
    actor = request.actor
    sheet = person_sheet(actor, person_id)
    rules.check_can_edit(actor)

    def show(forms: PersonForms, status: int = HTTPStatus.OK, **context: Any) -> HttpResponse:
        shown = form_context(forms, status) | context
        return tab_page(request, sheet, "main", shown, status=status, keeps_typed=True)

    if request.method != "POST":
        return show(forms_of(sheet))
    forms = typed_forms(request.POST, sheet, everything=sheet.can_edit_everything)
    seen = number_of(request.POST.get("seen"))

    def update(given: PersonInput, once: str) -> int:
        changed = update_person_main(
            actor=actor, person_id=person_id, given=given, expected_event_count=seen, once=once
        )
        return changed.pk

    return save(request, forms, update, _("%(name)s saved."), show)


def save(
    request: DeskRequest,
    forms: PersonForms,
    operation: Callable[[PersonInput, str], int],
    told: str,
    show: Shown,
) -> HttpResponse:
    """Call the operation with what was typed, or show the form again with all that is wrong."""
    if not forms.main.is_bound:
        return show(forms)
    is_whole = forms.is_valid()
    given = forms.given()
    sheet = forms.sheet
    if not is_whole:
        forms.refuse(refusals_of(request.actor, given, sheet.id if sheet else None))
        return show(forms, REFUSED)
    try:
        saved_id = operation(given, forms.main.cleaned_data["once"])
    except Invalid as error:
        forms.refuse(error.errors)
        return show(forms, REFUSED)
    except ChangedMeanwhile as error:
        return show(forms, HTTPStatus.CONFLICT, **conflict_context(error))
    except AlreadyDone as error:
        return see_other(address_of(error.result_id, sheet))
    shown = given.social_name.strip() or given.name.strip()
    return done(request, told % {"name": shown}, address_of(saved_id, sheet), go=True)


def address_of(saved_id: int | None, sheet: PersonSheet | None) -> str:
    """Where to go on: a new person's page, the same tab of one that was changed."""
    if sheet is not None:
        return reverse("people:edit", args=[sheet.id])
    return reverse("people:person", args=[saved_id]) if saved_id else reverse("people:list")


def form_context(forms: PersonForms, status: int) -> dict[str, Any]:
    """What the templates of the form read."""
    return {
        "forms": forms,
        "main": forms.main,
        "sheet": forms.sheet,
        "wrong": forms.wrong if status == REFUSED else [],
        "everything": forms.everything,
        "seen": forms.sheet.event_count if forms.sheet else "",
    }
