"""Holidays by operation: typed, corrected, out of use, copied, brought in from the library."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from central.domain.calendars.holidays import easter
from central.domain.calendars.inputs import HolidayValues
from central.domain.calendars.models import Holiday
from central.domain.calendars.operations import (
    change_holiday,
    copy_holidays,
    import_holidays,
    register_holiday,
    set_holiday_active,
)
from central.domain.calendars.proposing import copy_proposals, import_proposals
from central.domain.calendars.queries import holidays_at
from central.foundation.errors import Conflict, Invalid, NotAllowed, NotFound
from central.foundation.events.models import EventRecord
from tests.cast import World

pytestmark = pytest.mark.django_db

NEXT = timezone.localdate().year + 1
PARTY = HolidayValues(
    "Aniversário de Urubici", date(NEXT, 2, 3), "city", city_ibge_code="4218954", city_name="Urubici"
)
OLD = date(2020, 5, 4)


def facts(holiday: Holiday) -> list[tuple[str, dict[str, object]]]:
    records = EventRecord.objects.filter(subject_kind="holiday", subject_id=holiday.pk)
    return [(r.name, r.payload) for r in records.order_by("sequence")]


def test_a_municipal_half_day_comes_in(world: World):
    made = register_holiday(actor=world.actor("ada"), values=replace(PARTY, starts_minute=720))
    assert (made.scope, made.state, made.city_ibge_code, made.city_name) == (
        "city",
        "SC",
        "4218954",
        "Urubici",
    )
    assert facts(made) == [
        ("HolidayRegistered", {"name": "Aniversário de Urubici", "on": f"{NEXT}-02-03", "source": "typed"})
    ]
    here = holidays_at(state="SC", city_ibge_code="4218954", since=made.on, until=made.on)
    assert [(d.starts_minute, d.ends_minute) for d in here] == [(720, 1440)]


def test_only_what_the_scope_asks_for_is_kept(world: World):
    national = register_holiday(actor=world.actor("ada"), values=replace(PARTY, scope="national", state="SP"))
    assert (national.state, national.city_ibge_code, national.city_name) == ("", "", "")
    state = register_holiday(actor=world.actor("ada"), values=replace(PARTY, scope="state", state="SP"))
    assert (state.state, state.city_ibge_code, state.city_name) == ("SP", "", "")


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"name": ""}, {"name"}),
        ({"name": "\x00"}, {"name"}),
        ({"on": date(1999, 12, 31)}, {"on"}),
        ({"scope": "world"}, {"scope"}),
        ({"scope": "state", "state": "XX"}, {"state"}),
        ({"city_ibge_code": "421895"}, {"city_ibge_code"}),
        ({"city_ibge_code": "9918954"}, {"city_ibge_code"}),
        ({"city_ibge_code": "٤٢١٨٩٥٤"}, {"city_ibge_code"}),
        ({"city_name": ""}, {"city_name"}),
        ({"starts_minute": 720, "ends_minute": 720}, {"ends_minute"}),
        ({"ends_minute": 1441}, {"ends_minute"}),
        ({"name": "", "city_name": ""}, {"name", "city_name"}),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(world: World, changes, fields):
    with pytest.raises(Invalid) as refused:
        register_holiday(actor=world.actor("ada"), values=replace(PARTY, **changes))
    assert set(refused.value.errors) == fields
    assert not Holiday.objects.exists()


def test_the_same_holiday_twice_is_refused(world: World):
    register_holiday(actor=world.actor("ada"), values=PARTY)
    with pytest.raises(Invalid) as refused:
        register_holiday(actor=world.actor("ada"), values=PARTY)
    assert set(refused.value.errors) == {"name"}


def test_a_coming_day_changes_from_and_to(world: World):
    made = register_holiday(actor=world.actor("ada"), values=PARTY)
    change_holiday(
        actor=world.actor("ada"),
        holiday_id=made.pk,
        values=replace(PARTY, on=date(NEXT, 2, 4), ends_minute=840),
    )
    name, payload = facts(made)[-1]
    assert name == "HolidayChanged"
    assert payload["changes"] == {"on": [f"{NEXT}-02-03", f"{NEXT}-02-04"], "ends_minute": [1440, 840]}


def test_of_a_past_day_only_the_name_may_be_corrected(world: World):
    old = Holiday.objects.create(name="Antigo", on=OLD)
    values = HolidayValues("Antigo, corrigido", OLD)
    changed = change_holiday(actor=world.actor("ada"), holiday_id=old.pk, values=values)
    assert changed.name == "Antigo, corrigido"
    for other in (replace(values, on=OLD + timedelta(1)), replace(values, ends_minute=720)):
        with pytest.raises(Conflict):
            change_holiday(actor=world.actor("ada"), holiday_id=old.pk, values=other)
    with pytest.raises(Conflict):
        set_holiday_active(actor=world.actor("ada"), holiday_id=old.pk, is_active=False)
    old.refresh_from_db()
    assert (old.on, old.is_active) == (OLD, True)


def test_a_coming_day_does_not_move_into_the_past(world: World):
    made = register_holiday(actor=world.actor("ada"), values=PARTY)
    with pytest.raises(Invalid) as refused:
        change_holiday(actor=world.actor("ada"), holiday_id=made.pk, values=replace(PARTY, on=OLD))
    assert set(refused.value.errors) == {"on"}


def test_a_holiday_out_of_use_does_not_count(world: World):
    made = register_holiday(actor=world.actor("ada"), values=PARTY)
    where = {"state": "SC", "city_ibge_code": "4218954", "since": made.on, "until": made.on}
    assert len(holidays_at(**where)) == 1
    set_holiday_active(actor=world.actor("ada"), holiday_id=made.pk, is_active=False)
    assert holidays_at(**where) == ()
    with pytest.raises(Conflict):
        set_holiday_active(actor=world.actor("ada"), holiday_id=made.pk, is_active=False)
    set_holiday_active(actor=world.actor("ada"), holiday_id=made.pk, is_active=True)
    assert len(holidays_at(**where)) == 1
    assert [name for name, _payload in facts(made)][1:] == ["HolidayDeactivated", "HolidayActivated"]


def test_the_second_of_two_administrators_is_told(world: World):
    made = register_holiday(actor=world.actor("ada"), values=PARTY)
    change_holiday(
        actor=world.actor("ada"), holiday_id=made.pk, values=replace(PARTY, name="A"), expected_event_count=1
    )
    with pytest.raises(Conflict):
        change_holiday(
            actor=world.actor("ada"),
            holiday_id=made.pk,
            values=replace(PARTY, name="B"),
            expected_event_count=1,
        )


def test_only_who_manages_all_registries_changes_holidays(world: World):
    sara, made = world.actor("sara"), register_holiday(actor=world.actor("ada"), values=PARTY)
    with pytest.raises(NotAllowed):
        register_holiday(actor=sara, values=PARTY)
    with pytest.raises(NotAllowed):
        copy_holidays(actor=sara, from_year=NEXT, to_year=NEXT + 1)
    with pytest.raises(NotAllowed):
        import_holidays(actor=sara, year=NEXT, states=())
    with pytest.raises(NotFound):
        change_holiday(actor=sara, holiday_id=made.pk, values=PARTY)
    with pytest.raises(NotFound):
        set_holiday_active(actor=sara, holiday_id=made.pk, is_active=False)


def test_a_year_is_copied_once_and_feasts_move_with_easter(world: World):
    ada = world.actor("ada")
    register_holiday(actor=ada, values=PARTY)
    register_holiday(actor=ada, values=replace(PARTY, name="Corpus Christi", on=easter(NEXT) + timedelta(60)))
    assert copy_holidays(actor=ada, from_year=NEXT, to_year=NEXT + 1) == 2
    days = dict(Holiday.objects.filter(on__year=NEXT + 1).values_list("name", "on"))
    assert days == {PARTY.name: date(NEXT + 1, 2, 3), "Corpus Christi": easter(NEXT + 1) + timedelta(60)}
    assert copy_holidays(actor=ada, from_year=NEXT, to_year=NEXT + 1) == 0
    copied = Holiday.objects.get(on=date(NEXT + 1, 2, 3))
    assert facts(copied)[0][1]["source"] == "copied"
    assert copied.city_name == "Urubici"


def test_only_the_chosen_ones_are_copied_and_none_out_of_use(world: World):
    ada = world.actor("ada")
    first = register_holiday(actor=ada, values=PARTY)
    register_holiday(actor=ada, values=replace(PARTY, name="Outra"))
    third = register_holiday(actor=ada, values=replace(PARTY, name="Terceira"))
    set_holiday_active(actor=ada, holiday_id=third.pk, is_active=False)
    chosen = [first.pk, third.pk, 10**9]
    assert copy_holidays(actor=ada, from_year=NEXT, to_year=NEXT + 1, holiday_ids=chosen) == 1


def test_a_leap_day_is_told_and_left_out(world: World):
    Holiday.objects.create(name="Bissexto", on=date(2028, 2, 29))
    proposals = copy_proposals(2028, 2029)
    assert [p.is_new for p in proposals] == [False]
    assert "29/02" in proposals[0].why_not
    assert copy_holidays(actor=world.actor("ada"), from_year=2028, to_year=2029) == 0


@pytest.mark.parametrize(
    ("years", "field"), [((1999, 2027), "from_year"), ((2027, 2100), "to_year"), ((2027, 2027), "to_year")]
)
def test_years_are_checked(world: World, years, field):
    with pytest.raises(Invalid) as refused:
        copy_holidays(actor=world.actor("ada"), from_year=years[0], to_year=years[1])
    assert set(refused.value.errors) == {field}


def test_the_library_comes_in_once_and_leaves_what_is_there(world: World):
    ada = world.actor("ada")
    added = import_holidays(actor=ada, year=2027, states=["SC"])
    assert added == Holiday.objects.count() > 10
    national = Holiday.objects.get(on=date(2027, 9, 7))
    assert (national.scope, facts(national)[0][1]["source"]) == ("national", "imported")
    assert Holiday.objects.get(on=date(2027, 2, 10)).ends_minute == 840
    assert set(Holiday.objects.filter(scope="state").values_list("state", flat=True)) == {"SC"}
    Holiday.objects.filter(pk=national.pk).update(name="Independência", is_active=False)
    assert import_holidays(actor=ada, year=2027, states=["SC"]) == 0
    assert not any(p.is_new for p in import_proposals(2027, ["SC"]))
    assert import_holidays(actor=ada, year=2027, states=["SC", "SP"]) == 1


def test_optional_days_stay_out_when_not_wanted(world: World):
    import_holidays(actor=world.actor("ada"), year=2027, states=(), with_optional=False)
    assert not Holiday.objects.filter(is_optional=True).exists()
    with pytest.raises(Invalid):
        import_holidays(actor=world.actor("ada"), year=2027, states=["XX"])
    with pytest.raises(Invalid):
        import_holidays(actor=world.actor("ada"), year=99, states=[])


def test_easter():
    assert [easter(year) for year in (2026, 2027, 2028, 2038)] == [
        date(2026, 4, 5), date(2027, 3, 28), date(2028, 4, 16), date(2038, 4, 25),
    ]  # fmt: skip
