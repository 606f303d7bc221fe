"""Parâmetros: what the company decides from the screen, each declared once and obeyed by something.

A value is read from the database when it is asked for, so every process sees a change at once; within
one request (`reading_once`) all of them are read together, a single time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from central.domain.company.models import ParameterValue

TEXT, NUMBER, CHOICE = "text", "number", "choice"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: its group, words, kind, default and range; `takes_effect` tells what obeys it."""

    key: str
    group: str | Promise
    label: str | Promise
    takes_effect: str | Promise
    kind: str = TEXT
    default: str = ""
    least: int = 0
    most: int = 120
    choices: tuple[tuple[str, str | Promise], ...] = ()

    @property
    def greatest(self) -> int:
        """The end of the range; that of uploads is set by the installation."""
        return int(settings.CENTRAL_MAX_FILE_MB) if self.key == "upload_mb" else self.most


COMPANY, NUMBERS, LIMITS, LAW = _("Company"), _("Numbers"), _("Limits"), _("Regulation")

PARAMETERS = (
    Parameter(
        "company_name", COMPANY, _("Name of the company"), _("Shown on the sign-in page, at once.")
    ),
    Parameter(
        "first_protocol", NUMBERS, _("First protocol number"),
        _("The next protocol takes it, or the one after the last when that is greater. None is used twice."),
        kind=NUMBER, default="1", least=1, most=999_999_999_999,
    ),
    Parameter(
        "correction_minutes", LIMITS, _("Minutes to correct a report or record"),
        _("How long its author may correct it; counts at once, also for what is written already."),
        kind=NUMBER, default="15", least=0, most=1440,
    ),
    Parameter(
        "upload_mb", LIMITS, _("Greatest size of a file, in MB"),
        _("Counts for the next files. The installation's own limit stays above it."),
        kind=NUMBER, default="", least=1, most=500,
    ),
    Parameter(
        "porte_regulatorio", LAW, _("Regulatory size (porte)"),
        _("Kept for the rules of Anatel. It changes no deadline yet: terms by size come with the deadlines."),
        kind=CHOICE, default="micro",
        choices=(
            ("micro", _("Micro: up to 5,000 accesses")),
            ("ppp", _("Small (PPP): over 5,000 accesses")),
            ("large", _("Large")),
        ),
    ),
)  # fmt: skip
BY_KEY = {parameter.key: parameter for parameter in PARAMETERS}

_held: ContextVar[dict[str, str] | None] = ContextVar("parameters", default=None)


@contextmanager
def reading_once() -> Iterator[None]:
    """Within it the stored values are read a single time; around one request, never around a process."""
    token = _held.set({})
    try:
        yield
    finally:
        _held.reset(token)


def stored_values() -> dict[str, str]:
    """The values that were set, by key."""
    held = _held.get()
    if held:
        return held
    found = dict(ParameterValue.objects.values_list("key", "value"))
    if held is not None:
        held.update(found, **{"": ""})
    return found


def forget() -> None:
    """Read anew: a value was just changed."""
    held = _held.get()
    if held is not None:
        held.clear()


def text_of(key: str) -> str:
    """The value of a parameter as it is stored, else its default."""
    return stored_values().get(key) or BY_KEY[key].default


def number_of(key: str) -> int:
    """The value of a numeric parameter."""
    stored = stored_values().get(key)
    return int(stored if stored else BY_KEY[key].default or 0)


def correction_time() -> timedelta:
    """How long the author of a report or record may correct it."""
    return timedelta(minutes=number_of("correction_minutes"))


def upload_megabytes() -> int:
    """Megabytes that a file may have: the company's limit within the installation's."""
    hard = int(settings.CENTRAL_MAX_FILE_MB)
    return min(number_of("upload_mb") or hard, hard)
