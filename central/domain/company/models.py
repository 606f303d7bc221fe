"""The company itself: each CNPJ is a place (Local)."""

from django.db import models

from central.foundation.events.models import ChainedModel


class CompanyPlace(ChainedModel):
    """A Local: one CNPJ of the company, with the city and the time zone that its work counts in."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    trade_name = models.CharField(max_length=120, blank=True)
    document = models.CharField(max_length=14, blank=True)
    city = models.CharField(max_length=80)
    state = models.CharField(max_length=2)
    city_ibge_code = models.CharField(max_length=7, blank=True)
    time_zone = models.CharField(max_length=40, default="America/Sao_Paulo")
    phone = models.CharField(max_length=30, blank=True)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.trade_name or self.name


class ParameterValue(ChainedModel):
    """What an administrator set for a parameter of the company; without a row its default holds."""

    key = models.CharField(max_length=40, unique=True)
    value = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.key}={self.value}"
