"""Business time at known places and days: what people would count by hand."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from central.domain.calendars.business_time import (
    DayOff,
    NoBusinessTime,
    WeekWindows,
    WorkCalendar,
    add_business_days,
    add_business_minutes,
    add_calendar_days,
    add_running_minutes,
    business_minutes_between,
)

SAO_PAULO = ZoneInfo("America/Sao_Paulo")
ACRE = ZoneInfo("America/Rio_Branco")
CUIABA = ZoneInfo("America/Cuiaba")
NORONHA = ZoneInfo("America/Noronha")

WEEK_8X5 = WeekWindows(tuple((day, *span) for day in range(5) for span in ((480, 720), (780, 1020))))
WEEK_10X6 = WeekWindows(tuple((day, 480, 1080) for day in range(6)))
WEEK_24X7 = WeekWindows(tuple((day, 0, 1440) for day in range(7)))


def local(text: str, zone: ZoneInfo = SAO_PAULO) -> datetime:
    """A moment of the wall clock at a place."""
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def work(week: WeekWindows = WEEK_8X5, *off: DayOff, zone: ZoneInfo = SAO_PAULO) -> WorkCalendar:
    """A calendar with the days off given."""
    return WorkCalendar(week, off, zone)


# --- Business minutes ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2027-03-01T09:23", 4, "2027-03-01T14:23"),  # over lunch
        ("2027-03-01T08:00", 4, "2027-03-01T12:00"),  # ends with the window, not at 13:00
        ("2027-03-01T12:30", 1, "2027-03-01T14:00"),  # opened at lunch
        ("2027-03-01T06:00", 1, "2027-03-01T09:00"),  # before work
        ("2027-03-05T16:30", 1, "2027-03-08T08:30"),  # Friday to Monday
        ("2027-03-06T10:00", 8, "2027-03-08T17:00"),  # opened on Saturday
        ("2027-03-01T17:00", 1, "2027-03-02T09:00"),  # at the very end
    ],
)
def test_eight_by_five(start: str, hours: int, due: str):
    assert add_business_minutes(local(start), hours * 60, work()) == local(due)


def test_ten_by_six_works_on_saturday():
    assert add_business_minutes(local("2027-03-05T17:00"), 20 * 60, work(WEEK_10X6)) == local(
        "2027-03-08T17:00"
    )


def test_without_closing_business_minutes_are_running_minutes():
    start = local("2018-11-03T20:15:30")
    assert add_business_minutes(start, 6000, work(WEEK_24X7)) == add_running_minutes(start, 6000)


def test_seconds_of_the_start_are_kept():
    assert add_business_minutes(local("2027-03-01T11:59:30"), 1, work()) == local("2027-03-01T13:00:30")


def test_nothing_to_add_gives_the_start_back():
    assert add_business_minutes(local("2027-03-06T10:00"), 0, work()) == local("2027-03-06T10:00")


def test_the_answer_is_in_utc():
    assert add_business_minutes(local("2027-03-01T09:00"), 60, work()).tzinfo is UTC


def test_a_holiday_is_left_out():
    good_friday = DayOff(date(2027, 3, 26), name="Sexta-feira Santa")
    assert add_business_minutes(local("2027-03-25T16:00"), 120, work(WEEK_8X5, good_friday)) == local(
        "2027-03-29T09:00"
    )


def test_a_half_holiday_counts_after_its_hours():
    ash_wednesday = DayOff(date(2027, 2, 10), 0, 840)
    calendar = work(WEEK_8X5, ash_wednesday)
    assert add_business_minutes(local("2027-02-10T08:00"), 180, calendar) == local("2027-02-10T17:00")
    assert add_business_minutes(local("2027-02-10T08:00"), 181, calendar) == local("2027-02-11T08:01")


def test_two_partial_holidays_of_a_day_both_count():
    day = date(2027, 3, 1)
    calendar = work(WEEK_8X5, DayOff(day, 0, 540), DayOff(day, 600, 1440))
    assert calendar.spans_on(day) == ((540, 600),)


def test_windows_that_overlap_count_once():
    calendar = work(WeekWindows(((0, 480, 720), (0, 600, 780), (0, 780, 800))))
    assert calendar.spans_on(date(2027, 3, 1)) == ((480, 800),)


@pytest.mark.parametrize(("zone", "utc_hour"), [(ACRE, 13), (CUIABA, 12), (SAO_PAULO, 11), (NORONHA, 10)])
def test_the_day_opens_by_the_clock_of_the_place(zone: ZoneInfo, utc_hour: int):
    due = add_business_minutes(local("2027-03-01T00:00", zone), 1, work(zone=zone))
    assert due == datetime(2027, 3, 1, utc_hour, 1, tzinfo=UTC)


def test_a_late_evening_in_acre_is_still_the_old_day():
    """31 December 23:30 in Rio Branco is 1 January in UTC."""
    start = datetime(2027, 1, 1, 4, 30, tzinfo=UTC)
    off = DayOff(date(2027, 1, 1))
    assert add_business_minutes(start, 30, work(WEEK_24X7, off, zone=ACRE)) == local("2027-01-01T00:00", ACRE)
    assert add_business_minutes(start, 31, work(WEEK_24X7, off, zone=ACRE)) == local("2027-01-02T00:01", ACRE)


@pytest.mark.parametrize(
    "holidays", [(), tuple(DayOff(date(2027, 1, 1) + timedelta(n)) for n in range(9000))]
)
def test_a_calendar_without_time_is_refused(holidays: tuple[DayOff, ...]):
    calendar = work(WEEK_8X5 if holidays else WeekWindows(()), *holidays)
    with pytest.raises(NoBusinessTime):
        add_business_minutes(local("2027-03-01T09:00"), 1, calendar)
    with pytest.raises(NoBusinessTime):
        add_business_days(local("2027-03-01T09:00"), 1, calendar)


def test_a_term_beyond_the_search_is_refused():
    with pytest.raises(NoBusinessTime):
        add_business_minutes(local("2027-03-01T09:00"), 10**9, work())


@pytest.mark.parametrize("window", [(7, 0, 60), (-1, 0, 60), (0, 60, 60), (0, -1, 60), (0, 0, 1441)])
def test_a_window_outside_the_week_is_refused(window: tuple[int, int, int]):
    with pytest.raises(ValueError, match="not a window"):
        WeekWindows((window,))


def test_a_moment_without_zone_is_a_mistake():
    with pytest.raises(ValueError, match="time zone"):
        add_business_minutes(datetime(2027, 3, 1, 9), 1, work())


@pytest.mark.parametrize("add", [add_business_minutes, add_business_days])
def test_a_negative_term_is_a_mistake(add):
    with pytest.raises(ValueError, match="term"):
        add(local("2027-03-01T09:00"), -1, work())


# --- Summer time ---------------------------------------------------------------------------------


def test_the_day_whose_midnight_does_not_exist_has_23_hours():
    """On 4 November 2018 the clocks of Sao Paulo went from 00:00 to 01:00."""
    only_sunday = work(WeekWindows(((6, 0, 1440),)))
    start = local("2018-11-03T12:00")
    assert add_business_minutes(start, 1, only_sunday) == local("2018-11-04T01:01")
    assert business_minutes_between(start, local("2018-11-05T12:00"), only_sunday) == 23 * 60


def test_a_window_inside_the_lost_hour_has_no_time():
    lost = work(WeekWindows(((6, 0, 60),)))
    assert add_business_days(local("2018-11-03T12:00"), 1, lost) == local("2018-11-11T01:00")


def test_a_window_that_opens_in_the_lost_hour_opens_when_it_is_over():
    calendar = work(WeekWindows(((6, 30, 120),)))
    assert add_business_minutes(local("2018-11-03T12:00"), 60, calendar) == local("2018-11-04T02:00")


def test_the_hour_that_comes_twice_counts_twice():
    """On 17 February 2018 the hour from 23:00 came twice."""
    calendar = work(WeekWindows(((5, 1380, 1410),)))
    start, end = local("2018-02-17T12:00"), local("2018-02-18T12:00")
    assert business_minutes_between(start, end, calendar) == 60
    assert add_business_minutes(start, 31, calendar) == datetime(2018, 2, 18, 2, 1, tzinfo=UTC)


def test_office_hours_move_with_the_clock():
    start = local("2018-11-02T16:00")
    due = add_business_minutes(start, 120, work())
    assert due == local("2018-11-05T09:00")
    assert due.hour == 11


# --- Days ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2027-03-01T09:00", 1, "2027-03-02T17:00"),
        ("2027-03-01T23:59", 1, "2027-03-02T17:00"),
        ("2027-03-05T09:00", 1, "2027-03-08T17:00"),
        ("2027-03-06T09:00", 1, "2027-03-08T17:00"),
        ("2027-03-25T09:00", 1, "2027-03-29T17:00"),  # over Good Friday
        ("2027-03-01T09:00", 10, "2027-03-15T17:00"),
    ],
)
def test_business_days_leave_the_first_out_and_take_the_last_in(start: str, days: int, due: str):
    calendar = work(WEEK_8X5, DayOff(date(2027, 3, 26)))
    assert add_business_days(local(start), days, calendar) == local(due)


def test_a_half_holiday_is_a_business_day_that_ends_early():
    christmas_eve = DayOff(date(2027, 12, 24), 720, 1440)
    assert add_business_days(local("2027-12-23T09:00"), 1, work(WEEK_8X5, christmas_eve)) == local(
        "2027-12-24T12:00"
    )


def test_a_business_day_that_never_closes_is_due_at_2359():
    assert add_business_days(local("2027-03-01T09:00"), 1, work(WEEK_24X7)) == local("2027-03-02T23:59")
    assert add_business_days(local("2018-11-02T09:00"), 1, work(WEEK_24X7)) == local("2018-11-03T23:59")


@pytest.mark.parametrize("zone", [ACRE, CUIABA, SAO_PAULO, NORONHA])
def test_calendar_days_end_at_2359_of_the_place(zone: ZoneInfo):
    assert add_calendar_days(local("2027-03-01T09:30:15", zone), 7, zone) == local("2027-03-08T23:59", zone)


def test_calendar_days_count_from_the_local_day():
    """02:00 UTC of the 2nd is still the 1st in Acre."""
    assert add_calendar_days(datetime(2027, 3, 2, 2, tzinfo=UTC), 1, ACRE) == local("2027-03-02T23:59", ACRE)


def test_calendar_days_end_with_the_second_2359_when_there_are_two():
    due = add_calendar_days(local("2018-02-10T09:00"), 7, SAO_PAULO)
    assert due == datetime(2018, 2, 18, 2, 59, tzinfo=UTC)


@pytest.mark.parametrize("days", [0, -1])
def test_a_term_of_no_days_is_a_mistake(days: int):
    with pytest.raises(ValueError, match="term"):
        add_business_days(local("2027-03-01T09:00"), days, work())
    with pytest.raises(ValueError, match="term"):
        add_calendar_days(local("2027-03-01T09:00"), days, SAO_PAULO)


# --- Between -------------------------------------------------------------------------------------


def test_minutes_between_two_moments():
    assert business_minutes_between(local("2027-03-05T16:42"), local("2027-03-08T08:20"), work()) == 38


def test_minutes_backwards_are_negative():
    assert business_minutes_between(local("2027-03-01T11:18:30"), local("2027-03-01T11:00"), work()) == -18


def test_no_minutes_at_the_weekend():
    assert business_minutes_between(local("2027-03-06T00:00"), local("2027-03-08T08:00"), work()) == 0
