"""The kinds of custom fields: how a value is typed, stored, searched and shown."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from central.domain.catalog.models import FieldKind
from central.domain.people.names import fold

LONGEST = {FieldKind.TEXT: 200, FieldKind.LONG_TEXT: 4_000}
LONGEST_KEY = 200
SCALE = 10_000
"""The amount of a number: numbers have up to four places."""
NUMBER = re.compile(r"[+-]?\d{1,12}(?:\.\d{1,4})?\Z", re.ASCII)
GROUPED = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?\Z", re.ASCII)
DAY = re.compile(r"(?:(\d{1,2})/(\d{1,2})/(\d{4})|(\d{4})-(\d{1,2})-(\d{1,2}))\Z", re.ASCII)
YEARS = range(1900, 2200)
ANSWERS = {"1": "1", "sim": "1", "yes": "1", "0": "0", "nao": "0", "no": "0"}
BREAKS = "\n\r\t"
UNSTORABLE = {"Cc", "Cs"}


@dataclass(frozen=True, slots=True)
class Stored:
    """A value as it is kept: its stored form, what it is searched by, and what it is compared by."""

    text: str
    key: str
    amount: int | None = None


def stored_value(kind: str, typed: str, options: Sequence[str] = ()) -> Stored | None:
    """What was typed in its stored form, None for nothing; raises `ValueError` with the sentence to show."""
    text = typed.strip()
    if not text:
        return None
    if kind == FieldKind.NUMBER:
        number = read_number(text)
        spelled = f"{number.normalize() + 0:f}"
        return Stored(spelled, spelled, int(number * SCALE))
    if kind == FieldKind.DATE:
        day = read_day(text)
        return Stored(day.isoformat(), day.isoformat(), day.toordinal())
    if kind == FieldKind.YES_NO:
        answer = ANSWERS.get(fold(text))
        if answer is None:
            raise ValueError(_("Answer yes or no."))
        return Stored(answer, answer)
    if kind == FieldKind.CHOICE and text not in options:
        raise ValueError(_("Choose one of the options."))
    check_text(kind, text)
    return Stored(text, search_key(text))


def check_text(kind: str, text: str) -> None:
    """Raises `ValueError` for a text that is too long, or that not every database can keep."""
    allowed = BREAKS if kind == FieldKind.LONG_TEXT else ""
    if any(unicodedata.category(sign) in UNSTORABLE and sign not in allowed for sign in text):
        raise ValueError(_("There is a sign in it that cannot be stored: type the text again."))
    longest = LONGEST.get(FieldKind(kind), LONGEST_KEY)
    if len(text) > longest:
        told = ngettext("At most %(count)s sign.", "At most %(count)s signs.", longest)
        raise ValueError(told % {"count": longest})


def search_key(text: str) -> str:
    """What a text is searched by: folded, or as it is where only signs are left of it."""
    return (fold(text) or text)[:LONGEST_KEY]


def read_number(text: str) -> Decimal:
    """A number typed as −19,8, 1.234,5 or 19.8; raises `ValueError`."""
    plain = text.replace("\u2212", "-").replace("\u00a0", "").replace(" ", "")
    if "," in plain or GROUPED.match(plain):
        if "." in plain and not GROUPED.match(plain):
            raise ValueError(_("Type a number, such as −19,8."))
        plain = plain.replace(".", "").replace(",", ".")
    if not NUMBER.match(plain):
        raise ValueError(_("Type a number, such as −19,8."))
    return Decimal(plain)


def read_day(text: str) -> date:
    """A day typed as 24/11/2026 or 2026-11-24; raises `ValueError`."""
    found = DAY.match(text)
    if found:
        day, month, year = found[1] or found[6], found[2] or found[5], found[3] or found[4]
        try:
            if int(year) in YEARS:
                return date(int(year), int(month), int(day))
        except ValueError:
            pass
    raise ValueError(_("Type a day, such as 24/11/2026."))


def shown_value(kind: str, text: str) -> str:
    """A stored value as people read it, and as they type it."""
    if kind == FieldKind.NUMBER and text:
        return text.replace(".", ",").replace("-", "−")
    if kind == FieldKind.DATE and text:
        return "/".join(reversed(text.split("-")))
    if kind == FieldKind.YES_NO and text:
        return _("Yes") if text == "1" else _("No")
    return text
