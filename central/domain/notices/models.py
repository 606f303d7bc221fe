"""What somebody was told: one row for each fact and person, until it is read and after."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from central.domain.people.models import Person
from central.domain.tickets.models import Ticket
from central.foundation.events.models import EventRecord


class NoticeKind(models.TextChoices):
    """What a notice is about, as people choose in Ajustes what they want to hear of."""

    MENTION = "mention", _("You were mentioned")
    REPORT = "report", _("New report")
    FORWARDED = "forwarded", _("Forwarded to you or to your team")
    ASSIGNED = "assigned", _("You became or ceased to be responsible")
    HANDOVER = "handover", _("Acceptance, return and expiry of what was forwarded")
    DEADLINE = "deadline", _("Deadline near or missed")
    ESCALATION = "escalation", _("Escalation")
    CLOSING = "closing", _("Closed, cancelled or reopened")


class Notice(models.Model):
    """A fact about a protocol as one person is told it; exactly once, however often it is delivered.

    `is_private` comes from the fact: who may no longer read what is private does not see it either.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="+", db_index=False)
    event = models.ForeignKey(EventRecord, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=NoticeKind)
    is_private = models.BooleanField()
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="notice_once")]
        indexes = [
            models.Index(fields=["person", "-id"], name="notice_by_person"),
            models.Index(
                fields=["person", "ticket"], name="notice_unread", condition=Q(read_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.event_id} for {self.person_id}"
