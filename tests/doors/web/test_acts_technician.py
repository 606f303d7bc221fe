"""Relatar Atividade do Técnico from the screen."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from central.domain.catalog.models import ActivityType, ChecklistItem, ItemKind
from central.domain.tickets.models import Attachment, Execution, TechnicianActivity, Ticket
from central.domain.tickets.operations.execution import start_execution
from central.foundation.files.models import StoredFile
from tests.cast import World
from tests.doors.web.acting import DIALOG, chosen_in, send, shown_error, text_of, toast_of, value_of

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def repair(world: World) -> Ticket:
    return world.ticket(
        "sara",
        type_id=world.types["repair"].pk,
        team_id=world.field.pk,
        assignee_id=world.persons["tiago"].pk,
    )


def url_of(ticket: Ticket) -> str:
    return reverse("tickets:technician", args=[ticket.pk])


def good(world: World, **changes: object) -> dict[str, object]:
    return {
        "activity_type": world.activity_type.pk,
        "day": "ontem",
        "start": "1405",
        "end": "15:20",
        "description": "Drop refeito.",
        "progress": "60",
        **changes,
    }


def test_it_opens_ready_to_be_saved(world: World, as_user: Enter):
    ticket, client = repair(world), as_user("tiago")
    start_execution(actor=world.actor("tiago"), ticket_id=ticket.pk)
    began = timezone.now() - timedelta(hours=2)
    Execution.objects.update(started_at=began)
    page = client.get(url_of(ticket))
    assert value_of(page, "start") == f"{timezone.localtime(began):%H:%M}"
    assert value_of(page, "day") == f"{timezone.localtime(began):%d/%m/%Y}"
    assert chosen_in(page, "activity_type") == str(world.activity_type.pk)
    sent = {name: value_of(page, name) for name in ("day", "start", "end")}
    answer = send(client, url_of(ticket), good(world, **sent))
    assert toast_of(answer) == f"Atividade na solicitação {ticket.protocol} salva."
    assert Execution.objects.get().ended_at is not None


def test_the_last_used_type_comes_first(world: World, as_user: Enter):
    other = ActivityType.objects.create(code="remoto", name="Acesso remoto", position=9)
    ticket, client = repair(world), as_user("tiago")
    send(client, url_of(ticket), good(world, activity_type=other.pk))
    assert chosen_in(client.get(url_of(ticket)), "activity_type") == str(other.pk)


def test_saving_writes_moments_helpers_and_materials(world: World, as_user: Enter):
    ticket = repair(world)
    extra = {
        "assistants": [world.persons["teo"].pk],
        "material_name": ["Conector SC/APC", ""],
        "material_quantity": ["2", ""],
        "material_unit": ["un.", ""],
        "checklist_sinal": "−19,8",
    }
    assert send(as_user("tiago"), url_of(ticket), good(world, **extra)).status_code == 204
    activity = TechnicianActivity.objects.get()
    assert f"{timezone.localtime(activity.started_at):%H:%M}" == "14:05"
    assert activity.ended_at - activity.started_at == timedelta(minutes=75)
    assert activity.materials == [{"name": "Conector SC/APC", "quantity": "2", "unit": "un."}]
    assert [p.pk for p in activity.assistants.all()] == [world.persons["teo"].pk]
    ticket.refresh_from_db()
    assert (ticket.progress, ticket.checklist_answers["sinal"]) == (60, "-19.8")


def test_an_execution_over_midnight_ends_on_the_next_day(world: World, as_user: Enter):
    ticket = repair(world)
    day = timezone.localdate() - timedelta(days=3)
    send(as_user("tiago"), url_of(ticket), good(world, day=f"{day:%d/%m/%Y}", start="23:30", end="00:20"))
    activity = TechnicianActivity.objects.get()
    assert activity.ended_at - activity.started_at == timedelta(minutes=50)


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("day", "31/02/2026", "day"),
        ("end", "14:70", "end"),
        ("description", "", "description"),
        ("activity_type", "", "activity_type"),
        ("checklist_sinal", "-40", "checklist_sinal"),
        ("checklist_sinal", "forte", "checklist_sinal"),
    ],
)
def test_a_refused_field_says_why_and_keeps_what_was_typed(
    world: World, as_user: Enter, field: str, value: str, shown: str
):
    ticket = repair(world)
    sent = good(world, material_name=["Cabo drop"], material_quantity=["40"], material_unit=["m"]) | {
        field: value
    }
    answer = send(as_user("tiago"), url_of(ticket), sent)
    assert answer.status_code == 422
    assert shown_error(answer, shown)
    if field != "description":
        assert "Drop refeito." in text_of(answer)
    assert value_of(answer, "start") == "14:05" or value_of(answer, "start") == "1405"
    assert value_of(answer, "material_name") == "Cabo drop"
    assert not TechnicianActivity.objects.exists()


def test_a_material_without_quantity_is_told_at_the_materials(world: World, as_user: Enter):
    sent = good(world, material_name=["Cabo drop"], material_quantity=[""], material_unit=["m"])
    answer = send(as_user("tiago"), url_of(repair(world)), sent)
    assert "Cabo drop" in shown_error(answer, "materials")


def test_concluding_demands_checklist_and_photos_and_keeps_the_files(world: World, as_user: Enter):
    ticket, client = repair(world), as_user("tiago")
    paper = SimpleUploadedFile("laudo.txt", b"medido")
    first = send(client, url_of(ticket), good(world, concludes="on", files=paper))
    assert shown_error(first, "checklist_sinal") == "Esta resposta é obrigatória."
    kept = StoredFile.objects.get()
    assert f'value="{kept.pk}" checked' in text_of(first) and "laudo.txt" in text_of(first)
    again = good(world, concludes="on", files_kept=str(kept.pk), checklist_sinal="-20")
    assert "1 foto" in shown_error(send(client, url_of(ticket), again), "files")
    again["files"] = SimpleUploadedFile("caixa.png", PNG)
    assert send(client, url_of(ticket), again).status_code == 204
    assert sorted(a.file.name for a in Attachment.objects.all()) == ["caixa.png", "laudo.txt"]
    ticket.refresh_from_db()
    assert (ticket.base_status, ticket.progress) == ("tech_closed", 100)


def test_each_kind_of_item_has_its_field(world: World, as_user: Enter):
    for n, (kind, choices) in enumerate(
        [
            (ItemKind.YESNO, []),
            (ItemKind.TEXT, []),
            (ItemKind.DATE, []),
            (ItemKind.CHOICE, ["Azul", "Preto"]),
        ],
        5,
    ):
        ChecklistItem.objects.create(
            checklist=world.checklist,
            code=f"x{kind}",
            label=f"Item {kind}",
            kind=kind,
            choices=choices,
            position=n,
        )
    ticket, client = repair(world), as_user("tiago")
    answers = {
        "checklist_xyesno": "0",
        "checklist_xtext": "ok",
        "checklist_xdate": "3/2/2026",
        "checklist_xchoice": "Preto",
    }
    assert send(client, url_of(ticket), good(world, **answers)).status_code == 204
    ticket.refresh_from_db()
    assert ticket.checklist_answers == {
        "xyesno": "0",
        "xtext": "ok",
        "xdate": "2026-02-03",
        "xchoice": "Preto",
    }
    page = client.get(url_of(ticket))
    assert (
        value_of(page, "checklist_xdate") == "03/02/2026" and chosen_in(page, "checklist_xchoice") == "Preto"
    )


def test_another_line_comes_back_without_judging(world: World, as_user: Enter):
    sent = good(
        world, another_line="1", material_name=["Cabo"], material_quantity=["1"], material_unit=["m"], end=""
    )
    answer = send(as_user("tiago"), url_of(repair(world)), sent, dialog=False)
    assert answer.status_code == 200
    assert answer.content.decode().count('name="material_name"') == 2
    assert "Drop refeito." in text_of(answer) and not shown_error(answer, "end")


def test_sent_twice_it_is_saved_once(world: World, as_user: Enter):
    ticket, client = repair(world), as_user("tiago")
    answers = [send(client, url_of(ticket), good(world)) for _ in range(2)]
    assert [a.status_code for a in answers] == [204, 204]
    assert TechnicianActivity.objects.count() == 1


def test_rights(world: World, as_user: Enter):
    ticket = repair(world)
    assert as_user("otto").get(url_of(ticket)).status_code == 404
    assert as_user("teo").get(url_of(ticket)).status_code == 403
    refused = as_user("teo").post(url_of(ticket), good(world) | {"once": "x"}, headers=DIALOG)
    assert refused.status_code == 403 and "outra equipe ou pessoa" in toast_of(refused)


@pytest.mark.parametrize("day", ["31/12/9999", "01/01/0001", "24/11/1926"])
def test_a_day_of_a_wrong_year_is_told(world: World, as_user: Enter, day: str):
    answer = send(as_user("tiago"), url_of(repair(world)), good(world, day=day, start="23:00", end="01:00"))
    assert answer.status_code == 422 and "Confira o ano" in shown_error(answer, "start")


@pytest.mark.parametrize(
    ("name", "quantity"), [("a\x00b", "1"), ("Cabo", "1" * 5000), ("Cabo", "²"), ("Cabo", "0,0")]
)
def test_a_material_that_cannot_be_stored_is_told(world: World, as_user: Enter, name: str, quantity: str):
    sent = good(world, material_name=[name], material_quantity=[quantity], material_unit=["m"])
    answer = send(as_user("tiago"), url_of(repair(world)), sent)
    assert answer.status_code == 422 and shown_error(answer, "materials")
