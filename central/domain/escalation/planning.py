"""Which rules will act on a protocol, and when: by the rules of today and the clock of its deadline."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet

from central.domain.calendars.business_time import NoBusinessTime, WorkCalendar
from central.domain.calendars.queries import work_calendar
from central.domain.escalation.models import EscalationFiring, EscalationRule, Timing
from central.domain.sla.clocks import Clock, moment_after
from central.domain.sla.deadlines import calendar_at, clock_by
from central.domain.tickets import states
from central.domain.tickets.clocks import History, history_of, place_of
from central.domain.tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Step:
    """A rule that will act on a protocol, and when."""

    at: datetime
    rule: EscalationRule


def rules_for(ticket: Ticket) -> QuerySet[EscalationRule]:
    """The active rules that hold for a protocol."""
    matches = Q()
    for name, value in (
        ("types", ticket.type_id),
        ("service_levels", ticket.service_level_id),
        ("teams", ticket.team_id),
    ):
        through = getattr(EscalationRule, name).through
        column = {"types": "tickettype_id", "service_levels": "servicelevel_id", "teams": "team_id"}[name]
        chosen = through._default_manager.filter(escalationrule_id=OuterRef("pk"))
        matches &= ~Exists(chosen) | Exists(chosen.filter(**{column: value}))
    rows = EscalationRule.objects.filter(matches, is_active=True, lowest_priority__lte=ticket.priority)
    return rows.select_related("tells_profile", "forward_team", "forward_reason").order_by("position", "pk")


@dataclass(frozen=True)
class Reckoning:
    """The moments of rules for one protocol; history and calendar are read when a rule asks for them."""

    ticket: Ticket

    @cached_property
    def history(self) -> History:
        """Where the term began, and its pauses."""
        return history_of(self.ticket)

    @cached_property
    def clock(self) -> Clock | None:
        """The clock of a counted deadline; None where it is typed."""
        level = self.ticket.service_level
        calendar = calendar_at(level, place_of(self.ticket), self.history.start)
        return clock_by(level, calendar, self.history.start, self.history.pauses) if calendar else None

    @cached_property
    def hours(self) -> WorkCalendar:
        """The calendar of the protocol; that of its team where the deadline is typed."""
        level, place = self.ticket.service_level, place_of(self.ticket)
        return work_calendar(
            level.calendar_id or self.ticket.team.calendar_id,
            state=place.state,
            city_ibge_code=place.city_ibge_code,
            zone=place.zone,
            around=self.ticket.due_at.astimezone(place.zone).date(),
        )

    def moment_of(self, rule: EscalationRule) -> datetime:
        """When a rule acts. Raises `NoBusinessTime`."""
        due_at, amount = self.ticket.due_at, rule.amount or 0
        minutes = timedelta(minutes=amount)
        if rule.timing == Timing.PERCENT:
            return self.share_at(amount)
        if rule.timing == Timing.BEFORE:
            return due_at - minutes
        if rule.timing == Timing.AFTER:
            return due_at + minutes
        if rule.timing == Timing.BUSINESS:
            pauses = self.clock.closed_pauses if self.clock else ()
            return moment_after(due_at, minutes, self.hours, pauses)
        return due_at

    def share_at(self, percent: int) -> datetime:
        """When that share of the term is used; of a typed one, of all the time up to it."""
        if self.clock is not None:
            return self.clock.share_at(percent)
        start = self.history.start
        return start + (self.ticket.due_at - start) * percent / 100


def is_watched(ticket: Ticket) -> bool:
    """Whether rules may act on a protocol: somebody has to work on it and no pause holds it."""
    return ticket.is_open and states.is_active(ticket.base_status) and ticket.paused_at is None


def plan(ticket: Ticket) -> list[Step]:
    """The rules that are still to act on a protocol, in the order in which they do; two to five queries."""
    if not is_watched(ticket):
        return []
    rules = list(rules_for(ticket))
    if not rules:
        return []
    acted = latest_firings(ticket, rules)
    reckoning = Reckoning(ticket)
    steps = []
    for rule in rules:
        try:
            at = reckoning.moment_of(rule)
        except NoBusinessTime:
            continue
        if at >= rule.counts_from and not has_acted(acted.get(rule.pk), ticket.due_at, at):
            steps.append(Step(at, rule))
    return sorted(steps, key=lambda step: (step.at, step.rule.position, step.rule.pk))


def latest_firings(
    ticket: Ticket, rules: Iterable[EscalationRule]
) -> dict[int, list[tuple[datetime, datetime]]]:
    """For which deadlines rules acted on a protocol, and at what moments."""
    found: dict[int, list[tuple[datetime, datetime]]] = {}
    rows = EscalationFiring.objects.filter(ticket_id=ticket.pk, rule__in=list(rules)).order_by("pk")
    for rule_id, due_at, fired_at in rows.values_list("rule_id", "due_at", "fired_at"):
        found.setdefault(rule_id, []).append((due_at, fired_at))
    return found


def has_acted(firings: list[tuple[datetime, datetime]] | None, due_at: datetime, at: datetime) -> bool:
    """Whether a rule acted for this deadline, or for another one after the moment that it has now.

    A pause moves the deadline, yet not the moment at which a share was used before it: what was done
    then is not done again.
    """
    return any(due == due_at or fired_at >= at for due, fired_at in firings or ())
