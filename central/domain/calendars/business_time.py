"""Business time: counting minutes and days over a week of windows, holidays and a local zone.

Everything here is a pure function of the values given. One definition carries all of it: an instant
counts when the wall clock of the place, at that instant, stands inside a window of its weekday and
outside every holiday. Windows are kept in wall minutes and turned into UTC day by day, so the days on
which summer time began or ended (until 2019) have the length that they really had.

Windows and holidays are half open (the end does not count); 1440 is the end of the day. Moments must
be aware; the answers are in UTC.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from central.foundation.errors import DomainError

DAY_MINUTES = 1440
SEARCH_DAYS = 3660  # ten years: no term of a service desk is longer

Span = tuple[int, int]
Interval = tuple[datetime, datetime]

_ONE_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_WIDEST_OFFSET = timedelta(hours=15)  # no zone of the world is farther from UTC


class NoBusinessTime(DomainError):
    """The calendar has no business time, or too little of it, for the term that is asked of it."""

    def __init__(self) -> None:
        super().__init__(_("This calendar has too few business hours for this deadline. Check its windows."))


@dataclass(frozen=True)
class WeekWindows:
    """The business windows of a week: (weekday, start, end), weekday 0 = Monday, minutes of the day."""

    windows: tuple[tuple[int, int, int], ...]

    def __post_init__(self) -> None:
        for weekday, start, end in self.windows:
            if not (0 <= weekday <= 6 and 0 <= start < end <= DAY_MINUTES):
                raise ValueError(f"not a window of a week: {(weekday, start, end)}")

    @cached_property
    def by_weekday(self) -> tuple[tuple[Span, ...], ...]:
        """For each weekday its spans, in order, those that touch joined into one."""
        return tuple(
            _joined((start, end) for day, start, end in self.windows if day == weekday)
            for weekday in range(7)
        )

    @property
    def never_close(self) -> bool:
        """Whether every minute of the week is inside a window."""
        return all(spans == ((0, DAY_MINUTES),) for spans in self.by_weekday)


@dataclass(frozen=True)
class DayOff:
    """A holiday, or the part of a day that is one: from `starts_minute` up to `ends_minute`."""

    on: date
    starts_minute: int = 0
    ends_minute: int = DAY_MINUTES
    name: str = ""


@dataclass(frozen=True)
class WorkCalendar:
    """When work is done at a place: the windows of its week, its days off and its time zone."""

    windows: WeekWindows
    holidays: tuple[DayOff, ...]
    zone: ZoneInfo

    @cached_property
    def _days_off(self) -> dict[date, list[DayOff]]:
        days: dict[date, list[DayOff]] = {}
        for day_off in self.holidays:
            days.setdefault(day_off.on, []).append(day_off)
        return days

    def days_off_on(self, day: date) -> tuple[DayOff, ...]:
        """The holidays, whole or partial, of a local day."""
        return tuple(self._days_off.get(day, ()))

    def spans_on(self, day: date) -> tuple[Span, ...]:
        """The wall minutes of a local day that count, holidays taken out."""
        spans = self.windows.by_weekday[day.weekday()]
        for off in self.days_off_on(day):
            spans = tuple(
                (start, end)
                for opens, closes in spans
                for start, end in (
                    (opens, min(closes, off.starts_minute)),
                    (max(opens, off.ends_minute), closes),
                )
                if start < end
            )
        return spans

    def intervals_on(self, day: date) -> list[Interval]:
        """The same in UTC, in order; a piece of the wall clock that did not exist is left out."""
        spans = self.spans_on(day)
        if not spans:
            return []
        midnight = datetime.combine(day, time(), UTC)
        found: list[Interval] = []
        for since, until, offset in _offsets_around(day, self.zone):
            for start, end in spans:
                opens = max(midnight + start * _MINUTE - offset, since)
                closes = min(midnight + end * _MINUTE - offset, until)
                if opens < closes:
                    found.append((opens, closes))
        return found

    def local_day(self, moment: datetime) -> date:
        """The date on the wall at the place."""
        return in_utc(moment).astimezone(self.zone).date()


def add_running_minutes(start: datetime, minutes: int) -> datetime:
    """The moment that many minutes later, by any clock."""
    _check_not_negative(minutes)
    return in_utc(start) + minutes * _MINUTE


def add_business_minutes(start: datetime, minutes: int, calendar: WorkCalendar) -> datetime:
    """The moment when that many business minutes have passed since `start`.

    A term that is used up exactly when a window closes ends there, not when the next one opens.
    Nothing to add gives `start` back. Raises `NoBusinessTime`.
    """
    _check_not_negative(minutes)
    begin, left = in_utc(start), minutes * _MINUTE
    if not left:
        return begin
    day = calendar.local_day(begin)
    for _step in range(SEARCH_DAYS):
        for opens, closes in calendar.intervals_on(day):
            opens = max(opens, begin)
            if closes - opens >= left:
                return opens + left
            left -= max(closes - opens, timedelta())
        day += _ONE_DAY
    raise NoBusinessTime


def add_business_days(start: datetime, days: int, calendar: WorkCalendar) -> datetime:
    """The end of the last window of the n-th business day after the day of `start`.

    The law counts whole days, leaves out the day of the beginning and takes in the last one (Lei
    9.784/1999, art. 66; CPC, art. 224): the hour of `start` therefore does not matter. A day counts
    when any of its minutes does, so a half holiday is a business day, due when its open part ends.
    A window that lasts until midnight is due at 23:59. `days` must be positive. Raises `NoBusinessTime`.
    """
    _check_positive(days)
    day, left = calendar.local_day(start), days
    for _step in range(SEARCH_DAYS):
        day += _ONE_DAY
        intervals = calendar.intervals_on(day)
        if intervals:
            left -= 1
        if left == 0:
            closes = intervals[-1][1]
            return closes - _MINUTE if calendar.local_day(closes) > day else closes
    raise NoBusinessTime


def add_calendar_days(start: datetime, days: int, zone: ZoneInfo) -> datetime:
    """23:59 at the place, of the day that many days after the local day of `start`."""
    _check_positive(days)
    last = in_utc(start).astimezone(zone).date() + days * _ONE_DAY
    # fold=1: where the last hour came twice (end of summer time), the second one ends the day
    return datetime.combine(last, time(23, 59, fold=1), zone).astimezone(UTC)


def business_minutes_between(a: datetime, b: datetime, calendar: WorkCalendar) -> int:
    """Whole business minutes from `a` to `b`; negative when `b` comes first."""
    first, last = in_utc(a), in_utc(b)
    if last < first:
        return -business_minutes_between(b, a, calendar)
    total = timedelta()
    day, last_day = calendar.local_day(first), calendar.local_day(last)
    while day <= last_day:
        total += business_time_on(day, first, last, calendar)
        day += _ONE_DAY
    return total // _MINUTE


def business_time_on(day: date, since: datetime, until: datetime, calendar: WorkCalendar) -> timedelta:
    """How much of a local day counts between two moments."""
    pieces = (
        min(closes, until) - max(opens, since)
        for opens, closes in calendar.intervals_on(day)
        if max(opens, since) < min(closes, until)
    )
    return sum(pieces, timedelta())


def in_utc(moment: datetime) -> datetime:
    """The moment in UTC; a moment without a zone is a mistake of the caller."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(UTC)


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last, both included."""
    for step in range((last - first).days + 1):
        yield first + step * _ONE_DAY


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)


@lru_cache(maxsize=4096)
def _offsets_around(day: date, zone: ZoneInfo) -> tuple[tuple[datetime, datetime, timedelta], ...]:
    """The pieces of constant offset (since, until, offset) that can hold instants of a local day."""
    midnight = datetime.combine(day, time(), UTC)
    since, until = midnight - _WIDEST_OFFSET, midnight + _ONE_DAY + _WIDEST_OFFSET
    first, last = _offset(since, zone), _offset(until, zone)
    if first == last:
        return ((since, until, first),)
    change = _change_between(since, until, zone)
    return ((since, change, first), (change, until, last))


def _change_between(since: datetime, until: datetime, zone: ZoneInfo) -> datetime:
    """The first whole second of the new offset; zones change at most once in so few days."""
    old = _offset(since, zone)
    low, high = 0, int((until - since).total_seconds())
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(since + timedelta(seconds=middle), zone) == old:
            low = middle
        else:
            high = middle
    return since + timedelta(seconds=high)


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _check_not_negative(amount: int) -> None:
    if amount < 0:
        raise ValueError("a term cannot be negative")


def _check_positive(amount: int) -> None:
    if amount < 1:
        raise ValueError("a term in days is at least one day")
