"""What is given to the operations, and its checking: clean values, or a sentence beside each field."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _

from central.domain.calendars.business_time import DAY_MINUTES
from central.domain.calendars.models import HolidayScope
from central.domain.calendars.zones import STATES, ZONES, state_of_city
from central.foundation.errors import Invalid
from central.foundation.lines import line_or_error

LONGEST_NAME = 80
MOST_WINDOWS_A_DAY = 8
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)

Errors = dict[str, str]


@dataclass(frozen=True, slots=True)
class Window:
    """Minutes of a weekday (0 = Monday) that count, from `starts_at` up to `ends_at` (1440 = midnight)."""

    weekday: int
    starts_at: int
    ends_at: int


@dataclass(frozen=True, slots=True)
class CalendarValues:
    """What a calendar is made of."""

    name: str
    windows: tuple[Window, ...] = ()
    is_calendar_days: bool = False
    time_zone: str = ""


@dataclass(frozen=True, slots=True)
class HolidayValues:
    """What a holiday is made of; `state` belongs to a state one, the town's code and name to a municipal."""

    name: str
    on: date
    scope: str = "national"
    state: str = ""
    city_ibge_code: str = ""
    city_name: str = ""
    starts_minute: int = 0
    ends_minute: int = DAY_MINUTES
    is_optional: bool = False


def clock(minute: int) -> str:
    """A minute of the day as people read it: 08:00, 24:00."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def named(text: str, key: str, errors: Errors, missing: str) -> str:
    """A name as it is stored; what is wrong with it is told."""
    return line_or_error(text, errors, field=key, longest=LONGEST_NAME, missing=missing)


def check_calendar(values: CalendarValues) -> CalendarValues:
    """The values fit to store, windows in order; raises `Invalid` (name, time_zone, windows, day_0…day_6)."""
    errors: Errors = {}
    name = named(values.name, "name", errors, _("Write the name."))
    if values.time_zone and values.time_zone not in ZONES:
        errors["time_zone"] = _("Choose a time zone from the list.")
    windows: tuple[Window, ...] = ()
    if not values.is_calendar_days:
        windows = check_windows(values.windows, errors)
    if errors:
        raise Invalid(_("Some fields need mending."), errors=errors)
    return CalendarValues(name, windows, values.is_calendar_days, values.time_zone)


def check_windows(windows: Iterable[Window], errors: Errors) -> tuple[Window, ...]:
    """Windows in order; those that do not fit into a day or lie over each other are told beside the day."""
    ordered = sorted(windows, key=lambda w: (w.weekday, w.starts_at, w.ends_at))
    for weekday in range(7):
        day = [window for window in ordered if window.weekday == weekday]
        if sentence := wrong_day(day):
            errors[f"day_{weekday}"] = sentence
    if any(not 0 <= window.weekday <= 6 for window in ordered):
        errors["windows"] = _("A window belongs to a day of the week.")
    if not ordered:
        errors["windows"] = _("Give at least one window, or choose calendar days.")
    return tuple(ordered)


def wrong_day(day: list[Window]) -> str:
    """What is wrong with the windows of one day, in order; empty when nothing is."""
    for window in day:
        if not 0 <= window.starts_at < window.ends_at <= DAY_MINUTES:
            return _("%(start)s to %(end)s: the end comes after the start.") % {
                "start": clock(window.starts_at), "end": clock(window.ends_at),
            }  # fmt: skip
    for first, second in pairwise(day):
        if second.starts_at < first.ends_at:
            return _("%(first)s and %(second)s lie over each other.") % {
                "first": f"{clock(first.starts_at)}–{clock(first.ends_at)}",
                "second": f"{clock(second.starts_at)}–{clock(second.ends_at)}",
            }
    if len(day) > MOST_WINDOWS_A_DAY:
        return _("At most %(count)d windows a day.") % {"count": MOST_WINDOWS_A_DAY}
    return ""


def check_holiday(values: HolidayValues) -> HolidayValues:
    """The values fit to store; raises `Invalid` with the keys of `HolidayValues`."""
    errors: Errors = {}
    name = named(values.name, "name", errors, _("Write the name."))
    if not EARLIEST <= values.on < LATEST:
        errors["on"] = _("Give a day between 2000 and 2099.")
    state, code, city = check_place(values, errors)
    if not 0 <= values.starts_minute < values.ends_minute <= DAY_MINUTES:
        errors["ends_minute"] = _("The end comes after the start.")
    if errors:
        raise Invalid(_("Some fields need mending."), errors=errors)
    return HolidayValues(
        name, values.on, values.scope, state, code, city,
        values.starts_minute, values.ends_minute, values.is_optional,
    )  # fmt: skip


def check_place(values: HolidayValues, errors: Errors) -> tuple[str, str, str]:
    """UF, town's code and town's name, as far as the scope asks for them."""
    if values.scope not in HolidayScope.values:
        errors["scope"] = _("Choose where the holiday holds.")
    if values.scope == HolidayScope.STATE:
        if values.state not in STATES:
            errors["state"] = _("Choose the state.")
        return values.state, "", ""
    if values.scope == HolidayScope.CITY:
        code = values.city_ibge_code.strip()
        state = state_of_city(code)
        if not state:
            errors["city_ibge_code"] = _("Give the seven digits of the town's IBGE code, like 4218954.")
        city = named(values.city_name, "city_name", errors, _("Write the name of the town."))
        return state, code, city
    return "", "", ""
