"""The clocks of teams and of the field: how long each team held a protocol, how long the visit took."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from central.domain.calendars.business_time import WorkCalendar
from central.domain.catalog.models import ActivityType
from central.domain.sla.clocks import Clock, counted_between
from central.domain.sla.ledger import Stay, used_by
from central.domain.tickets.clocks import team_calendar
from central.domain.tickets.events import MOVES
from central.domain.tickets.models import Ticket
from central.domain.workspace.accounts import Names
from central.foundation.events.models import EventRecord

TRAVEL = "deslocamento"
TONES = 6
TOLERANCE = timedelta(hours=1)
"""How far from the agreed hour a visit may begin and still be the one that was agreed."""


@dataclass(frozen=True, slots=True)
class TeamShare:
    """One stay of a team: what it used of the client's term, and of its own time by its own calendar.

    `left` and `percent` place it in a bar of all stays, in hundredths of it.
    """

    name: str
    since: datetime
    used: timedelta
    own: timedelta
    limit: timedelta
    start: float
    percent: float
    tone: int
    is_current: bool

    @property
    def over(self) -> timedelta:
        """How much more than its own time the team took; nothing when it kept it."""
        return max(self.own - self.limit, timedelta())

    @property
    def own_percent(self) -> int:
        """How much of its own time is used, at most all of it."""
        return min(100, round(100 * self.own / self.limit)) if self.limit else 100


@dataclass(frozen=True, slots=True)
class FieldClock:
    """The visit: when somebody left, arrived and finished, what it took, and what was agreed."""

    left_at: datetime | None
    arrived_at: datetime | None
    ended_at: datetime | None
    took: timedelta
    visit_at: datetime | None
    is_done: bool
    was_kept: bool
    was_missed: bool


def stays_of(ticket: Ticket, facts: Sequence[EventRecord], until: datetime) -> list[Stay]:
    """The stays of teams from the opening up to a moment; one with the same team goes on."""
    found: list[Stay] = []
    for fact in facts:
        if fact.name not in MOVES:
            continue
        team_id, at = fact.payload["to_team_id"], min(fact.at, until)
        if found and found[-1].team_id == team_id:
            continue
        if found:
            found[-1] = Stay(found[-1].team_id, found[-1].starts_at, at)
        found.append(Stay(team_id, at, until))
    lasting = [stay for stay in found if stay.starts_at < stay.ends_at]
    return lasting or found[:1] or [Stay(ticket.team_id, ticket.opened_at, until)]


def team_shares(
    ticket: Ticket, clock: Clock, stays: Sequence[Stay], until: datetime, names: Names
) -> tuple[TeamShare, ...]:
    """Each stay with what it used; two queries for each calendar of the teams."""
    used = used_by(clock, stays, until)
    total = sum(used, timedelta())
    calendars: dict[int, WorkCalendar] = {}
    shares, start = [], 0.0
    tones = {team_id: n % TONES + 1 for n, team_id in enumerate(dict.fromkeys(s.team_id for s in stays))}
    for stay, took in zip(stays, used, strict=True):
        team = names.teams.get(stay.team_id) or ticket.team
        if team.calendar_id not in calendars:
            calendars[team.calendar_id] = team_calendar(ticket, team.calendar_id, stay.starts_at, until)
        own_calendar = calendars[team.calendar_id]
        own = counted_between(stay.starts_at, stay.ends_at, own_calendar, clock.whole_pauses)
        percent = 100 * (took / total) if total else 0.0
        shares.append(
            TeamShare(
                team.name, stay.starts_at, took, own, timedelta(minutes=team.stay_minutes), round(start, 2),
                round(percent, 2), tones[stay.team_id], stay is stays[-1],
            )
        )  # fmt: skip
        start += percent
    return tuple(shares)


def field_clock(ticket: Ticket, facts: Sequence[EventRecord], now: datetime) -> FieldClock | None:
    """The clock of the field, from the technicians' activities; None without one."""
    told = [fact.payload for fact in facts if fact.name == "TechnicianActivityReported"]
    if not told and ticket.scheduled_at is None:
        return None
    travels = set(ActivityType.objects.filter(code=TRAVEL).values_list("id", flat=True)) if told else set()
    travel = [t for t in told if t["activity_type_id"] in travels]
    work = [t for t in told if t["activity_type_id"] not in travels]
    moment = datetime.fromisoformat
    arrived = [moment(t["ended_at"]) for t in travel] or [moment(t["started_at"]) for t in work]
    ended = [moment(t["ended_at"]) for t in work]
    visit = ticket.scheduled_at
    kept = visit is not None and any(abs(moment(t["started_at"]) - visit) <= TOLERANCE for t in work)
    return FieldClock(
        left_at=min((moment(t["started_at"]) for t in travel), default=None),
        arrived_at=min(arrived, default=None),
        ended_at=max(ended, default=None),
        took=sum((moment(t["ended_at"]) - moment(t["started_at"]) for t in told), timedelta()),
        visit_at=ticket.scheduled_at,
        is_done=any(t["is_conclusion"] for t in work),
        was_kept=kept,
        was_missed=visit is not None and not kept and now > visit + TOLERANCE,
    )
