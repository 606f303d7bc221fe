"""How large files may be and how many come at once: what the installation allows, or the company decides."""

from collections.abc import Callable

from django.conf import settings

MOST_AT_ONCE = 10
"""How many files come at once while nobody above tells otherwise."""

_told_by: dict[str, Callable[[], int]] = {}


def ask_for_limits(*, megabytes: Callable[[], int], count: Callable[[], int]) -> None:
    """Let somebody above tell the limit in megabytes and the count of files at once."""
    _told_by.update(megabytes=megabytes, count=count)


def file_megabytes() -> int:
    """Megabytes that a file may have."""
    return _told_by["megabytes"]() if _told_by else int(settings.CENTRAL_MAX_FILE_MB)


def files_at_once() -> int:
    """How many files may come with one act."""
    return _told_by["count"]() if _told_by else MOST_AT_ONCE
