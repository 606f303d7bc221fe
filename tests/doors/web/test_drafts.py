"""Drafts from the screen: saved while one writes, shown again in the form, gone once the act is done."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from central.domain.activities.models import Activity
from central.domain.tickets.models import Report, Ticket
from central.domain.tickets.operations.reporting import NewReport, add_report
from central.domain.workspace.models import Draft
from tests.cast import World
from tests.doors.web.acting import chosen_in, send, text_of, toast_of, value_of

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]
PART = {"HX-Request": "true"}


def keep(client: Client, act: str, subject: int = 0, part: int = 0, **fields: Any) -> Any:
    """What the script sends a second after the last key."""
    return client.post(reverse("drafts:save", args=[act, subject, part]), fields, headers=PART)


def report(ticket: Ticket, **changes: object) -> dict[str, object]:
    return {
        "text": "<p>Sinal medido.</p>", "status": ticket.status_id, "privacy": "private", "notify": "nobody",
        "priority": ticket.priority, **changes,
    }  # fmt: skip


def test_what_was_written_is_there_again_and_gone_once_it_was_sent(world: World, as_user: Enter) -> None:
    ticket, ana = world.ticket(), as_user("ana")
    url = reverse("tickets:report", args=[ticket.pk])
    saved = keep(ana, "report", ticket.pk, once="key", text="<p>Meio relato</p>", notify="team")
    assert "rascunho salvo às" in saved.content.decode()
    page = ana.get(url)
    assert "Meio relato" in text_of(page) and chosen_in(page, "notify") == "team"
    assert "rascunho recuperado de" in text_of(page) and value_of(page, "once") != "key"
    assert "rascunho recuperado" not in text_of(as_user("bia").get(url))
    refused = send(ana, url, report(ticket, text=""))
    assert refused.status_code == 422 and Draft.objects.exists()
    send(ana, url, report(ticket))
    assert not Draft.objects.exists() and Report.objects.count() == 1
    assert keep(ana, "report", ticket.pk, once="key", text="Tarde").status_code == 204
    assert "rascunho recuperado" not in text_of(ana.get(url))


@pytest.mark.parametrize(
    ("act", "view", "fields"),
    [
        ("technician", "technician", {"description": "Conector trocado", "material_name": "Conector"}),
        ("forward", "forward", {"done_text": "Conector trocado"}),
        ("edit", "edit", {"title": "Conector trocado"}),
        ("close", "close", {"text": "Conector trocado"}),
        ("cancel", "cancel", {"text": "Conector trocado"}),
    ],
)
def test_the_other_windows_start_from_their_draft(
    world: World, as_user: Enter, act: str, view: str, fields: dict[str, str]
) -> None:
    ticket, ana = world.ticket(), as_user("ana")
    keep(ana, act, ticket.pk, 0, **fields)
    text = text_of(ana.get(reverse(f"tickets:{view}", args=[ticket.pk])))
    assert "rascunho recuperado de" in text
    assert all(value in text for value in fields.values())


def test_an_opening_and_an_activity_start_from_their_draft(world: World, as_user: Enter) -> None:
    ana, marlene = as_user("ana"), str(world.marlene.pk)
    keep(ana, "open", customer=marlene, title="Sem sinal", type=str(world.types["connection"].pk))
    page = ana.get(reverse("tickets:open"))
    assert value_of(page, "title") == "Sem sinal" and value_of(page, "customer") == marlene
    keep(ana, "activity", person=marlene, description="Ligou sem falar")
    page = ana.get(reverse("activities:new"))
    assert "Ligou sem falar" in text_of(page) and value_of(page, "person") == marlene
    given = {
        "person": marlene, "contact": world.contact.pk, "reason": world.activity_reason.pk,
        "method": world.method.pk, "description": "Ligou.", "day": "ontem", "start": "10:00", "end": "10:05",
    }  # fmt: skip
    send(ana, reverse("activities:new"), given)
    assert Activity.objects.exists() and set(Draft.objects.values_list("act", flat=True)) == {"open"}


def test_the_quick_report_is_shown_and_cleared(world: World, as_user: Enter) -> None:
    ticket, ana = world.ticket(), as_user("ana")
    keep(ana, "quick_report", ticket.pk, text="Cliente avisado", privacy="public")
    sheet = reverse("workspace:ticket", args=[ticket.pk])
    assert ">Cliente avisado</textarea>" in text_of(ana.get(sheet, follow=True))
    ana.post(reverse("tickets:quick_report", args=[ticket.pk]), {"text": "Cliente avisado."}, headers=PART)
    assert not Draft.objects.exists()


def test_a_draft_is_discarded_by_its_writer_alone(world: World, as_user: Enter) -> None:
    ticket, ana = world.ticket(), as_user("ana")
    keep(ana, "report", ticket.pk, text="Meio relato")
    url = reverse("drafts:discard", args=["report", ticket.pk, 0])
    as_user("bia").post(url, headers=PART)
    assert Draft.objects.exists()
    assert ana.post(url, headers=PART).status_code == 204 and not Draft.objects.exists()
    assert ana.post(url, {"next": "/tarefas/"}).headers["Location"] == "/tarefas/"
    assert keep(ana, "report", 2**60, text="x").status_code == 404
    assert keep(Client(), "report", ticket.pk, text="x").status_code == 401


def test_confirming_stops_when_something_came_in(world: World, as_user: Enter) -> None:
    ticket, ana = world.ticket(), as_user("ana")
    url = reverse("tickets:report", args=[ticket.pk])
    seen = value_of(ana.get(url), "seen")
    add_report(actor=world.actor("bia"), ticket_id=ticket.pk, report=NewReport(text="Cliente avisado."))
    stopped = send(ana, url, report(ticket, seen=seen))
    text = text_of(stopped)
    assert stopped.status_code == 409 and "registro enquanto você escrevia" in text
    assert "Cliente avisado." in text and "Sinal medido." in text and "Nada foi enviado." in text
    for label in ("Descartar o meu", "Enviar assim mesmo", "Juntar e revisar"):
        assert label in text
    reviewed = send(ana, url, report(ticket, seen=seen, review="1"))
    assert "Cliente avisado." in text_of(reviewed) and "CONFIRMAR" in text_of(reviewed)
    ticket.refresh_from_db()
    assert value_of(reviewed, "seen") == str(ticket.event_count) and Report.objects.count() == 1
    anyway = send(ana, url, report(ticket, seen=[seen, str(ticket.event_count)]))
    assert "Relato" in toast_of(anyway) and Report.objects.count() == 2


def test_the_quick_report_stops_too_and_shows_what_came_in(world: World, as_user: Enter) -> None:
    ticket, ana = world.ticket(), as_user("ana")
    add_report(actor=world.actor("bia"), ticket_id=ticket.pk, report=NewReport(text="Cliente avisado."))
    url = reverse("tickets:quick_report", args=[ticket.pk])
    stopped = ana.post(url, {"text": "Sinal medido.", "seen": "1"}, headers=PART)
    assert stopped.status_code == 409 and "Nada foi enviado" in toast_of(stopped)
    assert '"refresh": ["*"]' in stopped.headers["HX-Trigger"] and Report.objects.count() == 1


def test_the_drafts_are_listed_in_my_tasks_while_there_are_some(world: World, as_user: Enter) -> None:
    ticket, ana = world.ticket(), as_user("ana")
    assert "/tarefas/rascunhos/" not in text_of(ana.get("/tarefas/"))
    keep(ana, "report", ticket.pk, text="Meio relato")
    keep(ana, "open", title="Sem sinal")
    assert 'Rascunhos<span class="count">2</span>' in text_of(ana.get("/tarefas/"))
    text = text_of(ana.get("/tarefas/rascunhos/"))
    assert "Meio relato" in text and "Sem sinal" in text and str(ticket.protocol) in text
    assert reverse("tickets:report", args=[ticket.pk]) in text and reverse("tickets:open") in text
    for act, subject in (("report", ticket.pk), ("open", 0)):
        ana.post(reverse("drafts:discard", args=[act, subject, 0]), {"next": "/tarefas/rascunhos/"})
    assert "Nenhum rascunho" in text_of(ana.get("/tarefas/rascunhos/"))
