"""The deadline follows the events: pauses, situação, place, calendar."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from central.domain.calendars.inputs import HolidayValues
from central.domain.calendars.models import Calendar, CalendarWindow
from central.domain.calendars.operations.holidays import register_holiday
from central.domain.catalog.models import ServiceLevel, TicketStatus
from central.domain.tickets.clocks import history_of
from central.domain.tickets.marking import alarming, marked
from central.domain.tickets.models import NEVER, Ticket
from central.domain.tickets.operations.alarms import raise_alarm
from central.domain.tickets.operations.closing import cancel_ticket, close_ticket, reopen_ticket
from central.domain.tickets.operations.details import Details, change_details
from central.domain.tickets.operations.execution import start_execution
from central.domain.tickets.operations.recounting import recount_deadline
from central.domain.tickets.operations.reporting import NewReport, add_report
from central.domain.workspace.clients import ticket_due
from central.domain.workspace.selection import Deadline, Moments, Scope, TicketFilter, filtered, open_in_scope
from central.foundation.actor import SYSTEM, Actor
from central.foundation.errors import NotAllowed
from central.foundation.events.models import EventRecord
from central.foundation.jobs.queue import claim
from central.foundation.jobs.worker import run_job
from central.reactions.deadlines.tasks import mark_deadlines
from tests.cast import World

pytestmark = pytest.mark.django_db

TUESDAY = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[..., datetime]:
    """Moves the time; called without anything it answers it."""
    now = [TUESDAY]
    monkeypatch.setattr(timezone, "now", lambda: now[0])

    def later(**distance: float) -> datetime:
        now[0] += timedelta(**distance)
        return now[0]

    return later


@pytest.fixture
def office(world: World) -> ServiceLevel:
    """Four hours, Monday to Friday from 08:00 to 18:00."""
    calendar = Calendar.objects.create(code="10x5", name="10x5")
    for day in range(5):
        CalendarWindow.objects.create(calendar=calendar, weekday=day, starts_at=480, ends_at=1080)
    return ServiceLevel.objects.create(
        code="OF", name="10x5 - Parado", term_amount=4, term_unit="business_hours", calendar=calendar
    )


@pytest.fixture
def ticket(world: World, office: ServiceLevel, clock: Callable[..., datetime]) -> Ticket:
    """Opened on Tuesday at 09:00, due at 13:00."""
    return world.ticket(service_level_id=office.pk)


def wait(world: World, actor: Actor, ticket: Ticket) -> Ticket:
    report = NewReport(
        text="Aguardo fotos.", status_id=world.statuses["waiting"].pk, wait_reason_id=world.wait_reason.pk
    )
    return add_report(actor=actor, ticket_id=ticket.pk, report=report)


def moves(ticket: Ticket) -> list[tuple[str, str, str]]:
    """The changes of the deadline, each from, to and cause."""
    rows = EventRecord.objects.filter(subject_kind="ticket", subject_id=ticket.pk, name="DeadlineChanged")
    payloads = rows.order_by("sequence").values_list("payload", flat=True)
    return [(p["from_due_at"], p["to_due_at"], p["cause"]) for p in payloads]


def test_the_opening_knows_deadline_and_warning(ticket: Ticket):
    assert (ticket.due_at, ticket.warn_at) == (TUESDAY + 4 * HOUR, TUESDAY + 3 * HOUR)
    assert (ticket.paused_at, ticket.late_at) == (None, ticket.due_at)


def test_a_pause_holds_the_deadline_and_its_end_moves_it(world: World, ana: Actor, ticket: Ticket, clock):
    began = clock(hours=1)
    paused = Ticket.objects.get(pk=wait(world, ana, ticket).pk)
    assert (paused.paused_at, paused.late_at, paused.due_at) == (began, NEVER, ticket.due_at)
    assert moves(ticket) == []
    now = clock(hours=5)
    assert ticket_due(paused, now).state == "paused"
    late = filtered(open_in_scope(ana, Scope.TEAMS), TicketFilter(deadline=Deadline.LATE), Moments.at(now))
    assert not late.exists()
    start_execution(actor=ana, ticket_id=ticket.pk)
    resumed = Ticket.objects.get(pk=ticket.pk)
    assert resumed.due_at == TUESDAY + 9 * HOUR == resumed.late_at
    assert (resumed.paused_at, resumed.warn_at) == (None, TUESDAY + 8 * HOUR)
    assert moves(ticket) == [(ticket.due_at.isoformat(), resumed.due_at.isoformat(), "resumed")]


def test_what_was_late_when_it_was_paused_stays_late(world: World, ana: Actor, ticket: Ticket, clock):
    now = clock(hours=5)
    paused = Ticket.objects.get(pk=wait(world, ana, ticket).pk)
    assert paused.late_at == ticket.due_at
    assert ticket_due(paused, now + HOUR).state == "late"


def test_closing_out_of_a_pause_is_in_time(world: World, ana: Actor, ticket: Ticket, clock):
    clock(hours=3)
    wait(world, ana, ticket)
    clock(hours=4)
    closed = close_ticket(actor=ana, ticket_id=ticket.pk, text="Fotos vieram, resolvido.")
    fact = EventRecord.objects.get(subject_id=ticket.pk, name="TicketClosed")
    assert fact.payload["was_late"] is False
    assert closed.due_at == TUESDAY + 8 * HOUR


def test_a_reopened_ticket_forgets_the_pauses_before(world: World, ana: Actor, ticket: Ticket, clock):
    wait(world, ana, ticket)
    clock(hours=1)
    cancel_ticket(actor=ana, ticket_id=ticket.pk, reason_id=world.cancel_reason.pk)
    now = clock(hours=1)
    again = reopen_ticket(
        actor=world.actor("sara"), ticket_id=ticket.pk, kind="simple", reason_id=world.reopen_reason.pk
    )
    assert (again.counted_from, again.due_at) == (now, now + 4 * HOUR)
    assert history_of(again).start == now


def test_a_law_runs_on_while_the_client_is_awaited(world: World, ana: Actor, ticket: Ticket, clock):
    ServiceLevel.objects.filter(pk=ticket.service_level_id).update(stops_in_pauses=False)
    clock(hours=1)
    paused = Ticket.objects.get(pk=wait(world, ana, ticket).pk)
    assert (paused.paused_at, paused.late_at) == (None, ticket.due_at)


def test_another_situacao_leaves_the_pauses_out(world: World, ticket: Ticket, clock):
    sara = world.actor("sara")
    clock(hours=1)
    wait(world, sara, ticket)
    clock(hours=2)
    start_execution(actor=world.actor("ana"), ticket_id=ticket.pk)
    other = ServiceLevel.objects.create(
        code="24H",
        name="24x7",
        term_amount=6,
        term_unit="running_hours",
        calendar=Calendar.objects.get(code="10x5"),
    )
    details = Details(ticket.title, ticket.description, ticket.contact_id, ticket.type_id, other.pk)
    changed = change_details(actor=sara, ticket_id=ticket.pk, details=details)
    assert changed.due_at == TUESDAY + 8 * HOUR


def test_facts_of_old_take_the_flag_of_today(world: World, ana: Actor, ticket: Ticket, clock):
    wait(world, ana, ticket)
    fact = EventRecord.objects.get(subject_id=ticket.pk, name="StatusChanged")
    told = {name: value for name, value in fact.payload.items() if name != "pauses"}
    EventRecord.objects.filter(pk=fact.pk).update(payload=told)
    assert [pause.starts_at for pause in history_of(ticket).pauses] == [TUESDAY]
    TicketStatus.objects.update(pauses_clock=False)
    assert history_of(ticket).pauses == ()


def test_a_new_holiday_counts_open_tickets_anew(world: World, ticket: Ticket, clock):
    ada = world.actor("ada")
    clock(hours=1)
    day = HolidayValues("Padroeira", (TUESDAY).date(), "national", starts_minute=720)
    register_holiday(actor=ada, values=day)
    for job in claim():
        run_job(job)
    assert marked(10) == [ticket.pk]
    with pytest.raises(NotAllowed):
        recount_deadline(actor=ada, ticket_id=ticket.pk)
    moved = recount_deadline(actor=SYSTEM, ticket_id=ticket.pk)
    assert moved.due_at == TUESDAY + 24 * HOUR
    assert (marked(10), moves(ticket)[-1][2]) == ([], "recounted")
    before = Ticket.objects.get(pk=ticket.pk)
    recount_deadline(actor=SYSTEM, ticket_id=ticket.pk)
    after = Ticket.objects.get(pk=ticket.pk)
    assert (after.event_count, after.last_event_at) == (before.event_count, before.last_event_at)


@pytest.mark.parametrize("kind", ["calendar", "holiday", "person", "servicelevel"])
def test_only_what_is_counted_by_marks(world: World, ticket: Ticket, kind: str):
    subject = {"calendar": Calendar.objects.get(code="10x5").pk, "person": ticket.customer_id,
               "servicelevel": ticket.service_level_id, "holiday": 0}[kind]  # fmt: skip
    for n, changes in enumerate(({"name": ["a", "b"]}, {"term_amount": [4, 5]}), 1):
        record = EventRecord.objects.create(
            subject_kind=kind, subject_id=subject, sequence=900 + n, name="EntryChanged", at=TUESDAY,
            payload={"changes": changes}, hash="x",
        )  # fmt: skip
        expected = {"holiday": 0, "servicelevel": n - 1}.get(kind, 1)
        assert mark_deadlines.func(record.pk) == expected


def told(ticket: Ticket) -> list[str]:
    """The alarms of a protocol in their order."""
    rows = EventRecord.objects.filter(subject_id=ticket.pk, name__in=["DeadlineNear", "DeadlineMissed"])
    return list(rows.order_by("sequence").values_list("name", flat=True))


def alarm(ticket: Ticket) -> None:
    """What the clock door does: all that is due, and the same once more."""
    for _again in range(2):
        for ticket_id in alarming(timezone.now(), 10):
            raise_alarm(actor=SYSTEM, ticket_id=ticket_id)
    raise_alarm(actor=SYSTEM, ticket_id=ticket.pk)


def test_a_warning_and_a_breach_are_told_once(world: World, ana: Actor, ticket: Ticket, clock):
    alarm(ticket)
    assert told(ticket) == []
    clock(hours=3)
    alarm(ticket)
    assert told(ticket) == ["DeadlineNear"]
    clock(hours=1)
    alarm(ticket)
    assert told(ticket) == ["DeadlineNear", "DeadlineMissed"]
    with pytest.raises(NotAllowed):
        raise_alarm(actor=ana, ticket_id=ticket.pk)


def test_after_a_stop_of_hours_only_the_breach_is_told(ticket: Ticket, clock):
    clock(hours=30)
    alarm(ticket)
    assert told(ticket) == ["DeadlineMissed"]


def test_no_alarm_while_paused_and_another_for_the_moved_deadline(
    world: World, ana: Actor, ticket: Ticket, clock
):
    clock(hours=3)
    alarm(ticket)
    wait(world, ana, ticket)
    clock(hours=24)
    alarm(ticket)
    assert told(ticket) == ["DeadlineNear"]
    start_execution(actor=ana, ticket_id=ticket.pk)
    alarm(ticket)
    assert told(ticket) == ["DeadlineNear"]
    clock(hours=2)
    alarm(ticket)
    assert told(ticket) == ["DeadlineNear", "DeadlineMissed"]


def test_what_is_done_is_not_alarmed(world: World, ana: Actor, ticket: Ticket, clock):
    close_ticket(actor=ana, ticket_id=ticket.pk, text="Resolvido.")
    clock(hours=30)
    alarm(ticket)
    assert told(ticket) == []


def test_work_that_was_not_done_after_all_is_alarmed_again(world: World, ana: Actor, ticket: Ticket, clock):
    clock(hours=1)
    done = NewReport(text="Feito.", status_id=world.statuses["tech_closed"].pk)
    add_report(actor=ana, ticket_id=ticket.pk, report=done)
    clock(hours=30)
    alarm(ticket)
    assert told(ticket) == []
    reason = world.reopen_reason.pk
    reopen_ticket(actor=world.actor("sara"), ticket_id=ticket.pk, kind="simple", reason_id=reason)
    alarm(ticket)
    assert told(ticket) == []
    clock(hours=30)
    alarm(ticket)
    assert told(ticket) == ["DeadlineMissed"]
