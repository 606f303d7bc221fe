"""What protocols hold in custom fields; their definitions are of the catalogue."""

from django.db import models
from django.db.models import Q

from central.domain.catalog.models import CustomField


class FieldValue(models.Model):
    """What a protocol holds in a custom field; a row only where there is a value.

    `text` is its stored form, `key` what it is searched by: the folded text, or the stored form of what
    is no text. Numbers (in ten-thousandths) and days (as ordinals) have an `amount` to compare.
    """

    ticket = models.ForeignKey(
        "tickets.Ticket", on_delete=models.PROTECT, related_name="field_values", db_index=False
    )
    field = models.ForeignKey(CustomField, on_delete=models.PROTECT, related_name="values", db_index=False)
    text = models.TextField()
    key = models.CharField(max_length=200)
    amount = models.BigIntegerField(null=True)
    attachment = models.ForeignKey(
        "tickets.Attachment", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "field"], name="field_value_once")]
        indexes = [
            models.Index(fields=["field", "key", "ticket"], name="field_value_key"),
            models.Index(
                fields=["field", "amount", "ticket"],
                condition=Q(amount__isnull=False),
                name="field_value_amount",
            ),
        ]

    def __str__(self) -> str:
        return f"field {self.field_id} of {self.ticket_id}"
