"""Calendars by operation: what comes in, each refusal, its fact, and deadlines that stay."""

from dataclasses import replace

import pytest

from central.domain.calendars.inputs import CalendarValues, Window
from central.domain.calendars.models import Calendar
from central.domain.calendars.operations import create_calendar, save_calendar, set_calendar_active
from central.domain.calendars.uses import uses_of
from central.domain.tickets.models import Ticket
from central.foundation.errors import Conflict, Invalid, NotAllowed, NotFound
from central.foundation.events.models import EventRecord
from tests.cast import World

pytestmark = pytest.mark.django_db

SATURDAY = CalendarValues("Sábado", (Window(5, 480, 720), Window(5, 780, 1080)))


def spans(calendar: Calendar) -> list[tuple[int, int, int]]:
    return list(
        calendar.windows.order_by("weekday", "starts_at").values_list("weekday", "starts_at", "ends_at")
    )


def facts(calendar: Calendar) -> list[EventRecord]:
    records = EventRecord.objects.filter(subject_kind="calendar", subject_id=calendar.pk)
    return list(records.order_by("sequence"))


def office() -> Calendar:
    return Calendar.objects.get(code="8x5")


def test_a_calendar_comes_in_with_its_windows(world: World):
    made = create_calendar(actor=world.actor("ada"), values=replace(SATURDAY, time_zone="America/Manaus"))
    assert (made.name, made.code, made.time_zone) == ("Sábado", "sabado", "America/Manaus")
    assert spans(made) == [(5, 480, 720), (5, 780, 1080)]
    assert [(f.name, f.payload) for f in facts(made)] == [("CalendarCreated", {"name": "Sábado"})]


def test_codes_of_like_names_differ(world: World):
    first = create_calendar(actor=world.actor("ada"), values=replace(SATURDAY, name="Plantão 1!"))
    second = create_calendar(actor=world.actor("ada"), values=replace(SATURDAY, name="Plantão 1?"))
    assert first.code == "plantao-1"
    assert second.code != first.code


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "a" * 81}, "name"),
        ({"name": "nul\x00"}, "name"),
        ({"name": "\ud800"}, "name"),
        ({"name": "8X5"}, "name"),
        ({"time_zone": "Europe/Paris"}, "time_zone"),
        ({"windows": ()}, "windows"),
        ({"windows": (Window(7, 0, 60),)}, "windows"),
        ({"windows": (Window(0, 480, 720), Window(0, 700, 900))}, "day_0"),
        ({"windows": (Window(3, 720, 720),)}, "day_3"),
        ({"windows": (Window(3, 720, 1441),)}, "day_3"),
        ({"windows": (Window(6, -1, 60),)}, "day_6"),
        ({"windows": tuple(Window(2, n * 60, n * 60 + 30) for n in range(9))}, "day_2"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(world: World, changes, field):
    with pytest.raises(Invalid) as refused:
        create_calendar(actor=world.actor("ada"), values=replace(SATURDAY, **changes))
    assert list(refused.value.errors) == [field]
    assert not Calendar.objects.filter(name="Sábado").exists()


def test_windows_may_touch_and_end_at_midnight(world: World):
    touching = replace(SATURDAY, windows=(Window(0, 0, 720), Window(0, 720, 1440)))
    made = create_calendar(actor=world.actor("ada"), values=touching)
    assert spans(made) == [(0, 0, 720), (0, 720, 1440)]


def test_calendar_days_need_no_windows(world: World):
    made = create_calendar(
        actor=world.actor("ada"), values=replace(SATURDAY, is_calendar_days=True, windows=())
    )
    assert made.is_calendar_days
    assert spans(made) == []


def test_a_change_is_told_from_and_to_and_leaves_deadlines(world: World):
    ticket = world.ticket(type_id=world.types["invoice"].pk)
    calendar = office()
    save_calendar(
        actor=world.actor("ada"), calendar_id=calendar.pk,
        values=CalendarValues("8x5 e sábado", (Window(0, 480, 720), Window(5, 480, 720))),
    )  # fmt: skip
    assert Ticket.objects.get(pk=ticket.pk).due_at == ticket.due_at
    calendar.refresh_from_db()
    assert calendar.name == "8x5 e sábado"
    changes = facts(calendar)[-1].payload["changes"]
    assert changes["name"] == ["8x5", "8x5 e sábado"]
    assert changes["day_0"] == [["08:00–12:00", "13:00–17:00"], ["08:00–12:00"]]
    assert changes["day_5"] == [[], ["08:00–12:00"]]
    assert "day_6" not in changes


def test_saving_what_is_there_tells_nothing(world: World):
    calendar = office()
    same = CalendarValues("8x5", tuple(Window(*span) for span in spans(calendar)))
    save_calendar(actor=world.actor("ada"), calendar_id=calendar.pk, values=same)
    assert facts(calendar) == []


def test_the_second_of_two_administrators_is_told(world: World):
    calendar = office()
    save_calendar(actor=world.actor("ada"), calendar_id=calendar.pk, values=SATURDAY, expected_event_count=0)
    with pytest.raises(Conflict):
        save_calendar(
            actor=world.actor("ada"), calendar_id=calendar.pk, values=replace(SATURDAY, name="Outro"),
            expected_event_count=0,
        )  # fmt: skip
    assert office().name == "Sábado"


def test_only_who_manages_all_registries_changes_a_calendar(world: World):
    calendar = office()
    with pytest.raises(NotAllowed):
        create_calendar(actor=world.actor("sara"), values=SATURDAY)
    with pytest.raises(NotFound):
        save_calendar(actor=world.actor("sara"), calendar_id=calendar.pk, values=SATURDAY)
    with pytest.raises(NotFound):
        set_calendar_active(actor=world.actor("ana"), calendar_id=calendar.pk, is_active=False)
    with pytest.raises(NotFound):
        save_calendar(actor=world.actor("ada"), calendar_id=10**9, values=SATURDAY)


def test_uses_are_counted_by_table(world: World):
    unused = create_calendar(actor=world.actor("ada"), values=SATURDAY)
    always = Calendar.objects.get(code="24x7")
    found = uses_of([always.pk, office().pk, unused.pk])
    assert found[always.pk] == {"servicelevel": 1, "team": 3}
    assert found[office().pk] == {"servicelevel": 1}
    assert found[unused.pk] == {}


def test_a_calendar_in_use_stays_active(world: World):
    with pytest.raises(Conflict):
        set_calendar_active(actor=world.actor("ada"), calendar_id=office().pk, is_active=False)
    unused = create_calendar(actor=world.actor("ada"), values=SATURDAY)
    set_calendar_active(actor=world.actor("ada"), calendar_id=unused.pk, is_active=False)
    with pytest.raises(Conflict):
        set_calendar_active(actor=world.actor("ada"), calendar_id=unused.pk, is_active=False)
    set_calendar_active(actor=world.actor("ada"), calendar_id=unused.pk, is_active=True)
    assert [f.name for f in facts(unused)][1:] == ["CalendarDeactivated", "CalendarActivated"]
