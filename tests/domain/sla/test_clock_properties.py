"""The clocks against a reference that looks at every single minute, over random calendars and pauses.

CENTRAL_PROPERTY_CASES sets how many cases are tried in all (2,000 by default).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from central.domain.calendars.business_time import NoBusinessTime, WeekWindows, WorkCalendar
from central.domain.calendars.terms import Term, Unit
from central.domain.sla.clocks import Clock, Pause
from tests.domain.calendars.test_business_time_properties import (
    MINUTE,
    PLAIN,
    TABLE_DAYS,
    WEEKS,
    Situation,
    cases,
    midnight,
    situations,
    table_end,
)

pytestmark = pytest.mark.slow

UNITS = (Unit.RUNNING_HOURS, Unit.BUSINESS_HOURS, Unit.BUSINESS_DAYS, Unit.CALENDAR_DAYS)


@dataclass(frozen=True)
class Paused:
    """A situation with pauses, given in minutes from its moment; the last may still be open."""

    situation: Situation
    pauses: tuple[tuple[int, int], ...]
    stands_from: int | None = None

    @property
    def start(self) -> datetime:
        """The moment when the clock starts."""
        return self.situation.start

    def clock(self, unit: Unit, amount: int) -> Clock:
        """The clock under test."""
        pauses = [Pause(self.start + a * MINUTE, self.start + b * MINUTE) for a, b in self.pauses]
        if self.stands_from is not None:
            pauses.append(Pause(self.start + self.stands_from * MINUTE))
        return Clock(Term(amount, unit), self.start, self.situation.calendar, tuple(pauses))

    def is_paused(self, minute: int, *, with_open: bool = False) -> bool:
        """Whether a closed pause (or also the open one) holds that minute."""
        if with_open and self.stands_from is not None and minute >= self.stands_from:
            return True
        return any(since <= minute < until for since, until in self.pauses)

    def counts(self, unit: Unit) -> list[bool]:
        """For every minute of the table, whether the calendar lets it count."""
        walls = self.situation.walls()
        if unit in (Unit.RUNNING_HOURS, Unit.CALENDAR_DAYS):
            return [True] * len(walls)
        counting = self.situation.open_minutes()
        return [wall in counting for wall in walls]


@st.composite
def paused(draw: st.DrawFn) -> Paused:
    """A situation with up to four pauses, overlapping or touching ones among them."""
    spans = st.tuples(st.integers(-600, 5 * 1440), st.sampled_from((0, 1, 30, 60, 480, 1440, 3000)))
    pauses = draw(st.lists(spans, max_size=4))
    stands = draw(st.one_of(st.none(), st.integers(0, 8 * 1440)))
    return Paused(draw(situations()), tuple((a, a + length) for a, length in pauses), stands)


def slow_due(case: Paused, unit: Unit, amount: int) -> datetime | None:
    """The reference: walk minute by minute; None beyond the table."""
    counts = case.counts(unit)
    if unit in (Unit.RUNNING_HOURS, Unit.BUSINESS_HOURS):
        left = amount * 60
        for minute, is_open in enumerate(counts):
            left -= is_open and not case.is_paused(minute)
            if left == 0:
                return case.start + (minute + 1) * MINUTE
        return None
    walls = case.situation.walls()
    first, last = walls[0] // 1440, walls[-1] // 1440
    closes: dict[int, int] = {}
    for minute, wall in enumerate(walls):
        if counts[minute] and first < wall // 1440 < last:
            closes[wall // 1440] = minute + 1
    for ordinal, minute in sorted(closes.items()):
        close = minute - (walls[minute] // 1440 > ordinal)  # a day that lasts until midnight ends at 23:59
        amount -= not case.is_paused(close)
        if amount == 0:
            return case.start + close * MINUTE
    return None


SUMMER_TIME_ENDS = Situation(PLAIN, date(2018, 2, 15), 3 * 1440 + 60)
SUMMER_TIME_BEGINS = Situation(
    WorkCalendar(WeekWindows(WEEKS["8x5"]), (), PLAIN.zone), date(2018, 11, 1), 1440 + 700
)


@cases(0.6)
@given(paused(), st.sampled_from(UNITS), st.integers(1, 20))
@example(Paused(SUMMER_TIME_ENDS, ((30, 120),)), Unit.BUSINESS_HOURS, 3)
@example(Paused(SUMMER_TIME_BEGINS, ((100, 200),)), Unit.BUSINESS_DAYS, 2)
@example(Paused(SUMMER_TIME_BEGINS, ((0, 1440),)), Unit.CALENDAR_DAYS, 3)
@example(Paused(SUMMER_TIME_BEGINS, ((4760, 4860),)), Unit.BUSINESS_DAYS, 1)
def test_the_deadline_agrees_with_the_walk(case: Paused, unit: Unit, amount: int):
    amount = min(amount, 3) if unit in (Unit.BUSINESS_DAYS, Unit.CALENDAR_DAYS) else amount
    expected = slow_due(case, unit, amount)
    try:
        due = case.clock(unit, amount).due_at
    except NoBusinessTime:
        assert expected is None
        return
    assert due == expected if expected else due > table_end(case.situation) - timedelta(days=1)


@cases(0.25)
@given(paused(), st.sampled_from(UNITS), st.integers(0, 6 * 1440))
def test_the_time_used_agrees_with_the_walk(case: Paused, unit: Unit, length: int):
    counts = case.counts(unit)[:length]
    walked = sum(
        is_open and not case.is_paused(minute, with_open=True) for minute, is_open in enumerate(counts)
    )
    assert case.clock(unit, 1).used(case.start + length * MINUTE) == walked * MINUTE


@cases(0.15)
@given(paused(), st.sampled_from(UNITS), st.integers(1, 8), st.integers(1, 2000))
def test_no_pause_makes_late_after_the_fact(case: Paused, unit: Unit, amount: int, length: int):
    if case.stands_from is None:
        return
    standing = case.clock(unit, amount)
    since = standing.stands_since
    assert since is not None
    until = since + length * MINUTE
    going_on = Clock(
        standing.term, standing.start, standing.calendar, (*standing.pauses[:-1], Pause(since, until))
    )
    try:
        before, after = standing.due_at, going_on.due_at
    except NoBusinessTime:
        return
    assert after == before if before < since else after >= before
    assert after <= since or after >= until


def test_the_table_is_long_enough():
    assert SUMMER_TIME_ENDS.start < midnight(SUMMER_TIME_ENDS.first) + timedelta(days=TABLE_DAYS)
