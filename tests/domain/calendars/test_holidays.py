"""The holidays that a new installation starts with."""

from datetime import date

from central.domain.calendars.holidays import HolidaySeed, library_holidays
from central.domain.calendars.zones import STATES

NATIONAL_2027 = [(1, 1), (3, 26), (4, 21), (5, 1), (9, 7), (10, 12), (11, 2), (11, 15), (11, 20), (12, 25)]


def test_the_ten_national_holidays_of_2027():
    national = [seed for seed in library_holidays(2027, []) if not seed.is_optional]
    assert [(seed.on.month, seed.on.day) for seed in national] == NATIONAL_2027
    assert {seed.scope for seed in national} == {"national"}


def test_optional_days_are_marked():
    optional = [(seed.on, seed.name) for seed in library_holidays(2027, STATES) if seed.is_optional]
    assert (date(2027, 2, 9), "Carnaval") in optional
    assert (date(2027, 5, 27), "Corpus Christi") in optional
    assert len(optional) == 7


def test_ash_wednesday_ends_at_two_in_the_afternoon():
    ash = HolidaySeed(date(2027, 2, 10), "Quarta-feira de Cinzas", is_optional=True, ends_minute=840)
    assert ash in library_holidays(2027, [])


def test_states_add_their_own_only():
    added = {(seed.state, seed.on) for seed in library_holidays(2027, ["SC", "SP", "AC"]) if seed.state}
    assert added >= {("SC", date(2027, 8, 15)), ("SC", date(2027, 11, 28)), ("SP", date(2027, 7, 9))}
    assert len([one for one in added if one[0] == "AC"]) == 5
    assert not {on for _state, on in added} & {date(2027, 12, 25), date(2027, 1, 1)}


def test_all_states_load_without_repeats():
    seeds = library_holidays(2027, STATES)
    keys = [(seed.on, seed.scope, seed.state, seed.name) for seed in seeds]
    assert len(STATES) == 27
    assert len(keys) == len(set(keys))
    assert all(0 < len(seed.name) <= 80 and seed.on.year == 2027 for seed in seeds)
    assert keys == sorted(keys, key=lambda key: (key[0], key[2], key[3]))
