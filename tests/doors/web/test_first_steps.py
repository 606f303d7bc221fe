"""*Primeiros passos*: who is led, what the data show as done, and how one leaves and comes back."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from central.domain.access.models import Profile, User
from central.domain.catalog.models import TicketType
from central.domain.catalog.operations import load_ground
from central.domain.company.models import CompanyPlace
from central.domain.people.models import Person
from central.domain.teams.models import Team, TeamMember
from central.domain.workspace.first_steps import first_steps
from central.foundation.actor import SYSTEM, Reach
from tests.cast import World, person
from tests.doors.web.acting import text_of

pytestmark = pytest.mark.django_db
PAGE = "/primeiros-passos/"


@pytest.fixture
def rita(monkeypatch: pytest.MonkeyPatch) -> Client:
    """The first administrator of an empty installation, as `make run` and `create-admin` leave it."""
    load_ground(actor=SYSTEM)
    monkeypatch.setenv("CENTRAL_ADMIN_PASSWORD", "uma-frase-bem-longa")
    call_command("create_admin", login="rita", name="Rita Souza")
    client = Client()
    user = User.objects.get(username="rita")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_administrator_of_an_empty_installation_is_led(rita: Client):
    assert rita.get("/").headers["Location"] == PAGE
    page = text_of(rita.get(PAGE))
    assert "0 de 6 feitos" in page and "Sua empresa" in page
    assert 'aria-current="step"' in page and "Carregar o catálogo de um provedor" in page


def test_the_catalogue_is_a_choice(rita: Client):
    assert not TicketType.objects.exists()
    answer = rita.post(reverse("first_steps:catalogue"))
    assert answer.status_code == 303 and answer.headers["Location"] == PAGE
    assert TicketType.objects.count() == 68
    page = text_of(rita.get(PAGE))
    assert "Carregar o catálogo" not in page and "68 tipos de solicitação" in page
    assert "12 equipes, 0 com integrantes" in page


def test_each_step_is_read_from_the_data(rita: Client):
    assert first_steps().done == frozenset()
    CompanyPlace.objects.update(name="Minha Rede", document="11222333000181", city="Lages", state="SC")
    assert (first_steps().done, first_steps().next_step) == ({"company"}, "catalogue")
    rita.post(reverse("first_steps:catalogue"))
    TeamMember.objects.create(team=Team.objects.all()[0], person=Person.objects.get(name="Rita Souza"))
    assert first_steps().done == {"company", "catalogue", "teams"}
    user = User(
        username="joao",
        person=person("João"),
        profile=Profile.objects.all()[0],
        created_at="2026-01-01T00:00Z",
    )
    user.save()
    person("Cliente", is_client=True)
    assert first_steps().next_step == "protocol"
    User.objects.filter(username="joao").update(is_active=False)
    assert first_steps().next_step == "staff"


def test_one_may_leave_and_come_back(rita: Client):
    answer = rita.post(reverse("first_steps:dismiss"))
    assert answer.headers["Location"] == "/"
    assert rita.get("/").headers["Location"] != PAGE
    page = text_of(rita.get(PAGE))
    assert "Voltar a mostrar no início" in page
    assert rita.post(reverse("first_steps:dismiss"), {"shown": "1"}).headers["Location"] == PAGE
    assert rita.get("/").headers["Location"] == PAGE


def test_an_installation_at_work_leads_nobody(world: World, as_user: Callable[[str], Client]):
    world.ticket()
    ada = as_user("ada")
    assert ada.get("/").headers["Location"] != PAGE
    assert ada.get(PAGE).status_code == 200 and PAGE in text_of(ada.get("/central/"))


def test_others_have_nothing_of_it(world: World, as_user: Callable[[str], Client]):
    for permission in ("user.manage", "registry.manage"):
        world.users["sara"].profile.grants.create(permission=permission, reach=Reach.TEAM)
    for name in ("ana", "sara", "tiago"):
        client = as_user(name)
        assert client.get("/").headers["Location"] != PAGE
        assert client.get(PAGE).status_code == 403
        assert client.post(reverse("first_steps:catalogue")).status_code == 403
        assert PAGE not in text_of(client.get("/tarefas/"))


def test_the_page_costs_few_queries(rita: Client, django_assert_max_num_queries: Callable[[int], object]):
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        rita.get(PAGE)
