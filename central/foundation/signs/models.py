"""The last sign of each thing that should be alive."""

from django.db import models


class SignKind(models.TextChoices):
    """What gives signs: processes, timers, the way of the mails, the verifying of the history."""

    WORKER = "worker"
    WEB = "web"
    TIMER = "timer"
    MAIL = "mail"
    HISTORY = "history"


class Sign(models.Model):
    """When something was heard of last, and what it told then."""

    kind = models.CharField(max_length=10, choices=SignKind)
    name = models.CharField(max_length=120)
    at = models.DateTimeField()
    told = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "name"], name="sign_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.name} {self.at}"
