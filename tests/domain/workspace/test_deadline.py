"""Why this deadline?: the account in words, the teams' shares, the first answer, the field."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from central.domain.calendars.models import Calendar, CalendarWindow, Holiday
from central.domain.catalog.models import ServiceLevel
from central.domain.tickets.kinds import DestinationKind
from central.domain.tickets.models import Ticket
from central.domain.tickets.operations.details import Details, change_details
from central.domain.tickets.operations.execution import start_execution
from central.domain.tickets.operations.forwarding import Destination, forward_ticket
from central.domain.tickets.operations.reporting import NewReport, add_report
from central.domain.workspace.deadline import deadline_view
from central.foundation.errors import NotFound
from tests.cast import World

pytestmark = pytest.mark.django_db

TUESDAY = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The time that everything reads: its only item."""
    moment = [TUESDAY]
    monkeypatch.setattr(timezone, "now", lambda: moment[0])
    return moment


@pytest.fixture
def office(world: World) -> Calendar:
    """Monday to Friday from 08 to 12 and from 13 to 17."""
    calendar = Calendar.objects.create(code="c", name="Comercial")
    for day in range(5):
        for starts, ends in ((480, 720), (780, 1020)):
            CalendarWindow.objects.create(calendar=calendar, weekday=day, starts_at=starts, ends_at=ends)
    return calendar


@pytest.fixture
def ticket(world: World, now: list[datetime], office: Calendar) -> Ticket:
    level = ServiceLevel.objects.create(
        code="CO", name="8x5 - Parado", term_amount=4, term_unit="business_hours", calendar=office
    )
    return world.ticket(service_level_id=level.pk)


def test_the_account_of_the_picture(world: World, now: list[datetime], ticket: Ticket):
    ana = world.actor("ana")
    now[0] += timedelta(minutes=2)
    add_report(actor=ana, ticket_id=ticket.pk, report=NewReport(text="Já vejo.", is_private=False))
    now[0] = TUESDAY + timedelta(hours=1)
    report = NewReport(
        text="Aguardo.", status_id=world.statuses["waiting"].pk, wait_reason_id=world.wait_reason.pk,
        awaiting="Fotos da ONU",
    )  # fmt: skip
    add_report(actor=ana, ticket_id=ticket.pk, report=report)
    now[0] += timedelta(minutes=30)
    start_execution(actor=ana, ticket_id=ticket.pk)
    now[0] = TUESDAY + timedelta(hours=4, minutes=30)
    seen = deadline_view(ana, ticket.pk)
    assert [(line.when, line.counts, line.counted) for line in seen.lines] == [
        ("09:00 – 10:00", True, timedelta(hours=1)),
        ("10:00 – 10:30", False, timedelta()),
        ("10:30 – 12:00", True, timedelta(minutes=90)),
        ("12:00 – 13:00", False, timedelta()),
        ("13:00 – 13:30", True, timedelta(minutes=30)),
    ]
    assert seen.lines[1].what == f"Pausado em Aguardando Retorno: {world.wait_reason.name} · Fotos da ONU"
    assert (seen.total, seen.used, seen.left) == (timedelta(hours=4), timedelta(hours=3), timedelta(hours=1))
    assert (seen.percent, seen.due.at) == (75, TUESDAY + timedelta(hours=5, minutes=30))
    assert (seen.first_answer.took, seen.first_answer.is_late) == (timedelta(minutes=2), False)
    assert [(move.who, move.after) for move in seen.moves] == [(ana.name, seen.due.at)]


def test_each_team_answers_for_its_own_time(world: World, now: list[datetime], ticket: Ticket):
    now[0] += timedelta(hours=1)
    there = Destination(
        reason_id=world.forward_reason.pk, kind=DestinationKind.TEAM, team_id=world.field.pk, person_id=None,
        type_id=world.types["repair"].pk,
    )  # fmt: skip
    forward_ticket(actor=world.actor("ana"), ticket_id=ticket.pk, destination=there)
    now[0] += timedelta(hours=1)
    seen = deadline_view(world.actor("sara"), ticket.pk)
    hour = timedelta(hours=1)
    assert [(t.name, t.used, t.is_current) for t in seen.teams] == [
        (world.support.name, hour, False), (world.field.name, hour, True),
    ]  # fmt: skip
    assert [(t.start, t.percent) for t in seen.teams] == [(0, 50), (50, 50)]
    assert seen.teams[0].limit == timedelta(minutes=world.support.stay_minutes)
    assert seen.first_answer.given_at is None
    assert seen.first_answer.is_late


def test_a_term_in_days_is_told_by_days(world: World, now: list[datetime], office: Calendar):
    Holiday.objects.create(name="Padroeira", on=datetime(2026, 11, 26).date())
    level = ServiceLevel.objects.create(
        code="D", name="3 dias", term_amount=3, term_unit="business_days", calendar=office
    )
    ticket = world.ticket(service_level_id=level.pk)
    now[0] += timedelta(days=3)
    seen = deadline_view(world.actor("ana"), ticket.pk)
    assert [(line.when, line.what, line.number) for line in seen.lines] == [
        ("24/11", "O dia da abertura não conta", 0), ("25/11", "Dia 1", 1), ("26/11", "Feriado: Padroeira", 0),
        ("27/11", "Conta quando terminar", 0),
    ]  # fmt: skip
    assert (seen.days, seen.days_used) == (3, 1)


def test_a_typed_deadline_tells_who_typed_it(world: World, now: list[datetime], ticket: Ticket):
    sara, typed = world.actor("sara"), TUESDAY + timedelta(hours=10)
    manual = ServiceLevel.objects.get(term_unit="manual")
    details = Details(ticket.title, ticket.description, ticket.contact_id, ticket.type_id, manual.pk, typed)
    change_details(actor=sara, ticket_id=ticket.pk, details=details)
    now[0] += timedelta(hours=5)
    seen = deadline_view(sara, ticket.pk)
    assert (seen.is_manual, seen.percent, seen.moves[0].who) == (True, 50, sara.name)


def test_a_long_account_sums_up_the_days_before(world: World, now: list[datetime], ticket: Ticket):
    now[0] += timedelta(days=10)
    seen = deadline_view(world.actor("ana"), ticket.pk)
    assert len(seen.lines) <= 14
    assert sum((line.counted for line in seen.lines), timedelta()) == seen.used
    assert seen.over == seen.used - seen.total


def test_who_does_not_see_the_ticket_does_not_see_its_account(
    world: World, now: list[datetime], ticket: Ticket
):
    with pytest.raises(NotFound):
        deadline_view(world.actor("otto"), ticket.pk)


def test_it_costs_the_same_for_a_long_history(
    world: World, now, ticket: Ticket, django_assert_max_num_queries
):
    ana = world.actor("ana")
    for _n in range(30):
        add_report(actor=ana, ticket_id=ticket.pk, report=NewReport(text="Olá.", is_private=False))
    with django_assert_max_num_queries(12):
        deadline_view(ana, ticket.pk)
