"""One act on many protocols from the screen: each by itself, the result told for each."""

import json
from collections.abc import Callable

import pytest
from django.test import Client

from central.domain.tickets.models import Forwarding, Report, Ticket
from central.domain.tickets.operations.closing import close_ticket
from tests.cast import World
from tests.doors.web.acting import DIALOG, send, shown_error, text_of, toast_of

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]
URL = "/solicitacoes/em-lote/"


def several(world: World, count: int = 3) -> list[Ticket]:
    return [world.ticket("sara", title=f"Caso {n}") for n in range(count)]


def ids(tickets: list[Ticket]) -> str:
    return ",".join(str(t.pk) for t in tickets)


@pytest.mark.parametrize("act", ["forward", "report", "priority", "assign"])
def test_each_act_opens_for_the_chosen(world: World, as_user: Enter, act: str):
    tickets = several(world)
    page = text_of(as_user("ana").get(URL, {"act": act, "ids": ids(tickets)}, headers=DIALOG))
    assert "3 protocolos escolhidos" in page and str(tickets[2].protocol) in page


def test_forwarding_tells_which_went_and_which_not(world: World, as_user: Enter):
    tickets = several(world)
    close_ticket(actor=world.actor("bia"), ticket_id=tickets[1].pk, text="Feito.")
    sent = {
        "act": "forward", "ids": [t.pk for t in tickets], "reason": world.forward_reason.pk, "kind": "team",
        "destination": f"team:{world.field.pk}", "type": "", "expected_text": "Visitar.",
    }  # fmt: skip
    client = as_user("ana")
    answer = send(client, URL, sent)
    words = text_of(answer)
    assert answer.status_code == 200 and "2 de 3 feitos." in words
    assert words.count("Feito") >= 2 and "encerrad" in words
    assert json.loads(answer.headers["HX-Trigger"])["refresh"] == ["*"]
    assert set(Forwarding.objects.values_list("ticket", flat=True)) == {tickets[0].pk, tickets[2].pk}
    assert Ticket.objects.get(pk=tickets[0].pk).type_id == tickets[0].type_id
    again = send(client, URL, sent | {"ids": [tickets[1].pk]})
    assert "0 de 1 feitos." in text_of(again)


def test_sent_twice_each_is_done_once(world: World, as_user: Enter):
    tickets, client = several(world), as_user("ana")
    sent = {
        "act": "report",
        "ids": [t.pk for t in tickets],
        "text": "Massiva na região.",
        "privacy": "public",
    }
    for _ in range(2):
        assert "3 de 3 feitos." in text_of(send(client, URL, sent))
    assert Report.objects.filter(is_private=False).count() == 3


def test_priority_and_assignee(world: World, as_user: Enter):
    tickets, client = several(world, 2), as_user("ana")
    chosen = [t.pk for t in tickets]
    send(client, URL, {"act": "priority", "ids": chosen, "priority": "0"})
    assert set(Ticket.objects.values_list("priority", flat=True)) == {0}
    send(client, URL, {"act": "assign", "ids": chosen, "person": world.persons["bia"].pk})
    assert set(Ticket.objects.values_list("assignee", flat=True)) == {world.persons["bia"].pk}


def test_what_every_item_needs_is_asked_before_any_is_done(world: World, as_user: Enter):
    tickets = several(world)
    sent = {
        "act": "forward",
        "ids": [t.pk for t in tickets],
        "kind": "team",
        "reason": "",
        "expected_text": "Ver.",
    }
    answer = send(as_user("ana"), URL, sent)
    assert answer.status_code == 422 and shown_error(answer, "reason") and shown_error(answer, "destination")
    assert "Ver." in text_of(answer) and not Forwarding.objects.exists()


def test_the_unseen_are_left_out_and_too_many_refused(world: World, as_user: Enter):
    hidden = world.ticket()
    sent = {"act": "report", "ids": [hidden.pk], "text": "x"}
    assert send(as_user("otto"), URL, sent).status_code == 404
    assert not Report.objects.exists()
    client = as_user("ana")
    some = send(client, URL, sent | {"ids": [hidden.pk, 999_999]})
    assert "1 de 2 feitos." in text_of(some) and "não existe" in text_of(some)
    many = client.get(URL, {"act": "report", "ids": ",".join(map(str, range(1, 102)))}, headers=DIALOG)
    assert many.status_code == 422 and "100" in toast_of(many)
    assert client.get(URL, {"act": "delete", "ids": "1"}).status_code == 422
    assert client.get(URL, {"act": "report", "ids": "x"}).status_code == 422
