"""Business time against a reference that looks at every single minute, over random calendars.

CENTRAL_PROPERTY_CASES sets how many cases are tried in all (2,000 by default).
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from central.domain.calendars.business_time import (
    DayOff,
    NoBusinessTime,
    WeekWindows,
    WorkCalendar,
    add_business_days,
    add_business_minutes,
    business_minutes_between,
)

pytestmark = pytest.mark.slow

CASES = int(os.environ.get("CENTRAL_PROPERTY_CASES", "2000"))
MINUTE = timedelta(minutes=1)
TABLE_DAYS = 13

ZONES = ("America/Sao_Paulo", "America/Rio_Branco", "America/Cuiaba", "America/Noronha")
# Around both changes of the clock of 2018, over a year's end, and in plain weeks.
FIRST_DAYS = (date(2018, 2, 15), date(2018, 11, 1), date(2026, 12, 29), date(2027, 3, 24))

WEEKS = {
    "24x7": tuple((day, 0, 1440) for day in range(7)),
    "8x5": tuple((day, *span) for day in range(5) for span in ((480, 720), (780, 1020))),
    "10x6": tuple((day, 480, 1080) for day in range(6)),
}


def cases(share: float) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A share of all cases, the same ones on every run."""
    return settings(
        max_examples=max(1, int(CASES * share)),
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


SPANS = [(start, end) for start in range(0, 1440, 15) for end in range(start + 15, 1441, 15)]
WINDOWS = [(weekday, *span) for weekday in range(7) for span in SPANS]
windows = st.sampled_from(WINDOWS)
weeks = st.one_of(
    st.sampled_from([*WEEKS.values()]), st.lists(windows, min_size=1, max_size=8).map(tuple)
).map(WeekWindows)


@dataclass(frozen=True)
class Situation:
    """A calendar, and a moment so many minutes after the midnight (UTC) of a first day."""

    calendar: WorkCalendar
    first: date
    after: int

    @property
    def start(self) -> datetime:
        """The moment."""
        return midnight(self.first) + self.after * MINUTE

    def walls(self) -> list[int]:
        """What the wall clock shows from the moment on, every minute, as minutes since the year 1."""
        return wall_clock(self.calendar.zone, self.first)[self.after :]

    def open_minutes(self) -> set[int]:
        """The minutes of the wall clock that count: inside a window and outside every holiday."""
        counting: set[int] = set()
        for ordinal in range(self.first.toordinal() - 1, self.first.toordinal() + TABLE_DAYS + 1):
            day = date.fromordinal(ordinal)
            for weekday, start, end in self.calendar.windows.windows:
                if weekday == day.weekday():
                    counting.update(range(ordinal * 1440 + start, ordinal * 1440 + end))
        for off in self.calendar.holidays:
            begin = off.on.toordinal() * 1440
            counting.difference_update(range(begin + off.starts_minute, begin + off.ends_minute))
        return counting


def midnight(day: date) -> datetime:
    """The midnight of a day in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


@cache
def wall_clock(zone: ZoneInfo, first: date) -> list[int]:
    """The wall clock of a zone at every minute of the table, as minutes since the year 1."""
    begin = midnight(first)
    walls = ((begin + n * MINUTE).astimezone(zone) for n in range(TABLE_DAYS * 1440))
    return [wall.toordinal() * 1440 + wall.hour * 60 + wall.minute for wall in walls]


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """A calendar with some holidays, whole and partial, and a moment near one of the days of interest."""
    first = draw(st.sampled_from(FIRST_DAYS))
    days = st.integers(0, 6).map(lambda n: first + timedelta(days=n))
    halves = st.tuples(days, st.sampled_from(SPANS)).map(lambda half: DayOff(half[0], *half[1]))
    off = draw(st.lists(st.one_of(days.map(DayOff), halves), max_size=3))
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    return Situation(WorkCalendar(draw(weeks), tuple(off), zone), first, draw(st.integers(0, 4 * 1440)))


def slow_add(situation: Situation, minutes: int) -> datetime | None:
    """The reference: walk minute by minute; None beyond the table."""
    counting = situation.open_minutes()
    for n, wall in enumerate(situation.walls(), 1):
        minutes -= wall in counting
        if minutes == 0:
            return situation.start + n * MINUTE
    return None


def slow_end_of_business_day(situation: Situation, days: int) -> datetime | None:
    """The reference for days: where the last counting minute of the n-th later local day ends."""
    counting, walls = situation.open_minutes(), situation.walls()
    first, last = walls[0] // 1440, walls[-1] // 1440  # the last day of the table is not whole
    ends = {
        wall // 1440: n for n, wall in enumerate(walls, 1) if wall in counting and first < wall // 1440 < last
    }
    if len(ends) < days:
        return None
    ordinal, n = sorted(ends.items())[days - 1]
    closes_at_midnight = walls[n] // 1440 > ordinal
    return situation.start + (n - closes_at_midnight) * MINUTE


def table_end(situation: Situation) -> datetime:
    """The end of the last whole day of the table."""
    return midnight(situation.first) + timedelta(days=TABLE_DAYS - 1)


PLAIN = WorkCalendar(WeekWindows(WEEKS["24x7"]), (), ZoneInfo(ZONES[0]))


@cases(0.45)
@given(situations(), st.integers(1, 900))
@example(Situation(PLAIN, date(2018, 11, 1), 3 * 1440 + 150), 90)
@example(Situation(PLAIN, date(2018, 2, 15), 3 * 1440 + 60), 180)
def test_adding_minutes_agrees_with_the_walk(situation: Situation, minutes: int):
    expected = slow_add(situation, minutes)
    try:
        due = add_business_minutes(situation.start, minutes, situation.calendar)
    except NoBusinessTime:
        assert expected is None
        return
    assert due == expected if expected else due > table_end(situation)


@cases(0.25)
@given(situations(), st.integers(0, 4 * 1440))
def test_minutes_between_agree_with_the_walk(situation: Situation, length: int):
    counting = situation.open_minutes()
    walked = sum(wall in counting for wall in situation.walls()[:length])
    end = situation.start + length * MINUTE
    assert business_minutes_between(situation.start, end, situation.calendar) == walked


@cases(0.15)
@given(situations(), st.integers(1, 3))
def test_adding_days_agrees_with_the_walk(situation: Situation, days: int):
    expected = slow_end_of_business_day(situation, days)
    try:
        due = add_business_days(situation.start, days, situation.calendar)
    except NoBusinessTime:
        assert expected is None
        return
    assert due == expected if expected else due > table_end(situation) - timedelta(days=1)


@cases(0.15)
@given(situations(), st.integers(1, 5000), st.integers(0, 59))
def test_what_was_added_lies_between(situation: Situation, minutes: int, seconds: int):
    calendar, start = situation.calendar, situation.start + timedelta(seconds=seconds)
    try:
        due = add_business_minutes(start, minutes, calendar)
    except NoBusinessTime:
        return
    assert business_minutes_between(start, due, calendar) == minutes
    assert business_minutes_between(due, start, calendar) == -minutes
