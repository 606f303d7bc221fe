"""Terms: an amount and a unit, from which a deadline is counted and explained."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from central.domain.calendars.business_time import (
    WorkCalendar,
    add_business_days,
    add_business_minutes,
    add_calendar_days,
    add_running_minutes,
    business_time_on,
    days_between,
    in_utc,
)


class Unit(StrEnum):
    """What a term is counted in; the values are those stored with a Situação."""

    RUNNING_HOURS = "running_hours"
    BUSINESS_HOURS = "business_hours"
    BUSINESS_DAYS = "business_days"
    CALENDAR_DAYS = "calendar_days"
    MANUAL = "manual"


@dataclass(frozen=True)
class Term:
    """An amount of a unit (`Unit` or its value); a manual term has no amount that counts."""

    amount: int
    unit: str

    def __post_init__(self) -> None:
        if Unit(self.unit) is not Unit.MANUAL and self.amount < 1:
            raise ValueError("a term is at least one unit")


@dataclass(frozen=True)
class TermDay:
    """One line of an explanation: a local day, the minutes that it counted, or why it did not count."""

    on: date
    minutes: int
    why_not: str | Promise = ""


def due_at(term: Term, start: datetime, work_calendar: WorkCalendar) -> datetime | None:
    """The moment, in UTC, when the term ends; None when it is manual. Raises `NoBusinessTime`."""
    match Unit(term.unit):
        case Unit.MANUAL:
            return None
        case Unit.RUNNING_HOURS:
            return add_running_minutes(start, term.amount * 60)
        case Unit.BUSINESS_HOURS:
            return add_business_minutes(start, term.amount * 60, work_calendar)
        case Unit.BUSINESS_DAYS:
            return add_business_days(start, term.amount, work_calendar)
        case Unit.CALENDAR_DAYS:
            return add_calendar_days(start, term.amount, work_calendar.zone)


def explain_term(term: Term, start: datetime, work_calendar: WorkCalendar) -> list[TermDay]:
    """Day by day, from the start to the deadline: how many minutes counted, or why none did.

    Terms in days leave out the day of the start; their minutes are the open minutes of each day.
    A manual term has nothing to explain. Raises `NoBusinessTime`.
    """
    due = due_at(term, start, work_calendar)
    if due is None:
        return []
    begin, first = in_utc(start), work_calendar.local_day(start)
    last = work_calendar.local_day(due - timedelta.resolution)  # midnight belongs to the day that it ends
    days = days_between(first, last)
    unit = Unit(term.unit)
    if unit is Unit.RUNNING_HOURS:
        return [TermDay(day, _running_minutes(day, begin, due, work_calendar)) for day in days]
    if unit is Unit.CALENDAR_DAYS:
        return [_opening_day(day) if day == first else TermDay(day, 24 * 60) for day in days]
    if unit is Unit.BUSINESS_DAYS:
        return [
            _opening_day(day) if day == first else _business_day(day, None, work_calendar) for day in days
        ]
    return [_business_day(day, (begin, due), work_calendar) for day in days]


def _opening_day(day: date) -> TermDay:
    return TermDay(day, 0, _("The day of opening does not count"))


def _running_minutes(day: date, begin: datetime, due: datetime, calendar: WorkCalendar) -> int:
    opens = in_utc(datetime.combine(day, time(), calendar.zone))
    closes = in_utc(datetime.combine(day + timedelta(days=1), time(), calendar.zone))
    return (min(closes, due) - max(opens, begin)) // timedelta(minutes=1)


def _business_day(day: date, between: tuple[datetime, datetime] | None, calendar: WorkCalendar) -> TermDay:
    if between:
        counted = business_time_on(day, *between, calendar)
    else:
        counted = sum((closes - opens for opens, closes in calendar.intervals_on(day)), timedelta())
    if counted:
        return TermDay(day, counted // timedelta(minutes=1))
    if not calendar.windows.by_weekday[day.weekday()]:
        return TermDay(day, 0, _("No business hours on this weekday"))
    if not calendar.spans_on(day):
        return TermDay(day, 0, ", ".join(off.name for off in calendar.days_off_on(day)))
    return TermDay(day, 0, _("Outside business hours"))
