"""The append-only record of facts, and what a subject keeps of its own chain."""

from django.db import models


class ChainedModel(models.Model):
    """A subject of events: keeps the length and last hash of its chain, so that a removed tail shows."""

    event_count = models.PositiveIntegerField(default=0, editable=False)
    event_hash = models.CharField(max_length=64, default="", editable=False)

    class Meta:
        abstract = True


class EventRecord(models.Model):
    """One fact: what happened to which subject, by whom, when, with the hash of the fact before it."""

    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    sequence = models.PositiveIntegerField()
    name = models.CharField(max_length=60)
    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    team_id = models.BigIntegerField(null=True)
    is_private = models.BooleanField(default=False)
    payload = models.JSONField(default=dict)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "sequence"], name="event_sequence_per_subject"
            ),
        ]
        indexes = [models.Index(fields=["person_id", "-id"], name="event_by_person")]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id} #{self.sequence} {self.name}"
