"""Pairs of persons that may be the same; mergings with the origin of everything that moved."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from central.domain.people.models import Person


class Pair(models.Model):
    """Two persons that may be the same: how much speaks for it, and what.

    `reasons` holds codes in order of weight. A dismissed pair keeps the reasons it was dismissed with and
    is open again only when another kind of evidence comes.
    """

    first = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()
    reasons = models.CharField(max_length=160)
    is_open = models.BooleanField(default=True)
    found_at = models.DateTimeField()
    dismissed_at = models.DateTimeField(null=True)
    dismissed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    dismissed_reasons = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="pair_in_order"),
        ]
        indexes = [models.Index(fields=["is_open", "-score", "-id"], name="pair_by_score")]

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}"


class Merge(models.Model):
    """One person merged into another, by whom and when; undone or not."""

    survivor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    merged = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at__isnull=True), name="merge_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(survivor=F("merged")), name="merge_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} into {self.survivor_id}"


class MovedRow(models.Model):
    """One column of one row that a merging changed: where it came from, what it holds since.

    `field` is '' for a row that the merging itself made. `snapshot` keeps the whole row where it may be
    deleted later, so that it can be given back. `is_back` tells after an undoing whether it was.
    """

    merge = models.ForeignKey(Merge, on_delete=models.PROTECT, related_name="moved")
    model = models.CharField(max_length=60)
    row_id = models.BigIntegerField()
    field = models.CharField(max_length=40, blank=True)
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    snapshot = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    is_back = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["merge", "model", "row_id", "field"], name="moved_row_once"),
        ]
        indexes = [models.Index(fields=["model", "row_id"], name="moved_row_of")]

    def __str__(self) -> str:
        return f"{self.model} {self.row_id} {self.field}"
