"""The lines of a deadline's account in words: at what hours, what happened, how much counted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from central.domain.catalog.models import TicketStatus, WaitReason
from central.domain.people.models import Person
from central.domain.sla.clocks import Clock
from central.domain.sla.ledger import Kind, Piece, pieces
from central.domain.teams.models import Team
from central.domain.tickets.events import MOVES
from central.foundation.events.models import EventRecord

MOST_LINES = 14
"""Beyond it the days before the last two are summed up, a line for each."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: when, what, and how much of it counted; `number` is the day of a term in days."""

    when: str
    what: str
    counts: bool
    counted: timedelta = timedelta()
    number: int = 0


@dataclass(frozen=True, slots=True)
class Names:
    """The names that an explanation tells: teams as rows, pauses by the moment of their beginning."""

    teams: Mapping[int, Team]
    persons: Mapping[int, str]
    pauses: Mapping[datetime, str]


def names_of(facts: Sequence[EventRecord]) -> Names:
    """All names that the facts mention; four queries."""
    statuses = dict(TicketStatus.objects.values_list("id", "name"))
    reasons = dict(WaitReason.objects.values_list("id", "name"))
    team_ids = {fact.payload["to_team_id"] for fact in facts if fact.name in MOVES}
    movers = {fact.person_id for fact in facts if fact.name == "DeadlineChanged" and fact.person_id}
    pauses = {}
    for fact in facts:
        if fact.name not in ("StatusChanged", "TicketOpened"):
            continue
        status = statuses.get(fact.payload.get("to_status_id") or fact.payload.get("status_id") or 0, "")
        awaited = (reasons.get(fact.payload.get("wait_reason_id") or 0), fact.payload.get("awaiting"))
        why = ": ".join(word for word in (status, " · ".join(part for part in awaited if part)) if word)
        pauses[fact.at] = why
    return Names(
        {team.pk: team for team in Team.objects.filter(pk__in=team_ids)},
        {person.pk: person.shown_name for person in Person.objects.filter(pk__in=movers)},
        pauses,
    )


def lines_of(clock: Clock, facts: Sequence[EventRecord], names: Names, until: datetime) -> list[Line]:
    """The account of a clock up to a moment, in words."""
    found = pieces(clock, until)
    if clock.unit.endswith("_days"):
        return [day_line(clock, piece, names) for piece in found]
    if len(found) > MOST_LINES:
        return summed_lines(clock, found, names, until)
    return [hour_line(clock, piece, names, until) for piece in found]


def local_day(clock: Clock, moment: datetime) -> date:
    """The day on the wall of the place."""
    return moment.astimezone(clock.calendar.zone).date()


def hour_line(clock: Clock, piece: Piece, names: Names, until: datetime) -> Line:
    """A piece of some hours."""
    counts = piece.kind is Kind.COUNTED
    return Line(
        span_words(clock, piece, local_day(clock, until)),
        reason_words(clock, piece, names),
        counts,
        piece.length if counts else timedelta(),
    )


def span_words(clock: Clock, piece: Piece, today: date) -> str:
    """From when to when: hours, with the days where they are not today."""
    start, end = (moment.astimezone(clock.calendar.zone) for moment in (piece.starts_at, piece.ends_at))
    if start.date() == end.date() == today:
        return f"{start:%H:%M} – {end:%H:%M}"
    if start.date() == end.date():
        return f"{start:%d/%m %H:%M} – {end:%H:%M}"
    return f"{start:%d/%m %H:%M} – {end:%d/%m %H:%M}"


def reason_words(clock: Clock, piece: Piece, names: Names) -> str:
    """What a piece of time was."""
    if piece.kind is Kind.COUNTED:
        return _("In attendance")
    if piece.kind is Kind.PAUSED:
        why = paused_words(clock, piece, names)
        return _("Paused in %(status)s") % {"status": why} if why else _("Paused")
    if piece.kind is Kind.HOLIDAY:
        return _("Outside business hours, holiday: %(name)s") % {"name": ", ".join(piece.names)}
    return _("Outside business hours")


def paused_words(clock: Clock, piece: Piece, names: Names) -> str:
    """The status, and what was awaited, of the pause that a piece lies in."""
    inside = [pause.starts_at for pause in clock.pauses if pause.starts_at <= piece.starts_at]
    if clock.unit.endswith("_days"):
        inside = [pause.starts_at for pause in clock.pauses if pause.starts_at < piece.ends_at]
    return names.pauses.get(max(inside), "") if inside else ""


def day_line(clock: Clock, piece: Piece, names: Names) -> Line:
    """A day of a term in days."""
    when = f"{piece.starts_at.astimezone(clock.calendar.zone):%d/%m}"
    words = {
        Kind.OPENING: _("The day of opening does not count"),
        Kind.RUNNING: _("Counts when it ends"),
        Kind.CLOSED: _("No business hours on this weekday"),
        Kind.HOLIDAY: _("Holiday: %(name)s") % {"name": ", ".join(piece.names)},
    }
    if piece.kind is Kind.COUNTED:
        return Line(when, _("Day %(number)s") % {"number": piece.number}, True, number=piece.number)
    if piece.kind is Kind.PAUSED:
        why = paused_words(clock, piece, names)
        return Line(when, _("Paused at its end, in %(status)s") % {"status": why}, False)
    if piece.kind is Kind.RUNNING and clock.stands_since is not None:
        return Line(when, _("Paused in %(status)s") % {"status": paused_words(clock, piece, names)}, False)
    return Line(when, words[piece.kind], False)


def summed_lines(clock: Clock, found: Iterable[Piece], names: Names, until: datetime) -> list[Line]:
    """A long account: each day before the last two in one line, with what was paused in it."""
    days: dict[date, list[Piece]] = {}
    for piece in found:
        days.setdefault(local_day(clock, piece.starts_at), []).append(piece)
    recent = sorted(days)[-2:]
    lines = []
    for day in sorted(days):
        if day in recent:
            lines += [hour_line(clock, piece, names, until) for piece in days[day]]
            continue
        counted = sum((p.length for p in days[day] if p.kind is Kind.COUNTED), timedelta())
        held = any(p.kind is Kind.PAUSED for p in days[day])
        what = _("In attendance, with pauses") if held else _("In attendance")
        if not counted:
            what = reason_words(clock, days[day][0], names)
        lines.append(Line(f"{day:%d/%m}", what, bool(counted), counted))
    return lines
