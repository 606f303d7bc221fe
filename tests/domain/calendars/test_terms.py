"""From a term to a deadline, and the lines that explain it."""

from datetime import date

import pytest
from django.utils.translation import override

from central.domain.calendars.business_time import DayOff, WeekWindows, WorkCalendar
from central.domain.calendars.terms import Term, TermDay, Unit, due_at, explain_term
from tests.domain.calendars.test_business_time import SAO_PAULO, WEEK_8X5, local

WORK = WorkCalendar(WEEK_8X5, (DayOff(date(2027, 3, 26), name="Sexta-feira Santa"),), SAO_PAULO)
THURSDAY = local("2027-03-25T16:00")


@pytest.mark.parametrize(
    ("amount", "unit", "due"),
    [
        (24, "running_hours", "2027-03-26T16:00"),
        (4, "business_hours", "2027-03-29T11:00"),
        (3, "business_days", "2027-03-31T17:00"),
        (7, "calendar_days", "2027-04-01T23:59"),
    ],
)
def test_each_unit(amount: int, unit: str, due: str):
    assert due_at(Term(amount, unit), THURSDAY, WORK) == local(due)


def test_manual_has_no_deadline_to_count():
    term = Term(0, Unit.MANUAL)
    assert due_at(term, THURSDAY, WORK) is None
    assert explain_term(term, THURSDAY, WORK) == []


@pytest.mark.parametrize(("amount", "unit"), [(0, "running_hours"), (-1, "business_days"), (1, "weeks")])
def test_a_term_that_is_none_is_refused(amount: int, unit: str):
    with pytest.raises(ValueError, match=r"term|weeks"):
        Term(amount, unit)


def explained(term: Term, start: str) -> list[tuple[str, int, str]]:
    """The lines in English."""
    with override("en"):
        lines = explain_term(term, local(start), WORK)
        return [(f"{line.on:%d/%m}", line.minutes, str(line.why_not)) for line in lines]


def test_business_hours_are_explained_day_by_day():
    assert explained(Term(4, "business_hours"), "2027-03-25T16:00") == [
        ("25/03", 60, ""),
        ("26/03", 0, "Sexta-feira Santa"),
        ("27/03", 0, "No business hours on this weekday"),
        ("28/03", 0, "No business hours on this weekday"),
        ("29/03", 180, ""),
    ]


def test_an_opening_after_hours_is_explained():
    assert explained(Term(1, "business_hours"), "2027-03-01T19:00") == [
        ("01/03", 0, "Outside business hours"),
        ("02/03", 60, ""),
    ]


def test_business_days_are_explained_with_the_day_of_opening():
    assert explained(Term(2, "business_days"), "2027-03-24T10:00") == [
        ("24/03", 0, "The day of opening does not count"),
        ("25/03", 480, ""),
        ("26/03", 0, "Sexta-feira Santa"),
        ("27/03", 0, "No business hours on this weekday"),
        ("28/03", 0, "No business hours on this weekday"),
        ("29/03", 480, ""),
    ]


def test_calendar_days_are_explained():
    assert explained(Term(2, "calendar_days"), "2027-03-26T10:00") == [
        ("26/03", 0, "The day of opening does not count"),
        ("27/03", 1440, ""),
        ("28/03", 1440, ""),
    ]


@pytest.mark.parametrize("start", ["2018-11-03T12:00", "2018-02-17T12:00", "2027-03-01T12:34"])
@pytest.mark.parametrize("unit", ["running_hours", "business_hours"])
def test_the_minutes_of_the_lines_sum_up_to_the_term(start: str, unit: str):
    always = WorkCalendar(WeekWindows(tuple((day, 0, 1440) for day in range(7))), (), SAO_PAULO)
    lines = explain_term(Term(40, unit), local(start), always)
    assert sum(line.minutes for line in lines) == 40 * 60
    assert all(isinstance(line, TermDay) and line.minutes > 0 for line in lines)


def test_a_term_that_ends_at_midnight_has_no_line_for_the_next_day():
    assert [
        line.on.day for line in explain_term(Term(12, "running_hours"), local("2027-03-01T12:00"), WORK)
    ] == [1]
