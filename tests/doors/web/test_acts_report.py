"""Novo Relato na Solicitação from the screen, the quick report, corrections."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from central.domain.tickets.models import Report, Schedule, Ticket
from central.domain.tickets.operations.closing import close_ticket
from central.domain.tickets.operations.reporting import NewReport, add_report
from tests.cast import World
from tests.doors.web.acting import chosen_in, send, shown_error, text_of, toast_of, value_of

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]


def url_of(ticket: Ticket, name: str = "report") -> str:
    return reverse(f"tickets:{name}", args=[ticket.pk])


def good(ticket: Ticket, **changes: object) -> dict[str, object]:
    return {
        "text": "<p>Sinal medido.</p>", "status": ticket.status_id, "privacy": "private", "notify": "nobody",
        "priority": ticket.priority, **changes,
    }  # fmt: skip


def tomorrow() -> str:
    return f"{timezone.localdate() + timedelta(days=1):%d/%m/%Y}"


def test_it_opens_with_everything_as_it_is(world: World, as_user: Enter):
    ticket = world.ticket()
    page = as_user("ana").get(url_of(ticket))
    assert chosen_in(page, "status") == str(ticket.status_id)
    assert chosen_in(page, "privacy") == "private" and chosen_in(page, "notify") == "nobody"
    words = text_of(page)
    for label in (
        "Relato",
        "Anexos",
        "Agendamento",
        "Status / Privacidade",
        "Avisos",
        "Prioridade",
        "CONFIRMAR",
    ):
        assert label in words
    assert "Cancelada" not in words


def test_a_report_is_added_with_what_it_changes(world: World, as_user: Enter):
    ticket = world.ticket()
    status = world.statuses["in_progress"].pk
    answer = send(
        as_user("ana"),
        url_of(ticket),
        good(ticket, status=status, privacy="public", notify="team", priority=1),
    )
    assert toast_of(answer) == f"Relato incluído na solicitação {ticket.protocol}."
    report = Report.objects.get()
    assert (report.body, report.is_private, report.notify) == ("<p>Sinal medido.</p>", False, "team")
    ticket.refresh_from_db()
    assert (ticket.base_status, ticket.priority) == ("in_progress", 1)


def test_a_waiting_status_asks_what_is_awaited(world: World, as_user: Enter):
    ticket, client = world.ticket(), as_user("ana")
    waiting = good(ticket, status=world.statuses["waiting"].pk)
    refused = send(client, url_of(ticket), waiting)
    assert shown_error(refused, "wait_reason") == "Escolha o que se aguarda."
    assert "Sinal medido." in text_of(refused) and chosen_in(refused, "status") == str(waiting["status"])
    assert not Report.objects.exists()
    send(client, url_of(ticket), waiting | {"wait_reason": world.wait_reason.pk, "awaiting": "Ligar às 18 h"})
    ticket.refresh_from_db()
    assert (ticket.base_status, ticket.awaiting) == ("waiting", "Ligar às 18 h")


def test_scheduling_asks_day_hour_and_technician(world: World, as_user: Enter):
    ticket, client = world.ticket(), as_user("ana")
    page = client.get(url_of(ticket) + "?aba=agendamento")
    assert chosen_in(page, "status") == str(world.statuses["scheduled"].pk)
    agreed = good(ticket, status=world.statuses["scheduled"].pk)
    empty = send(client, url_of(ticket), agreed)
    assert shown_error(empty, "scheduled_on") and shown_error(empty, "technician")
    half = send(client, url_of(ticket), agreed | {"scheduled_on": tomorrow()})
    assert shown_error(half, "scheduled_time") and value_of(half, "scheduled_on") == tomorrow()
    whole = agreed | {
        "scheduled_on": tomorrow(),
        "scheduled_time": "0930",
        "technician": world.persons["tiago"].pk,
    }
    assert send(client, url_of(ticket), whole).status_code == 204
    assert f"{timezone.localtime(Schedule.objects.get().starts_at):%H:%M}" == "09:30"
    again = client.get(url_of(ticket))
    assert (value_of(again, "scheduled_on"), value_of(again, "scheduled_time")) == (tomorrow(), "09:30")


def test_a_plain_report_after_a_past_visit_changes_no_status(world: World, as_user: Enter):
    ticket, client = world.ticket(), as_user("ana")
    Ticket.objects.filter(pk=ticket.pk).update(
        scheduled_at=timezone.now() - timedelta(days=1), scheduled_technician=world.persons["tiago"]
    )
    page = client.get(url_of(ticket))
    assert value_of(page, "scheduled_on") == ""
    send(client, url_of(ticket), good(ticket))
    ticket.refresh_from_db()
    assert ticket.base_status == "open"


def test_closing_by_status_follows_the_closing_rules(world: World, as_user: Enter):
    ticket = world.ticket(type_id=world.types["repair"].pk, team_id=world.support.pk)
    client = as_user("ana")
    closing = good(ticket, status=world.statuses["closed"].pk)
    refused = send(client, url_of(ticket), closing)
    assert shown_error(refused, "checklist_sinal") == "Esta resposta é obrigatória."
    assert (
        send(
            client, url_of(ticket), closing | {"checklist_sinal": "-20", "solution": world.solution.pk}
        ).status_code
        == 204
    )
    ticket.refresh_from_db()
    assert (ticket.base_status, ticket.solution) == ("closed", world.solution)


def test_who_may_not_close_is_not_offered_to(world: World, as_user: Enter):
    ticket = world.ticket("sara", team_id=world.field.pk, assignee_id=world.persons["tiago"].pk)
    assert "Encerramento" not in text_of(as_user("tiago").get(url_of(ticket)))


def test_an_empty_report_is_refused_in_place(world: World, as_user: Enter):
    ticket = world.ticket()
    answer = send(as_user("ana"), url_of(ticket), good(ticket, text="<p></p>", notify="all"))
    assert answer.status_code == 422 and shown_error(answer, "text") == "Escreva o relato."
    assert 'href="#id_text"' in text_of(answer) and chosen_in(answer, "notify") == "all"


def test_sent_twice_it_is_added_once(world: World, as_user: Enter):
    ticket, client = world.ticket(), as_user("ana")
    answers = [send(client, url_of(ticket), good(ticket)) for _ in range(2)]
    assert [toast_of(a) for a in answers] == [f"Relato incluído na solicitação {ticket.protocol}."] * 2
    assert Report.objects.count() == 1


def test_closed_meanwhile_is_told_in_the_window_and_the_text_stays(world: World, as_user: Enter):
    ticket = world.ticket()
    close_ticket(actor=world.actor("bia"), ticket_id=ticket.pk, text="Feito.")
    answer = send(as_user("ana"), url_of(ticket), good(ticket))
    assert answer.status_code == 409
    assert "encerrad" in text_of(answer) and "Sinal medido." in text_of(answer)


def test_the_quick_report_takes_text_and_privacy(world: World, as_user: Enter):
    ticket, client = world.ticket(), as_user("ana")
    assert send(client, url_of(ticket, "quick_report"), {"text": "Ligo amanhã."}).status_code == 204
    assert (
        send(
            client, url_of(ticket, "quick_report"), {"text": "Oi.", "privacy": "public", "once": "b"}
        ).status_code
        == 204
    )
    assert list(Report.objects.order_by("id").values_list("body", "is_private")) == [
        ("<p>Ligo amanhã.</p>", True), ("<p>Oi.</p>", False),
    ]  # fmt: skip
    empty = send(client, url_of(ticket, "quick_report"), {"text": " ", "once": "c"})
    assert empty.status_code == 422 and toast_of(empty) == "Escreva o relato."
    page = send(client, url_of(ticket, "quick_report"), {"text": " ", "once": "d"}, dialog=False)
    assert page.status_code == 422 and shown_error(page, "text") == "Escreva o relato."


def test_rights(world: World, as_user: Enter):
    ticket = world.ticket()
    assert as_user("otto").get(url_of(ticket)).status_code == 404
    theirs = world.ticket("sara", team_id=world.field.pk, assignee_id=world.persons["teo"].pk)
    assert as_user("tiago").get(url_of(theirs)).status_code == 403


def report_url(ticket: Ticket, report: Report, name: str) -> str:
    return reverse(f"tickets:report_{name}", args=[ticket.pk, report.pk])


def written(world: World) -> tuple[Ticket, Report]:
    ticket = world.ticket()
    add_report(actor=world.actor("ana"), ticket_id=ticket.pk, report=NewReport("<p>Sinall medido.</p>"))
    return ticket, Report.objects.get()


def test_the_author_corrects_a_report(world: World, as_user: Enter):
    ticket, report = written(world)
    client, url = as_user("ana"), report_url(ticket, report, "correct")
    assert "Sinall medido." in text_of(client.get(url))
    assert shown_error(send(client, url, {"text": ""}), "text") == "Escreva o relato."
    assert send(client, url, {"text": "<p>Sinal medido.</p>"}).status_code == 204
    report.refresh_from_db()
    assert report.body == "<p>Sinal medido.</p>" and report.versions.get().body == "<p>Sinall medido.</p>"
    assert as_user("bia").get(url).status_code == 403
    Report.objects.update(created_at=timezone.now() - timedelta(minutes=16))
    late = client.get(url)
    assert late.status_code == 409 and "O tempo para corrigir passou" in text_of(late)


def test_the_author_annuls_a_report_with_a_reason(world: World, as_user: Enter):
    ticket, report = written(world)
    client, url = as_user("ana"), report_url(ticket, report, "annul")
    assert "Anular relato" in text_of(client.get(url))
    assert shown_error(send(client, url, {"reason": " "}), "reason")
    assert send(client, url, {"reason": "Cliente trocado"}).status_code == 204
    report.refresh_from_db()
    assert report.annulled_at and report.annul_reason == "Cliente trocado"
