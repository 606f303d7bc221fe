"""The account of a clock: its life cut into pieces, each with whether it counted and why not. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from central.domain.calendars.business_time import Interval, WorkCalendar, days_between, in_utc
from central.domain.calendars.terms import Unit
from central.domain.sla.clocks import Clock, counted_between, counted_intervals, without


class Kind(StrEnum):
    """Why a piece of time counted or did not."""

    COUNTED = "counted"
    PAUSED = "paused"
    CLOSED = "closed"
    HOLIDAY = "holiday"
    OPENING = "opening"
    RUNNING = "running"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of time; `names` are the holidays in it. `number` is the day of a term in days."""

    starts_at: datetime
    ends_at: datetime
    kind: Kind
    names: tuple[str, ...] = ()
    number: int = 0

    @property
    def length(self) -> timedelta:
        """How long it is."""
        return self.ends_at - self.starts_at


@dataclass(frozen=True, slots=True)
class Stay:
    """A time in which one team held a protocol."""

    team_id: int
    starts_at: datetime
    ends_at: datetime


def pieces(clock: Clock, until: datetime) -> list[Piece]:
    """The account of a clock up to a moment: by pieces for terms in hours, by days for terms in days."""
    end = in_utc(until)
    if end <= in_utc(clock.start):
        return []
    if clock.unit in (Unit.BUSINESS_DAYS, Unit.CALENDAR_DAYS):
        return list(day_pieces(clock, end))
    return sorted(hour_pieces(clock, end), key=lambda piece: piece.starts_at)


def hour_pieces(clock: Clock, end: datetime) -> Iterator[Piece]:
    """Pauses whole, and between them what was open and what was not."""
    begin, pauses = in_utc(clock.start), clock.whole_pauses
    for since, until in paused_within(clock, begin, end):
        yield Piece(since, until, Kind.PAUSED)
    for rest in without((begin, end), pauses):
        at = rest[0]
        for opens, closes in counted_intervals(*rest, clock.meter, ()):
            if at < opens:
                yield closed_piece(clock, at, opens)
            yield Piece(opens, closes, Kind.COUNTED)
            at = closes
        if at < rest[1]:
            yield closed_piece(clock, at, rest[1])


def paused_within(clock: Clock, begin: datetime, end: datetime) -> Iterator[Interval]:
    """Each pause by itself, cut to a span of time; two that follow each other stay two."""
    for pause in clock.pauses:
        since = max(in_utc(pause.starts_at), begin)
        until = min(in_utc(pause.ends_at), end) if pause.ends_at else end
        if since < until:
            yield since, until


def closed_piece(clock: Clock, since: datetime, until: datetime) -> Piece:
    """A time outside the windows, with the holidays that made it longer."""
    calendar = clock.calendar
    days = days_between(calendar.local_day(since), calendar.local_day(until - timedelta.resolution))
    names = tuple(
        off.name
        for day in days
        for off in calendar.days_off_on(day)
        if calendar.windows.by_weekday[day.weekday()]
    )
    return Piece(since, until, Kind.HOLIDAY if names else Kind.CLOSED, names)


def day_pieces(clock: Clock, end: datetime) -> Iterator[Piece]:
    """Day by day: the opening, days that counted, and days that did not with the reason."""
    closes = {clock.calendar.local_day(close): close for close in closes_until(clock, end)}
    counted = 0
    for day in days_between(clock.calendar.local_day(clock.start), clock.calendar.local_day(end)):
        since, until = day_span(clock.calendar, day)
        kind, names = day_kind(clock, day, closes.get(day), end)
        counted += kind is Kind.COUNTED
        number = counted + (kind is Kind.RUNNING)
        shown = number if kind in (Kind.COUNTED, Kind.RUNNING) else 0
        yield Piece(max(since, in_utc(clock.start)), min(until, end), kind, names, shown)


def closes_until(clock: Clock, end: datetime) -> Iterator[datetime]:
    """The closes of days up to the one in which a moment lies."""
    last = clock.calendar.local_day(end)
    for close in clock.day_closes():
        if clock.calendar.local_day(close) > last:
            return
        yield close


def day_kind(clock: Clock, day: date, close: datetime | None, end: datetime) -> tuple[Kind, tuple[str, ...]]:
    """Whether a day counts, and why not."""
    if day == clock.calendar.local_day(clock.start):
        return Kind.OPENING, ()
    if close is None:
        names = tuple(off.name for off in clock.calendar.days_off_on(day))
        by_week = clock.calendar.windows.by_weekday[day.weekday()]
        return (Kind.HOLIDAY, names) if names and by_week else (Kind.CLOSED, ())
    if any(since <= close < until for since, until in clock.whole_pauses) and close < end:
        return Kind.PAUSED, ()
    return (Kind.COUNTED if close <= end else Kind.RUNNING), ()


def day_span(calendar: WorkCalendar, day: date) -> Interval:
    """A whole local day in UTC."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=calendar.zone)
    after = day + timedelta(days=1)
    return in_utc(midnight), in_utc(datetime(after.year, after.month, after.day, tzinfo=calendar.zone))


def used_by(clock: Clock, stays: Sequence[Stay], until: datetime) -> list[timedelta]:
    """How much of a clock's time each stay used up to a moment; together they use what the clock used."""
    found = []
    for stay in stays:
        since, end = (
            max(in_utc(stay.starts_at), in_utc(clock.start)),
            min(in_utc(stay.ends_at), in_utc(until)),
        )
        found.append(counted_between(since, end, clock.meter, clock.whole_pauses))
    return found
