"""The shipped list of municipalities, how their names are compared, and the check digit of their codes."""

import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SHIPPED = Path(__file__).parent / "municipalities.csv"


@dataclass(frozen=True, slots=True)
class MunicipalityRow:
    """One line of the list."""

    code: str
    state: str
    name: str


def shipped_rows(path: Path = SHIPPED) -> Iterator[MunicipalityRow]:
    """The lines of a list: columns code, state, name."""
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            yield MunicipalityRow(row["code"], row["state"], row["name"])


def plain_name(text: str) -> str:
    """A name without accents, case and punctuation: `Olho-d'Água` is `olho d agua`."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in kept).split())


def check_digit(code: str) -> str:
    """The seventh digit of an IBGE code from its first six: weights 1 and 2, digits of products summed.

    Nine published codes do not follow it, so the list decides and the digit only warns.
    """
    total = 0
    for at, digit in enumerate(code[:6]):
        product = int(digit) * (1 + at % 2)
        total += product - 9 if product > 9 else product
    return str(-total % 10)
