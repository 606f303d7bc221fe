from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from central.domain.calendars.business_time import DayOff, NoBusinessTime, WeekWindows, WorkCalendar
from central.domain.calendars.terms import Term, Unit
from central.domain.sla.clocks import Clock, Pause, joined

SAO_PAULO, RIO_BRANCO = ZoneInfo("America/Sao_Paulo"), ZoneInfo("America/Rio_Branco")
WEEK = WeekWindows(tuple((day, *span) for day in range(5) for span in ((480, 720), (780, 1020))))
OFFICE = WorkCalendar(WEEK, (DayOff(date(2026, 11, 20)), DayOff(date(2026, 11, 25), 0, 720)), SAO_PAULO)


def at(day: int, hour: int, minute: int = 0, zone: ZoneInfo = SAO_PAULO) -> datetime:
    """A moment of November 2026 on the wall."""
    return datetime(2026, 11, day, hour, minute, tzinfo=zone)


def clock(amount: int, unit: Unit, *pauses: Pause, start: datetime | None = None) -> Clock:
    return Clock(Term(amount, unit), start or at(24, 9), OFFICE, pauses)


def test_a_pause_inside_the_hours_moves_the_deadline():
    assert clock(4, Unit.BUSINESS_HOURS).due_at == at(24, 14)
    assert clock(4, Unit.BUSINESS_HOURS, Pause(at(24, 10), at(24, 10, 30))).due_at == at(24, 14, 30)


def test_a_pause_outside_the_hours_moves_nothing():
    assert clock(4, Unit.BUSINESS_HOURS, Pause(at(24, 12), at(24, 13))).due_at == at(24, 14)


def test_pauses_that_overlap_count_once():
    pauses = Pause(at(24, 10), at(24, 11)), Pause(at(24, 10, 30), at(24, 11, 30))
    assert clock(4, Unit.BUSINESS_HOURS, *pauses).due_at == at(24, 15, 30)
    assert joined([(at(24, 11), at(24, 10))]) == []


def test_a_half_holiday_counts_its_open_part():
    assert clock(10, Unit.BUSINESS_HOURS).due_at == at(25, 16)
    assert clock(1, Unit.BUSINESS_DAYS).due_at == at(25, 17)


def test_a_day_whose_close_is_paused_does_not_count():
    assert clock(1, Unit.BUSINESS_DAYS, Pause(at(25, 16), at(26, 9))).due_at == at(26, 17)
    assert clock(1, Unit.BUSINESS_DAYS, Pause(at(25, 14), at(25, 16, 59))).due_at == at(25, 17)
    assert clock(2, Unit.CALENDAR_DAYS, Pause(at(25, 20), at(26, 8))).due_at == at(27, 23, 59)


def test_an_open_pause_stands_where_it_began():
    standing = clock(4, Unit.BUSINESS_HOURS, Pause(at(24, 10)))
    assert (standing.due_at, standing.stands_since) == (at(24, 14), at(24, 10))
    assert standing.used(at(27, 10)) == timedelta(hours=1)
    assert clock(4, Unit.BUSINESS_HOURS).stands_since is None


def test_the_share_of_a_term():
    assert clock(4, Unit.BUSINESS_HOURS).share_at(75) == at(24, 12)
    assert clock(4, Unit.BUSINESS_HOURS, Pause(at(24, 10), at(24, 11))).share_at(50) == at(24, 12)
    assert clock(24, Unit.RUNNING_HOURS).share_at(50) == at(24, 21)


def test_the_same_hours_end_later_in_acre():
    there = WorkCalendar(WEEK, (), RIO_BRANCO)
    due = Clock(Term(4, Unit.BUSINESS_HOURS), at(24, 9, zone=RIO_BRANCO), there).due_at
    assert due == at(24, 16)
    assert due.tzinfo is UTC


def test_summer_time_of_2018_took_an_hour_of_the_night():
    start = datetime(2018, 11, 3, 20, tzinfo=SAO_PAULO)
    due = Clock(Term(6, Unit.RUNNING_HOURS), start, OFFICE).due_at
    assert due.astimezone(SAO_PAULO).strftime("%d %H:%M") == "04 03:00"


def test_what_cannot_be_counted():
    with pytest.raises(ValueError, match="typed"):
        _ = clock(0, Unit.MANUAL).due_at
    never = WorkCalendar(WeekWindows(()), (), SAO_PAULO)
    with pytest.raises(NoBusinessTime):
        _ = Clock(Term(1, Unit.BUSINESS_DAYS), at(24, 9), never).due_at
