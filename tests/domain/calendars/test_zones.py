"""Which clock hangs on the wall of a place."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from central.domain.calendars.zones import STATES, ZONES_BY_CITY, zone_of

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
MINUS_FOUR, MINUS_FIVE = {"AM", "MT", "MS", "RO", "RR"}, {"AC"}


def offset(zone: ZoneInfo | None) -> float:
    """Hours from UTC in 2027."""
    assert zone
    delta = NOON.astimezone(zone).utcoffset()
    assert delta is not None
    return delta.total_seconds() / 3600


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_its_offset(state: str):
    expected = -5 if state in MINUS_FIVE else -4 if state in MINUS_FOUR else -3
    assert offset(zone_of(state)) == expected


def test_noronha_and_the_west_of_amazonas_have_their_own():
    assert offset(zone_of("PE", "2605459")) == -2
    assert offset(zone_of("PE", "2611606")) == -3
    assert offset(zone_of("AM", "1301407")) == -5
    assert offset(zone_of("AM", "1302603")) == -4


def test_lower_case_is_taken_and_an_unknown_place_has_none():
    assert zone_of("sc") == ZoneInfo("America/Sao_Paulo")
    assert zone_of("") is None
    assert zone_of("XX") is None


@pytest.mark.parametrize("code", ZONES_BY_CITY)
def test_the_codes_of_towns_have_a_right_check_digit(code: str):
    products = [int(digit) * (1 + place % 2) for place, digit in enumerate(code[:6])]
    total = sum(product - 9 if product > 9 else product for product in products)
    assert (10 - total % 10) % 10 == int(code[6])
