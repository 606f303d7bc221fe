"""The numbers of protocols: one row, locked by each opening, so that no number is given twice."""

from django.db import models


class ProtocolCounter(models.Model):
    """The one row that holds the last protocol number given; locked by each opening."""

    last = models.BigIntegerField(default=1_000_000)

    def __str__(self) -> str:
        return str(self.last)
