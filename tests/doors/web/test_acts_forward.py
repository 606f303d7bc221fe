"""Encaminhar Solicitação from the screen."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from central.domain.teams.models import Team
from central.domain.tickets.models import Attachment, Forwarding, Ticket
from central.domain.tickets.operations.forwarding import Destination, forward_ticket
from central.domain.tickets.operations.responsibility import assume_ticket
from tests.cast import World
from tests.doors.web.acting import chosen_in, send, shown_error, text_of, toast_of, value_of

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]


def url_of(ticket: Ticket) -> str:
    return reverse("tickets:forward", args=[ticket.pk])


def good(world: World, ticket: Ticket, **changes: object) -> dict[str, object]:
    return {
        "reason": world.forward_reason.pk,
        "kind": "team",
        "destination": f"team:{world.field.pk}",
        "type": ticket.type_id,
        "done_text": "ONU reiniciada.",
        "expected_text": "Trocar o drop.",
        "priority": ticket.priority,
        "notify": "team",
        "privacy": "private",
        "seen_owner": f"{ticket.team_id}:{ticket.assignee_id or ''}",
        **changes,
    }


def test_it_opens_with_the_present_type_and_the_reachable_destinations(world: World, as_user: Enter):
    ticket = world.ticket()
    page = as_user("ana").get(url_of(ticket))
    words = text_of(page)
    assert chosen_in(page, "type") == str(ticket.type_id)
    for label in (
        "Motivo",
        "Encaminhamento",
        "Para",
        "Tipo Solicitação",
        "O que já foi feito",
        "O que se espera",
    ):
        assert label in words
    values = re.findall(r'value="((?:team|collaborator|technician):[\d:]+)"', words)
    assert f"team:{world.support.pk}" not in values
    assert f"technician:{world.field.pk}:{world.persons['tiago'].pk}" in values
    assert f"technician:{world.support.pk}:{world.persons['ana'].pk}" not in values
    only = text_of(as_user("tiago").get(url_of(world.ticket("sara", team_id=world.field.pk))))
    assert f"team:{world.support.pk}" in only and f"team:{world.finance.pk}" not in only


def test_forwarding_moves_everything_and_tells_to_whom(world: World, as_user: Enter):
    ticket = world.ticket()
    sent = good(world, ticket, type=world.types["repair"].pk, files=SimpleUploadedFile("nota.txt", b"x"))
    answer = send(as_user("ana"), url_of(ticket), sent)
    assert toast_of(answer) == f"Solicitação {ticket.protocol} encaminhada para Campo Sul."
    ticket.refresh_from_db()
    assert (ticket.team, ticket.type, ticket.assignee) == (world.field, world.types["repair"], None)
    row = Forwarding.objects.get()
    assert "ONU reiniciada." in row.done_text and row.is_private
    assert Attachment.objects.get().forwarding == row


def test_to_a_technician(world: World, as_user: Enter):
    ticket = world.ticket()
    tiago = world.persons["tiago"]
    sent = good(world, ticket, kind="technician", destination=f"technician:{world.field.pk}:{tiago.pk}")
    assert "Tiago Rezende" in toast_of(send(as_user("ana"), url_of(ticket), sent))
    ticket.refresh_from_db()
    assert ticket.assignee == tiago


@pytest.mark.parametrize("field", ["reason", "destination", "type"])
def test_the_mandatory_fields_say_what_is_missing(world: World, as_user: Enter, field: str):
    ticket = world.ticket()
    answer = send(as_user("ana"), url_of(ticket), good(world, ticket, **{field: ""}))
    assert answer.status_code == 422 and shown_error(answer, field)
    assert "ONU reiniciada." in text_of(answer) and f'href="#id_{field}"' in text_of(answer)
    assert not Forwarding.objects.exists()


def test_a_destination_of_another_kind_is_refused(world: World, as_user: Enter):
    ticket = world.ticket()
    answer = send(as_user("ana"), url_of(ticket), good(world, ticket, kind="technician"))
    assert shown_error(answer, "destination") == "Escolha uma das opções deste encaminhamento."


def test_a_supervisor_gives_another_deadline(world: World, as_user: Enter):
    ticket, client = world.ticket(), as_user("sara")
    manual = {"service_level": world.levels["manual"].pk}
    refused = send(client, url_of(ticket), good(world, ticket, **manual))
    assert shown_error(refused, "due_on") and 'name="due_on"' in text_of(refused)
    day = timezone.localdate() + timedelta(days=9)
    typed = good(world, ticket, **manual, due_on=f"{day:%d%m%Y}", due_time="1645")
    assert send(client, url_of(ticket), typed).status_code == 204
    ticket.refresh_from_db()
    assert f"{timezone.localtime(ticket.due_at):%d/%m/%Y %H:%M}" == f"{day:%d/%m/%Y} 16:45"


def test_the_deadline_stays_for_who_may_not_change_it(world: World, as_user: Enter):
    ticket = world.ticket()
    client = as_user("ana")
    assert 'name="service_level"' not in text_of(client.get(url_of(ticket)))
    send(client, url_of(ticket), good(world, ticket))
    after = Ticket.objects.get(pk=ticket.pk)
    assert after.due_at == ticket.due_at


def test_sent_twice_it_is_forwarded_once_though_no_longer_seen(world: World, as_user: Enter):
    Team.objects.update(accept_minutes=0)
    ticket, client = world.ticket("sara"), as_user("ana")
    answers = [send(client, url_of(ticket), good(world, ticket)) for _ in range(2)]
    assert [a.status_code for a in answers] == [204, 204]
    assert toast_of(answers[1]) == f"Solicitação {ticket.protocol} encaminhada."
    assert Forwarding.objects.count() == 1
    page = send(client, url_of(ticket), good(world, ticket), dialog=False)
    assert page.headers["Location"] == reverse("workspace:central")


def test_taken_by_a_colleague_meanwhile_is_told_and_may_then_be_repeated(world: World, as_user: Enter):
    ticket, client = world.ticket(), as_user("ana")
    assume_ticket(actor=world.actor("bia"), ticket_id=ticket.pk)
    answer = send(client, url_of(ticket), good(world, ticket))
    assert answer.status_code == 409
    assert "Beatriz Lacerda" in text_of(answer) and "ONU reiniciada." in text_of(answer)
    assert not Forwarding.objects.exists()
    renewed = value_of(answer, "seen_owner")
    assert renewed == f"{world.support.pk}:{world.persons['bia'].pk}"
    assert send(client, url_of(ticket), good(world, ticket, seen_owner=renewed)).status_code == 204


@pytest.mark.parametrize("dialog", [True, False])
def test_forwarded_away_meanwhile_is_told_and_the_text_stays(world: World, as_user: Enter, dialog: bool):
    ticket = world.ticket("sara")
    destination = Destination(world.forward_reason.pk, "team", world.finance.pk, None, ticket.type_id)
    forward_ticket(actor=world.actor("bia"), ticket_id=ticket.pk, destination=destination)
    answer = send(as_user("ana"), url_of(ticket), good(world, ticket), dialog=dialog)
    assert answer.status_code == 409
    assert "Beatriz Lacerda" in text_of(answer) and "Financeiro" in text_of(answer)
    assert "Trocar o drop." in text_of(answer)
    assert Forwarding.objects.count() == 1


def test_without_scripts_the_deadline_is_recounted_on_asking(world: World, as_user: Enter):
    ticket = world.ticket()
    sent = good(world, ticket, service_level=world.levels["manual"].pk, reload="1", reason="")
    answer = send(as_user("sara"), url_of(ticket), sent, dialog=False)
    assert answer.status_code == 200 and "ONU reiniciada." in text_of(answer)
    assert not re.search(r'name="due_on"[^>]*readonly', text_of(answer))


def test_rights(world: World, as_user: Enter):
    ticket = world.ticket()
    assert as_user("otto").get(url_of(ticket)).status_code == 404
    assert as_user("otto").post(url_of(ticket), good(world, ticket)).status_code == 404


@pytest.mark.parametrize(
    "destination", ["team:²", "team:" + "9" * 10_000, "team:" + "9" * 30, "team:", "team", "collaborator:²:1"]
)
def test_a_destination_that_is_none_is_refused(world: World, as_user: Enter, destination: str):
    ticket = world.ticket()
    sent = good(world, ticket, destination=destination, kind=destination.partition(":")[0])
    answer = send(as_user("ana"), url_of(ticket), sent)
    assert answer.status_code == 422 and not Forwarding.objects.exists()


def test_a_deadline_of_a_wrong_year_is_told(world: World, as_user: Enter):
    ticket = world.ticket()
    late = {"service_level": world.levels["manual"].pk, "due_on": "31/12/9999", "due_time": "23:59"}
    answer = send(as_user("sara"), url_of(ticket), good(world, ticket, **late))
    assert answer.status_code == 422 and "Confira o ano" in shown_error(answer, "due_on")
