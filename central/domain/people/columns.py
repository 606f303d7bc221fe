"""The columns that the list of persons may show beside the name, in their order."""

from collections.abc import Iterable

COLUMNS = (
    *("code", "roles", "phone", "email", "city", "groups", "badge", "region", "open"),
    *("registered", "changed", "status"),
)
USUAL_COLUMNS = ("roles", "phone", "city", "open", "status")
SEPARATOR = ","


def known_columns(names: Iterable[str]) -> tuple[str, ...]:
    """Those of the names that are columns, in the order of the list."""
    given = set(names)
    return tuple(column for column in COLUMNS if column in given)


def kept_columns(kept: str) -> tuple[str, ...]:
    """The columns that a user has chosen, the usual ones where nothing was."""
    return known_columns(kept.split(SEPARATOR)) or USUAL_COLUMNS
