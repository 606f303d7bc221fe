"""Calendários: the list and the week editor."""

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from central.domain.calendars import operations, rules
from central.domain.calendars.inputs import CalendarValues
from central.domain.calendars.listing import CalendarRow, calendar_rows, calendar_sheet
from central.domain.people.facts import facts_of
from central.doors.web.calendars.forms import CalendarForm
from central.doors.web.calendars.week import Week
from central.doors.web.calendars.words import history_lines, uses_in_words, zone_name
from central.doors.web.http import DeskRequest, desk_login_required, done, render_page, see_other
from central.foundation.errors import AlreadyDone, Conflict, Invalid


@require_GET
@desk_login_required
def calendars(request: DeskRequest) -> HttpResponse:
    """The list of calendars, each with the picture of its week."""
    rows = [
        {
            "sheet": row,
            "week": Week.of(row.windows),
            "zone": zone_name(row.time_zone),
            "used_by": uses_in_words(row.uses),
        }
        for row in calendar_rows(request.actor)
    ]
    context = {"rows": rows, "can_manage": rules.can_manage(request.actor)}
    return render_page(request, "calendars/list.html", "list", context)


@require_http_methods(["GET", "POST"])
@desk_login_required
def create(request: DeskRequest) -> HttpResponse:
    """The form of a new calendar."""
    rules.check_can_manage(request.actor)
    if request.method == "POST":
        return save(request, None)
    return form_page(request, None, CalendarForm(), Week.of(()))


@require_http_methods(["GET", "POST"])
@desk_login_required
def edit(request: DeskRequest, calendar_id: int) -> HttpResponse:
    """The form of a calendar, with who counts by it and its history."""
    sheet = calendar_sheet(request.actor, calendar_id)
    if request.method == "POST":
        return save(request, sheet)
    return form_page(request, sheet, CalendarForm.of(sheet), Week.of(sheet.windows))


def save(request: DeskRequest, sheet: CalendarRow | None) -> HttpResponse:
    """Change the rows of the editor, or call the operation and show the form again with what is wrong."""
    week, form = Week.typed(request.POST), CalendarForm(request.POST)
    if request.POST.get("do"):
        week.do(request.POST["do"])
        return form_page(request, sheet, CalendarForm(initial=request.POST.dict()), week)
    days = request.POST.get("counts") == "days"
    windows = () if days else week.windows()
    if not form.is_valid() or week.is_wrong:
        return form_page(request, sheet, form, week, HTTPStatus.UNPROCESSABLE_ENTITY)
    given = form.cleaned_data
    values = CalendarValues(given["name"], windows, days, given["time_zone"])
    try:
        if sheet is None:
            saved = operations.create_calendar(actor=request.actor, values=values, once=given["once"])
        else:
            saved = operations.save_calendar(
                actor=request.actor,
                calendar_id=sheet.id,
                values=values,
                expected_event_count=number_of(request.POST.get("seen", "")),
                once=given["once"],
            )
    except Invalid as error:
        week.refuse(error.errors)
        for name, sentence in error.errors.items():
            if not name.startswith("day_"):
                form.add_error(name if name in form.fields else None, str(sentence))
        return form_page(request, sheet, form, week, HTTPStatus.UNPROCESSABLE_ENTITY)
    except Conflict as error:
        return form_page(request, sheet, form, week, HTTPStatus.CONFLICT, str(error))
    except AlreadyDone:
        return see_other(reverse("calendars:list"))
    told = _("Calendar %(name)s saved. Open deadlines are counted anew within minutes.") % {
        "name": saved.name
    }
    return done(request, told, reverse("calendars:edit", args=[saved.pk]), go=True)


def form_page(
    request: DeskRequest,
    sheet: CalendarRow | None,
    form: CalendarForm,
    week: Week,
    status: int = HTTPStatus.OK,
    conflict: str = "",
) -> HttpResponse:
    """The page of the form."""
    history = facts_of("calendar", sheet.id) if sheet else []
    seen = number_of(request.POST.get("seen", ""))
    later = facts_of("calendar", sheet.id, after=seen or 0) if sheet and conflict else []
    context: dict[str, Any] = {
        "sheet": sheet,
        "form": form,
        "week": week.with_rows(),
        "conflict": conflict,
        "later": history_lines(later),
        "history": history_lines(history),
        "used_by": uses_in_words(sheet.uses) if sheet else "",
        "can_manage": rules.can_manage(request.actor),
        "seen": sheet.event_count if sheet and (conflict or seen is None) else seen,
    }
    return render(request, "calendars/form.html", context, status=status)


@require_POST
@desk_login_required
def set_active(request: DeskRequest, calendar_id: int) -> HttpResponse:
    """Put a calendar in or out of use."""
    is_active = request.POST.get("active") == "1"
    changed = operations.set_calendar_active(
        actor=request.actor, calendar_id=calendar_id, is_active=is_active
    )
    told = _("%(name)s is in use again.") if is_active else _("%(name)s is out of use.")
    return done(request, told % {"name": changed.name}, reverse("calendars:list"), go=True)


def number_of(text: str) -> int | None:
    """A number that a form carries, None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
