"""Lists taken out as files: who asked for what, how far the writing is, the file while it is kept."""

from django.db import models
from django.db.models import Q

from central.domain.people.models import Person
from central.foundation.events.models import ChainedModel
from central.foundation.files.models import StoredFile


class ExportFormat(models.TextChoices):
    """What kind of file is written."""

    CSV = "csv"
    XLSX = "xlsx"


class ExportState(models.TextChoices):
    """How far an export is; `expired` once its file is gone."""

    WAITING = "waiting"
    WRITING = "writing"
    READY = "ready"
    FAILED = "failed"
    EXPIRED = "expired"


class PeopleExport(ChainedModel):
    """A list of persons as a file: the filters as they were asked for, the columns, the number of rows.

    `total` is not known before the writing starts; `touched_at` moves with `written`, so that a writing
    that was cut off is noticed.
    """

    requested_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    user_id = models.BigIntegerField()
    format = models.CharField(max_length=4, choices=ExportFormat)
    wanted = models.JSONField()
    columns = models.CharField(max_length=250)
    has_documents = models.BooleanField(default=False)
    reason = models.CharField(max_length=30, blank=True)
    state = models.CharField(max_length=8, choices=ExportState, default=ExportState.WAITING)
    total = models.PositiveIntegerField(null=True)
    written = models.PositiveIntegerField(default=0)
    file = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, related_name="+")
    requested_at = models.DateTimeField()
    touched_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(has_documents=False) | ~Q(reason=""), name="export_documents_with_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["user_id", "-requested_at", "-id"], name="export_of_user"),
            models.Index(fields=["-requested_at", "-id"], name="export_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.format} {self.requested_at}"
