"""Iniciar Execução and Pausar from the screen."""

import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from central.domain.tickets.models import Execution, Ticket
from central.domain.tickets.operations.execution import start_execution
from central.foundation.events.models import EventRecord
from tests.cast import World
from tests.doors.web.acting import send, text_of, toast_of

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]


def start_url(ticket: Ticket) -> str:
    return reverse("tickets:start", args=[ticket.pk])


def test_one_click_starts_and_tells(world: World, as_user: Enter):
    ticket = world.ticket()
    answer = as_user("ana").post(start_url(ticket), {"once": "k"}, headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert toast_of(answer) == f"Execução da solicitação {ticket.protocol} iniciada."
    assert json.loads(answer.headers["HX-Trigger"])["refresh"] == ["*"]
    assert Execution.objects.get().person == world.persons["ana"]


def test_without_scripts_it_leads_to_the_protocol(world: World, as_user: Enter):
    ticket = world.ticket()
    answer = as_user("ana").post(start_url(ticket), {"once": "k"})
    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        reverse("workspace:ticket", args=[ticket.pk]),
    )


def test_a_double_click_starts_once_and_is_told_the_same(world: World, as_user: Enter):
    ticket, client = world.ticket(), as_user("ana")
    answers = [send(client, start_url(ticket), {}) for _ in range(2)]
    assert [a.status_code for a in answers] == [204, 204]
    assert toast_of(answers[0]) == toast_of(answers[1])
    assert Execution.objects.count() == 1


def test_another_running_execution_is_asked_about(world: World, as_user: Enter):
    other, ticket = world.ticket(), world.ticket()
    start_execution(actor=world.actor("ana"), ticket_id=other.pk)
    client = as_user("ana")
    answer = client.post(start_url(ticket), headers={"HX-Request": "true"})
    assert json.loads(answer.headers["HX-Trigger"])["open-dialog"] == {"href": start_url(ticket)}
    question = client.get(start_url(ticket), headers={"HX-Request": "true", "X-Dialog": "true"})
    assert "Pausar e iniciar" in text_of(question) and "Voltar" in text_of(question)
    assert str(other.protocol) in text_of(question)
    page = client.post(start_url(ticket))
    assert page.status_code == 409 and "Pausar e iniciar" in text_of(page)
    assert send(client, start_url(ticket), {"pause_other": "True"}).status_code == 204
    assert Execution.objects.get(ended_at=None).ticket == ticket


def test_who_comes_second_is_told_who_executes(world: World, as_user: Enter):
    ticket = world.ticket(assignee_id=None)
    start_execution(actor=world.actor("bia"), ticket_id=ticket.pk)
    answer = as_user("ana").post(start_url(ticket), headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert toast_of(answer).startswith("Beatriz Lacerda ")


def test_the_outsider_finds_nothing_and_the_restricted_is_refused(world: World, as_user: Enter):
    ticket = world.ticket()
    assert as_user("otto").get(start_url(ticket)).status_code == 404
    theirs = world.ticket(team_id=world.field.pk, assignee_id=world.persons["teo"].pk)
    refused = as_user("tiago").get(start_url(theirs))
    assert refused.status_code == 403 and "outra equipe ou pessoa" in text_of(refused)


def test_pausing_stops_the_own_clock_only(world: World, as_user: Enter):
    ticket = world.ticket()
    url = reverse("tickets:pause", args=[ticket.pk])
    start_execution(actor=world.actor("ana"), ticket_id=ticket.pk)
    assert as_user("bia").post(url).status_code == 403
    client = as_user("ana")
    assert toast_of(send(client, url, {})) == f"Execução da solicitação {ticket.protocol} pausada."
    assert send(client, url, {}).status_code == 204
    assert EventRecord.objects.filter(name="ExecutionPaused").count() == 1
    assert send(client, url, {"once": "another"}).status_code == 409
