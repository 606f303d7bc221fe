from datetime import date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from central.domain.calendars.business_time import DayOff, WorkCalendar, in_utc
from central.domain.calendars.terms import Term, Unit
from central.domain.sla.clocks import Clock, Pause
from central.domain.sla.ledger import Kind, Stay, pieces, used_by
from tests.domain.calendars.test_business_time_properties import MINUTE, cases
from tests.domain.sla.test_clock_properties import Paused, paused
from tests.domain.sla.test_clocks import SAO_PAULO, WEEK, at

HOLIDAY = WorkCalendar(WEEK, (DayOff(date(2026, 11, 26), name="Padroeira"),), SAO_PAULO)


def told(clock: Clock, until: datetime) -> list[tuple[str, int]]:
    return [(piece.kind.value, piece.length // MINUTE) for piece in pieces(clock, until)]


def test_hours_are_cut_into_what_counted_and_what_did_not():
    clock = Clock(Term(8, Unit.BUSINESS_HOURS), at(24, 9), HOLIDAY, (Pause(at(24, 10), at(24, 10, 30)),))
    assert told(clock, at(24, 14)) == [
        ("counted", 60), ("paused", 30), ("counted", 90), ("closed", 60), ("counted", 60),
    ]  # fmt: skip


def test_a_holiday_is_named_where_it_made_the_gap_longer():
    clock = Clock(Term(20, Unit.BUSINESS_HOURS), at(25, 16), HOLIDAY)
    gap = pieces(clock, at(27, 9))[1]
    assert (gap.kind, gap.names, gap.ends_at) == (Kind.HOLIDAY, ("Padroeira",), in_utc(at(27, 8)))


def test_days_are_told_one_by_one():
    clock = Clock(Term(5, Unit.BUSINESS_DAYS), at(24, 9), HOLIDAY, (Pause(at(27, 16), at(28, 9)),))
    shown = [(piece.kind.value, piece.number, piece.names) for piece in pieces(clock, at(30, 12))]
    assert shown == [
        ("opening", 0, ()), ("counted", 1, ()), ("holiday", 0, ("Padroeira",)), ("paused", 0, ()),
        ("closed", 0, ()), ("closed", 0, ()), ("running", 2, ()),
    ]  # fmt: skip


def test_nothing_is_told_before_the_start():
    assert pieces(Clock(Term(1, Unit.RUNNING_HOURS), at(24, 9), HOLIDAY), at(24, 9)) == []


@cases(0.1)
@given(
    paused(),
    st.sampled_from((Unit.RUNNING_HOURS, Unit.BUSINESS_HOURS)),
    st.integers(0, 6 * 1440),
    st.integers(0, 6 * 1440),
)
def test_pieces_cover_the_time_and_stays_share_it(case: Paused, unit: Unit, length: int, cut: int):
    clock, until = case.clock(unit, 1), case.start + length * MINUTE
    found = [piece for piece in pieces(clock, until) if piece.kind is not Kind.PAUSED]
    assert sum((p.length for p in found if p.kind is Kind.COUNTED), timedelta()) == clock.used(until)
    assert all(one.ends_at <= after.starts_at for one, after in pairwise(found))
    change = case.start + cut * MINUTE
    stays = [Stay(1, case.start, change), Stay(2, change, case.start + 6 * 1440 * MINUTE)]
    assert sum(used_by(clock, stays, until), timedelta()) == clock.used(until)
