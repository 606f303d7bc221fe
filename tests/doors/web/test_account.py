"""Sign-in, sign-out, password, Ajustes."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from central.domain.access.models import User
from central.foundation.events.models import EventRecord
from tests.cast import World

LogIn = Callable[[str], Client]
PASSWORD = "uma-senha-de-teste"
WRONG = "Usuário ou senha não conferem."
DIALOG = {"HX-Request": "true", "X-Dialog": "true"}


@pytest.fixture
def signed_up(world: World) -> World:
    """The cast with a password."""
    for user in world.users.values():
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
    return world


def enter(client: Client, login: str, password: str = PASSWORD, **more: str) -> Any:
    """Send the login form."""
    return client.post("/entrar/", {"login": login, "password": password, **more})


class TestSignIn:
    """Entrar."""

    @pytest.mark.parametrize("login", ["ana", " ANA "])
    def test_attendant_starts_at_the_central(self, signed_up: World, login: str) -> None:
        client = Client()
        response = enter(client, login)
        assert response.status_code == 302
        assert response.headers["Location"] == "/"
        assert client.get("/ajustes/").status_code == 200

    def test_technician_starts_at_my_tasks(self, signed_up: World) -> None:
        assert enter(Client(), "tiago").headers["Location"] == "/tarefas/"

    def test_goes_where_it_was_meant_to(self, signed_up: World) -> None:
        response = enter(Client(), "ana", next="/ajustes/")
        assert response.headers["Location"] == "/ajustes/"
        elsewhere = enter(Client(), "ana", next="https://elsewhere.test/")
        assert "elsewhere" not in elsewhere.headers["Location"]

    def test_one_answer_for_every_failure(self, signed_up: World) -> None:
        User.objects.filter(username="otto").update(is_active=False)
        pages = []
        for login, password in (("ana", "errada"), ("ninguem", PASSWORD), ("otto", PASSWORD)):
            response = enter(Client(), login, password)
            html = response.content.decode()
            assert response.status_code == 422
            assert WRONG in html
            assert f'value="{login}"' in html
            pages.append(html.replace(login, "LOGIN").split("csrfmiddlewaretoken")[1][90:])
        assert len(set(pages)) == 1

    @pytest.mark.parametrize("login", ["ana", "ninguem"])
    def test_too_many_failures_refuse_the_right_password_too(self, signed_up: World, login: str) -> None:
        for _ in range(5):
            enter(Client(), login, "errada")
        response = enter(Client(), login)
        assert "Tentativas demais." in response.content.decode()
        cache.clear()
        if login == "ana":
            assert enter(Client(), login).status_code == 302

    def test_guessing_at_an_inactive_user_is_throttled_as_well(self, signed_up: World) -> None:
        User.objects.filter(username="otto").update(is_active=False)
        for _ in range(5):
            enter(Client(), "otto")
        response = enter(Client(), "otto")
        assert "Tentativas demais." in response.content.decode()

    def test_in_place_for_a_page_whose_session_ended(self, signed_up: World) -> None:
        client = Client()
        form = client.get("/entrar/", headers=DIALOG).content.decode()
        assert "data-dialog-form" in form
        assert "<html" not in form
        answer = client.post("/entrar/", {"login": "ana", "password": PASSWORD}, headers=DIALOG)
        assert answer.status_code == 204
        told = json.loads(answer.headers["HX-Trigger"])["signed-in"]
        assert told["login"] == "ana"
        assert told["token"]

    @pytest.mark.django_db
    def test_nobody_signs_up_and_nothing_else_is_mounted(self) -> None:
        for address in ("/signup/", "/accounts/signup/", "/password/reset/", "/email/", "/login/"):
            assert Client().get(address).status_code == 404


class TestSignOut:
    """Sair."""

    def test_only_by_post(self, as_user: LogIn) -> None:
        client = as_user("ana")
        page = client.get("/sair/")
        assert page.status_code == 200
        assert client.get("/ajustes/").status_code == 200
        assert client.post("/sair/").headers["Location"] == "/entrar/"
        assert client.get("/ajustes/").status_code == 302


class TestPassword:
    """Trocar senha."""

    NEW = "outra-senha-boa-9"

    def change(self, client: Client, **fields: str) -> Any:
        given = {"oldpassword": PASSWORD, "password1": self.NEW, "password2": self.NEW, **fields}
        return client.post("/senha/", given)

    def test_changed_recorded_and_still_signed_in(self, signed_up: World, as_user: LogIn) -> None:
        client = as_user("ana")
        response = self.change(client)
        assert response.headers["Location"] == "/ajustes/"
        assert "Senha trocada." in client.get("/ajustes/").content.decode()
        assert User.objects.get(username="ana").check_password(self.NEW)
        assert EventRecord.objects.filter(name__endswith="PasswordChanged").count() == 1

    @pytest.mark.parametrize(
        ("field", "value"),
        [("oldpassword", "errada"), ("password1", "curta"), ("password2", "diferente-da-outra")],
    )
    def test_refused_beside_the_field(self, signed_up: World, as_user: LogIn, field: str, value: str) -> None:
        response = self.change(as_user("ana"), **{field: value})
        assert response.status_code == 422
        assert set(response.context["form"].errors) & {field, "password2"}
        assert User.objects.get(username="ana").check_password(PASSWORD)
        assert not EventRecord.objects.filter(name__endswith="PasswordChanged").exists()

    def test_user_without_a_password_of_its_own_is_told_so(self, as_user: LogIn) -> None:
        response = as_user("ana").get("/senha/")
        assert response.status_code == 403
        assert "não tem senha própria" in response.content.decode()

    def test_only_for_who_is_signed_in(self, db: None) -> None:
        assert Client().get("/senha/").headers["Location"].startswith("/entrar/")


class TestSettings:
    """Ajustes."""

    def test_saved_and_spoken_at_once(self, world: World, as_user: LogIn) -> None:
        client = as_user("ana")
        response = client.post("/ajustes/", {"language": "en", "theme": "dark"}, follow=True)
        html = response.content.decode()
        assert response.redirect_chain == [("/ajustes/", 303)]
        assert "Settings saved." in html
        assert 'data-bs-theme="dark"' in html
        assert 'data-letters="off"' in html
        assert client.cookies["central_language"].value == "en"
        ana = User.objects.get(username="ana")
        assert (ana.language, ana.theme, ana.single_letters) == ("en", "dark", False)
        assert EventRecord.objects.filter(name__endswith="PreferencesUpdated").count() == 1

    def test_unknown_choice_is_refused(self, as_user: LogIn) -> None:
        response = as_user("ana").post("/ajustes/", {"language": "tlh", "theme": "dark"})
        assert response.status_code == 422
        assert "language" in response.context["form"].errors

    @pytest.mark.parametrize(("sent", "kept"), [("dark", "dark"), ("light", "light"), ("toggle", "dark")])
    def test_theme_from_the_top_bar(self, as_user: LogIn, sent: str, kept: str) -> None:
        client = as_user("ana")
        response = client.post("/ajustes/tema/", {"theme": sent, "next": "/atalhos/"})
        assert (response.status_code, response.headers["Location"]) == (303, "/atalhos/")
        assert User.objects.get(username="ana").theme == kept
        assert client.post("/ajustes/tema/", {"theme": sent}, headers=DIALOG).status_code == 204

    def test_theme_is_never_changed_by_a_link(self, as_user: LogIn) -> None:
        assert as_user("ana").get("/ajustes/tema/?theme=dark").status_code == 405
