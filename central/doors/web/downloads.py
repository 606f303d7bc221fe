"""Answers that carry a kept file: streamed, of the stored kind, never run by the browser."""

from typing import TYPE_CHECKING

from django.http import FileResponse
from django.utils.translation import gettext as _

from central.foundation.errors import NotFound
from central.foundation.files.store import open_file, open_thumbnail
from central.foundation.files.thumbnails import make_thumbnail

if TYPE_CHECKING:
    from central.foundation.files.models import StoredFile

SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
SHOWN_INLINE = frozenset({"application/pdf"})


def gone() -> NotFound:
    """What is told of a file that is not there."""
    return NotFound(_("This file does not exist, or you may not see it."))


def file_answer(file: "StoredFile") -> FileResponse:
    """A file by its stored kind: pictures and PDF to look at, everything else to keep."""
    try:
        content = open_file(file)
    except OSError:
        raise gone() from None
    inline = file.is_image or file.content_type in SHOWN_INLINE
    return guarded(FileResponse(content, as_attachment=not inline, filename=file.name), file.content_type)


def thumbnail_answer(file: "StoredFile") -> FileResponse:
    """The small picture of a photo, made now where it was not yet; raises `NotFound` for other files."""
    try:
        if not file.thumbnail_name and not make_thumbnail(file):
            raise gone()
        return guarded(FileResponse(open_thumbnail(file)), "image/jpeg")
    except OSError:
        raise gone() from None


def guarded(response: FileResponse, content_type: str) -> FileResponse:
    """Headers that keep a browser from guessing, running or sharing what was uploaded."""
    response.headers["Content-Type"] = content_type
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response
