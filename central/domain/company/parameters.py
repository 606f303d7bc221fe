"""Parâmetros: the values that hold; what may be decided is declared in `declared`.

A value is read from the database when it is asked for, so every process sees a change at once; within
one request (`reading_once`) all of them are read together, a single time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta

from django.conf import settings

from central.domain.company.declared import BY_KEY
from central.domain.company.models import ParameterValue

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


def hold(values: dict[str, str]) -> None:
    """Keep all stored values for this request, where another query has brought them along."""
    held = _held.get()
    if held is not None:
        held.update(values, **{"": ""})


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


def files_at_once() -> int:
    """How many files may come with one act."""
    return number_of("upload_count")
