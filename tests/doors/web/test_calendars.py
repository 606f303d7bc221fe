"""Calendários and Feriados in the browser's eyes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from central.domain.calendars.models import Calendar, CalendarWindow, Holiday
from tests.cast import World
from tests.doors.web.acting import shown_error, text_of, value_of

pytestmark = pytest.mark.django_db

LIST, NEW = "/cadastros/calendarios/", "/cadastros/calendarios/novo/"
YEAR, HOLIDAY = "/cadastros/feriados/", "/cadastros/feriados/novo/"
NEXT = timezone.localdate().year + 1
NAUGHTY = [
    "\x00",
    "a" * 10_000,
    "😀" * 90,
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "\u202e",
    "٤٢",
    "=1+1",
]


def week(**days: list[str]) -> dict[str, list[str]]:
    """A week as the form sends it: `d0=["8", "12"]`."""
    sent: dict[str, list[str]] = {}
    for day, hours in days.items():
        sent[f"{day}_from"], sent[f"{day}_to"] = hours[::2], hours[1::2]
    return sent


def calendar(**changes: object) -> dict[str, object]:
    return {"once": "k", "name": "Sábado", "counts": "windows", "time_zone": "", **changes}


def holiday(**changes: object) -> dict[str, object]:
    return {
        "once": "k", "name": "Aniversário", "on": f"3/2/{NEXT}", "scope": "city", "city_name": "Urubici",
        "city_ibge_code": "4218954", "extent": "part", "starts": "12", "ends": "24:00", **changes,
    }  # fmt: skip


def test_the_list_tells_hours_and_uses(world: World, as_user):
    page = text_of(as_user("ada").get(LIST))
    assert "24x7" in page
    assert "40\u00a0h por semana" in page
    assert "1 situação e 3 equipes" in page


def test_lists_ask_a_fixed_number_of_queries(world: World, as_user):
    ada, counts = as_user("ada"), []
    for _round in range(2):
        for url in (LIST, f"{YEAR}?ano={NEXT}&onde=todos"):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert ada.get(url).status_code == 200
            counts.append(len(asked))
        for n in range(0 if Holiday.objects.exists() else 50):
            made = Calendar.objects.create(code=f"c{n}", name=f"C {n}")
            CalendarWindow.objects.create(calendar=made, weekday=1, starts_at=0, ends_at=60)
            Holiday.objects.create(name=f"F {n}", on=f"{NEXT}-03-04")
    assert counts[:2] == counts[2:]
    assert max(counts) <= 12


def test_a_calendar_is_made_and_changed(world: World, as_user):
    ada = as_user("ada")
    answer = ada.post(NEW, {**calendar(), **week(d5=["8", "12", "13h30", "00:00", "", ""])})
    made = Calendar.objects.get(name="Sábado")
    assert (answer.status_code, answer.url) == (303, f"{LIST}{made.pk}/")
    windows = made.windows.order_by("starts_at").values_list("weekday", "starts_at", "ends_at")
    assert list(windows) == [(5, 480, 720), (5, 810, 1440)]
    page = ada.get(answer.url)
    assert "13:30" in text_of(page)
    seen = value_of(page, "seen")
    ada.post(answer.url, {**calendar(once="k2", name="Sábado longo", seen=seen), **week(d5=["7", "20"])})
    page = text_of(ada.get(answer.url))
    assert "Sábado longo" in page
    assert "08:00–12:00, 13:30–24:00" in page


def test_wrong_windows_are_told_beside_the_day_and_kept(world: World, as_user):
    ada = as_user("ada")
    page = ada.post(NEW, {**calendar(), **week(d1=["8:00", "12:00", "11:00", "13:00"], d2=["9:99", "x"])})
    assert page.status_code == 422
    assert "9:99" in text_of(page)
    page = ada.post(NEW, {**calendar(), **week(d1=["08:00", "12:00", "11:00", "13:00"])})
    assert "08:00–12:00 e 11:00–13:00 se sobrepõem." in text_of(page)
    assert page.status_code == 422
    assert not Calendar.objects.filter(name="Sábado").exists()


def test_rows_come_and_go_without_scripts(world: World, as_user):
    ada = as_user("ada")
    sent = {**calendar(), **week(d0=["8", "12"])}
    assert text_of(ada.post(NEW, {**sent, "do": "add-0"})).count('name="d0_from"') == 2
    copied = text_of(ada.post(NEW, {**sent, "do": "copy"}))
    assert copied.count('value="12"') == 5
    assert text_of(ada.post(NEW, {**sent, "do": "drop-0-0"})).count('value="12"') == 0
    for strange in ("drop-9-9", "add-99", "add", "x", "copy-1-2-3", "drop-0-٤"):
        assert ada.post(NEW, {**sent, "do": strange}).status_code == 200


def test_the_second_administrator_sees_the_difference(world: World, as_user):
    ada, office = as_user("ada"), Calendar.objects.get(code="8x5")
    url = f"{LIST}{office.pk}/"
    first = {**calendar(name="Primeiro", seen="0"), **week(d0=["8", "12"])}
    assert ada.post(url, first).status_code == 303
    answer = ada.post(url, {**calendar(once="k2", name="Segundo", seen="0"), **week(d0=["8", "12"])})
    assert answer.status_code == 409
    page = text_of(answer)
    assert "Primeiro" in page
    assert 'value="Segundo"' in page
    assert "Ada Nogueira" in page
    again = {**calendar(once="k3", name="Segundo", seen=value_of(answer, "seen")), **week(d0=["8", "12"])}
    assert ada.post(url, again).status_code == 303


def test_rights(world: World, as_user):
    office = Calendar.objects.get(code="8x5")
    day = Holiday.objects.create(name="F", on=f"{NEXT}-03-04")
    for url in (
        LIST,
        NEW,
        f"{LIST}{office.pk}/",
        YEAR,
        HOLIDAY,
        f"{YEAR}{day.pk}/",
        f"{YEAR}copiar/",
        f"{YEAR}importar/",
    ):
        assert as_user("ana").get(url).status_code == 403, url
    assert as_user("ada").get(f"{LIST}999999/").status_code == 404
    assert as_user("ada").get(f"{YEAR}999999/").status_code == 404
    assert as_user("ana").post(f"{LIST}{office.pk}/uso/", {"active": "0"}).status_code == 404


def test_a_calendar_goes_out_of_use(world: World, as_user):
    free = Calendar.objects.create(code="x", name="Livre")
    used = Calendar.objects.get(code="8x5")
    ada = as_user("ada")
    assert ada.post(f"{LIST}{free.pk}/uso/", {"active": "0"}).status_code == 303
    assert not Calendar.objects.get(pk=free.pk).is_active
    assert ada.post(f"{LIST}{used.pk}/uso/", {"active": "0"}).status_code == 409


def test_a_municipal_half_day_is_registered_and_shown(world: World, as_user):
    ada = as_user("ada")
    assert ada.post(HOLIDAY, holiday()).status_code == 303
    made = Holiday.objects.get()
    assert (made.starts_minute, made.ends_minute, made.state) == (720, 1440, "SC")
    page = text_of(ada.get(f"{YEAR}?ano={NEXT}&onde=4218954"))
    assert "Aniversário" in page
    assert "12:00–24:00" in page
    assert "Aniversário" not in text_of(ada.get(f"{YEAR}?ano={NEXT}&onde=SP"))


def test_what_is_wrong_with_a_holiday_is_told_beside_its_field(world: World, as_user):
    page = as_user("ada").post(HOLIDAY, holiday(city_ibge_code="123", starts="25", name=" "))
    assert page.status_code == 422
    assert shown_error(page, "starts")
    page = as_user("ada").post(HOLIDAY, holiday(city_ibge_code="123", starts="13", ends="12"))
    assert shown_error(page, "city_ibge_code")
    assert shown_error(page, "ends")
    assert value_of(page, "city_name") == "Urubici"


def test_of_a_past_holiday_only_the_name_changes(world: World, as_user):
    old = Holiday.objects.create(name="Antigo", on="2020-05-04")
    ada = as_user("ada")
    sent = holiday(name="Corrigido", on="1/1/2030", seen="0")
    assert ada.post(f"{YEAR}{old.pk}/", sent).status_code == 303
    old.refresh_from_db()
    assert (old.name, str(old.on), old.scope) == ("Corrigido", "2020-05-04", "national")


def test_the_second_administrator_of_a_holiday_is_told(world: World, as_user):
    ada = as_user("ada")
    ada.post(HOLIDAY, holiday())
    url = f"{YEAR}{Holiday.objects.get().pk}/"
    assert ada.post(url, holiday(once="k2", name="Um", seen="1")).status_code == 303
    answer = ada.post(url, holiday(once="k3", name="Dois", seen="1"))
    assert answer.status_code == 409
    assert "Ada Nogueira" in text_of(answer)


def test_a_holiday_stops_counting(world: World, as_user):
    made = Holiday.objects.create(name="F", on=f"{NEXT}-03-04")
    assert as_user("ada").post(f"{YEAR}{made.pk}/uso/", {"active": "0"}).status_code == 303
    assert not Holiday.objects.get().is_active
    assert "Não conta" in text_of(as_user("ada").get(f"{YEAR}?ano={NEXT}"))


def test_a_year_is_copied_after_a_preview(world: World, as_user):
    ada = as_user("ada")
    ada.post(HOLIDAY, holiday())
    years = {"once": "k2", "from_year": NEXT, "to_year": NEXT + 1}
    preview = text_of(ada.post(f"{YEAR}copiar/", years))
    assert f"03/02/{NEXT + 1}" in preview
    assert Holiday.objects.count() == 1
    chosen = {**years, "step": "do", "chosen": Holiday.objects.get().pk}
    assert ada.post(f"{YEAR}copiar/", chosen).status_code == 303
    assert Holiday.objects.count() == 2
    assert ada.post(f"{YEAR}copiar/", {**years, "to_year": NEXT}).status_code == 422


def test_the_library_is_brought_in_after_a_preview(world: World, as_user):
    ada = as_user("ada")
    wanted = {"once": "k", "year": NEXT, "states": ["SC"], "with_optional": "on"}
    assert "Natal" in text_of(ada.post(f"{YEAR}importar/", wanted))
    assert not Holiday.objects.exists()
    assert ada.post(f"{YEAR}importar/", {**wanted, "step": "do"}).status_code == 303
    assert Holiday.objects.filter(state="SC").exists()
    assert "já cadastrado" in text_of(ada.post(f"{YEAR}importar/", {**wanted, "once": "k2"}))


@pytest.mark.parametrize("naughty", NAUGHTY, ids=range(len(NAUGHTY)))
def test_naughty_strings_are_stored_equal_or_refused(world: World, as_user, naughty):
    ada = as_user("ada")
    for name in ("name", "time_zone", "counts", "once", "seen", "d0_from", "d0_to"):
        answer = ada.post(NEW, {**calendar(once=f"a{name}"), **week(d0=["8", "12"]), name: naughty})
        assert answer.status_code in (200, 303, 422), name
    for name in holiday():
        answer = ada.post(HOLIDAY, {**holiday(once=f"b{name}"), name: naughty})
        assert answer.status_code in (303, 422), name
    for url in (f"{YEAR}?ano={naughty}&onde={naughty}".replace("\x00", "%00"),):
        assert ada.get(url).status_code == 200
    assert set(Holiday.objects.values_list("name", flat=True)) <= {"Aniversário", naughty}
