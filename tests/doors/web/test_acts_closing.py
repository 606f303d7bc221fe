"""The windows that close say what the type demands, and offer what can be given there."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from central.domain.catalog.models import Checklist, ChecklistItem, ItemKind, TicketType
from central.domain.tickets.models import Ticket
from tests.cast import World
from tests.doors.web.acting import send, shown_error, text_of

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]


@pytest.fixture
def ticket(world: World) -> Ticket:
    """A protocol whose type demands everything."""
    final = Checklist.objects.create(code="final", name="Encerramento")
    ChecklistItem.objects.create(
        checklist=final,
        code="conferido",
        label="Conferido com o cliente",
        kind=ItemKind.CHECK,
        is_required=True,
    )
    TicketType.objects.filter(pk=world.types["connection"].pk).update(
        requires_solution=True, requires_technician_report=True, requires_customer_answer=True,
        closing_checklist=final,
    )  # fmt: skip
    return world.ticket()


def url_of(ticket: Ticket, name: str) -> str:
    return reverse(f"tickets:{name}", args=[ticket.pk])


def worked(world: World) -> dict[str, object]:
    """A technician's report of this minute."""
    day = timezone.localtime(timezone.now() - timedelta(minutes=1))
    return {
        "activity_type": world.activity_type.pk, "day": f"{day:%d/%m/%Y}", "start": f"{day:%H:%M}",
        "end": f"{day:%H:%M}", "description": "Refeita a emenda.", "progress": 100,
    }  # fmt: skip


def test_the_window_of_closing_says_what_is_missing_and_asks_for_the_rest(
    world: World, as_user: Enter, ticket: Ticket
):
    client = as_user("ana")
    page = text_of(client.get(url_of(ticket, "close")))
    assert "Para encerrar, este tipo pede" in page and "Relato do técnico: ainda falta" in page
    assert url_of(ticket, "technician") in page and "Conferido com o cliente" in page
    sent = {"text": "Resolvido.", "privacy": "private", "notify": "nobody", "closing_conferido": ""}
    refused = send(client, url_of(ticket, "close"), sent)
    assert refused.status_code == 422 and "Resolvido." in text_of(refused)
    assert shown_error(refused, "solution") == "Este tipo pede uma solução."
    assert shown_error(refused, "privacy") == "Este tipo pede uma resposta ao cliente: um texto público."
    assert shown_error(refused, "closing_conferido") == "Esta resposta é obrigatória."
    assert "Este tipo pede o relato do técnico antes do encerramento." in text_of(refused)
    assert '<a href="#id_closing_conferido">Conferido com o cliente</a>' in text_of(refused)
    assert send(client, url_of(ticket, "technician"), worked(world)).status_code == 204
    assert "Relato do técnico: já registrado" in text_of(client.get(url_of(ticket, "close")))
    good = sent | {"privacy": "public", "closing_conferido": "1", "solution": world.solution.pk}
    assert send(client, url_of(ticket, "close"), good | {"once": "b"}).status_code == 204
    ticket.refresh_from_db()
    assert (ticket.base_status, ticket.closing_answers) == ("closed", {"conferido": "1"})
    sheet = text_of(client.get(reverse("workspace:ticket", args=[ticket.pk]), follow=True))
    assert "Conferido com o cliente" in sheet


def test_a_report_that_closes_asks_the_same(world: World, as_user: Enter, ticket: Ticket):
    client = as_user("ana")
    assert "Checklist de encerramento" in text_of(client.get(url_of(ticket, "report")))
    sent = {
        "text": "Feito.", "status": world.statuses["closed"].pk, "privacy": "private", "notify": "nobody",
        "priority": 2,
    }  # fmt: skip
    refused = send(client, url_of(ticket, "report"), sent)
    assert refused.status_code == 422 and shown_error(refused, "solution")
    assert shown_error(refused, "privacy") and shown_error(refused, "closing_conferido")
    send(client, url_of(ticket, "technician"), worked(world))
    good = sent | {"privacy": "public", "closing_conferido": "1", "solution": world.solution.pk}
    assert send(client, url_of(ticket, "report"), good | {"once": "b"}).status_code == 204
    assert Ticket.objects.get().base_status == "closed"


def test_the_technicians_conclusion_takes_the_answer_to_the_customer(
    world: World, as_user: Enter, ticket: Ticket
):
    client = as_user("ana")
    page = text_of(client.get(url_of(ticket, "technician")))
    assert "Relato do técnico: é este" in page and "Resposta ao cliente" in page
    sent = worked(world) | {"concludes": "on", "customer_answer": ""}
    refused = send(client, url_of(ticket, "technician"), sent)
    assert refused.status_code == 422
    assert shown_error(refused, "customer_answer") and shown_error(refused, "closing_conferido")
    good = sent | {
        "customer_answer": "A emenda foi refeita.", "solution": world.solution.pk, "closing_conferido": "1",
    }  # fmt: skip
    assert send(client, url_of(ticket, "technician"), good | {"once": "b"}).status_code == 204
    assert Ticket.objects.get().base_status == "closed"


def test_who_closes_only_technically_is_asked_nothing_more(world: World, as_user: Enter, ticket: Ticket):
    Ticket.objects.update(team=world.field, assignee=world.persons["tiago"])
    page = text_of(as_user("tiago").get(url_of(ticket, "technician")))
    assert "Para encerrar" not in page and "Resposta ao cliente" not in page


def test_a_type_without_demands_shows_none(world: World, as_user: Enter):
    page = text_of(as_user("ana").get(url_of(world.ticket(), "close")))
    assert "Para encerrar" not in page and "Checklist" not in page


def test_the_solution_is_asked_at_an_opening_that_closes(world: World, as_user: Enter):
    TicketType.objects.update(requires_solution=True)
    client = as_user("ana")
    sent = {
        "customer": world.marlene.pk, "contact": world.contact.pk, "origin": world.method.pk,
        "type": world.types["connection"].pk, "service_level": world.levels["day"].pk,
        "status": world.statuses["closed"].pk, "title": "Queda", "description": "LOS.", "priority": 2,
        "team": world.support.pk, "answer": "Resolvido no telefone.",
    }  # fmt: skip
    refused = send(client, reverse("tickets:open"), sent, dialog=False)
    assert refused.status_code == 422 and shown_error(refused, "solution") == "Este tipo pede uma solução."
    good = sent | {"solution": world.solution.pk, "once": "b"}
    assert send(client, reverse("tickets:open"), good, dialog=False).status_code == 303
    assert Ticket.objects.get().solution == world.solution
