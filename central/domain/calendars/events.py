"""Facts about calendars and holidays, with what each value was and became."""

from dataclasses import dataclass, field
from datetime import date

from central.foundation.events.publishing import Event

Plain = str | bool | int | list[str]
Change = tuple[Plain, Plain]


@dataclass(frozen=True, slots=True)
class CalendarCreated(Event):
    """A calendar came into use."""

    subject_kind = "calendar"
    name: str


@dataclass(frozen=True, slots=True)
class CalendarChanged(Event):
    """A calendar has other windows, name or time zone: each value from → to."""

    subject_kind = "calendar"
    changes: dict[str, Change] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CalendarActivated(Event):
    """A calendar may be chosen again."""

    subject_kind = "calendar"


@dataclass(frozen=True, slots=True)
class CalendarDeactivated(Event):
    """A calendar may no longer be chosen."""

    subject_kind = "calendar"


@dataclass(frozen=True, slots=True)
class HolidayRegistered(Event):
    """A holiday came in: typed, copied from another year, or from the list of the library."""

    subject_kind = "holiday"
    name: str
    on: date
    source: str


@dataclass(frozen=True, slots=True)
class HolidayChanged(Event):
    """A holiday has another name, day, place or hours: each value from → to."""

    subject_kind = "holiday"
    changes: dict[str, Change] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HolidayActivated(Event):
    """A holiday counts again."""

    subject_kind = "holiday"


@dataclass(frozen=True, slots=True)
class HolidayDeactivated(Event):
    """A holiday no longer counts."""

    subject_kind = "holiday"
