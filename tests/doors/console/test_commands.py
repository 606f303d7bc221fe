"""The commands: what each does, and how it refuses."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from central.domain.access.models import User
from central.domain.catalog.models import TicketStatus, TicketType
from central.domain.catalog.operations import load_catalogue, load_ground
from central.domain.demo.loading import Size, load_demo
from central.domain.demo.marking import DemoState, mark, state
from central.domain.people.finding import index_next
from central.domain.people.models import Person
from central.domain.people.queries import persons_named
from central.domain.teams.models import Team, TeamMember
from central.domain.tickets.models import Ticket
from central.doors.console import serving, starting
from central.doors.console.management.commands import demo as demo_command
from central.foundation.actor import SYSTEM
from central.foundation.search.models import SearchDoc
from tests.cast import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def own_folder(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Locks go to a folder of the test; tables and assets are there already."""
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setattr(starting, "prepare_files", lambda: None)
    return tmp_path


def test_load_catalogue_fills_and_changes_nothing_that_is_there():
    call_command("load_catalogue")
    TicketType.objects.filter(code="SUP-001").update(name="Sem internet", is_active=False)
    TicketType.objects.filter(code="SUP-002").delete()
    call_command("load_catalogue")
    kept = TicketType.objects.get(code="SUP-001")
    assert (kept.name, kept.is_active) == ("Sem internet", False)
    assert TicketType.objects.filter(code="SUP-002").exists()


def test_create_admin_makes_a_login_in_a_team(monkeypatch: pytest.MonkeyPatch):
    load_catalogue(actor=SYSTEM)
    monkeypatch.setenv("CENTRAL_ADMIN_PASSWORD", "uma-frase-bem-longa")
    call_command("create_admin", login="Rita.Souza", name="Rita Souza", cpf="529.982.247-25", team="EQ-01")
    user = User.objects.get(username="rita.souza")
    assert user.check_password("uma-frase-bem-longa")
    assert user.profile.code == "administrador"
    assert user.person.document == "52998224725"
    assert TeamMember.objects.get(person=user.person).is_main


def test_the_first_administrator_needs_no_team(monkeypatch: pytest.MonkeyPatch):
    load_ground(actor=SYSTEM)
    monkeypatch.setenv("CENTRAL_ADMIN_PASSWORD", "uma-frase-bem-longa")
    call_command("create_admin", login="rita", name="Rita Souza")
    assert User.objects.get(username="rita").profile.code == "administrador"
    assert not TeamMember.objects.exists()


def test_an_empty_installation_starts_with_a_providers_catalogue(
    own_folder: Any, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(serving, "prepare_files", lambda: None)
    serving.prepare()
    assert TicketType.objects.filter(code="SUP-001").exists()
    assert Team.objects.filter(code="EQ-01").exists()
    TicketType.objects.filter(code="SUP-001").update(name="Sem sinal")
    serving.prepare()
    assert TicketType.objects.get(code="SUP-001").name == "Sem sinal"


def test_an_installation_without_catalogue_starts_with_its_ground_only(
    own_folder: Any, monkeypatch: pytest.MonkeyPatch, settings: Any
):
    settings.CENTRAL_CATALOGUE = "none"
    monkeypatch.setattr(serving, "prepare_files", lambda: None)
    serving.prepare()
    assert (TicketStatus.objects.count(), TicketType.objects.count(), Team.objects.count()) == (10, 0, 0)
    TicketStatus.objects.filter(base_status="open").update(name="Recebida")
    serving.prepare()
    assert TicketStatus.objects.filter(name="Recebida").exists()


@pytest.mark.parametrize(
    ("password", "cpf"), [("curta", "529.982.247-25"), ("uma-frase-bem-longa", "529.982.247-26")]
)
def test_create_admin_refuses_and_leaves_nothing(password: str, cpf: str, monkeypatch: pytest.MonkeyPatch):
    load_catalogue(actor=SYSTEM)
    monkeypatch.setenv("CENTRAL_ADMIN_PASSWORD", password)
    with pytest.raises(CommandError):
        call_command("create_admin", login="rita", name="Rita Souza", cpf=cpf)
    assert not User.objects.exists()
    assert not Person.objects.exists()


def test_demo_loads_once_and_keeps(own_folder: Any, capsys: pytest.CaptureFixture[str]):
    sizes = {"people": 60, "protocols": 60, "no_serve": True}
    call_command("demo", **sizes)
    assert state() is DemoState.LOADED
    assert "Protocolos: 60" in capsys.readouterr().out
    Ticket.objects.filter(is_open=True).update(title="Visto")
    call_command("demo", **sizes)
    assert Ticket.objects.filter(title="Visto").exists()
    assert "Protocolos" not in capsys.readouterr().out


@pytest.mark.parametrize("reset", [False, True])
def test_demo_refuses_somebodys_own_data(reset: bool, own_folder: Any, world: World):
    with pytest.raises(CommandError):
        call_command("demo", reset=reset, no_serve=True, people=10, protocols=10)
    assert Person.objects.filter(pk=world.marlene.pk).exists()


def test_demo_starts_anew_after_a_reset_or_a_loading_cut_off(
    own_folder: Any, monkeypatch: pytest.MonkeyPatch
):
    emptied: list[bool] = []
    loaded: list[Size] = []
    monkeypatch.setattr(starting, "empty_database", lambda: emptied.append(True))
    monkeypatch.setattr(demo_command, "load_demo", lambda size, tell: loaded.append(size))
    load_catalogue(actor=SYSTEM)
    size = Size(persons=12, protocols=34)
    mark(size, is_loaded=False)
    assert state() is DemoState.UNFINISHED
    call_command("demo", no_serve=True, people=12, protocols=34)
    assert (len(emptied), [(s.persons, s.protocols) for s in loaded]) == (1, [(12, 34)])
    mark(size, is_loaded=True)
    call_command("demo", no_serve=True)
    assert len(emptied) == 1
    call_command("demo", no_serve=True, reset=True)
    assert len(emptied) == len(loaded) == 2


def test_a_served_installation_is_not_emptied(own_folder: Any):
    with starting.serving_here(), pytest.raises(CommandError):
        starting.check_nobody_serves()
    starting.check_nobody_serves()


def test_the_demo_says_that_it_is_loading(own_folder: Any):
    told: list[str] = []
    load_demo(Size(persons=30, protocols=30), told.append)
    assert told[-1] == "Registros de atividade: 7"


def test_reindex_makes_the_search_whole_and_goes_on(world: World, capsys: pytest.CaptureFixture[str]):
    SearchDoc.objects.all().delete()
    call_command("reindex")
    assert SearchDoc.objects.filter(kind="person").count() == Person.objects.count()
    index_next(limit=3)
    call_command("reindex")
    told = capsys.readouterr().out
    assert str(Person.objects.count() - 3) in told.splitlines()[-1]
    index_next(limit=3)
    call_command("reindex", restart=True)
    assert str(Person.objects.count()) in capsys.readouterr().out.splitlines()[-1]


def test_a_loaded_demo_is_found():
    load_demo(Size(persons=12, protocols=20))
    assert SearchDoc.objects.filter(kind="person").count() == Person.objects.count()
    client = Person.objects.filter(is_client=True).order_by("pk")[0]
    assert client in persons_named(SYSTEM, f"{client.name} {client.city}")
