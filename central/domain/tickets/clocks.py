"""The customer's clock of a protocol, derived from its events: where its term began, what paused it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from central.domain.calendars.business_time import NoBusinessTime, WorkCalendar
from central.domain.calendars.queries import work_calendar
from central.domain.catalog.models import ServiceLevel, TicketStatus
from central.domain.sla.clocks import Pause
from central.domain.sla.deadlines import ServicePlace, Standing, standing
from central.domain.tickets.events import DeadlineChanged
from central.domain.tickets.models import Ticket
from central.foundation.actor import Actor
from central.foundation.events.models import EventRecord
from central.foundation.events.publishing import publish

CLOCK_FACTS = ("TicketOpened", "StatusChanged", "TicketReopened", "DeadlineChanged")


@dataclass(frozen=True, slots=True)
class ClockFact:
    """One fact as far as the clock needs it."""

    name: str
    at: datetime
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class History:
    """Where the term at hand began, and the pauses of the protocol's whole life."""

    start: datetime
    pauses: tuple[Pause, ...]


def history_of(ticket: Ticket) -> History:
    """The history of a protocol's clock from its events; one query, two where old facts say too little."""
    rows = EventRecord.objects.filter(subject_kind="ticket", subject_id=ticket.pk, name__in=CLOCK_FACTS)
    values = rows.order_by("sequence").values_list("name", "at", "payload")
    facts = [ClockFact(name, at, payload) for name, at, payload in values]
    return history_from(ticket.opened_at, facts)


def history_from(opened_at: datetime, facts: Iterable[ClockFact]) -> History:
    """The history of a clock from its facts in their order."""
    told = list(facts)
    start, pauses = opened_at, []
    since: datetime | None = None
    for fact, is_pausing in zip(told, pausing(told), strict=True):
        if fact.name == "TicketReopened":
            start = fact.at
        elif fact.name == "DeadlineChanged" and fact.payload.get("counted_from"):
            start = datetime.fromisoformat(fact.payload["counted_from"])
        if is_pausing is None:
            continue
        if since is not None:
            pauses.append(Pause(since, fact.at))
        since = fact.at if is_pausing else None
    return History(start, (*pauses, Pause(since)) if since else tuple(pauses))


def pausing(facts: Iterable[ClockFact]) -> Iterator[bool | None]:
    """For each fact whether the status from then on pauses; None for facts that leave the status.

    What the fact itself says holds; facts of old, which do not say it, take their status' flag of today.
    """
    flags: dict[int, bool] | None = None
    for fact in facts:
        if fact.name not in ("StatusChanged", "TicketOpened"):
            yield None
            continue
        said = fact.payload.get("pauses")
        if said is None and fact.name == "StatusChanged":
            if flags is None:
                flags = dict(TicketStatus.objects.values_list("id", "pauses_clock"))
            said = flags.get(fact.payload["to_status_id"], False)
        yield bool(said)


def place_of(ticket: Ticket) -> ServicePlace:
    """Where the service of a protocol is done: at its client's."""
    return ServicePlace(ticket.customer.state, ticket.customer.city_ibge_code)


def team_calendar(
    ticket: Ticket, calendar_id: int, since: datetime, until: datetime | None = None
) -> WorkCalendar:
    """A team's calendar at the place of the service, with the holidays around a time."""
    place = place_of(ticket)
    return work_calendar(
        calendar_id,
        state=place.state,
        city_ibge_code=place.city_ibge_code,
        zone=place.zone,
        around=since.astimezone(place.zone).date(),
        until=until.date() if until else None,
    )


def set_deadline(
    actor: Actor,
    ticket: Ticket,
    level: ServiceLevel,
    found: Standing,
    now: datetime,
    *,
    counted_from: datetime | None = None,
    cause: str = "",
) -> None:
    """Change Situação and deadline of a locked ticket, with what they were; the same pair is no fact."""
    event = move_deadline(ticket, level, found, now, counted_from=counted_from, cause=cause)
    if event is not None:
        publish(event, actor=actor, subject=ticket, at=now)


def move_deadline(
    ticket: Ticket,
    level: ServiceLevel,
    found: Standing,
    now: datetime,
    *,
    counted_from: datetime | None = None,
    cause: str = "",
) -> DeadlineChanged | None:
    """Give a ticket Situação and deadline; answers the fact of it, None where both are as they were."""
    ticket.alarm_at = next_alarm(ticket, found, now)
    ticket.warn_at, ticket.paused_at = found.warn_at, found.paused_at
    ticket.counted_from = counted_from or ticket.counted_from
    if level.pk == ticket.service_level_id and found.due_at == ticket.due_at:
        return None
    event = DeadlineChanged(
        from_service_level_id=ticket.service_level_id,
        to_service_level_id=level.pk,
        from_due_at=ticket.due_at,
        to_due_at=found.due_at,
        counted_from=counted_from,
        cause=cause,
    )
    ticket.service_level, ticket.due_at = level, found.due_at
    return event


def next_alarm(ticket: Ticket, found: Standing, now: datetime) -> datetime | None:
    """When the clock door has to tell something of a deadline that moves; what was told is not told again."""
    if found.paused_at is not None and found.paused_at <= found.due_at:
        return None
    if found.warn_at > now:
        return found.warn_at
    if found.due_at > now:
        untold = ticket.alarm_at is not None and ticket.alarm_at != ticket.due_at
        return found.warn_at if untold else found.due_at
    return found.due_at if ticket.alarm_at is not None else None


def settle_alarm(ticket: Ticket, now: datetime) -> None:
    """Take for told what a loaded history has left behind."""
    if ticket.alarm_at is not None and ticket.alarm_at <= now:
        ticket.alarm_at = ticket.due_at if ticket.due_at > now else None


def recount(actor: Actor, ticket: Ticket, now: datetime, *, cause: str) -> None:
    """Count the deadline of a locked ticket anew from its events, and tell from → to where it moved.

    A typed deadline stays; so does one whose calendar has not enough time left to count by.
    """
    level, history = ticket.service_level, history_of(ticket)
    try:
        found = standing(level, place_of(ticket), history.start, history.pauses, typed=ticket.due_at)
    except NoBusinessTime:
        return
    if found is not None:
        set_deadline(actor, ticket, level, found, now, cause=cause)
