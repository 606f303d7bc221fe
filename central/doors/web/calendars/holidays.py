"""Feriados: the year by scope, one holiday, the copy of a year, the import from the library."""

import calendar
import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from central.domain.calendars import operations, rules
from central.domain.calendars.listing import (
    HolidayRow,
    copy_preview,
    holiday_sheet,
    holiday_year,
    import_preview,
    year_of,
)
from central.domain.calendars.proposing import Proposal
from central.domain.calendars.zones import STATES, state_of_city
from central.domain.company.whereabouts import states_of_places
from central.domain.people.facts import facts_of
from central.doors.web.calendars.forms import FIELD_OF, CopyForm, HolidayForm, ImportForm
from central.doors.web.calendars.views import number_of
from central.doors.web.calendars.words import SCOPES, history_lines, hours_of, place_of
from central.doors.web.errors import form_refusals
from central.doors.web.http import DeskRequest, desk_login_required, done, form_status, render_page
from central.foundation.errors import Conflict, Invalid

ALL = "todos"


@require_GET
@desk_login_required
def year_page(request: DeskRequest) -> HttpResponse:
    """The holidays of a year: twelve months and the list, for the company's states or the place chosen."""
    today = timezone.localdate()
    year = year_of(request.GET.get("ano", ""), today)
    place = request.GET.get("onde", "")
    own = states_of_places()
    if city := state_of_city(place):
        found = holiday_year(request.actor, year, states=[city], city_ibge_code=place)
    elif place in STATES:
        found = holiday_year(request.actor, year, states=[place])
    else:
        found = holiday_year(request.actor, year, states=None if place == ALL or not own else own)
    context = {
        "year": year,
        "place": place,
        "own": ", ".join(own),
        "states": STATES,
        "cities": found.cities,
        "rows": [shown(row) for row in found.rows],
        "months": months_of(year, found.rows),
        "weekdays": [(str(WEEKDAYS_ABBR[n])[:1].upper(), WEEKDAYS[n]) for n in (6, 0, 1, 2, 3, 4, 5)],
        "missing": found.missing_next_year if today.month >= 11 and year == today.year else (),
        "no_next_year": today.month >= 11 and year == today.year and not found.has_next_year,
        "can_manage": rules.can_manage(request.actor),
    }
    return render_page(request, "calendars/holidays.html", "year", context)


def shown(row: HolidayRow) -> dict[str, Any]:
    """A holiday with its words."""
    values = row.values
    return {
        "sheet": row,
        "values": values,
        "weekday": WEEKDAYS[values.on.weekday()],
        "scope": SCOPES[values.scope],
        "place": place_of(values),
        "hours": hours_of(values),
    }


def months_of(year: int, rows: tuple[HolidayRow, ...]) -> list[dict[str, Any]]:
    """Twelve months in weeks that begin on Sunday; each day with the holidays on it that count."""
    days: dict[datetime.date, list[HolidayRow]] = {}
    for row in rows:
        if row.is_active:
            days.setdefault(row.values.on, []).append(row)
    weeks = calendar.Calendar(firstweekday=6)
    return [
        {
            "name": str(MONTHS[month]).capitalize(),
            "weeks": [
                [day_cell(day, days.get(day, [])) if day.month == month else None for day in week]
                for week in weeks.monthdatescalendar(year, month)
            ],
        }
        for month in range(1, 13)
    ]


def day_cell(day: datetime.date, holidays: list[HolidayRow]) -> dict[str, Any]:
    """A day of a month; it looks as the widest scope on it."""
    scopes = [scope for scope in SCOPES for row in holidays if row.values.scope == scope]
    is_optional = all(row.values.is_optional for row in holidays)
    return {
        "number": day.day,
        "kind": ("optional" if is_optional else scopes[0]) if holidays else "",
        "names": ", ".join(row.values.name for row in holidays),
        "id": holidays[0].id if holidays else 0,
    }


@require_http_methods(["GET", "POST"])
@desk_login_required
def create(request: DeskRequest) -> HttpResponse:
    """The form of a new holiday."""
    rules.check_can_manage(request.actor)
    form = HolidayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with named_refusals(form):
            made = operations.register_holiday(
                actor=request.actor, values=form.values(), once=form.cleaned_data["once"]
            )
            return done(request, _("%(name)s registered.") % {"name": made.name}, year_url(made.on), go=True)
    return dialog(request, form, None)


@require_http_methods(["GET", "POST"])
@desk_login_required
def edit(request: DeskRequest, holiday_id: int) -> HttpResponse:
    """The form of a holiday, with its history."""
    sheet = holiday_sheet(request.actor, holiday_id)
    form = HolidayForm(request.POST or None, sheet=sheet)
    conflict = ""
    if request.method == "POST" and form.is_valid():
        try:
            with named_refusals(form):
                changed = operations.change_holiday(
                    actor=request.actor,
                    holiday_id=holiday_id,
                    values=form.values(),
                    expected_event_count=number_of(request.POST.get("seen", "")),
                    once=form.cleaned_data["once"],
                )
                told = _("%(name)s saved. Open deadlines are counted anew within minutes.") % {
                    "name": changed.name
                }
                return done(request, told, year_url(changed.on), go=True)
        except Conflict as error:
            conflict = str(error)
    return dialog(request, form, sheet, conflict)


def dialog(
    request: DeskRequest, form: HolidayForm, sheet: HolidayRow | None, conflict: str = ""
) -> HttpResponse:
    """The dialog of a holiday."""
    seen = number_of(request.POST.get("seen", ""))
    later = facts_of("holiday", sheet.id, after=seen or 0) if sheet and conflict else []
    context = {
        "form": form,
        "sheet": sheet,
        "conflict": conflict,
        "later": history_lines(later),
        "history": history_lines(facts_of("holiday", sheet.id)) if sheet else [],
        "seen": sheet.event_count if sheet and (conflict or seen is None) else seen,
        "can_manage": rules.can_manage(request.actor),
    }
    status = HTTPStatus.CONFLICT if conflict else form_status(form)
    return render_page(request, "calendars/holiday.html", "dialog", context, status=status)


@require_POST
@desk_login_required
def set_active(request: DeskRequest, holiday_id: int) -> HttpResponse:
    """Let a holiday count, or no longer."""
    is_active = request.POST.get("active") == "1"
    changed = operations.set_holiday_active(actor=request.actor, holiday_id=holiday_id, is_active=is_active)
    told = _("%(name)s counts again.") if is_active else _("%(name)s no longer counts.")
    return done(request, told % {"name": changed.name}, year_url(changed.on), go=True)


@require_http_methods(["GET", "POST"])
@desk_login_required
def copy(request: DeskRequest) -> HttpResponse:
    """Copy a year to the next: first the preview with a tick for each, then the copy."""
    rules.check_can_manage(request.actor)
    year = year_of(request.GET.get("de", ""), timezone.localdate())
    form = CopyForm(request.POST or None, initial={"from_year": year, "to_year": year + 1})
    proposals: list[Proposal] | None = None
    if request.method == "POST" and form.is_valid():
        years = {name: form.cleaned_data[name] for name in ("from_year", "to_year")}
        with form_refusals(form):
            if request.POST.get("step") == "do":
                ids = {number_of(one) or 0 for one in request.POST.getlist("chosen")}
                added = operations.copy_holidays(
                    actor=request.actor, **years, holiday_ids=ids, once=form.cleaned_data["once"]
                )
                return taken_in(request, added, years["to_year"])
            proposals = copy_preview(request.actor, **years)
    context = {"form": form, "proposals": proposed(proposals), "is_shown": proposals is not None}
    return render_page(request, "calendars/copy.html", "dialog", context, status=form_status(form))


@require_http_methods(["GET", "POST"])
@desk_login_required
def bring_in(request: DeskRequest) -> HttpResponse:
    """Bring national and state holidays in from the library: first the preview, then the import."""
    rules.check_can_manage(request.actor)
    year = year_of(request.GET.get("ano", ""), timezone.localdate())
    form = ImportForm(request.POST or None, initial={"year": year, "states": states_of_places()})
    proposals: list[Proposal] | None = None
    if request.method == "POST" and form.is_valid():
        wanted = {name: form.cleaned_data[name] for name in ("year", "states", "with_optional")}
        with form_refusals(form):
            if request.POST.get("step") == "do":
                added = operations.import_holidays(
                    actor=request.actor, **wanted, once=form.cleaned_data["once"]
                )
                return taken_in(request, added, wanted["year"])
            proposals = import_preview(request.actor, **wanted)
    context = {"form": form, "proposals": proposed(proposals), "is_shown": proposals is not None}
    return render_page(request, "calendars/import.html", "dialog", context, status=form_status(form))


def taken_in(request: DeskRequest, added: int, year: int) -> HttpResponse:
    """How many came in, shown at the year."""
    told = ngettext("%(n)d holiday came in.", "%(n)d holidays came in.", added) % {"n": added}
    return done(request, told, f"{reverse('calendars:holidays')}?ano={year}", go=True)


def proposed(proposals: list[Proposal] | None) -> list[dict[str, Any]]:
    """What would come in, in words."""
    return [
        {
            "proposal": one,
            "values": one.values,
            "weekday": WEEKDAYS[one.values.on.weekday()],
            "place": place_of(one.values),
            "hours": hours_of(one.values),
        }
        for one in proposals or []
    ]


def year_url(on: datetime.date) -> str:
    """The page of the year of a day."""
    return f"{reverse('calendars:holidays')}?ano={on.year}"


@contextmanager
def named_refusals(form: HolidayForm) -> Iterator[None]:
    """Put what the operation finds wrong beside the field that holds the value."""
    try:
        yield
    except Invalid as error:
        for name, sentence in error.errors.items():
            field = FIELD_OF.get(name, name)
            form.add_error(field if field in form.fields else None, str(sentence))
