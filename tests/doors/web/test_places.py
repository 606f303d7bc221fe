"""Locais from the screen."""

from collections.abc import Callable

import pytest
from django.test import Client

from central.domain.company.models import CompanyPlace
from tests.cast import World
from tests.doors.web.acting import shown_error, text_of, toast_of, value_of

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]
GOOD = {
    "name": "Minha Rede Telecom Ltda.", "trade_name": "Minha Rede", "document": "11.222.333/0001-81",
    "code": "MATRIZ", "city": "Cuiabá", "state": "MT", "phone": "(65) 3333-0000", "is_active": "on", "once": "k",
}  # fmt: skip


def test_a_local_is_made_and_found_in_the_list(world: World, as_user: Enter):
    ada = as_user("ada")
    assert "Conecta Teste" in text_of(ada.get("/locais/"))
    assert ada.post("/locais/novo/", GOOD).headers["Location"] == "/locais/"
    assert ada.post("/locais/novo/", GOOD).status_code == 303
    made = CompanyPlace.objects.get(code="MATRIZ")
    assert (made.document, made.time_zone) == ("11222333000181", "America/Cuiaba")
    page = text_of(ada.get("/locais/"))
    assert "11.222.333/0001-81" in page and "Cuiabá/MT" in page and "2 Locais" in page


def test_what_is_wrong_is_told_and_what_was_typed_stays(world: World, as_user: Enter):
    ada = as_user("ada")
    bad = GOOD | {"document": "11.222.333/0001-80", "code": "sc", "state": "", "phone": "12"}
    refused = ada.post("/locais/novo/", bad)
    assert refused.status_code == 422
    for name in ("document", "code", "state", "phone"):
        assert shown_error(refused, name), name
    assert value_of(refused, "city") == "Cuiabá" and value_of(refused, "document") == "11.222.333/0001-80"
    for naughty in ("a\x00b", "x" * 10_000, "🏢"):
        answer = ada.post("/locais/novo/", GOOD | {"trade_name": naughty, "code": "N"})
        assert answer.status_code in {303, 422}


def test_a_change_made_meanwhile_is_told(world: World, as_user: Enter):
    ada, url = as_user("ada"), f"/locais/{world.place.pk}/"
    seen = value_of(ada.get(url), "seen")
    assert ada.post(url, GOOD | {"seen": seen, "once": "a"}).status_code == 303
    late = ada.post(url, GOOD | {"seen": seen, "once": "b", "city": "Sinop"})
    assert late.status_code == 409 and value_of(late, "city") == "Sinop"


def test_the_last_local_stays_in_use(world: World, as_user: Enter):
    without = {name: value for name, value in GOOD.items() if name != "is_active"}
    refused = as_user("ada").post(f"/locais/{world.place.pk}/", without)
    assert refused.status_code == 409 and CompanyPlace.objects.get().is_active
    assert "pelo menos um Local" in text_of(refused)
    assert not toast_of(refused)


def test_others_do_not(world: World, as_user: Enter):
    ana = as_user("ana")
    assert ana.get("/locais/").status_code == 403
    assert ana.post("/locais/novo/", GOOD).status_code == 403
    assert ana.post(f"/locais/{world.place.pk}/", GOOD).status_code == 403
    assert as_user("ada").get("/locais/999/").status_code == 404
    assert "/locais/" not in text_of(ana.get("/ajustes/"))
