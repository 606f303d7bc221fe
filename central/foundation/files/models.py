"""Uploaded files: kept under random names, first staged, then bound to what they belong to."""

import uuid

from django.db import models


class StoredFile(models.Model):
    """A file on the storage; `is_bound` once an operation has attached it to something."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    storage_name = models.CharField(max_length=200)
    thumbnail_name = models.CharField(max_length=200, default="", blank=True)
    uploaded_by_id = models.BigIntegerField(null=True)
    uploaded_at = models.DateTimeField()
    is_bound = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["uploaded_at"], condition=models.Q(is_bound=False), name="file_staged_by_age"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        """Whether browsers show it as a picture."""
        return self.content_type in {"image/jpeg", "image/png", "image/webp", "image/gif"}
