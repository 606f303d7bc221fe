"""The frame of every page: who may enter, menu, refusals, fragments, palette, words of dates and durations."""

import datetime
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone, translation

from central.doors.web.components import texts
from central.doors.web.components.forms import read_date, read_time
from central.doors.web.navigation import routine_of, routines
from tests.cast import ATTENDANT, World

LogIn = Callable[[str], Client]
FRAGMENT = {"HX-Request": "true"}
DIALOG = {"HX-Request": "true", "X-Dialog": "true"}
NOON = datetime.datetime(2026, 11, 24, 12, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=-3)))


def told(response: Any) -> dict[str, Any]:
    """What the answer tells the page's scripts."""
    return dict(json.loads(response.headers.get("HX-Trigger", "{}")))


class TestEntering:
    """Nobody sees a page without signing in."""

    @pytest.mark.django_db
    def test_page_leads_to_the_login_and_back(self) -> None:
        response = Client().get("/ajustes/?x=1")
        assert response.status_code == 302
        assert response.headers["Location"] == "/entrar/?next=/ajustes/%3Fx%3D1"

    @pytest.mark.django_db
    def test_part_is_told_to_sign_in_and_keeps_its_form(self) -> None:
        response = Client().get("/ajustes/", headers=FRAGMENT)
        assert response.status_code == 401
        assert told(response) == {"signed-out": {"href": "/entrar/"}}

    def test_user_made_inactive_is_out_at_once(self, world: World, as_user: LogIn) -> None:
        client = as_user("ana")
        assert client.get("/ajustes/").status_code == 200
        world.users["ana"].is_active = False
        world.users["ana"].save(update_fields=["is_active"])
        assert client.get("/ajustes/").status_code == 302

    def test_answers_are_private_and_vary(self, as_user: LogIn) -> None:
        response = as_user("ana").get("/ajustes/")
        assert "private" in response.headers["Cache-Control"]
        assert {"HX-Request", "Cookie"} <= {name.strip() for name in response.headers["Vary"].split(",")}


class TestFrame:
    """What stands around every page."""

    def test_page_has_frame_and_part_has_not(self, as_user: LogIn) -> None:
        client = as_user("ana")
        page = client.get("/ajustes/").content.decode()
        part = client.get("/ajustes/", headers=FRAGMENT).content.decode()
        assert 'class="rail"' in page
        assert 'class="rail"' not in part
        assert 'name="theme"' in part

    def test_nothing_inline(self, as_user: LogIn) -> None:
        client = as_user("ana")
        for address in ("/entrar/", "/ajustes/", "/senha/", "/atalhos/", "/paleta/", "/nothing-here/"):
            response = client.get(address)
            html = response.content.decode()
            assert not re.search(r"<[^>]+\sstyle=|<[^>]+\son\w+=|hx-on|javascript:", html), address
            assert not re.search(r"<script(?![^>]*(src=|application/json))", html), address
            assert "script-src 'self'" in response.headers["Content-Security-Policy"]

    def test_portuguese_for_a_browser_of_any_language(self, db: None) -> None:
        response = Client().get("/entrar/", headers={"Accept-Language": "en-US"})
        assert "Use a conta da sua equipe." in response.content.decode()
        assert response.headers["Content-Language"] == "pt-br"

    def test_language_of_the_cookie_before_sign_in(self, db: None) -> None:
        client = Client()
        client.cookies["central_language"] = "en"
        assert "your team's account" in client.get("/entrar/").content.decode()

    def test_menu_holds_only_what_the_profile_includes(self, world: World, as_user: LogIn) -> None:
        page = as_user("ana").get("/ajustes/")
        shown = {item["url"] for item in page.context["shell"].frame.routines}
        allowed = {
            r.url for _m, _g, r in routines() if r.url and (not r.permission or r.permission in ATTENDANT)
        }
        assert shown == allowed
        world.users["ana"].profile.grants.filter(permission="person.view").delete()
        page = as_user("ana").get("/ajustes/")
        assert "/pessoas/" not in {item["url"] for item in page.context["shell"].frame.routines}

    def test_path_is_written_as_the_operator_knows_it(self) -> None:
        with translation.override("pt-br"):
            paths = {" / ".join(str(part.label) for part in place) for place in routines()}
        assert "Service Desk / Operações / Central de Serviços" in paths
        assert "Suíte / Cadastros / Pessoas - Completo" in paths
        assert "Suíte / Operações / Minhas Tarefas" in paths
        assert routine_of("people:edit") == routine_of("people:list") != routine_of("tasks:mine")

    def test_keyboard_list_holds_only_what_the_profile_includes(self, world: World, as_user: LogIn) -> None:
        page = as_user("tiago").get("/atalhos/").content.decode()
        assert "Relatar Atividade do Técnico" in page and "Prioridade" not in page
        assert "Prioridade" in as_user("ana").get("/atalhos/").content.decode()
        world.users["tiago"].profile.grants.all().delete()
        bare = as_user("tiago").get("/atalhos/").content.decode()
        assert "Buscar na lista" in bare
        assert "Relatar Atividade" not in bare and "Pessoas - Completo" not in bare

    def test_keyboard_list_as_page_and_as_dialog(self, as_user: LogIn) -> None:
        client = as_user("ana")
        assert "Relatar Atividade do Técnico" in client.get("/atalhos/").content.decode()
        part = client.get("/atalhos/", headers=DIALOG).content.decode()
        assert part.lstrip().startswith('<div class="sheet-dlg"')

    def test_gallery_is_for_builders_only(self, as_user: LogIn) -> None:
        assert as_user("ana").get("/galeria/").status_code == 404


class TestRefusals:
    """A refusal is told in its own words, in the right place, never as a stack trace."""

    pytestmark = pytest.mark.urls("tests.doors.web.shell_urls")

    @pytest.mark.parametrize(
        ("kind", "status", "words"),
        [
            ("hidden", 404, "Solicitação não encontrada."),
            ("denied", 403, "Só quem atende pode encerrar."),
            ("late", 409, "Lívia encerrou há 1 min."),
            ("wrong", 422, "Deve ser depois das 14:10."),
        ],
    )
    def test_page_part_and_act(self, as_user: LogIn, kind: str, status: int, words: str) -> None:
        client = as_user("ana")
        page = client.get(f"/refuse/{kind}/")
        assert page.status_code == status
        assert words in page.content.decode()
        assert 'class="rail"' in page.content.decode()
        part = client.get(f"/refuse/{kind}/", headers=FRAGMENT)
        assert part.status_code == status
        assert words in part.content.decode()
        assert 'class="rail"' not in part.content.decode()
        for answer in (
            client.post(f"/refuse/{kind}/", headers=FRAGMENT),
            client.get(f"/refuse/{kind}/", headers=DIALOG),
        ):
            assert answer.status_code == status
            assert answer.headers["HX-Reswap"] == "none"
            assert told(answer)["toast"] == {"message": words, "kind": "error"}

    def test_sent_twice_goes_on_as_if_once(self, as_user: LogIn) -> None:
        client = as_user("ana")
        answer = client.post("/refuse/twice/", headers=DIALOG)
        assert answer.status_code == 204
        assert told(answer) == {
            "toast": {"message": "Isto já foi enviado.", "kind": "info"},
            "refresh": ["*"],
        }
        page = client.post("/refuse/twice/", {"next": "/ajustes/"})
        assert (page.status_code, page.headers["Location"]) == (303, "/ajustes/")
        assert client.post("/refuse/twice/", {"next": "//elsewhere.test/"}).headers["Location"] == "/"

    def test_unknown_address(self, as_user: LogIn) -> None:
        response = as_user("ana").get("/nothing-here/")
        assert response.status_code == 404
        assert "Nada encontrado neste endereço" in response.content.decode()

    def test_bug_is_told_plainly(self, as_user: LogIn) -> None:
        client = as_user("ana")
        client.raise_request_exception = False
        page = client.get("/broken/")
        assert page.status_code == 500
        assert "Algo deu errado aqui" in page.content.decode()
        assert "RuntimeError" not in page.content.decode()
        part = client.post("/broken/", headers=FRAGMENT)
        assert part.headers["HX-Reswap"] == "none"
        assert told(part)["toast"]["kind"] == "error"

    def test_form_key_no_longer_valid(self, world: World) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(world.users["ana"], backend="allauth.account.auth_backends.AuthenticationBackend")
        page = client.post("/act/", {"day": "hoje"})
        assert page.status_code == 403
        assert "Sessão expirada" in page.content.decode()
        part = client.post("/act/", {"day": "hoje"}, headers=DIALOG)
        token = told(part)["fresh-token"]["token"]
        again = client.post("/act/", {"day": "hoje"}, headers={**DIALOG, "X-CSRFToken": token})
        assert again.status_code == 422


class TestActs:
    """The answer after an act, and a form that is refused."""

    pytestmark = pytest.mark.urls("tests.doors.web.shell_urls")
    GOOD = {"once": "k", "day": "24/11/2026", "start": "1410", "end": "15"}

    def test_dialog_gets_toast_and_parts(self, as_user: LogIn) -> None:
        answer = as_user("ana").post("/act/", self.GOOD, headers=DIALOG)
        assert answer.status_code == 204
        assert told(answer) == {"toast": {"message": "Feito.", "kind": "success"}, "refresh": ["sheet"]}

    def test_dialog_that_leads_on(self, as_user: LogIn) -> None:
        client = as_user("ana")
        answer = client.post("/act/", {**self.GOOD, "go": "1"}, headers=DIALOG)
        assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/ajustes/")
        assert "Feito." in client.get("/ajustes/").content.decode()

    def test_page_goes_on_and_says_so(self, as_user: LogIn) -> None:
        answer = as_user("ana").post("/act/", self.GOOD, follow=True)
        assert answer.redirect_chain == [("/ajustes/", 303)]
        assert "Feito." in answer.content.decode()

    def test_operation_refuses_beside_the_field(self, as_user: LogIn) -> None:
        answer = as_user("ana").post("/act/", {**self.GOOD, "end": "14:10"}, headers=DIALOG)
        assert answer.status_code == 422
        assert answer.json() == {"end": ["Deve ser depois das 14:10."]}

    def test_wrong_shape_refuses_before_the_operation(self, as_user: LogIn) -> None:
        answer = as_user("ana").post("/act/", {**self.GOOD, "day": "31/02/2026"}, headers=DIALOG)
        assert answer.json() == {"day": ["Não é uma data. Escreva como 24/11/2026."]}


class TestPalette:
    """`Ctrl K` at the server."""

    def test_person_by_name_without_accents(self, world: World, as_user: LogIn) -> None:
        answer = as_user("ana").get("/paleta/", {"q": "marlene"}, headers=FRAGMENT).content.decode()
        assert "Marlene" in answer
        assert 'data-kind="person"' in answer
        assert 'class="rail"' not in answer

    def test_nothing_found_and_nothing_asked(self, as_user: LogIn) -> None:
        client = as_user("ana")
        assert "data-none" in client.get("/paleta/", {"q": "zzzz"}, headers=FRAGMENT).content.decode()
        assert "<li" not in client.get("/paleta/", headers=FRAGMENT).content.decode()

    def test_without_scripts_a_page_with_the_routines(self, as_user: LogIn) -> None:
        page = as_user("ana").get("/paleta/").content.decode()
        assert 'name="q"' in page
        assert "Pessoas - Completo" in page


class TestWords:
    """Dates, durations, names and documents as ui.md section 9 writes them."""

    @pytest.mark.parametrize(
        ("minutes", "text"),
        [(42, "42 min"), (0, "0 min"), (60, "1 h"), (78, "1 h 18"), (-18, "−18 min"), (-78, "−1 h 18"),
         (1440, "1 d"), (3060, "2 d 3 h"), (65, "1 h 05")],
    )  # fmt: skip
    def test_duration(self, minutes: int, text: str) -> None:
        assert texts.duration_text(minutes).replace("\u00a0", " ") == text
        assert texts.duration_text(datetime.timedelta(minutes=minutes)) == texts.duration_text(minutes)

    @pytest.mark.parametrize(
        ("past", "text"),
        [(20, "agora"), (6 * 60, "há 6 min"), (3 * 3600 + 300, "há 3 h"), (50 * 3600, "há 2 d"),
         (40 * 86400, "15 out.")],
    )  # fmt: skip
    def test_ago(self, past: int, text: str) -> None:
        with translation.override("pt-br"), time_machine.travel(NOON, tick=False):
            then = timezone.now() - datetime.timedelta(seconds=past)
            assert texts.ago_text(then).replace("\u00a0", " ") == text

    def test_moments(self) -> None:
        with translation.override("pt-br"), time_machine.travel(NOON, tick=False):
            today = timezone.localtime(NOON)
            assert texts.moment_text(today) == "hoje, 12:00"
            assert texts.moment_text(today - datetime.timedelta(days=1)) == "ontem, 12:00"
            assert texts.moment_text(today + datetime.timedelta(days=2)) == "26\u00a0nov., 12:00"
            assert texts.day_text(datetime.date(2025, 5, 3)) == "3\u00a0maio\u00a02025"
            assert texts.date_text(datetime.date(2026, 1, 3)) == "03/01/2026"
            assert texts.short_text(today) == "12:00"

    @pytest.mark.parametrize(
        ("document", "shown"),
        [("52998224725", "•••.982.247-••"), ("12ABC34501DE35", "••.ABC.345/01DE-••"), ("", "")],
    )
    def test_masked(self, document: str, shown: str) -> None:
        assert texts.masked(document) == shown

    def test_monograms(self) -> None:
        assert texts.initials("Antônia Gonçalves de Araújo") == "AG"
        assert texts.initials("Maria da Silva") == "MS"
        assert texts.initials("") == "?"
        assert {texts.tone(number) for number in range(20)} == {1, 2, 3, 4, 5}
        assert texts.tone(None) == 6

    @pytest.mark.parametrize(
        "typed", ["24/11/2026", "24/11", "24112026", "hoje", "HOJE", "2026-11-24", "24.11.2026"]
    )
    def test_dates_as_people_type_them(self, typed: str) -> None:
        with time_machine.travel(NOON, tick=False):
            assert read_date(typed) == datetime.date(2026, 11, 24)

    @pytest.mark.parametrize("typed", ["31/02/2026", "24", "amanhã de manhã", "2411", "00/00/2026"])
    def test_no_dates(self, typed: str) -> None:
        assert read_date(typed) is None

    @pytest.mark.parametrize(
        ("typed", "hour"),
        [
            ("14:10", (14, 10)),
            ("1410", (14, 10)),
            ("14h10", (14, 10)),
            ("9", (9, 0)),
            ("9h", (9, 0)),
            ("905", (9, 5)),
        ],
    )
    def test_hours_as_people_type_them(self, typed: str, hour: tuple[int, int]) -> None:
        assert read_time(typed) == datetime.time(*hour)

    @pytest.mark.parametrize("typed", ["25:00", "14:60", "meio-dia", "", "14:1"])
    def test_no_hours(self, typed: str) -> None:
        assert read_time(typed) is None


def test_error_pages_are_wired() -> None:
    """The project answers errors by this door."""
    for status in (400, 403, 404, 500):
        assert get_resolver().resolve_error_handler(status).__module__ == "central.doors.web.errors"
