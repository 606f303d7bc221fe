"""From a Situação to a deadline: its term, counted by its calendar at the place of the service."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from central.domain.calendars.business_time import WorkCalendar
from central.domain.calendars.queries import work_calendar
from central.domain.calendars.terms import Term
from central.domain.calendars.zones import zone_of
from central.domain.catalog.models import ServiceLevel
from central.domain.sla.clocks import Clock, Pause


@dataclass(frozen=True, slots=True)
class ServicePlace:
    """Where the service is done: what holidays and time zone count."""

    state: str
    city_ibge_code: str = ""

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the place; the installation's own where the place is unknown."""
        return zone_of(self.state, self.city_ibge_code) or ZoneInfo(timezone.get_default_timezone_name())


@dataclass(frozen=True, slots=True)
class Standing:
    """The moments of a deadline: when it is due, when it warns, since when a pause holds it."""

    due_at: datetime
    warn_at: datetime
    paused_at: datetime | None = None


def calendar_at(level: ServiceLevel, place: ServicePlace, start: datetime) -> WorkCalendar | None:
    """The calendar of a situação at a place, around a moment; None for a manual one. Two queries."""
    if level.is_manual or level.term_amount is None or level.calendar_id is None:
        return None
    return work_calendar(
        level.calendar_id,
        state=place.state,
        city_ibge_code=place.city_ibge_code,
        zone=place.zone,
        around=start.astimezone(place.zone).date(),
        until=timezone.now().date(),
    )


def clock_by(
    level: ServiceLevel, calendar: WorkCalendar, start: datetime, pauses: Sequence[Pause] = ()
) -> Clock:
    """The customer's clock of a counted situação; pauses hold it only where the situação says so."""
    kept = tuple(pauses) if level.stops_in_pauses else ()
    return Clock(Term(level.term_amount or 1, level.term_unit), start, calendar, kept)


def standing_by(
    level: ServiceLevel,
    calendar: WorkCalendar | None,
    start: datetime,
    pauses: Sequence[Pause] = (),
    *,
    typed: datetime | None = None,
) -> Standing | None:
    """Where a deadline stands, by a calendar at hand; None for a manual situação without a typed moment.

    A typed deadline is a promise: no pause moves it. Raises `NoBusinessTime`.
    """
    if calendar is None:
        return typed_standing(level, start, typed) if typed else None
    clock = clock_by(level, calendar, start, pauses)
    return Standing(clock.due_at, clock.share_at(level.warning_percent), clock.stands_since)


def typed_standing(level: ServiceLevel, start: datetime, typed: datetime) -> Standing:
    """A typed deadline; its warning comes at the share of all the time up to it."""
    return Standing(typed, start + (typed - start) * level.warning_percent / 100)


def standing(
    level: ServiceLevel,
    place: ServicePlace,
    start: datetime,
    pauses: Sequence[Pause] = (),
    *,
    typed: datetime | None = None,
) -> Standing | None:
    """Where the deadline of a situação stands at a place; None when it must be typed and is not."""
    return standing_by(level, calendar_at(level, place, start), start, pauses, typed=typed)


def due_at(
    level: ServiceLevel, place: ServicePlace, start: datetime, pauses: Sequence[Pause] = ()
) -> datetime | None:
    """The moment when a term that starts then ends; None for a manual Situação."""
    calendar = calendar_at(level, place, start)
    return clock_by(level, calendar, start, pauses).due_at if calendar else None
