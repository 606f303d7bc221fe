"""The activity record: a contact made with a client, outside any protocol."""

from django.db import models
from django.db.models import F, Q

from central.domain.catalog.models import ActivityReason, ContactMethod
from central.domain.people.models import Contact, Person
from central.domain.teams.models import Team
from central.foundation.events.models import ChainedModel
from central.foundation.files.models import StoredFile


class Activity(ChainedModel):
    """A registro de atividade: whom, why, how, what, from when to when."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="activities", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+", db_index=False)
    reason = models.ForeignKey(ActivityReason, on_delete=models.PROTECT, related_name="+", db_index=False)
    method = models.ForeignKey(ContactMethod, on_delete=models.PROTECT, related_name="+", db_index=False)
    description = models.TextField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    created_at = models.DateTimeField()
    corrected_at = models.DateTimeField(null=True)
    annulled_at = models.DateTimeField(null=True)
    annul_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__gt=F("started_at")), name="activity_end_after_start"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-started_at", "-id"], name="activity_of_person"),
            models.Index(fields=["author", "-started_at", "-id"], name="activity_of_author"),
        ]

    def __str__(self) -> str:
        return f"activity {self.pk}"


class ActivityVersion(models.Model):
    """What an activity record said before a correction."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="versions")
    content = models.JSONField()
    replaced_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"activity {self.activity_id} until {self.replaced_at:%Y-%m-%d %H:%M}"
