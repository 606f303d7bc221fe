"""The national and state holidays of a year, as a first filling of the table that people then correct."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import holidays

_NAMES_LANGUAGE = "pt_BR"
_ASH_WEDNESDAY = "Quarta-feira de Cinzas"
_ASH_WEDNESDAY_ENDS = 14 * 60


@dataclass(frozen=True)
class HolidaySeed:
    """A holiday to be written into the table: national when `state` is empty."""

    on: date
    name: str
    state: str = ""
    is_optional: bool = False
    starts_minute: int = 0
    ends_minute: int = 1440

    @property
    def scope(self) -> str:
        """`national` or `state`; towns are typed by hand."""
        return "state" if self.state else "national"


def library_holidays(year: int, states: Iterable[str]) -> list[HolidaySeed]:
    """The holidays of a year, by date: the national ones, the optional days (`ponto facultativo`) and
    those that each given state adds.

    Ash Wednesday is off only until 14 h. Names are in Portuguese, for they are the catalogue's own.
    """
    national = _days(year, "public")
    seeds = [HolidaySeed(on, name) for on, name in national]
    seeds += [_optional(on, name) for on, name in _days(year, "optional")]
    known = set(national)
    for state in states:
        seeds += [
            HolidaySeed(on, name, state)
            for on, name in _days(year, "public", state)
            if (on, name) not in known
        ]
    return sorted(seeds, key=lambda seed: (seed.on, seed.state, seed.name))


def easter(year: int) -> date:
    """Easter Sunday of a year by the Gregorian rule (Meeus, Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * weekday) // 433
    month = (h + weekday - 7 * m + 90) // 25
    return date(year, month, (h + weekday - 7 * m + 33 * month + 19) % 32)


def _optional(on: date, name: str) -> HolidaySeed:
    ends = _ASH_WEDNESDAY_ENDS if name == _ASH_WEDNESDAY else 1440
    return HolidaySeed(on, name, is_optional=True, ends_minute=ends)


def _days(year: int, category: str, state: str | None = None) -> list[tuple[date, str]]:
    found = holidays.country_holidays(
        "BR", subdiv=state, years=year, language=_NAMES_LANGUAGE, categories=category
    )
    return [(on, name) for on in sorted(found) for name in found.get_list(on) if on.year == year]
