"""What the workspace keeps of its own: texts that were not sent yet."""

from django.db import models

from central.domain.access.models import User


class Draft(models.Model):
    """The form of an act as its writer left it: one for each user, act and subject.

    `subject_id` is the protocol, or the activity record that is corrected; 0 for what does not exist yet.
    `part_id` is the report that is corrected or annulled, else 0. `body` is a list of [name, value] as JSON.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    act = models.CharField(max_length=20)
    subject_id = models.BigIntegerField(default=0)
    part_id = models.BigIntegerField(default=0)
    body = models.TextField()
    saved_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "act", "subject_id", "part_id"], name="draft_once_per_form"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.act} {self.subject_id}"
