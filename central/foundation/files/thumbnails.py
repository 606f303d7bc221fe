"""Small pictures of uploaded photos, re-encoded so that no position or other EXIF remains."""

import io

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps, UnidentifiedImageError

from central.foundation.files.models import StoredFile

SIDE = 320
Image.MAX_IMAGE_PIXELS = 60_000_000


def make_thumbnail(file: StoredFile) -> bool:
    """Keep a picture of at most 320×320 pixels beside an image; False when there is none to make."""
    if not file.is_image or file.thumbnail_name:
        return False
    try:
        with default_storage.open(file.storage_name) as source, Image.open(source) as picture:
            small = ImageOps.exif_transpose(picture).convert("RGB")
            small.thumbnail((SIDE, SIDE))
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return False
    out = io.BytesIO()
    small.save(out, "JPEG", quality=78)
    stem = file.storage_name.rpartition(".")[0]
    name = default_storage.save(f"{stem}.small.jpg", ContentFile(out.getvalue()))
    StoredFile.objects.filter(pk=file.pk).update(thumbnail_name=name)
    file.thumbnail_name = name
    return True
