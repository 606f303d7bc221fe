"""The week editor: hours as typed, read into windows; it works with the keyboard and without scripts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from central.domain.calendars.inputs import Window, clock

HOUR = re.compile(r"(\d{1,2})(?:[:hH](\d{2})?|(\d{2}))?\Z", re.ASCII)
WORKDAYS = range(5)
MOST_ROWS = 8


def read_hour(text: str, *, is_end: bool = False) -> int | None:
    """Minutes of the day from what was typed: 8, 800, 8h30, 24:00; midnight as an end is 1440."""
    found = HOUR.match(text.strip())
    if not found:
        return None
    minute = int(found[1]) * 60 + int(found[2] or found[3] or 0)
    if int(found[2] or found[3] or 0) > 59 or minute > 1440:
        return None
    return 1440 if is_end and minute == 0 else minute


@dataclass(slots=True)
class TypedWindow:
    """One window as it stands in the form."""

    starts: str = ""
    ends: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        return not (self.starts.strip() or self.ends.strip())

    @property
    def span(self) -> tuple[int, int] | None:
        """Start and end in minutes; None when one of them cannot be read."""
        start, end = read_hour(self.starts), read_hour(self.ends, is_end=True)
        return None if start is None or end is None else (start, end)


@dataclass(slots=True)
class Day:
    """A day of the editor: its windows, its picture, what is wrong with it."""

    weekday: int
    rows: list[TypedWindow] = field(default_factory=list)
    error: str = ""

    @property
    def name(self) -> str:
        """The name of the day."""
        return str(WEEKDAYS[self.weekday]).capitalize()

    @property
    def bars(self) -> list[tuple[int, int]]:
        """Start and length of what can be drawn."""
        spans = [row.span for row in self.rows]
        return [(span[0], span[1] - span[0]) for span in spans if span and span[0] < span[1]]

    @property
    def minutes(self) -> int:
        """Minutes of the day that count, as far as they can be read."""
        return sum(length for _start, length in self.bars)


@dataclass(slots=True)
class Week:
    """The seven days of the editor."""

    days: list[Day]

    @classmethod
    def of(cls, windows: tuple[Window, ...]) -> "Week":
        """The editor of stored windows, each day with a row to write in."""
        days = [Day(weekday) for weekday in range(7)]
        for window in windows:
            days[window.weekday].rows.append(TypedWindow(clock(window.starts_at), clock(window.ends_at)))
        return cls(days).with_rows()

    @classmethod
    def typed(cls, data: QueryDict) -> "Week":
        """The editor as it was sent."""
        days = []
        for weekday in range(7):
            pairs = zip(data.getlist(f"d{weekday}_from"), data.getlist(f"d{weekday}_to"), strict=False)
            rows = [TypedWindow(start[:10], end[:10]) for start, end in list(pairs)[: MOST_ROWS + 1]]
            days.append(Day(weekday, rows))
        return cls(days)

    def with_rows(self) -> "Week":
        """Each day has at least one row."""
        for day in self.days:
            if not day.rows:
                day.rows.append(TypedWindow())
        return self

    def do(self, what: str) -> None:
        """Add a row to a day (`add-2`), take one out (`drop-2-0`), or repeat Monday until Friday (`copy`)."""
        act, *numbers = what.split("-")
        places = [
            int(number) for number in numbers if number.isascii() and number.isdigit() and len(number) < 3
        ]
        if act == "copy":
            for day in WORKDAYS:
                self.days[day].rows = [TypedWindow(row.starts, row.ends) for row in self.days[0].rows]
        elif act == "add" and places and places[0] < 7 and len(self.days[places[0]].rows) < MOST_ROWS:
            self.days[places[0]].rows.append(TypedWindow())
        elif (
            act == "drop"
            and len(places) == 2
            and places[0] < 7
            and places[1] < len(self.days[places[0]].rows)
        ):
            del self.days[places[0]].rows[places[1]]
        self.with_rows()

    def windows(self) -> tuple[Window, ...]:
        """The windows that can be read; what cannot be read is told at its day."""
        found = []
        for day in self.days:
            for row in day.rows:
                if row.is_blank:
                    continue
                if row.span is None:
                    day.error = _("“%(start)s to %(end)s” is not a window. Write hours like 08:00.") % {
                        "start": row.starts, "end": row.ends,
                    }  # fmt: skip
                else:
                    found.append(Window(day.weekday, *row.span))
        return tuple(found)

    def refuse(self, errors: Mapping[str, object]) -> None:
        """Put the sentences of an operation beside their days."""
        for day in self.days:
            day.error = str(errors.get(f"day_{day.weekday}", day.error))

    @property
    def is_wrong(self) -> bool:
        """Whether a day has something to mend."""
        return any(day.error for day in self.days)

    @property
    def minutes(self) -> int:
        """Minutes that count in the week."""
        return sum(day.minutes for day in self.days)
