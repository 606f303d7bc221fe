"""Placeholders of the texts and their filling, the same for the same random source."""

import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

FOLDER = Path(__file__).parent
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
SPACE = "\N{NO-BREAK SPACE}"
SPEEDS = (300, 400, 500, 600, 700, 800)
AMOUNTS = ("49,90", "59,90", "69,90", "79,90", "89,90", "99,90", "109,90", "119,90", "129,90", "149,90")
MODELS = ("AC-1200", "AX-1500", "AX-1800", "AX-3000", "GX-210", "GX-420")


@cache
def streets() -> tuple[str, ...]:
    """The invented streets."""
    places = tomllib.loads((FOLDER / "places.toml").read_text(encoding="utf-8"))
    return tuple(places["streets"])


def power(rng: Random, least: float, most: float) -> str:
    """An optical power between two bounds, as people here write it."""
    return f"−{rng.uniform(least, most):.1f}".replace(".", ",") + f"{SPACE}dBm"


def signal(rng: Random) -> str:
    """A good optical power at the customer."""
    return power(rng, 16.0, 23.9)


def weak_signal(rng: Random) -> str:
    """An optical power out of the standard."""
    return power(rng, 26.5, 31.0)


def speed(rng: Random) -> str:
    """The speed of a plan."""
    return f"{rng.choice(SPEEDS)}{SPACE}Mb"


def cto(rng: Random) -> str:
    """The name of an optical terminal box."""
    return f"CTO{SPACE}{rng.randint(1, 90)}-{rng.choice('ABCD')}"


def street(rng: Random) -> str:
    """A street, always feminine, so that "na" and "da" fit before it."""
    return rng.choice(streets())


def hour(rng: Random) -> str:
    """An hour of the working day."""
    return f"{rng.randint(10, 17)}:{rng.randrange(0, 60, 10):02d}"


def amount(rng: Random) -> str:
    """An amount of money."""
    return f"R${SPACE}{rng.choice(AMOUNTS)}"


def model(rng: Random) -> str:
    """The model of a router or ONU."""
    return rng.choice(MODELS)


MAKERS: dict[str, Callable[[Random], str]] = {
    "signal": signal,
    "weak_signal": weak_signal,
    "speed": speed,
    "cto": cto,
    "street": street,
    "hour": hour,
    "amount": amount,
    "model": model,
}
PLACEHOLDERS = frozenset(MAKERS)


def placeholders_in(text: str) -> frozenset[str]:
    """The names between braces in a text."""
    return frozenset(PLACEHOLDER.findall(text))


def fill(text: str, rng: Random) -> str:
    """The text with every placeholder filled, the same value wherever it repeats; raises `KeyError`."""
    if "{" not in text:
        return text
    drawn: dict[str, str] = {}

    def value(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in drawn:
            drawn[name] = MAKERS[name](rng)
        return drawn[name]

    return PLACEHOLDER.sub(value, text)
