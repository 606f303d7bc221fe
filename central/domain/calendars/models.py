"""Calendars: business windows of a week, and holidays by scope."""

from django.db import models
from django.db.models import F, Q


class Calendar(models.Model):
    """A named week of business windows; `is_calendar_days` counts whole days to 23:59 instead."""

    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=80)
    is_calendar_days = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class CalendarWindow(models.Model):
    """Minutes of a weekday (0 = Monday) that count as business time."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="windows")
    weekday = models.PositiveSmallIntegerField()
    starts_at = models.PositiveSmallIntegerField()
    ends_at = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__lte=6, ends_at__lte=1440, starts_at__lt=F("ends_at")),
                name="window_within_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.calendar_id} {self.weekday} {self.starts_at}-{self.ends_at}"


class HolidayScope(models.TextChoices):
    """Where a holiday holds."""

    NATIONAL = "national"
    STATE = "state"
    CITY = "city"


class Holiday(models.Model):
    """A day, or part of one, that does not count as business time where it holds."""

    name = models.CharField(max_length=80)
    on = models.DateField()
    scope = models.CharField(max_length=10, choices=HolidayScope, default=HolidayScope.NATIONAL)
    state = models.CharField(max_length=2, blank=True)
    city_ibge_code = models.CharField(max_length=7, blank=True)
    starts_minute = models.PositiveSmallIntegerField(default=0)
    ends_minute = models.PositiveSmallIntegerField(default=1440)
    is_optional = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["on", "scope", "state", "city_ibge_code", "name"], name="holiday_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_minute__lte=1440, starts_minute__lt=F("ends_minute")),
                name="holiday_within_a_day",
            ),
            models.CheckConstraint(
                condition=Q(scope=HolidayScope.NATIONAL, state="", city_ibge_code="")
                | (Q(scope=HolidayScope.STATE, city_ibge_code="") & ~Q(state=""))
                | (Q(scope=HolidayScope.CITY) & ~Q(city_ibge_code="")),
                name="holiday_place_by_scope",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.name}"
