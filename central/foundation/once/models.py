"""One-use keys: the form that carries a key makes its change once, however often it is sent."""

from django.db import models

LONGEST_KEY = 64
"""Characters of a one-use key: room for a UUID with a word before it."""


class SpentKey(models.Model):
    """A key that was spent, by whom, in which operation, and what came of it."""

    key = models.CharField(max_length=LONGEST_KEY)
    operation = models.CharField(max_length=80)
    user_id = models.BigIntegerField(null=True)
    result_id = models.BigIntegerField(null=True)
    spent_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "operation"], name="once_key_per_operation"),
        ]

    def __str__(self) -> str:
        return f"{self.operation} {self.key}"
