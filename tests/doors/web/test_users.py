"""Usuários, Perfis, Caixa de saída, and the pages before sign-in."""

import re
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from central.domain.access.links import make_token
from central.domain.access.models import User
from central.domain.access.operations.profiles import grants_of
from central.domain.people.models import Person
from central.foundation.events.models import EventRecord
from tests.cast import World, person
from tests.doors.web.acting import send, shown_error, text_of, toast_of

LogIn = Callable[[str], Client]
GOOD = "cinco-palavras-longas"


@pytest.fixture
def ada(as_user: LogIn) -> Client:
    return as_user("ada")


def invite(world: World, client: Client, **changes: object) -> object:
    data = {
        "person_id": person("Nina Rocha", is_collaborator=True).pk, "username": "nina.rocha",
        "email": "nina@example.com", "profile_id": world.users["ana"].profile_id, **changes,
    }  # fmt: skip
    return send(client, "/usuarios/convidar/", data, dialog=False)


PAGES = (
    "/usuarios/", "/usuarios/?ver=todos&q=ana", "/usuarios/convidar/", "/perfis/", "/perfis/novo/", "/perfis/por-que/",
    "/caixa-de-saida/", "/usuarios/{user}/", "/usuarios/{user}/editar/", "/usuarios/{user}/situacao/",
    "/usuarios/{user}/trabalho/", "/usuarios/{user}/ausencia/", "/perfis/{profile}/",
)  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_pages_open_to_who_may_and_to_nobody_else(
    world: World, as_user: LogIn, page: str, django_assert_max_num_queries: Callable
) -> None:
    url = page.format(user=world.users["bia"].pk, profile=world.users["bia"].profile_id)
    client = as_user("ada")
    with django_assert_max_num_queries(14):
        assert client.get(url).status_code == 200
    assert as_user("ana").get(url).status_code == 403


class TestInvitation:
    def test_by_mail(self, world: World, ada: Client, settings: Settings) -> None:
        settings.EMAIL_HOST = "mail.example.com"
        made = invite(world, ada)
        user = User.objects.get(username="nina.rocha")
        assert made.headers["Location"] == f"/usuarios/{user.pk}/"
        assert "chave=" not in text_of(ada.get(f"/usuarios/{user.pk}/"))

    def test_without_mail_the_link_is_shown_once(self, world: World, ada: Client) -> None:
        page = invite(world, ada)
        assert page.headers["Cache-Control"] == "no-store"
        link = re.search(r"http://testserver(/senha/nova/\?chave=[^<\"]+)", text_of(page))
        assert link
        user = User.objects.get(username="nina.rocha")
        assert "chave=" not in text_of(ada.get(f"/usuarios/{user.pk}/"))
        assert Client().get(link[1]).status_code == 200

    def test_what_is_wrong_stands_beside_its_field(self, world: World, ada: Client) -> None:
        page = invite(world, ada, username="ANA É", email="x", profile_id="")
        assert page.status_code == 422
        assert shown_error(page, "username").startswith("De 3 a 60")
        assert shown_error(page, "email").startswith("Não é um e-mail")
        for name in ("a\x00b", "x" * 10_000, "😀", ""):
            assert invite(world, ada, username=name).status_code == 422


class TestChoosing:
    def test_once_without_scripts_in_both_languages(self, world: World) -> None:
        user = world.users["ana"]
        user.refresh_from_db()
        token = make_token(user)
        page = Client().get("/senha/nova/", {"chave": token})
        assert "Escolha sua senha" in text_of(page)
        assert page.headers["Referrer-Policy"] == "strict-origin"
        data = {"chave": token, "password": GOOD, "again": GOOD}
        assert send(Client(), "/senha/nova/", {**data, "again": "x"}, dialog=False).status_code == 422
        assert send(Client(), "/senha/nova/", data, dialog=False).headers["Location"] == "/entrar/"
        assert Client().post("/entrar/", {"login": "ana", "password": GOOD}).status_code == 302
        assert send(Client(), "/senha/nova/", {**data, "once": "b"}, dialog=False).status_code == 410
        User.objects.filter(pk=user.pk).update(language="en")
        user.refresh_from_db()
        assert "Choose your password" in text_of(Client().get("/senha/nova/", {"chave": make_token(user)}))

    @pytest.mark.parametrize("token", ["", "x", "a:b:c", "😀", "x" * 9000])
    def test_a_bad_link_is_gone(self, db: None, token: str) -> None:
        page = Client().get("/senha/nova/", {"chave": token})
        assert page.status_code == 410
        assert "Este link não vale mais" in text_of(page)

    def test_the_sessions_of_before_end(self, world: World, as_user: LogIn) -> None:
        client = as_user("ana")
        assert client.get("/ajustes/").status_code == 200
        user = User.objects.get(username="ana")
        data = {"chave": make_token(user), "password": GOOD, "again": GOOD}
        send(Client(), "/senha/nova/", data, dialog=False)
        assert client.get("/ajustes/").status_code == 302


class TestForgotten:
    def ask(self, login: str, once: str = "k") -> str:
        page = Client().post("/senha/esqueci/", {"login": login, "once": once})
        assert page.status_code == 200
        return re.sub(r"[A-Za-z0-9]{64}", "", text_of(page))

    def test_one_answer_for_known_and_unknown(self, world: World, settings: Settings) -> None:
        settings.EMAIL_HOST = "mail.example.com"
        User.objects.filter(username="ana").update(email="ana@example.com")
        assert self.ask("ana", "1") == self.ask("ninguem", "2") == self.ask("bia", "3")
        assert EventRecord.objects.filter(name="PasswordResetRequested").count() == 1

    def test_throttled_in_silence(self, world: World, settings: Settings) -> None:
        settings.EMAIL_HOST = "mail.example.com"
        User.objects.filter(username="ana").update(email="ana@example.com")
        pages = {self.ask("ana", str(n)) for n in range(6)}
        assert len(pages) == 1
        assert EventRecord.objects.filter(name="PasswordResetRequested").count() == 3
        cache.clear()

    def test_without_mail_it_says_so(self, db: None) -> None:
        assert "não envia e-mail" in text_of(Client().get("/senha/esqueci/"))


class TestUse:
    def test_sessions_end_at_once_and_do_not_come_back(
        self, world: World, as_user: LogIn, ada: Client
    ) -> None:
        bia = as_user("bia")
        url = f"/usuarios/{world.users['bia'].pk}/situacao/"
        send(ada, url, {"active": "0"}, dialog=False)
        assert bia.get("/ajustes/").status_code == 302
        send(ada, url, {"active": "1", "once": "b"}, dialog=False)
        assert bia.get("/ajustes/").status_code == 302

    def test_open_work_is_shown_and_handed_over(self, world: World, ada: Client) -> None:
        ticket = world.ticket(assignee_id=world.persons["bia"].pk)
        pk = world.users["bia"].pk
        assert "1 protocolo em aberto" in text_of(ada.get(f"/usuarios/{pk}/situacao/"))
        gone = send(ada, f"/usuarios/{pk}/situacao/", {"active": "0"}, dialog=False)
        assert gone.headers["Location"] == f"/usuarios/{pk}/trabalho/"
        assert str(ticket.protocol) in text_of(ada.get(f"/usuarios/{pk}/trabalho/"))
        bulk = reverse("tickets:bulk")
        assert ada.get(bulk, {"act": "assign", "ids": ticket.pk}).status_code == 200
        done = send(ada, bulk, {"act": "assign", "ids": ticket.pk, "person": world.persons["ana"].pk})
        assert done.status_code == 200
        ticket.refresh_from_db()
        assert ticket.assignee_id == world.persons["ana"].pk

    def test_an_inactive_person_is_signed_out(self, world: World, as_user: LogIn) -> None:
        bia = as_user("bia")
        Person.objects.filter(pk=world.persons["bia"].pk).update(is_active=False)
        assert bia.get("/ajustes/").status_code == 302

    def test_the_last_administrator_is_told(self, world: World, ada: Client) -> None:
        pk = world.users["ada"].pk
        data = {
            "person_id": world.persons["ada"].pk, "email": "", "profile_id": world.users["ana"].profile_id,
            "calendar_id": "", "seen": "0",
        }  # fmt: skip
        page = send(ada, f"/usuarios/{pk}/editar/", data, dialog=False)
        assert page.status_code == 409
        assert "Não restaria ninguém" in text_of(page)

    def test_absence(self, world: World, ada: Client) -> None:
        pk = world.users["bia"].pk
        url = f"/usuarios/{pk}/ausencia/"
        assert send(ada, url, {"starts_on": "x", "ends_on": "hoje"}).status_code == 422
        assert toast_of(send(ada, url, {"starts_on": "hoje", "ends_on": "hoje"})) == "Ausência anotada."
        assert "ausente até" in text_of(ada.get(f"/usuarios/{pk}/"))
        absence = world.users["bia"].absences.get().pk
        assert send(ada, f"{url}{absence}/fim/", {}, dialog=False).status_code == 303


class TestProfiles:
    def grants(self, profile_id: int, **changes: str) -> dict[str, str]:
        sent = {"name": "attendant", "is_active": "on"}
        for code, grant in grants_of(profile_id).items():
            sent[f"reach-{code}"] = str(int(grant.reach))
            sent[f"limit-{code}"] = "" if grant.limit is None else str(grant.limit)
        return sent | changes

    def test_running_sessions_have_the_new_rights(self, world: World, as_user: LogIn, ada: Client) -> None:
        ana, pk = as_user("ana"), world.users["ana"].profile_id
        assert ana.get("/pessoas/").status_code == 200
        sent = self.grants(pk, **{"reach-person.view": "0"})
        assert send(ada, f"/perfis/{pk}/", sent, dialog=False).status_code == 303
        assert ana.get("/pessoas/").status_code == 403

    def test_saving_what_is_shown_changes_nothing(self, world: World, ada: Client) -> None:
        pk = world.users["ana"].profile_id
        before = grants_of(pk)
        send(ada, f"/perfis/{pk}/", self.grants(pk), dialog=False)
        assert grants_of(pk) == before
        assert not EventRecord.objects.filter(name="ProfileUpdated").exists()

    def test_wrong_limits_and_lockout_are_told(self, world: World, ada: Client) -> None:
        pk = world.users["ana"].profile_id
        for limit in ("999", "x", "-1", "😀"):
            sent = self.grants(pk, **{"limit-ticket.reopen": limit, "once": f"k{limit}"})
            assert send(ada, f"/perfis/{pk}/", sent, dialog=False).status_code == 422
        admin = world.users["ada"].profile_id
        sent = self.grants(admin, name="admin", **{"reach-user.manage": "2"})
        assert send(ada, f"/perfis/{admin}/", sent, dialog=False).status_code == 409

    def test_made_from_another(self, world: World, ada: Client) -> None:
        made = send(ada, "/perfis/novo/", {"name": "Noite", "copied_id": world.users["ana"].profile_id})
        assert made.headers["HX-Redirect"].startswith("/perfis/")
        assert send(ada, "/perfis/novo/", {"name": "noite", "once": "b"}).status_code == 422

    def test_why_is_answered(self, world: World, ada: Client) -> None:
        ticket = world.ticket()
        asked = {"usuario": world.users["otto"].pk, "permissao": "ticket.close", "protocolo": ticket.protocol}
        page = text_of(ada.get("/perfis/por-que/", asked))
        assert "Não, Otto Prado não pode." in page
        assert "Equipe desta pessoa: Financeiro." in page
        assert ada.get("/perfis/por-que/", {**asked, "protocolo": 5}).status_code == 422
        assert ada.get("/perfis/por-que/", {**asked, "permissao": "x"}).status_code == 422


class TestHistories:
    def told(self, client: Client, url: str) -> str:
        return text_of(client.get(url)).split("<h2>Histórico</h2>")[1]

    def test_of_a_user(self, world: World, ada: Client) -> None:
        bia = world.users["bia"]
        other = world.users["sara"].profile
        data = {
            "person_id": bia.person_id, "email": "bia@example.com", "profile_id": other.pk,
            "calendar_id": world.support.calendar_id, "seen": bia.event_count,
        }  # fmt: skip
        send(ada, f"/usuarios/{bia.pk}/editar/", data, dialog=False)
        days = {"starts_on": "01/12/2026", "ends_on": "05/12/2026", "once": "b"}
        send(ada, f"/usuarios/{bia.pk}/ausencia/", days)
        gone = f"/equipes/{world.support.pk}/integrantes/{bia.person_id}/retirar/"
        send(ada, gone, {"once": "c"})
        told = self.told(ada, f"/usuarios/{bia.pk}/")
        assert f"Perfil: <s>{bia.profile.name}</s> → {other.name}" in told
        assert f"<s>O da equipe principal</s> → {world.support.calendar.name}" in told
        assert "alterou o usuário (outro e-mail)" in told
        assert "bia@example.com" not in told
        assert "anotou uma ausência de 01/12/2026 a 05/12/2026" in told
        assert "retirou esta pessoa da equipe Suporte N1" in told

    def test_of_a_profile(self, world: World, ada: Client) -> None:
        pk = world.users["ana"].profile_id
        data = {"name": "Atendente da noite", "is_active": "on", "seen": "0"}
        for code, grant in grants_of(pk).items():
            limit = "" if grant.limit is None else str(grant.limit)
            data |= {f"reach-{code}": str(int(grant.reach)), f"limit-{code}": limit}
        data |= {"reach-ticket.cancel": "0", "limit-ticket.reopen": "3"}
        send(ada, f"/perfis/{pk}/", data, dialog=False)
        told = self.told(ada, f"/perfis/{pk}/")
        assert "alterou o perfil" in told
        assert "→ Atendente da noite" in told
        assert "Cancelar solicitações: <s>Próprio</s> → Não" in told
        assert "(limite 7)</s> → Equipe (limite 3)" in told
