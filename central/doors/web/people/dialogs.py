"""The dialogs of a person: one address, one contact; and taking them out."""

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from central.domain.people import rules
from central.domain.people.changes import ChangedMeanwhile
from central.domain.people.operations import remove_address, retire_contact, save_address, save_contact
from central.domain.people.sheet import PersonSheet, person_sheet
from central.doors.web.errors import form_refusals
from central.doors.web.http import (
    DeskRequest,
    announce,
    desk_login_required,
    done,
    form_status,
    render_page,
)
from central.doors.web.people.pages import conflict_context, see_again
from central.doors.web.people.tab_forms import AddressDialogForm, ContactDialogForm
from central.foundation.errors import Invalid, NotFound

PART = ("person",)


@require_http_methods(["GET", "POST"])
@desk_login_required
def address(request: DeskRequest, person_id: int, address_id: int | None = None) -> HttpResponse:
    """A new address of a person, or one that is there."""
    sheet = person_sheet(request.actor, person_id)
    rules.check_can_edit(request.actor)
    line = next((row for row in sheet.addresses if row.id == address_id), None)
    if address_id is not None and line is None:
        raise NotFound(_("This address is no longer in the register."))
    if request.method == "POST":
        form = AddressDialogForm(request.POST)
    elif line:
        form = AddressDialogForm.filled(line, sheet.event_count)
    else:
        initial = {"kind": "installation" if sheet.addresses else "main"}
        form = AddressDialogForm(initial={**initial, "seen": sheet.event_count})
    context: dict[str, Any] = {"sheet": sheet, "form": form, "line": line, "seen": sheet.event_count}
    status = HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        try:
            with form_refusals(form):
                save_address(
                    actor=request.actor,
                    person_id=person_id,
                    address=form.given(address_id),
                    expected_event_count=form.cleaned_data["seen"],
                    once=form.cleaned_data["once"],
                )
                return done(request, _("Address saved."), tab_of(sheet, "addresses"), parts=PART)
        except ChangedMeanwhile as error:
            context |= conflict_context(error)
            see_again(form, sheet)
            status = HTTPStatus.CONFLICT
    return dialog(request, "people/address.html", context, form_status(form) if status == 200 else status)


@require_http_methods(["GET", "POST"])
@desk_login_required
def contact(request: DeskRequest, person_id: int, contact_id: int | None = None) -> HttpResponse:
    """A new contact of a person, from its page or from the form that needs one; or one that is there."""
    sheet = person_sheet(request.actor, person_id)
    rules.check_can_edit(request.actor)
    line = next((row for row in sheet.contacts if row.id == contact_id and not row.is_self), None)
    if contact_id is not None and line is None:
        raise NotFound(_("This contact is no longer in the register."))
    if request.method == "POST":
        form = ContactDialogForm(request.POST)
    elif line:
        form = ContactDialogForm.filled(line, sheet.event_count)
    else:
        form = ContactDialogForm(initial={"seen": sheet.event_count})
    context: dict[str, Any] = {"sheet": sheet, "form": form, "line": line, "seen": sheet.event_count}
    status = HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        try:
            return contact_saved(request, sheet, form, contact_id)
        except Invalid as error:
            form.refuse(error.errors)
        except ChangedMeanwhile as error:
            context |= conflict_context(error)
            see_again(form, sheet)
            status = HTTPStatus.CONFLICT
    return dialog(request, "people/contact.html", context, form_status(form) if status == 200 else status)


def contact_saved(
    request: DeskRequest, sheet: PersonSheet, form: ContactDialogForm, contact_id: int | None
) -> HttpResponse:
    """Save a contact and tell the page, so that a field that waits for it can take it."""
    values = form.cleaned_data
    saved = save_contact(
        actor=request.actor,
        person_id=sheet.id,
        contact=form.given(contact_id),
        expected_event_count=values["seen"],
        once=values["once"],
    )
    names = {"name": saved.name, "person": sheet.name}
    told = _("%(name)s is a contact of %(person)s now.") if contact_id is None else _("%(name)s saved.")
    response = done(request, told % names, tab_of(sheet, "contact_list"), parts=PART)
    if contact_id is not None:
        return response
    return announce(response, "contact-added", {"person": sheet.id, "contact": saved.pk})


def tab_of(sheet: PersonSheet, name: str) -> str:
    """The address of a tab."""
    return reverse(f"people:{name}", args=[sheet.id])


def dialog(request: DeskRequest, template: str, context: dict[str, Any], status: int) -> HttpResponse:
    """The dialog, or its page; a conflict comes back as a form to look at, not as a mere refusal."""
    shown = HTTPStatus.UNPROCESSABLE_ENTITY if status == HTTPStatus.CONFLICT else status
    return render_page(request, template, "dialog", context, status=shown)


@require_POST
@desk_login_required
def drop_address(request: DeskRequest, person_id: int, address_id: int) -> HttpResponse:
    """Take an address out."""
    remove_address(actor=request.actor, person_id=person_id, address_id=address_id)
    url = reverse("people:addresses", args=[person_id])
    return done(request, _("Address taken out. It stays in the history."), url, parts=PART)


@require_POST
@desk_login_required
def drop_contact(request: DeskRequest, person_id: int, contact_id: int) -> HttpResponse:
    """Put a contact out of use."""
    gone = retire_contact(actor=request.actor, person_id=person_id, contact_id=contact_id)
    url = reverse("people:contact_list", args=[person_id])
    return done(request, _("%(name)s is out of use now.") % {"name": gone.name}, url, parts=PART)
