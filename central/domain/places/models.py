"""The municipalities of Brazil, by the code of the statistics office (IBGE)."""

from django.db import models


class Municipality(models.Model):
    """A municipality; `search_name` is its name without accents and case."""

    code = models.CharField(max_length=7, primary_key=True)
    name = models.CharField(max_length=60)
    state = models.CharField(max_length=2)
    search_name = models.CharField(max_length=60)
    is_active = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(fields=["search_name", "state"], name="municipality_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name}/{self.state}"
