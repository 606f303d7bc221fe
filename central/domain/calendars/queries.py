"""Reading calendars: rows become the plain values that business time counts with."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from central.domain.calendars.business_time import DAY_MINUTES, DayOff, WeekWindows, WorkCalendar
from central.domain.calendars.models import Calendar, Holiday, HolidayScope
from central.foundation.errors import NotFound
from central.foundation.prepared.queries import Prepared

DAYS_BEFORE, DAYS_AFTER = 10, 400

ALWAYS_OPEN = WeekWindows(tuple((weekday, 0, DAY_MINUTES) for weekday in range(7)))


def work_calendar(
    calendar_id: int,
    *,
    state: str,
    city_ibge_code: str,
    zone: ZoneInfo,
    around: date,
    until: date | None = None,
    include_optional: bool = False,
) -> WorkCalendar:
    """A calendar as it holds at a place, with the holidays from 10 days before a date to 400 after it.

    Given a later day in `until`, the holidays go on to 400 days after that one.

    A calendar that never closes (24x7), and the one of calendar days, work through holidays. Optional
    days (`ponto facultativo`) count as work unless they are asked for. A calendar with a time zone of its
    own is read on that clock, not on `zone`. Raises `NotFound`.
    """
    windows, own_zone = _week_windows(calendar_id)
    zone = own_zone or zone
    if windows.never_close:
        return WorkCalendar(ALWAYS_OPEN, (), zone)
    days_off = holidays_at(
        state=state,
        city_ibge_code=city_ibge_code,
        since=around - timedelta(days=DAYS_BEFORE),
        until=max(around, until or around) + timedelta(days=DAYS_AFTER),
        include_optional=include_optional,
    )
    return WorkCalendar(windows, days_off, zone)


def holidays_at(
    *, state: str, city_ibge_code: str, since: date, until: date, include_optional: bool = False
) -> tuple[DayOff, ...]:
    """The holidays that hold at a place between two days, both included, by date."""
    rows = HOLIDAYS(
        state=state,
        city_ibge_code=city_ibge_code,
        since=since,
        until=until,
        include_optional=include_optional,
    )
    return tuple(DayOff(on, starts, ends, name) for on, starts, ends, name in rows)


def holiday_rows(
    state: str, city_ibge_code: str, since: date, until: date, include_optional: bool
) -> QuerySet[Any, Any]:
    """What `holidays_at` reads."""
    here = Q(scope=HolidayScope.NATIONAL)
    if state:
        here |= Q(scope=HolidayScope.STATE, state=state)
    if city_ibge_code:
        here |= Q(scope=HolidayScope.CITY, city_ibge_code=city_ibge_code)
    rows = Holiday.objects.filter(here, on__range=(since, until), is_active=True)
    if not include_optional:
        rows = rows.filter(is_optional=False)
    ordered = rows.order_by("on", "starts_minute", "id")
    return ordered.values_list("on", "starts_minute", "ends_minute", "name")


def window_rows(calendar_id: int) -> QuerySet[Any, Any]:
    """What `_week_windows` reads."""
    return Calendar.objects.filter(pk=calendar_id).values_list(
        "is_calendar_days", "time_zone", "windows__weekday", "windows__starts_at", "windows__ends_at"
    )


HOLIDAYS: Prepared[Any] = Prepared(holiday_rows)
WINDOWS: Prepared[Any] = Prepared(window_rows)


def _week_windows(calendar_id: int) -> tuple[WeekWindows, ZoneInfo | None]:
    """The windows of a calendar and, where it has one, its own time zone."""
    rows = WINDOWS(calendar_id=calendar_id)
    if not rows:
        raise NotFound(_("This calendar does not exist."))
    is_calendar_days, zone_name = rows[0][:2]
    zone = ZoneInfo(zone_name) if zone_name else None
    if is_calendar_days:
        return ALWAYS_OPEN, zone
    windows = (row[2:] for row in rows if row[2] is not None)
    return WeekWindows(tuple((day, start, end) for day, start, end in windows)), zone
