"""Locais: the list, and the form of one."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from central.domain.company import operations, queries, rules
from central.doors.web.errors import form_refusals
from central.doors.web.http import DeskRequest, desk_login_required, done, form_status, render_page
from central.doors.web.places.forms import PlaceForm, place_values
from central.foundation.errors import AlreadyDone, Conflict

GET_OR_POST = ["GET", "POST"]


@require_GET
@desk_login_required
def place_list(request: DeskRequest) -> HttpResponse:
    """The Locais."""
    rows = queries.places_list(request.actor)
    total = ngettext("%(count)s Local", "%(count)s Locais", len(rows)) % {"count": len(rows)}
    context = {"rows": rows, "total": total, "can_change": rules.can_manage_places(request.actor)}
    return render_page(request, "places/list.html", "list", context)


def saved(request: DeskRequest, name: str) -> HttpResponse:
    """Back to the list, which was changed."""
    told = _("Local %(name)s saved.") % {"name": name}
    return done(request, told, reverse("places:list"), go=True)


@require_http_methods(GET_OR_POST)
@desk_login_required
def create(request: DeskRequest) -> HttpResponse:
    """The form of a new Local."""
    rules.check_can_manage_places(request.actor)
    form = PlaceForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            with form_refusals(form):
                given = form.given()
                operations.create_place(actor=request.actor, place=given, once=form.cleaned_data["once"])
                return saved(request, given.name)
        except AlreadyDone:
            return saved(request, form.cleaned_data["name"])
    return render(request, "places/form.html", {"form": form}, status=form_status(form))


@require_http_methods(GET_OR_POST)
@desk_login_required
def edit(request: DeskRequest, place_id: int) -> HttpResponse:
    """The form of a Local; what somebody else saved meanwhile is told and shown."""
    row = queries.place_for_form(request.actor, place_id)
    form = PlaceForm(request.POST or None, initial=place_values(row))
    context = {"form": form, "row": row}
    if not form.is_bound or not form.is_valid():
        return render(request, "places/form.html", context, status=form_status(form))
    given = form.cleaned_data
    try:
        with form_refusals(form):
            operations.update_place(
                actor=request.actor,
                place_id=place_id,
                place=form.given(),
                seen=given["seen"],
                once=given["once"],
            )
            return saved(request, given["name"])
    except AlreadyDone:
        return saved(request, given["name"])
    except Conflict as error:
        context["conflict"] = error.message
        return render(request, "places/form.html", context, status=HTTPStatus.CONFLICT)
    return render(request, "places/form.html", context, status=form_status(form))
