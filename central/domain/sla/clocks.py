"""The clocks of a protocol as pure functions over intervals: a term, its start, its pauses, its calendar.

Time counts when the calendar is open and no pause holds it. Terms in hours end when that much has counted.
Terms in days end with a day, as the law counts them: the day of the start is left out and each later one
counts at its close; a day whose close falls into a pause does not count. So no pause can make a
protocol late after the fact: what is due lies before the pause or after its end.

An open pause (its end None) stands still: what follows is reckoned as if the clock went on where it began.
Moments are aware, answers in UTC; intervals are half open.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

from central.domain.calendars.business_time import (
    SEARCH_DAYS,
    Interval,
    NoBusinessTime,
    WorkCalendar,
    add_calendar_days,
    in_utc,
)
from central.domain.calendars.terms import Term, Unit

END_OF_TIME = datetime(9999, 1, 1, tzinfo=UTC)
BY_WINDOWS = (Unit.BUSINESS_HOURS, Unit.BUSINESS_DAYS)
"""Units whose time counts only inside the windows of the calendar; the others' time always runs."""

_ONE_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which a clock stood still; `ends_at` None while it still does."""

    starts_at: datetime
    ends_at: datetime | None = None


@dataclass(frozen=True)
class Clock:
    """A term that runs from a moment by a calendar, with the pauses that hold it."""

    term: Term
    start: datetime
    calendar: WorkCalendar
    pauses: tuple[Pause, ...] = ()

    @property
    def unit(self) -> Unit:
        """What the term is counted in."""
        return Unit(self.term.unit)

    @property
    def meter(self) -> WorkCalendar | None:
        """The calendar whose windows its time counts by; None when it always runs."""
        return self.calendar if self.unit in BY_WINDOWS else None

    @cached_property
    def closed_pauses(self) -> list[Interval]:
        """The pauses that ended, in order and joined."""
        return joined((pause.starts_at, pause.ends_at) for pause in self.pauses if pause.ends_at is not None)

    @property
    def stands_since(self) -> datetime | None:
        """Since when the clock stands still; None while it runs."""
        since = [in_utc(pause.starts_at) for pause in self.pauses if pause.ends_at is None]
        return max(min(since), in_utc(self.start)) if since else None

    @cached_property
    def due_at(self) -> datetime:
        """The moment when the term ends. Raises `NoBusinessTime`."""
        if self.unit is Unit.MANUAL:
            raise ValueError("a manual term is typed, not counted")
        if self.unit is Unit.RUNNING_HOURS or self.unit is Unit.BUSINESS_HOURS:
            term = timedelta(hours=self.term.amount)
            return moment_after(self.start, term, self.meter, self.closed_pauses)
        pauses, left = self.closed_pauses, self.term.amount
        for close in self.day_closes():
            left -= not any(since <= close < until for since, until in pauses)
            if not left:
                return close
        raise NoBusinessTime

    def day_closes(self) -> Iterator[datetime]:
        """Where each day after that of the start ends: with its last window, or at 23:59 at the place."""
        if self.unit is Unit.CALENDAR_DAYS:
            for step in range(1, SEARCH_DAYS):
                yield add_calendar_days(self.start, step, self.calendar.zone)
            return
        day = self.calendar.local_day(self.start)
        for _step in range(SEARCH_DAYS):
            day += _ONE_DAY
            if intervals := self.calendar.intervals_on(day):
                closes = intervals[-1][1]
                yield closes - _MINUTE if self.calendar.local_day(closes) > day else closes

    def used(self, until: datetime) -> timedelta:
        """How much time has counted from the start to a moment."""
        return counted_between(self.start, until, self.meter, self.whole_pauses)

    def share_at(self, percent: int) -> datetime:
        """The moment when that share of the time up to the deadline is used."""
        total = counted_between(self.start, self.due_at, self.meter, self.closed_pauses)
        return moment_after(self.start, total * percent / 100, self.meter, self.closed_pauses)

    @property
    def whole_pauses(self) -> list[Interval]:
        """All pauses, the open one lasting for ever."""
        return joined((pause.starts_at, pause.ends_at or END_OF_TIME) for pause in self.pauses)


def joined(intervals: Iterable[Interval]) -> list[Interval]:
    """Intervals in order, in UTC, those that touch made one, empty ones left out."""
    found: list[Interval] = []
    for since, until in sorted((in_utc(since), in_utc(until)) for since, until in intervals):
        if since >= until:
            continue
        if found and since <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], until))
        else:
            found.append((since, until))
    return found


def without(interval: Interval, holes: Sequence[Interval]) -> Iterator[Interval]:
    """The pieces of an interval that lie outside ordered holes."""
    since, until = interval
    for opens, closes in holes:
        if closes <= since:
            continue
        if opens >= until:
            break
        if since < opens:
            yield since, opens
        since = closes
    if since < until:
        yield since, until


def open_intervals(
    start: datetime, until: datetime | None, calendar: WorkCalendar | None
) -> Iterator[Interval]:
    """When a calendar is open from a moment on, by days, up to `until`; without a calendar always."""
    begin, end = in_utc(start), in_utc(until) if until else END_OF_TIME
    if calendar is None:
        if begin < end:
            yield begin, end
        return
    day = calendar.local_day(begin)
    for _step in range(SEARCH_DAYS):
        for opens, closes in calendar.intervals_on(day):
            if opens >= end:
                return
            if max(opens, begin) < min(closes, end):
                yield max(opens, begin), min(closes, end)
        day += _ONE_DAY
        if until and day > calendar.local_day(end):
            return


def counted_intervals(
    start: datetime, until: datetime | None, calendar: WorkCalendar | None, pauses: Sequence[Interval]
) -> Iterator[Interval]:
    """The times that count: open and not paused."""
    for interval in open_intervals(start, until, calendar):
        yield from without(interval, pauses)


def moment_after(
    start: datetime, amount: timedelta, calendar: WorkCalendar | None, pauses: Sequence[Interval]
) -> datetime:
    """The first moment when that much time has counted. Raises `NoBusinessTime`."""
    if not amount:
        return in_utc(start)
    for opens, closes in counted_intervals(start, None, calendar, pauses):
        if closes - opens >= amount:
            return opens + amount
        amount -= closes - opens
    raise NoBusinessTime


def counted_between(
    start: datetime, until: datetime, calendar: WorkCalendar | None, pauses: Sequence[Interval]
) -> timedelta:
    """How much time counted between two moments; nothing when the second comes first."""
    if in_utc(until) <= in_utc(start):
        return timedelta()
    pieces = counted_intervals(start, until, calendar, pauses)
    return sum((closes - opens for opens, closes in pieces), timedelta())
