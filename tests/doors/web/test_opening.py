"""Abrir solicitação from the screen."""

import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from central.domain.access.models import ProfileGrant
from central.domain.tickets.models import Attachment, Ticket
from tests.cast import World
from tests.doors.web.acting import chosen_in, shown_error, text_of, value_of

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]
URL = "/solicitacoes/abrir/"


def good(world: World, **changes: object) -> dict[str, object]:
    return {
        "once": "key",
        "customer": world.marlene.pk,
        "contact": world.contact.pk,
        "origin": world.method.pk,
        "type": world.types["connection"].pk,
        "service_level": world.levels["day"].pk,
        "status": world.statuses["in_progress"].pk,
        "title": "Sem conexão",
        "description": "<p>LOS vermelha.</p>",
        "priority": "2",
        "team": world.support.pk,
        "assignee": "",
        **changes,
    }


def test_it_opens_for_the_client_of_the_address(world: World, as_user: Enter):
    old = world.ticket()
    page = as_user("ana").get(f"{URL}?cliente={world.marlene.pk}")
    words = text_of(page)
    assert 'data-name="Marlene Brandão de Oliveira"' in words and "52998224725" not in words
    assert chosen_in(page, "contact") == str(world.contact.pk)
    assert "Protocolos recentes" in words and str(old.protocol) in words
    assert chosen_in(page, "status") == str(world.statuses["in_progress"].pk)


def test_opening_shows_the_number_large(world: World, as_user: Enter):
    client = as_user("ana")
    answer = client.post(URL, good(world, files=SimpleUploadedFile("luz.txt", b"x")))
    ticket = Ticket.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        f"/solicitacoes/{ticket.protocol}/aberta/",
    )
    page = text_of(client.get(answer.headers["Location"]))
    assert f'data-copy="{ticket.protocol}"' in page and "Sem conexão" in page
    assert (ticket.opened_by, ticket.team, ticket.requester) == (
        world.persons["ana"],
        world.support,
        world.marlene,
    )
    assert Attachment.objects.get().file.name == "luz.txt"


def test_reloading_the_form_opens_one_protocol(world: World, as_user: Enter):
    client = as_user("ana")
    answers = [client.post(URL, good(world)) for _ in range(2)]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert Ticket.objects.count() == 1


@pytest.mark.parametrize("field", ["customer", "contact", "origin", "type", "title", "description"])
def test_a_missing_field_says_why_and_keeps_the_rest(world: World, as_user: Enter, field: str):
    answer = as_user("ana").post(URL, good(world, files=SimpleUploadedFile("luz.txt", b"x")) | {field: ""})
    assert answer.status_code == 422 and shown_error(answer, field)
    assert f'href="#id_{field}"' in text_of(answer) and "luz.txt" in text_of(answer)
    if field != "title":
        assert value_of(answer, "title") == "Sem conexão"
    if field != "description":
        assert "LOS vermelha." in text_of(answer)
    assert not Ticket.objects.exists()


def test_a_manual_level_asks_for_day_and_hour(world: World, as_user: Enter):
    client, manual = as_user("ana"), good(world, service_level=world.levels["manual"].pk)
    empty = client.post(URL, manual)
    assert shown_error(empty, "due_on") == "Digite o dia e a hora do prazo."
    past = client.post(URL, manual | {"due_on": "ontem", "due_time": "10:00"})
    assert shown_error(past, "due_on") and value_of(past, "due_time") == "10:00"
    day = timezone.localdate() + timedelta(days=3)
    client.post(URL, manual | {"due_on": f"{day:%d/%m/%Y}", "due_time": "1030"})
    assert f"{timezone.localtime(Ticket.objects.get().due_at):%d/%m %H:%M}" == f"{day:%d/%m} 10:30"


def test_solved_at_once_it_is_opened_and_closed(world: World, as_user: Enter):
    client = as_user("ana")
    closing = good(world, status=world.statuses["closed"].pk)
    assert shown_error(client.post(URL, closing), "answer") == "Escreva como foi resolvido."
    answer = client.post(URL, closing | {"answer": "Cliente religou a ONU."})
    assert Ticket.objects.get().base_status == "closed"
    assert "Solicitação aberta e encerrada" in text_of(client.get(answer.headers["Location"]))


def pieces(client: Client, changed: str, **given: int) -> str:
    return text_of(client.get(f"{reverse('tickets:open_pieces')}?{urlencode({'changed': changed, **given})}"))


def test_the_type_brings_its_defaults(world: World, as_user: Enter):
    kind = world.types["invoice"]
    answer = as_user("ana").get(
        reverse("tickets:open_pieces"),
        {"changed": "type", "type": str(kind.pk), "customer": str(world.marlene.pk)},
    )
    assert chosen_in(answer, "service_level") == str(world.levels["office"].pk)
    assert chosen_in(answer, "team") == str(world.finance.pk)
    assert "Otto Prado" in text_of(answer) and "Prazo:" in text_of(answer)
    assert re.search(r'value="1"[^>]*checked', text_of(answer))


def test_the_client_brings_contacts_and_recent_protocols(world: World, as_user: Enter):
    old = world.ticket()
    words = pieces(as_user("ana"), "customer", customer=world.marlene.pk)
    assert "Marlene Brandão de Oliveira (titular)" in words and str(old.protocol) in words
    assert 'data-piece="team"' not in words


def test_the_level_alone_moves_only_the_deadline(world: World, as_user: Enter):
    words = pieces(
        as_user("ana"), "service_level", service_level=world.levels["day"].pk, team=world.finance.pk
    )
    assert re.findall(r'data-piece="(\w+)"', words) == ["due"]
    assert "24 h corridas" in words and "amanhã," in words


def test_without_scripts_the_same_comes_on_asking(world: World, as_user: Enter):
    sent = good(world, reload="1", title="", contact="", service_level="", team="")
    answer = as_user("ana").post(URL, sent)
    assert answer.status_code == 200 and not shown_error(answer, "title")
    assert chosen_in(answer, "contact") == str(world.contact.pk)
    assert chosen_in(answer, "team") == str(world.support.pk)
    assert "LOS vermelha." in text_of(answer)


def test_the_deadline_preview_speaks(world: World, as_user: Enter):
    client, url = as_user("ana"), reverse("tickets:due_preview")
    counted = text_of(
        client.get(url, {"service_level": world.levels["day"].pk, "customer": world.marlene.pk})
    )
    assert "Prazo:" in counted and "readonly" in counted
    manual = text_of(client.get(url, {"service_level": world.levels["manual"].pk}))
    assert "readonly" not in manual and 'name="due_on"' in manual
    assert "amanhã" in text_of(client.get(url, {"type": world.types["connection"].pk}))
    hidden = world.ticket("sara", team_id=world.field.pk, customer_id=world.marlene.pk)
    assert as_user("otto").get(url, {"ticket": hidden.pk}).status_code == 404


def test_rights(world: World, as_user: Enter):
    ProfileGrant.objects.filter(profile__code="technician", permission="ticket.create").delete()
    client = as_user("tiago")
    assert client.get(URL).status_code == 403
    assert client.post(URL, good(world)).status_code == 403
    assert client.get(reverse("tickets:open_pieces"), {"changed": "type"}).status_code == 403


def test_a_number_leads_to_the_protocol(world: World, as_user: Enter):
    ticket = world.ticket()
    answer = as_user("ana").get(reverse("tickets:by_protocol", args=[ticket.protocol]))
    assert answer.headers["Location"] == f"/central/?cliente={world.marlene.pk}&protocolo={ticket.pk}"
    assert as_user("otto").get(reverse("tickets:by_protocol", args=[ticket.protocol])).status_code == 404
    assert as_user("otto").get(reverse("tickets:opened", args=[ticket.protocol])).status_code == 404


@pytest.mark.parametrize(
    "name",
    ["customer", "contact", "origin", "type", "service_level", "status", "team", "assignee", "priority"],
)
@pytest.mark.parametrize("value", ["9" * 10_000, "9" * 30, "²", "\x00"])
def test_an_id_that_is_none_is_refused_and_nothing_breaks(
    world: World, as_user: Enter, name: str, value: str
):
    answer = as_user("ana").post(URL, good(world, **{name: value}))
    assert answer.status_code == 422 and "LOS vermelha" in text_of(answer)


@pytest.mark.parametrize("day", ["31/12/9999", "31/12/2999"])
def test_a_deadline_of_a_wrong_year_is_told(world: World, as_user: Enter, day: str):
    sent = good(world, service_level=world.levels["manual"].pk, due_on=day, due_time="23:59")
    answer = as_user("ana").post(URL, sent)
    assert answer.status_code == 422 and "Confira o ano" in shown_error(answer, "due_on")
