"""Equipes on the screen."""

from collections.abc import Callable

import pytest
from django.test import Client

from central.domain.teams.models import Team, TeamMember
from tests.cast import World
from tests.doors.web.acting import send, shown_error, text_of, toast_of

LogIn = Callable[[str], Client]


@pytest.fixture
def ada(as_user: LogIn) -> Client:
    return as_user("ada")


def fields(world: World, **changes: object) -> dict[str, object]:
    return {
        "name": "Retenção", "code": "RET", "place_id": world.place.pk, "calendar_id": world.support.calendar_id,
        "stay_minutes": "90", "accept_minutes": "20", "members_can_close": "on", "is_active": "on", **changes,
    }  # fmt: skip


def test_in_the_menu_of_who_may(world: World, as_user: LogIn, ada: Client) -> None:
    assert 'href="/equipes/"' in text_of(ada.get("/equipes/"))
    assert as_user("ana").get("/equipes/").status_code == 403
    assert 'href="/equipes/"' not in text_of(as_user("ana").get("/pessoas/"))


def test_list_page_and_a_team(world: World, ada: Client, django_assert_max_num_queries: Callable) -> None:
    assert "Suporte N1" in text_of(ada.get("/equipes/"))
    assert "Nenhuma equipe encontrada" in text_of(ada.get("/equipes/?q=zzz"))
    with django_assert_max_num_queries(12):
        page = text_of(ada.get(f"/equipes/{world.support.pk}/"))
    assert "Ana Beatriz Moraes" in page
    assert "Recebe de" in page
    assert ada.get("/equipes/999999/").status_code == 404


def test_a_team_is_made_and_changed(world: World, ada: Client) -> None:
    answer = send(ada, "/equipes/nova/", fields(world), dialog=False)
    team = Team.objects.get(code="RET")
    assert answer.headers["Location"] == f"/equipes/{team.pk}/"
    url = f"/equipes/{team.pk}/editar/"
    assert send(ada, url, fields(world, seen=1, once="b", stay_minutes="30"), dialog=False).status_code == 303
    late = send(ada, url, fields(world, seen=1, once="c", name="Tarde"), dialog=False)
    assert late.status_code == 409
    assert "alterado por outra pessoa" in text_of(late)
    assert 'value="Tarde"' in text_of(late)


def test_what_is_wrong_stands_beside_its_field(world: World, ada: Client) -> None:
    answer = send(ada, "/equipes/nova/", fields(world, code="SUP", name="Minha equipe"), dialog=False)
    assert answer.status_code == 422
    assert shown_error(answer, "code") == "Outra equipe tem este código."
    assert 'value="Minha equipe"' in text_of(answer)
    for name in ("a\x00b", "x" * 10_000, "", "   "):
        assert send(ada, "/equipes/nova/", fields(world, name=name), dialog=False).status_code == 422
    assert send(ada, "/equipes/nova/", fields(world, name="😀 ok"), dialog=False).status_code == 303


def test_members_come_and_go(world: World, ada: Client) -> None:
    team, tiago = world.support.pk, world.persons["tiago"].pk
    add = f"/equipes/{team}/integrantes/novo/"
    assert send(ada, add, {"person_id": world.marlene.pk}).status_code == 422
    assert toast_of(send(ada, add, {"person_id": tiago})) == "Mais um integrante em Suporte N1."
    one = f"/equipes/{team}/integrantes/{tiago}/"
    assert ada.get(one).status_code == 200
    assert send(ada, one, {"is_leader": "on", "is_main": "on"}).status_code == 204
    assert TeamMember.objects.get(team_id=team, person_id=tiago).is_main
    assert "não está mais" in toast_of(send(ada, f"{one}retirar/", {}))
    assert ada.get(one).status_code == 404


def test_leaving_says_what_is_still_held(world: World, ada: Client) -> None:
    world.ticket(assignee_id=world.persons["ana"].pk)
    page = ada.get(f"/equipes/{world.support.pk}/integrantes/{world.persons['ana'].pk}/retirar/")
    assert "1 protocolo em aberto desta equipe" in text_of(page)


def test_the_matrix_is_read_and_changed(world: World, ada: Client) -> None:
    url = "/equipes/encaminhamentos/"
    assert "Campo Sul encaminha para Suporte N1" in text_of(ada.get(url))
    pk = world.field.pk
    data = {"row": [pk], f"to-{pk}": [world.finance.pk], f"seen-{pk}": "0"}
    assert send(ada, url, data, dialog=False).status_code == 303
    assert [team.pk for team in world.field.forwards_to.all()] == [world.finance.pk]
    assert world.support.forwards_to_all
    stale = send(ada, url, {**data, "once": "b", f"to-{pk}": []}, dialog=False)
    assert stale.status_code == 409


def test_the_history_tells_the_team_and_its_members(
    world: World, ada: Client, django_assert_max_num_queries: Callable
) -> None:
    pk, tiago = world.support.pk, world.persons["tiago"].pk
    values = fields(world, name="Suporte Azul", code=world.support.code, stay_minutes="90", seen=0)
    send(ada, f"/equipes/{pk}/editar/", values, dialog=False)
    send(ada, f"/equipes/{pk}/integrantes/novo/", {"person_id": tiago, "is_leader": "on", "once": "b"})
    send(ada, f"/equipes/{pk}/integrantes/{tiago}/retirar/", {"once": "c"})
    matrix = {"row": [pk], f"to-{pk}": [world.finance.pk], f"seen-{pk}": "1", "once": "d"}
    send(ada, "/equipes/encaminhamentos/", matrix, dialog=False)
    with django_assert_max_num_queries(17):
        page = ada.get(f"/equipes/{pk}/")
    told = text_of(page).split("<h2>Histórico</h2>")[1]
    assert "<s>Suporte N1</s> → Suporte Azul" in told
    assert "<s>8 h</s> → 1 h 30" in told.replace("\xa0", " ")
    assert "incluiu Tiago Rezende na equipe (líder)" in told
    assert "retirou Tiago Rezende da equipe" in told
    assert "Encaminha para: <s>–</s> → Financeiro" in told
    assert (
        told.index("mudou para onde") < told.index("retirou") < told.index("incluiu") < told.index("alterou")
    )
    assert "incluiu Tiago" not in text_of(ada.get(f"/equipes/{world.finance.pk}/"))
