"""Which kinds of file are taken, told by their first bytes and not by what they claim."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from central.foundation.errors import Invalid
from central.foundation.files.limits import file_megabytes

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: its content type and the extensions that go with it."""

    content_type: str
    extensions: tuple[str, ...]


JPEG = FileKind("image/jpeg", ("jpg", "jpeg"))
PNG = FileKind("image/png", ("png",))
GIF = FileKind("image/gif", ("gif",))
WEBP = FileKind("image/webp", ("webp",))
HEIC = FileKind("image/heic", ("heic", "heif"))
PDF = FileKind("application/pdf", ("pdf",))
MP3 = FileKind("audio/mpeg", ("mp3",))
OGG = FileKind("audio/ogg", ("ogg", "oga", "opus"))
WAV = FileKind("audio/wav", ("wav",))
M4A = FileKind("audio/mp4", ("m4a",))
MP4 = FileKind("video/mp4", ("mp4",))
ZIPPED = FileKind("application/zip", ("zip",))
TEXT = FileKind("text/plain", ("txt", "csv", "log"))

OFFICE = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
OLD_OFFICE = {"doc": "application/msword", "xls": "application/vnd.ms-excel"}

KINDS = (JPEG, PNG, GIF, WEBP, HEIC, PDF, MP3, OGG, WAV, M4A, MP4, ZIPPED, TEXT)

ACCEPTED_EXTENSIONS: tuple[str, ...] = (
    *(extension for kind in KINDS for extension in kind.extensions),
    *OFFICE,
    *OLD_OFFICE,
)


def extension_of(name: str) -> str:
    """The extension of a file name in lower case, '' when it has none."""
    stem, dot, extension = name.rpartition(".")
    return extension.lower() if dot and stem else ""


def signature_kind(head: bytes) -> FileKind | None:
    """The kind that the first bytes tell, for the kinds that have a signature."""
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head[:6] in {b"GIF87a", b"GIF89a"}:
        return GIF
    if head[:4] == b"RIFF":
        return {b"WEBP": WEBP, b"WAVE": WAV}.get(head[8:12])
    if head[4:8] == b"ftyp":
        return {b"heic": HEIC, b"mif1": HEIC, b"M4A ": M4A}.get(head[8:12], MP4)
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith((b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")):
        return MP3
    return OGG if head.startswith(b"OggS") else None


def content_type_of(name: str, head: bytes) -> str:
    """The content type of an upload by its first bytes; raises `Invalid` for kinds not taken."""
    extension = extension_of(name)
    kind = signature_kind(head)
    if kind is not None and extension in kind.extensions:
        return kind.content_type
    if head.startswith(ZIP) and extension in {*OFFICE, "zip"}:
        return OFFICE.get(extension, ZIPPED.content_type)
    if head.startswith(OLE) and extension in OLD_OFFICE:
        return OLD_OFFICE[extension]
    if kind is None and extension in TEXT.extensions and b"\x00" not in head:
        return TEXT.content_type
    raise Invalid(
        _("“%(name)s” is not of a kind that can be attached, or its content does not match its name.")
        % {"name": name},
        field="files",
    )


def check_size(name: str, size: int) -> None:
    """Raise `Invalid` when a file is empty or larger than is allowed."""
    limit = file_megabytes()
    if size == 0:
        raise Invalid(_("“%(name)s” is empty.") % {"name": name}, field="files")
    if size > limit * 1024 * 1024:
        raise Invalid(
            _("“%(name)s” is larger than %(limit)s MB.") % {"name": name, "limit": limit}, field="files"
        )
