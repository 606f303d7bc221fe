"""Finding municipalities: by code, by name and state, by what somebody types."""

from central.domain.places.models import Municipality
from central.domain.places.reading import MunicipalityRow, check_digit, plain_name

OFFERED = 10


def municipality(code: str) -> MunicipalityRow | None:
    """The municipality of a code, None for a code that is none; one query."""
    found = Municipality.objects.filter(code=code).first() if is_seven_digits(code) else None
    return row_of(found) if found else None


def is_seven_digits(code: str) -> bool:
    """Whether a text has the form of a code: no other is looked up."""
    return len(code) == 7 and code.isascii() and code.isdigit()


def municipality_named(name: str, state: str) -> MunicipalityRow | None:
    """The municipality of this name in a state, accents and case ignored; one query."""
    found = Municipality.objects.filter(search_name=plain_name(name), state=state).first()
    return row_of(found) if found else None


def is_municipality_code(code: str) -> bool:
    """Whether a code may be used: the list decides; while it is empty, the check digit does."""
    if not is_seven_digits(code):
        return False
    if Municipality.objects.filter(code=code).exists():
        return True
    return code[6] == check_digit(code) and not Municipality.objects.exists()


def municipalities_like(text: str) -> list[MunicipalityRow]:
    """The municipalities in use whose name begins as typed, `Lages/SC` too; one query."""
    name, _bar, state = text.partition("/")
    typed = plain_name(name)
    if not typed:
        return []
    found = Municipality.objects.filter(is_active=True, search_name__startswith=typed)
    if state.strip():
        found = found.filter(state__startswith=state.strip().upper()[:2])
    return [row_of(one) for one in found.order_by("search_name", "state")[:OFFERED]]


def row_of(found: Municipality) -> MunicipalityRow:
    """A loaded municipality as a row."""
    return MunicipalityRow(found.code, found.state, found.name)
