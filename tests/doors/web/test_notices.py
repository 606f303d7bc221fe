"""The bell and Avisos: number, list, marking as read, and only what is one's own."""

from collections.abc import Callable

import pytest
from django.test import Client

from central.domain.notices.models import Notice
from central.domain.tickets.models import Ticket
from central.domain.tickets.operations.reporting import NewReport, add_report
from central.foundation.jobs.worker import Worker
from tests.cast import World

pytestmark = pytest.mark.django_db
AsUser = Callable[[str], Client]


@pytest.fixture
def ticket(world: World) -> Ticket:
    """A protocol of nobody, on which Ana reported: the worker tells her colleagues."""
    made = world.ticket()
    add_report(actor=world.actor("ana"), ticket_id=made.pk, report=NewReport(text="Segredo."))
    while Worker().run_once():
        pass
    return made


def test_the_bell_counts_and_the_list_tells(ticket: Ticket, as_user: AsUser) -> None:
    client = as_user("bia")
    assert '<span class="count alert">1<' in client.get("/central/").content.decode()
    assert '<span class="count alert">1<' in client.get("/tarefas/").content.decode()
    assert '<span class="count alert">1<' in client.get("/avisos/sino/").content.decode()
    text = client.get("/avisos/").content.decode()
    assert str(ticket.protocol) in text
    assert "adicionou um relato" in text
    assert "Segredo" not in text
    assert "count alert" not in as_user("ana").get("/avisos/sino/").content.decode()


def test_the_bell_counts_up_to_99(ticket: Ticket, world: World, as_user: AsUser) -> None:
    model = Notice.objects.filter(person=world.persons["bia"]).get()
    for record in range(120):
        world_record = model.event
        world_record.pk, world_record.sequence = None, 1_000 + record
        world_record.save()
        model.pk, model.event = None, world_record
        model.save()
    assert "99+" in as_user("bia").get("/avisos/sino/").content.decode()
    text = as_user("bia").get("/avisos/").content.decode()
    assert 'rel="next"' in text


def test_an_opened_protocol_asks_to_have_its_notices_read(ticket: Ticket, as_user: AsUser) -> None:
    client = as_user("bia")
    url = f"/central/?protocolo={ticket.pk}"
    assert 'data-unread="/avisos/lidos/"' in client.get(url).content.decode()
    answer = client.post(
        "/avisos/lidos/", {"ticket": ticket.pk, "opened": "1"}, headers={"HX-Request": "true"}
    )
    assert (answer.status_code, answer.headers["HX-Trigger"]) == (204, '{"refresh": ["notices"]}')
    assert "data-unread" not in client.get(url).content.decode()
    assert "count alert" not in client.get("/central/").content.decode()


@pytest.mark.parametrize("wrong", ["x", "99999999999999999999", "-1"])
def test_what_is_not_an_id_marks_nothing(ticket: Ticket, as_user: AsUser, wrong: str) -> None:
    client = as_user("bia")
    for name in ("ticket", "notice"):
        client.post("/avisos/lidos/", {name: wrong})
    assert client.get(f"/avisos/?antes={wrong}").status_code == 200
    assert "count alert" in client.get("/avisos/sino/").content.decode()


def test_all_are_marked_without_scripts(ticket: Ticket, as_user: AsUser) -> None:
    client = as_user("bia")
    answer = client.post("/avisos/lidos/", {"next": "/avisos/?quais=todos"}, follow=True)
    text = answer.content.decode()
    assert "Marcado como lido." in text
    assert str(ticket.protocol) in text
    assert str(ticket.protocol) not in client.get("/avisos/").content.decode()
