"""Keeping uploads: bytes to the storage first, outside any transaction, a row when they are there."""

import hashlib
import uuid
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import IO, Protocol, cast

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _

from central.foundation.actor import Actor
from central.foundation.errors import Invalid
from central.foundation.files.kinds import check_size, content_type_of, extension_of
from central.foundation.files.limits import files_at_once
from central.foundation.files.models import StoredFile


class Upload(Protocol):
    """What a door hands over: a name, a size in bytes and the bytes."""

    name: str | None
    size: int | None

    def chunks(self, chunk_size: int | None = None) -> Iterable[bytes]: ...

    def open(self, mode: str | None = None) -> object: ...


def clean_name(name: str) -> str:
    """A file name fit to show and to download: no path, no control characters, at most 160 long."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(c for c in last if c.isprintable() and c not in '<>:"|?*').strip(". ")
    stem, dot, extension = shown.rpartition(".")
    return f"{stem[:150]}{dot}{extension[:8]}" if dot and stem else (shown[:160] or "arquivo")


def stage_uploads(uploads: Sequence[Upload], *, actor: Actor) -> list[StoredFile]:
    """Check all uploads, then keep them; raises `Invalid` (field `files`) before keeping any."""
    limit = files_at_once()
    if len(uploads) > limit:
        raise Invalid(_("At most %(limit)s files at once.") % {"limit": limit}, field="files")
    kinds = []
    for upload in uploads:
        name = clean_name(upload.name or "")
        check_size(name, upload.size or 0)
        kinds.append((name, content_type_of(name, first_bytes(upload))))
    return [
        stage(upload, name, kind, actor=actor) for upload, (name, kind) in zip(uploads, kinds, strict=True)
    ]


def first_bytes(upload: Upload, count: int = 512) -> bytes:
    """The beginning of an upload, which is left rewound."""
    head = next(iter(upload.chunks()), b"")[:count]
    upload.open()
    return head


def stage(upload: Upload, name: str, content_type: str, *, actor: Actor) -> StoredFile:
    """Write one checked upload to the storage under a random name and record it as staged."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.open()
    key = uuid.uuid4()
    storage_name = f"{key.hex[:2]}/{key.hex}.{extension_of(name) or 'bin'}"
    saved = default_storage.save(storage_name, File(cast("IO[bytes]", upload), name=name))
    return StoredFile.objects.create(
        id=key,
        name=name,
        content_type=content_type,
        size=upload.size or 0,
        sha256=digest.hexdigest(),
        storage_name=saved,
        uploaded_by_id=actor.user_id,
        uploaded_at=timezone.now(),
    )


def staged_files(ids: Iterable[str | uuid.UUID], *, actor: Actor) -> list[StoredFile]:
    """The actor's own staged files among the ids; strangers' ids are passed over."""
    wanted = [uuid.UUID(str(i)) for i in ids]
    mine = StoredFile.objects.filter(pk__in=wanted, is_bound=False, uploaded_by_id=actor.user_id)
    return list(mine.order_by("uploaded_at", "id"))


def bind(files: Iterable[StoredFile]) -> None:
    """Mark staged files as belonging to something, in the operation's transaction."""
    StoredFile.objects.filter(pk__in=[f.pk for f in files]).update(is_bound=True)


def open_file(file: StoredFile) -> IO[bytes]:
    """The bytes of a kept file."""
    return default_storage.open(file.storage_name)


def open_thumbnail(file: StoredFile) -> IO[bytes]:
    """The bytes of the small picture of a kept photo."""
    return default_storage.open(file.thumbnail_name)


def purge_staged(*, older_than: timedelta = timedelta(hours=24)) -> int:
    """Delete uploads that nobody attached within the time; answers how many went."""
    before = timezone.now() - older_than
    gone = 0
    for file in StoredFile.objects.filter(is_bound=False, uploaded_at__lt=before)[:500]:
        default_storage.delete(file.storage_name)
        file.delete()
        gone += 1
    return gone
