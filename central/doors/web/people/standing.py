"""How the contract of a client stands: a dialog of *Dados principais*."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from central.domain.people import rules
from central.domain.people.changes import ChangedMeanwhile
from central.domain.people.choices import ContractStanding
from central.domain.people.operations import set_contract_standing
from central.domain.people.sheet import person_sheet
from central.doors.web.errors import form_refusals
from central.doors.web.http import DeskRequest, desk_login_required, done, form_status, render_page
from central.doors.web.people.pages import conflict_context, see_again
from central.doors.web.people.tab_forms import SeenForm


class StandingForm(SeenForm):
    """The dialog *Situação do contrato*."""

    standing = forms.ChoiceField(
        label=gettext_lazy("Standing of the contract"),
        choices=ContractStanding.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose from the list.")},
    )


@require_http_methods(["GET", "POST"])
@desk_login_required
def standing(request: DeskRequest, person_id: int) -> HttpResponse:
    """Say how the contract of a client stands."""
    sheet = person_sheet(request.actor, person_id)
    rules.check_can_change(request.actor, {"contract_standing"})
    initial = {"standing": sheet.contract_standing, "seen": sheet.event_count}
    form = StandingForm(request.POST or None, initial=initial)
    context: dict[str, Any] = {"sheet": sheet, "form": form}
    status: int = HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        try:
            with form_refusals(form):
                set_contract_standing(
                    actor=request.actor,
                    person_id=person_id,
                    standing=form.cleaned_data["standing"],
                    expected_event_count=form.cleaned_data["seen"],
                    once=form.cleaned_data["once"],
                )
                url = reverse("people:edit", args=[person_id])
                return done(request, _("Standing of the contract saved."), url, parts=("person",), go=True)
        except ChangedMeanwhile as error:
            context |= conflict_context(error)
            see_again(form, sheet)
            status = HTTPStatus.CONFLICT
    if status == HTTPStatus.OK:
        status = form_status(form)
    return render_page(request, "people/standing.html", "dialog", context, status=status)
