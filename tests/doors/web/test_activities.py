"""Novo registro de atividades from the screen, its correction, annulment and file."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from central.domain.activities.models import Activity
from tests.cast import World
from tests.doors.web.acting import chosen_in, send, shown_error, text_of, toast_of, value_of

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]
URL = "/atividades/nova/"


def good(world: World, **changes: object) -> dict[str, object]:
    return {
        "person": world.marlene.pk,
        "contact": world.contact.pk,
        "reason": world.activity_reason.pk,
        "method": world.method.pk,
        "description": "Explicada a fatura.",
        "day": "ontem",
        "start": "1410",
        "end": "14:25",
        **changes,
    }


def test_it_opens_with_the_nine_fields_today_and_now(world: World, as_user: Enter):
    world.ticket()
    page = as_user("ana").get(f"{URL}?customer={world.marlene.pk}")
    words = text_of(page)
    for label in (
        "Pessoa",
        "Contato",
        "Motivo",
        "Forma",
        "Descrição",
        "Data",
        "Hora Inicial",
        "Hora Final",
        "Arquivo",
    ):
        assert f">{label}" in words
    assert "CONFIRMAR" in words and "1 protocolo aberto" in words
    assert value_of(page, "day") == f"{timezone.localdate():%d/%m/%Y}"
    assert chosen_in(page, "contact") == str(world.contact.pk)
    assert chosen_in(page, "reason") == "" and chosen_in(page, "method") == ""


def test_a_contact_is_recorded_with_its_file(world: World, as_user: Enter):
    client = as_user("ana")
    answer = send(client, URL, good(world, file=SimpleUploadedFile("fatura.txt", b"paga")))
    assert toast_of(answer) == "Atividade registrada."
    made = Activity.objects.get()
    assert f"{timezone.localtime(made.started_at):%H:%M}" == "14:10"
    assert made.ended_at - made.started_at == timedelta(minutes=15)
    assert timezone.localtime(made.started_at).date() == timezone.localdate() - timedelta(days=1)
    kept: Any = client.get(reverse("activities:file", args=[made.pk]))
    assert b"".join(kept.streaming_content) == b"paga"
    assert kept.headers["Content-Disposition"].startswith("attachment")
    assert as_user("bia").get(reverse("activities:file", args=[made.pk])).status_code == 404


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"person": ""}, "person"),
        ({"contact": ""}, "contact"),
        ({"reason": ""}, "reason"),
        ({"method": ""}, "method"),
        ({"description": "  "}, "description"),
        ({"end": "14:05"}, "end"),
        ({"end": "14:10"}, "end"),
        ({"start": "25:00"}, "start"),
        ({"day": "amanhã"}, "start"),
        ({"day": "99/99"}, "day"),
    ],
)
def test_a_refused_field_says_why_and_keeps_the_rest(
    world: World, as_user: Enter, changes: dict[str, object], field: str
):
    answer = send(as_user("ana"), URL, good(world, file=SimpleUploadedFile("nota.txt", b"x")) | changes)
    assert answer.status_code == 422 and shown_error(answer, field)
    assert "nota.txt" in text_of(answer) and not Activity.objects.exists()
    if "description" not in changes:
        assert "Explicada a fatura." in text_of(answer)


def test_the_end_says_after_which_hour(world: World, as_user: Enter):
    assert (
        shown_error(send(as_user("ana"), URL, good(world, end="13:55")), "end")
        == "Deve ser depois das 14:10."
    )


def test_a_wrong_file_is_told_at_arquivo(world: World, as_user: Enter):
    answer = send(as_user("ana"), URL, good(world, file=SimpleUploadedFile("a.exe", b"MZ")))
    assert "a.exe" in shown_error(answer, "file")


def test_sent_twice_it_is_recorded_once(world: World, as_user: Enter):
    client = as_user("ana")
    answers = [send(client, URL, good(world)) for _ in range(2)]
    assert [toast_of(a) for a in answers] == ["Atividade registrada."] * 2
    assert Activity.objects.count() == 1
    page = send(client, URL, good(world), dialog=False)
    assert page.headers["Location"] == f"/central/?cliente={world.marlene.pk}&aba=atividades"


def test_contacts_follow_the_person_with_and_without_scripts(world: World, as_user: Enter):
    client = as_user("ana")
    parts = client.get(reverse("activities:pieces"), {"person": world.marlene.pk})
    assert "Marlene Brandão de Oliveira (titular)" in text_of(parts)
    reloaded = send(client, URL, good(world, contact="", reload="1", end=""), dialog=False)
    assert reloaded.status_code == 200 and chosen_in(reloaded, "contact") == str(world.contact.pk)
    assert "Explicada a fatura." in text_of(reloaded) and not shown_error(reloaded, "end")


def recorded(world: World, client: Client) -> Activity:
    send(client, URL, good(world))
    return Activity.objects.get()


def test_its_author_corrects_it_for_15_minutes(world: World, as_user: Enter):
    client = as_user("ana")
    made = recorded(world, client)
    url = reverse("activities:correct", args=[made.pk])
    page = client.get(url)
    assert (value_of(page, "start"), value_of(page, "end")) == ("14:10", "14:25")
    assert shown_error(send(client, url, good(world, description="")), "description")
    assert send(client, url, good(world, description="Explicada a segunda via.")).status_code == 204
    made.refresh_from_db()
    assert made.description == "Explicada a segunda via." and made.corrected_at
    assert as_user("bia").get(url).status_code == 404
    assert as_user("ada").get(url).status_code == 403
    Activity.objects.update(created_at=timezone.now() - timedelta(minutes=16))
    late = client.get(url)
    assert late.status_code == 409 and "O tempo para corrigir passou" in text_of(late)
    told = send(client, url, good(world, description="Tarde demais.", once="z"))
    assert told.status_code == 409 and "Tarde demais." in text_of(told)


def test_its_author_annuls_it_with_a_reason(world: World, as_user: Enter):
    client = as_user("ana")
    made = recorded(world, client)
    url = reverse("activities:annul", args=[made.pk])
    assert "Anular registro de atividade" in text_of(client.get(url))
    assert shown_error(send(client, url, {"reason": ""}), "reason")
    assert send(client, url, {"reason": "Pessoa errada"}).status_code == 204
    made.refresh_from_db()
    assert made.annul_reason == "Pessoa errada"
    assert client.get(url).status_code == 409
