"""Calendars and holidays as their pages show them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from central.domain.calendars import rules
from central.domain.calendars.inputs import HolidayValues, Window
from central.domain.calendars.models import Calendar, CalendarWindow, Holiday, HolidayScope
from central.domain.calendars.operations.windows import windows_of
from central.domain.calendars.proposing import Proposal, copy_proposals, import_proposals, values_of
from central.domain.calendars.uses import Uses, uses_of
from central.foundation.actor import Actor
from central.foundation.errors import NotFound


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """A calendar with its windows and who counts by it."""

    id: int
    name: str
    is_calendar_days: bool
    time_zone: str
    is_active: bool
    windows: tuple[Window, ...]
    uses: Uses
    event_count: int

    @property
    def minutes(self) -> int:
        """Minutes that count in a week."""
        return sum(window.ends_at - window.starts_at for window in self.windows)


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """A holiday of a year."""

    id: int
    values: HolidayValues
    is_active: bool
    is_past: bool
    event_count: int


@dataclass(frozen=True, slots=True)
class HolidayYear:
    """The holidays of a year that were asked for, and the places that one may ask for."""

    rows: tuple[HolidayRow, ...]
    cities: tuple[tuple[str, str], ...]
    missing_next_year: tuple[str, ...]
    has_next_year: bool


def calendar_rows(actor: Actor) -> list[CalendarRow]:
    """All calendars, active ones first, by name."""
    rules.check_can_view(actor)
    calendars = list(Calendar.objects.order_by("-is_active", "name", "id"))
    uses = uses_of([calendar.pk for calendar in calendars])
    windows: dict[int, list[Window]] = {calendar.pk: [] for calendar in calendars}
    for row in CalendarWindow.objects.order_by("weekday", "starts_at", "id"):
        if row.calendar_id in windows:
            windows[row.calendar_id].append(Window(row.weekday, row.starts_at, row.ends_at))
    return [row_of(c, tuple(windows[c.pk]), uses[c.pk]) for c in calendars]


def calendar_sheet(actor: Actor, calendar_id: int) -> CalendarRow:
    """One calendar; raises `NotFound`."""
    rules.check_can_view(actor)
    calendar = Calendar.objects.filter(pk=calendar_id).first()
    if calendar is None:
        raise NotFound(_("This calendar does not exist."))
    return row_of(calendar, windows_of(calendar), uses_of([calendar.pk])[calendar.pk])


def row_of(calendar: Calendar, windows: tuple[Window, ...], uses: Uses) -> CalendarRow:
    """A stored calendar as a row."""
    return CalendarRow(
        calendar.pk, calendar.name, calendar.is_calendar_days, calendar.time_zone, calendar.is_active,
        windows, uses, calendar.event_count,
    )  # fmt: skip


def holiday_year(
    actor: Actor, year: int, *, states: Collection[str] | None = None, city_ibge_code: str = ""
) -> HolidayYear:
    """The holidays of a year by date: the national ones and those of some states (None: all) and towns.

    With a town's code only the town's own, its state's and the national ones.
    """
    rules.check_can_view(actor)
    here = Q(scope=HolidayScope.NATIONAL)
    if states is None:
        here |= Q(scope__in=[HolidayScope.STATE, HolidayScope.CITY])
    else:
        here |= Q(scope=HolidayScope.STATE, state__in=states)
        town = {"city_ibge_code": city_ibge_code} if city_ibge_code else {"state__in": states}
        here |= Q(scope=HolidayScope.CITY, **town)
    rows = Holiday.objects.filter(here, on__year=year).order_by("on", "scope", "state", "city_name", "id")
    towns = Holiday.objects.filter(scope=HolidayScope.CITY).order_by("city_name", "city_ibge_code")
    known = towns.values_list("city_ibge_code", "city_name").distinct()
    now = towns.filter(on__year=year, is_active=True).values_list("city_ibge_code", "city_name").distinct()
    following = Holiday.objects.filter(on__year=year + 1).values_list("scope", "city_ibge_code").distinct()
    there = set(following)
    return HolidayYear(
        rows=tuple(holiday_row(row) for row in rows),
        cities=tuple(dict(known).items()),
        missing_next_year=tuple(name for code, name in dict(now).items() if ("city", code) not in there),
        has_next_year=any(scope != HolidayScope.CITY for scope, _town in there),
    )


def holiday_sheet(actor: Actor, holiday_id: int) -> HolidayRow:
    """One holiday; raises `NotFound`."""
    rules.check_can_view(actor)
    holiday = Holiday.objects.filter(pk=holiday_id).first()
    if holiday is None:
        raise NotFound(_("This holiday does not exist."))
    return holiday_row(holiday)


def holiday_row(holiday: Holiday) -> HolidayRow:
    """A stored holiday as a row."""
    return HolidayRow(
        holiday.pk, values_of(holiday, holiday.on), holiday.is_active, rules.is_past(holiday.on),
        holiday.event_count,
    )  # fmt: skip


def copy_preview(actor: Actor, from_year: int, to_year: int) -> list[Proposal]:
    """What a copy would bring in; raises `Invalid` for the years."""
    rules.check_can_manage(actor)
    return copy_proposals(from_year, to_year)


def import_preview(
    actor: Actor, year: int, states: Collection[str], *, with_optional: bool
) -> list[Proposal]:
    """What an import from the library would bring in; raises `Invalid`."""
    rules.check_can_manage(actor)
    return import_proposals(year, states, with_optional=with_optional)


def year_of(text: str, default: date) -> int:
    """A year that an address names, within the calendar's range; else that of a day."""
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    return year if 2000 <= year <= 2099 else default.year
