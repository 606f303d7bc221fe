"""The columns by which a forwarding is a hand-over."""

from django.db import models

from central.domain.people.models import Person
from central.domain.tickets.kinds import HandoverState


class HandedModel(models.Model):
    """What waits to be accepted, and how that ended.

    `accept_by` ends the time to accept, `next_at` is when the clock door looks at it again; `settle_text`
    says why it was returned.
    """

    state = models.CharField(max_length=12, choices=HandoverState, default=HandoverState.DIRECT)
    accept_by = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    settle_text = models.TextField(blank=True)

    class Meta:
        abstract = True
