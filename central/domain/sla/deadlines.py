"""From a Situação to a deadline: its term, counted by its calendar at the place of the service."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from central.domain.calendars import terms
from central.domain.calendars.queries import work_calendar
from central.domain.calendars.zones import zone_of
from central.domain.catalog.models import ServiceLevel


@dataclass(frozen=True, slots=True)
class ServicePlace:
    """Where the service is done: what holidays and time zone count."""

    state: str
    city_ibge_code: str = ""

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the place; the installation's own where the place is unknown."""
        return zone_of(self.state, self.city_ibge_code) or ZoneInfo(timezone.get_default_timezone_name())


def due_at(level: ServiceLevel, place: ServicePlace, start: datetime) -> datetime | None:
    """The moment when a term that starts now ends; None for a manual Situação."""
    if level.is_manual or level.term_amount is None or level.calendar_id is None:
        return None
    calendar = work_calendar(
        level.calendar_id,
        state=place.state,
        city_ibge_code=place.city_ibge_code,
        zone=place.zone,
        around=start.astimezone(place.zone).date(),
    )
    return terms.due_at(terms.Term(level.term_amount, level.term_unit), start, calendar)
