"""The acts of the menu "…" from the screen."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from central.domain.tickets.models import Attachment, Follower, Ticket
from central.domain.tickets.operations.closing import close_ticket
from central.foundation.events.models import EventRecord
from tests.cast import World
from tests.doors.web.acting import chosen_in, send, shown_error, text_of, toast_of, value_of

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]


def url_of(ticket: Ticket, name: str) -> str:
    return reverse(f"tickets:{name}", args=[ticket.pk])


def events(name: str) -> int:
    return EventRecord.objects.filter(name=name).count()


def test_assuming(world: World, as_user: Enter):
    ticket, client = world.ticket(), as_user("ana")
    page = client.get(url_of(ticket, "assume"))
    mark = value_of(page, "seen_owner")
    assert mark == f"{world.support.pk}:"
    answers = [send(client, url_of(ticket, "assume"), {"seen_owner": mark}) for _ in range(2)]
    assert [a.status_code for a in answers] == [204, 204] and events("AssigneeChanged") == 1
    late = send(as_user("bia"), url_of(ticket, "assume"), {"seen_owner": mark, "once": "b"})
    assert late.status_code == 409 and "Ana Beatriz Moraes" in text_of(late)
    assert as_user("sara").get(url_of(ticket, "assume")).status_code == 200
    theirs = world.ticket("sara", team_id=world.field.pk)
    refused = as_user("sara").get(url_of(theirs, "assume"))
    assert refused.status_code == 403 and "Campo Sul" in text_of(refused)


def test_changing_the_assignee(world: World, as_user: Enter):
    ticket, client, bia = world.ticket(), as_user("ana"), world.persons["bia"]
    page = client.get(url_of(ticket, "assign"))
    assert "Beatriz Lacerda" in text_of(page) and "Otto Prado" not in text_of(page)
    mark = value_of(page, "seen_owner")
    stranger = send(
        client, url_of(ticket, "assign"), {"person": world.persons["otto"].pk, "seen_owner": mark}
    )
    assert stranger.status_code == 422 and "Suporte N1" in shown_error(stranger, "person")
    assert send(client, url_of(ticket, "assign"), {"person": bia.pk, "seen_owner": mark}).status_code == 204
    ticket.refresh_from_db()
    assert ticket.assignee == bia
    stale = send(client, url_of(ticket, "assign"), {"person": "", "seen_owner": mark, "once": "b"})
    assert stale.status_code == 409 and "Beatriz Lacerda" in text_of(stale)
    fresh = value_of(stale, "seen_owner")
    assert (
        send(client, url_of(ticket, "assign"), {"person": "", "seen_owner": fresh, "once": "c"}).status_code
        == 204
    )
    assert Ticket.objects.get(pk=ticket.pk).assignee is None


def test_the_priority_up_to_the_limit_of_the_profile(world: World, as_user: Enter):
    ticket, client = world.ticket(), as_user("ana")
    page = text_of(client.get(url_of(ticket, "priority")))
    assert "Alta" in page and "Urgente" not in page
    above = send(client, url_of(ticket, "priority"), {"priority": "3"})
    assert above.status_code == 403
    none = send(client, url_of(ticket, "priority"), {"priority": ""})
    assert none.status_code == 422 and shown_error(none, "priority")
    assert send(client, url_of(ticket, "priority"), {"priority": "0"}).status_code == 204
    assert Ticket.objects.get().priority == 0
    assert (
        as_user("tiago").get(url_of(world.ticket("sara", team_id=world.field.pk), "priority")).status_code
        == 403
    )


def test_attaching_keeps_what_was_good_when_one_file_is_refused(world: World, as_user: Enter):
    ticket, client = world.ticket(), as_user("ana")
    none = send(client, url_of(ticket, "attach"), {"privacy": "public"})
    assert shown_error(none, "files") and chosen_in(none, "privacy") == "public"
    files = [SimpleUploadedFile("nota.txt", b"ok"), SimpleUploadedFile("virus.exe", b"MZ")]
    mixed = send(client, url_of(ticket, "attach"), {"files": files})
    assert mixed.status_code == 422 and "virus.exe" in shown_error(mixed, "files")
    kept = re.findall(r'name="files_kept" value="([\w-]+)" checked', text_of(mixed))
    assert len(kept) == 1 and "data-kept" in text_of(mixed)
    answers = [
        send(client, url_of(ticket, "attach"), {"files_kept": kept, "privacy": "public"}) for _ in range(2)
    ]
    assert [a.status_code for a in answers] == [204, 204]
    attachment = Attachment.objects.get()
    assert (attachment.file.name, attachment.is_private) == ("nota.txt", False)


def test_a_file_over_the_limit_is_refused(world: World, as_user: Enter, settings):
    settings.CENTRAL_MAX_FILE_MB = 1
    answer = send(
        as_user("ana"),
        url_of(world.ticket(), "attach"),
        {"files": SimpleUploadedFile("a.txt", b"x" * 1_100_000)},
    )
    assert "1 MB" in shown_error(answer, "files")


def test_following_and_stopping(world: World, as_user: Enter):
    ticket, client = world.ticket(), as_user("ana")
    assert "Acompanhar" in text_of(client.get(url_of(ticket, "follow")))
    answers = [send(client, url_of(ticket, "follow"), {"follow": "true"}) for _ in range(2)]
    assert toast_of(answers[1]) == f"Você acompanha a solicitação {ticket.protocol}."
    assert Follower.objects.count() == 1
    assert "Deixar de acompanhar" in text_of(client.get(url_of(ticket, "follow")))
    send(client, url_of(ticket, "follow"), {"once": "b"})
    assert not Follower.objects.exists()


def details(ticket: Ticket, **changes: object) -> dict[str, object]:
    return {
        "title": ticket.title, "description": ticket.description, "contact": ticket.contact_id,
        "type": ticket.type_id, "service_level": ticket.service_level_id, **changes,
    }  # fmt: skip


def test_editing_says_what_is_wrong_and_keeps_the_rest(world: World, as_user: Enter):
    ticket, client = world.ticket(), as_user("ana")
    page = client.get(url_of(ticket, "edit"))
    assert value_of(page, "title") == ticket.title and chosen_in(page, "contact") == str(ticket.contact_id)
    wrong = send(client, url_of(ticket, "edit"), details(ticket, title="", description="<p>Outro.</p>"))
    assert shown_error(wrong, "title") == "Informe um título." and "Outro." in text_of(wrong)
    assert send(client, url_of(ticket, "edit"), details(ticket, title="Lenta")).status_code == 204
    assert Ticket.objects.get().title == "Lenta"


def test_the_deadline_is_edited_by_right_only(world: World, as_user: Enter):
    ticket = world.ticket()
    manual = world.levels["manual"].pk
    day = timezone.localdate() + timedelta(days=5)
    typed = details(ticket, service_level=manual, due_on=f"{day:%d/%m/%Y}", due_time="10:00")
    ana = as_user("ana")
    assert 'name="service_level"' not in text_of(ana.get(url_of(ticket, "edit")))
    send(ana, url_of(ticket, "edit"), typed | {"title": "Ainda"})
    assert Ticket.objects.get().service_level_id == ticket.service_level_id
    sara = as_user("sara")
    assert send(sara, url_of(ticket, "edit"), typed | {"once": "s"}).status_code == 204
    changed = Ticket.objects.get()
    assert f"{timezone.localtime(changed.due_at):%d/%m/%Y %H:%M}" == f"{day:%d/%m/%Y} 10:00"
    again = sara.get(url_of(ticket, "edit"))
    assert value_of(again, "due_time") == "10:00"
    Ticket.objects.update(due_at=changed.due_at + timedelta(seconds=40))
    before = events("DeadlineChanged")
    send(sara, url_of(ticket, "edit"), typed | {"title": "Outra vez", "once": "t"})
    assert events("DeadlineChanged") == before


def test_closing(world: World, as_user: Enter):
    ticket, client = world.ticket(), as_user("ana")
    empty = send(client, url_of(ticket, "close"), {"text": "", "privacy": "public", "notify": "customer"})
    assert (
        shown_error(empty, "text") == "Escreva como foi resolvido."
        and chosen_in(empty, "notify") == "customer"
    )
    sent = {
        "text": "Conector trocado.",
        "solution": world.solution.pk,
        "privacy": "public",
        "notify": "nobody",
    }
    answers = [send(client, url_of(ticket, "close"), sent) for _ in range(2)]
    assert toast_of(answers[1]) == f"Solicitação {ticket.protocol} encerrada."
    assert Ticket.objects.get().base_status == "closed" and events("TicketClosed") == 1
    second = send(as_user("bia"), url_of(ticket, "close"), sent | {"once": "b"})
    assert second.status_code == 409 and "Conector trocado." in text_of(second)
    field = world.ticket("sara", team_id=world.field.pk, assignee_id=world.persons["tiago"].pk)
    assert as_user("tiago").get(url_of(field, "close")).status_code == 403


def test_cancelling_names_the_act(world: World, as_user: Enter):
    ticket, client = world.ticket(), as_user("ana")
    page = text_of(client.get(url_of(ticket, "cancel")))
    assert "Cancelar solicitação" in page and "Voltar" in page
    assert shown_error(send(client, url_of(ticket, "cancel"), {"text": "Duplicada"}), "reason")
    sent = {"reason": world.cancel_reason.pk, "text": "Duplicada"}
    assert send(client, url_of(ticket, "cancel"), sent).status_code == 204
    assert Ticket.objects.get().base_status == "cancelled"
    assert client.get(url_of(ticket, "cancel")).status_code == 409


def test_reopening(world: World, as_user: Enter):
    ticket, client = world.ticket(), as_user("ana")
    assert client.get(url_of(ticket, "reopen")).status_code == 409
    close_ticket(actor=world.actor("ana"), ticket_id=ticket.pk, text="Feito.")
    page = text_of(client.get(url_of(ticket, "reopen")))
    assert "Simples" in page and "Retrabalho" in page
    wrong = send(client, url_of(ticket, "reopen"), {"kind": "rework", "text": "Voltou a cair"})
    assert shown_error(wrong, "reason") and "Voltou a cair" in text_of(wrong)
    sent = {"kind": "rework", "reason": world.reopen_reason.pk, "text": "Voltou a cair"}
    answers = [send(client, url_of(ticket, "reopen"), sent) for _ in range(2)]
    assert toast_of(answers[1]) == f"Solicitação {ticket.protocol} reaberta."
    reopened = Ticket.objects.get()
    assert (reopened.base_status, reopened.is_rework, reopened.reopen_count) == ("in_progress", True, 1)


@pytest.mark.parametrize(
    "name", ["assume", "assign", "priority", "attach", "follow", "edit", "close", "cancel", "reopen"]
)
def test_what_one_may_not_see_is_not_found(world: World, as_user: Enter, name: str):
    ticket, client = world.ticket(), as_user("otto")
    assert client.get(url_of(ticket, name)).status_code == 404
    answer = send(
        client, url_of(ticket, name), {"text": "x", "title": "x", "description": "x", "kind": "simple"}
    )
    assert answer.status_code == 404


def test_an_act_returns_to_where_it_was_asked_for(world: World, as_user: Enter):
    ticket = world.ticket()
    url = url_of(ticket, "assume") + "?next=/tarefas/"
    answer = send(as_user("ana"), url, {"seen_owner": ""}, dialog=False)
    assert answer.headers["Location"] == "/tarefas/"
