"""What people decided about deliveries that had failed for good."""

from django.db import models

from central.foundation.events.models import ChainedModel


class DecisionKind(models.TextChoices):
    """What was decided: to try again, or to do without."""

    RETRIED = "retried"
    DROPPED = "dropped"


class DeliveryDecision(ChainedModel):
    """One decision about a given-up job; the job's row itself is cleaned away some days after its end."""

    job_id = models.BigIntegerField()
    task = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=DecisionKind)
    decided_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.task} #{self.job_id}"
