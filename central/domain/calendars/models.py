"""Calendars: business windows of a week, and holidays by scope."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from central.foundation.events.models import ChainedModel


class Calendar(ChainedModel):
    """A named week of business windows; `is_calendar_days` counts whole days to 23:59 instead.

    Its hours are read on the clock of the place of the service, unless it has a `time_zone` of its own.
    """

    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=80)
    is_calendar_days = models.BooleanField(default=False)
    time_zone = models.CharField(max_length=40, blank=True, default="")
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

    NATIONAL = "national", pgettext_lazy("holiday", "National")
    STATE = "state", pgettext_lazy("holiday", "State")
    CITY = "city", pgettext_lazy("holiday", "Municipal")


class Holiday(ChainedModel):
    """A day, or part of one, that does not count as business time where it holds.

    A holiday is never deleted, for deadlines may have been counted over it: it is put out of use.
    """

    name = models.CharField(max_length=80)
    on = models.DateField()
    scope = models.CharField(max_length=10, choices=HolidayScope, default=HolidayScope.NATIONAL)
    state = models.CharField(max_length=2, blank=True)
    city_ibge_code = models.CharField(max_length=7, blank=True)
    city_name = models.CharField(max_length=80, blank=True, default="")
    starts_minute = models.PositiveSmallIntegerField(default=0)
    ends_minute = models.PositiveSmallIntegerField(default=1440)
    is_optional = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

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
