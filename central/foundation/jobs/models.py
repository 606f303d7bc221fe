"""The queue: jobs in the application's own database, written in the commit that wants them done."""

from django.db import models


class JobState(models.TextChoices):
    """Where a job is; `failed`: its last attempt failed too; `dropped`: a person decided to do without."""

    READY = "ready"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    DROPPED = "dropped"


class Job(models.Model):
    """A call to make later: leased by one worker at a time, retried with growing pauses."""

    task = models.CharField(max_length=120)
    arguments = models.JSONField(default=dict)
    queue = models.CharField(max_length=30, default="default")
    priority = models.SmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.READY)
    run_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    lease = models.CharField(max_length=40, default="", blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=8)
    unique_key = models.CharField(max_length=120, default="", blank=True)
    last_error = models.TextField(default="", blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unique_key"],
                condition=models.Q(state__in=["ready", "running"]) & ~models.Q(unique_key=""),
                name="job_unique_while_waiting",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-priority", "run_at", "id"],
                condition=models.Q(state__in=["ready", "running"]),
                name="job_next",
            ),
            models.Index(fields=["finished_at"], name="job_finished"),
            models.Index(
                fields=["-finished_at", "-id"], condition=models.Q(state="failed"), name="job_failed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} #{self.pk} {self.state}"


class Timer(models.Model):
    """Something done at regular intervals; whoever moves `next_at` forward does it."""

    name = models.CharField(max_length=60, unique=True)
    next_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
