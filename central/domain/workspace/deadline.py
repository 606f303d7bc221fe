"""Por que este prazo?: what counted, what did not and why, who used the time, what is left."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.calendars.business_time import WorkCalendar
from central.domain.calendars.queries import ALWAYS_OPEN
from central.domain.calendars.terms import Term, Unit
from central.domain.catalog.models import ServiceLevel
from central.domain.sla.clocks import Clock, counted_between, moment_after
from central.domain.sla.deadlines import ServicePlace, calendar_at, clock_by
from central.domain.tickets import states
from central.domain.tickets.clocks import CLOCK_FACTS, ClockFact, History, history_from, place_of
from central.domain.tickets.events import MOVES
from central.domain.tickets.models import Ticket
from central.domain.tickets.options import term_words
from central.domain.tickets.visibility import tickets_visible_to
from central.domain.workspace.accounts import Line, Names, lines_of, names_of
from central.domain.workspace.clients import ticket_due
from central.domain.workspace.clock_lines import DEADLINE_CAUSES
from central.domain.workspace.dues import Due
from central.domain.workspace.escalation_lines import NextEscalation, next_escalation
from central.domain.workspace.stays import FieldClock, TeamShare, field_clock, stays_of, team_shares
from central.foundation.actor import Actor
from central.foundation.errors import NotFound
from central.foundation.events.models import EventRecord

FACTS = (*CLOCK_FACTS, *MOVES[1:], "TicketClosed", "TechnicianActivityReported", "VisitScheduled")


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """The first public word to the client: when it was given and due, and how long it took."""

    due_at: datetime
    given_at: datetime | None
    took: timedelta
    is_late: bool


@dataclass(frozen=True, slots=True)
class Move:
    """One change of the deadline: when, by whom, from and to, and why where no person chose it."""

    at: datetime
    who: str
    before: datetime
    after: datetime
    cause: str


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """The whole explanation of one deadline; `days` and `days_used` where the term counts in days."""

    id: int
    protocol: int
    customer_id: int
    level: str
    term: str
    calendar: str
    ground: str
    zone: str
    due: Due
    is_manual: bool
    stops_in_pauses: bool
    total: timedelta
    used: timedelta
    left: timedelta
    percent: int
    days: int
    days_used: int
    first_answer: FirstAnswer
    lines: tuple[Line, ...]
    teams: tuple[TeamShare, ...]
    field: FieldClock | None
    moves: tuple[Move, ...]
    next_holiday: tuple[str, datetime] | None
    escalation: NextEscalation | None

    @property
    def over(self) -> timedelta:
        """How much more than the term was used; nothing within it."""
        return max(-self.left, timedelta())


@dataclass(frozen=True)
class Told:
    """What an explanation is made from: protocol, facts, clock, the moment up to which it is told."""

    ticket: Any
    facts: list[EventRecord]
    history: History
    clock: Clock
    until: datetime
    names: Names = field(default_factory=lambda: Names({}, {}, {}))


def deadline_view(actor: Actor, ticket_id: int, now: datetime | None = None) -> DeadlineView:
    """Why the deadline of a visible protocol is what it is; raises `NotFound`. A dozen queries."""
    moment = now or timezone.now()
    held = ("customer", "status", "type", "team", "service_level__calendar")
    ticket = tickets_visible_to(actor).select_related(*held).filter(pk=ticket_id).first()
    if ticket is None:
        raise NotFound(_("This protocol does not exist, or you may not see it."))
    told = told_of(ticket, moment)
    level, clock = ticket.service_level, told.clock
    total = counted_between(clock.start, ticket.due_at, clock.meter, clock.closed_pauses)
    used = clock.used(told.until)
    lines = lines_of(clock, told.facts, told.names, told.until)
    local = clock.calendar.zone.key
    return DeadlineView(
        id=ticket.pk,
        protocol=ticket.protocol,
        customer_id=ticket.customer_id,
        level=level.name,
        term=term_words(level),
        calendar=level.calendar.name if level.calendar else "",
        ground=level.ground,
        zone=""
        if local == timezone.get_default_timezone_name()
        else local.rpartition("/")[2].replace("_", " "),
        due=ticket_due(ticket, moment),
        is_manual=level.is_manual,
        stops_in_pauses=level.stops_in_pauses,
        total=total,
        used=used,
        left=total - used,
        percent=round(100 * used / total) if total else 100,
        days=clock.term.amount if clock.unit in (Unit.BUSINESS_DAYS, Unit.CALENDAR_DAYS) else 0,
        days_used=max((line.number for line in lines if line.counts), default=0),
        first_answer=first_answer(told, moment),
        lines=tuple(lines),
        teams=team_shares(
            told.ticket, clock, stays_of(ticket, told.facts, told.until), told.until, told.names
        ),
        field=field_clock(ticket, told.facts, moment),
        moves=tuple(moves_of(told)),
        next_holiday=next_holiday(clock, moment),
        escalation=next_escalation(ticket),
    )


def told_of(ticket: Ticket, moment: datetime) -> Told:
    """The facts of a protocol and the clock that they make."""
    rows = EventRecord.objects.filter(subject_kind="ticket", subject_id=ticket.pk)
    public = Q(name="ReportAdded", is_private=False)
    facts = list(rows.filter(Q(name__in=FACTS) | public).order_by("sequence"))
    history = history_from(ticket.opened_at, [ClockFact(f.name, f.at, f.payload) for f in facts])
    clock = clock_for(ticket.service_level, place_of(ticket), history)
    ended = None if states.is_active(ticket.base_status) else ticket.executed_at or ticket.closed_at
    return Told(ticket, facts, history, clock, min(ended or moment, moment), names_of(facts))


def clock_for(level: ServiceLevel, place: ServicePlace, history: History) -> Clock:
    """The clock of a situação; that of a typed deadline runs by any clock and knows no pauses."""
    calendar = calendar_at(level, place, history.start)
    if calendar is not None:
        return clock_by(level, calendar, history.start, history.pauses)
    always = WorkCalendar(ALWAYS_OPEN, (), place.zone)
    return Clock(Term(1, Unit.RUNNING_HOURS), history.start, always)


def first_answer(told: Told, now: datetime) -> FirstAnswer:
    """When the client first heard: a public report or the closing; counted by the hours of the calendar."""
    ticket, meter = told.ticket, told.clock.meter
    allowed = timedelta(minutes=ticket.type.first_answer_minutes)
    due = moment_after(ticket.opened_at, allowed, meter, ())
    given = next((f.at for f in told.facts if f.name in ("ReportAdded", "TicketClosed")), None)
    reached = given or now
    return FirstAnswer(due, given, counted_between(ticket.opened_at, reached, meter, ()), reached > due)


def moves_of(told: Told) -> list[Move]:
    """The changes of the deadline in their order."""
    found = []
    for fact in told.facts:
        if fact.name != "DeadlineChanged":
            continue
        before, after = (datetime.fromisoformat(fact.payload[f"{side}_due_at"]) for side in ("from", "to"))
        who = told.names.persons.get(fact.person_id or 0, "") or _("Central")
        found.append(
            Move(fact.at, who, before, after, str(DEADLINE_CAUSES.get(fact.payload.get("cause", ""), "")))
        )
    return found


def next_holiday(clock: Clock, now: datetime) -> tuple[str, datetime] | None:
    """The next holiday that a clock by windows will not count."""
    if clock.meter is None:
        return None
    today = clock.calendar.local_day(now)
    ahead = (off for off in clock.calendar.holidays if off.on > today)
    found = next((off for off in ahead if clock.calendar.windows.by_weekday[off.on.weekday()]), None)
    if found is None:
        return None
    return found.name, datetime(found.on.year, found.on.month, found.on.day, 12, tzinfo=clock.calendar.zone)
