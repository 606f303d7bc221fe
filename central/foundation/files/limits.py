"""How large a file may be: the installation's limit, within which the company may set its own."""

from collections.abc import Callable

from django.conf import settings

_told_by: list[Callable[[], int]] = []


def ask_for_limit(source: Callable[[], int]) -> None:
    """Let somebody above tell the limit in megabytes."""
    _told_by[:] = [source]


def file_megabytes() -> int:
    """Megabytes that a file may have."""
    return _told_by[0]() if _told_by else int(settings.CENTRAL_MAX_FILE_MB)
