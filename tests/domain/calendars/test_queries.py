"""A calendar read from the tables, for a place."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from central.domain.calendars.models import Calendar, CalendarWindow, Holiday, HolidayScope
from central.domain.calendars.queries import ALWAYS_OPEN, work_calendar
from central.domain.calendars.zones import zone_of
from central.foundation.errors import NotFound
from tests.domain.calendars.test_business_time import SAO_PAULO, WEEK_8X5

pytestmark = pytest.mark.django_db

TODAY = date(2027, 3, 1)


@pytest.fixture
def office() -> Calendar:
    """Monday to Friday in two windows a day."""
    calendar = Calendar.objects.create(code="test-8x5", name="8x5")
    CalendarWindow.objects.bulk_create(
        CalendarWindow(calendar=calendar, weekday=day, starts_at=start, ends_at=end)
        for day, start, end in WEEK_8X5.windows
    )
    return calendar


@pytest.fixture
def _holidays() -> None:
    Holiday.objects.all().delete()
    national, state, city = HolidayScope.NATIONAL, HolidayScope.STATE, HolidayScope.CITY
    rows: list[tuple[str, date, HolidayScope, str, str, dict[str, Any]]] = [
        ("nation", TODAY, national, "", "", {}),
        ("half", TODAY + timedelta(1), national, "", "", {"starts_minute": 720}),
        ("SC", TODAY + timedelta(2), state, "SC", "", {}),
        ("SP", TODAY + timedelta(2), state, "SP", "", {}),
        ("Urubici", TODAY + timedelta(3), city, "SC", "4218954", {}),
        ("Lages", TODAY + timedelta(3), city, "SC", "4209300", {}),
        ("optional", TODAY + timedelta(4), national, "", "", {"is_optional": True}),
        ("oldest", TODAY - timedelta(10), national, "", "", {}),
        ("too old", TODAY - timedelta(11), national, "", "", {}),
        ("farthest", TODAY + timedelta(400), national, "", "", {}),
        ("too far", TODAY + timedelta(401), national, "", "", {}),
    ]
    for name, on, scope, uf, code, extra in rows:
        Holiday.objects.create(name=name, on=on, scope=scope, state=uf, city_ibge_code=code, **extra)


def names(
    calendar: Calendar, state: str = "SC", city: str = "4218954", *, optional: bool = False
) -> list[str]:
    """The holidays read, by date."""
    read = work_calendar(
        calendar.pk, state=state, city_ibge_code=city, zone=SAO_PAULO, around=TODAY, include_optional=optional
    )
    return [day_off.name for day_off in read.holidays]


@pytest.mark.usefixtures("_holidays")
def test_a_place_has_the_holidays_of_nation_state_and_town(office: Calendar):
    assert names(office) == ["oldest", "nation", "half", "SC", "Urubici", "farthest"]


@pytest.mark.usefixtures("_holidays")
def test_without_a_place_only_the_national_ones_hold(office: Calendar):
    assert names(office, "", "") == ["oldest", "nation", "half", "farthest"]


@pytest.mark.usefixtures("_holidays")
def test_optional_days_are_off_when_asked_for(office: Calendar):
    assert "optional" in names(office, optional=True)


@pytest.mark.usefixtures("_holidays")
def test_windows_and_half_days_are_read_in_two_queries(
    office: Calendar, django_assert_num_queries: DjangoAssertNumQueries
):
    zone = zone_of("AC")
    assert zone
    with django_assert_num_queries(2):
        read = work_calendar(office.pk, state="AC", city_ibge_code="", zone=zone, around=TODAY)
    assert read.zone is zone
    assert read.windows.by_weekday == WEEK_8X5.by_weekday
    assert read.spans_on(TODAY) == ()
    assert read.spans_on(TODAY + timedelta(1)) == ((480, 720),)


@pytest.mark.usefixtures("_holidays")
@pytest.mark.parametrize("is_calendar_days", [True, False])
def test_a_calendar_that_never_closes_works_through_holidays(is_calendar_days: bool):
    calendar = Calendar.objects.create(code="test-always", name="always", is_calendar_days=is_calendar_days)
    if not is_calendar_days:
        for day in range(7):
            calendar.windows.create(weekday=day, starts_at=0, ends_at=1440)
    assert names(calendar) == []
    read = work_calendar(calendar.pk, state="SC", city_ibge_code="", zone=SAO_PAULO, around=TODAY)
    assert read.windows == ALWAYS_OPEN


def test_a_calendar_without_windows_has_none():
    calendar = Calendar.objects.create(code="test-empty", name="empty")
    read = work_calendar(calendar.pk, state="SC", city_ibge_code="", zone=SAO_PAULO, around=TODAY)
    assert read.windows.windows == ()


def test_an_unknown_calendar_is_not_found():
    with pytest.raises(NotFound):
        work_calendar(0, state="SC", city_ibge_code="", zone=SAO_PAULO, around=TODAY)


@pytest.mark.parametrize(("weekday", "start", "end"), [(7, 0, 60), (0, 60, 60), (0, 0, 1441)])
def test_the_table_refuses_a_window_outside_the_week(office: Calendar, weekday: int, start: int, end: int):
    with pytest.raises(IntegrityError), transaction.atomic():
        office.windows.create(weekday=weekday, starts_at=start, ends_at=end)


@pytest.mark.parametrize(
    ("scope", "state", "city"),
    [("national", "SC", ""), ("state", "", ""), ("state", "SC", "4218954"), ("city", "SC", "")],
)
def test_the_table_refuses_a_holiday_whose_place_does_not_fit_its_scope(scope: str, state: str, city: str):
    with pytest.raises(IntegrityError), transaction.atomic():
        Holiday.objects.create(name="x", on=TODAY, scope=scope, state=state, city_ibge_code=city)


def test_the_table_refuses_the_same_holiday_twice():
    Holiday.objects.create(name="x", on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Holiday.objects.create(name="x", on=TODAY)


def test_a_calendar_with_its_own_clock_is_read_on_it(office: Calendar) -> None:
    Calendar.objects.filter(pk=office.pk).update(time_zone="America/Rio_Branco")
    found = work_calendar(office.pk, state="SC", city_ibge_code="", zone=SAO_PAULO, around=TODAY)
    assert str(found.zone) == "America/Rio_Branco"
