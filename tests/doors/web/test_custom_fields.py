"""Custom fields from the screen: the registry, the opening, the edit and the closing windows, the sheet, paper."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from central.domain.catalog.models import CustomField, FieldKind
from central.domain.fields.models import FieldValue
from central.domain.registries.operations import create_entry
from central.domain.tickets.models import Attachment, Ticket
from tests.cast import World
from tests.doors.web.acting import chosen_in, send, shown_error, text_of, toast_of, value_of
from tests.doors.web.test_opening import URL, good

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]
Make = Callable[..., CustomField]


@pytest.fixture
def field(world: World) -> Make:
    """A field of a type of the cast."""

    def make(name: str, kind: FieldKind = FieldKind.TEXT, *, of: str = "connection", **more: Any) -> Any:
        values = {"name": name, "kind": kind.value, "types": [world.types[of].pk], **more}
        return create_entry(actor=world.actor("ada"), registry="custom-field", values=values)

    return make


def name(field: CustomField) -> str:
    """The name of a field in the forms."""
    return f"field_{field.pk}"


def test_the_page_of_a_type_leads_to_its_fields(world: World, as_user: Enter, field: Make) -> None:
    serial, kind = field("Serial da ONU"), world.types["connection"]
    client = as_user("ada")
    page = text_of(client.get(f"/cadastros/tipos-de-solicitacao/{kind.pk}/"))
    assert f'href="/cadastros/campos-personalizados/{serial.pk}/">Serial da ONU</a>' in page
    new = f"/cadastros/campos-personalizados/novo/?types={kind.pk}"
    assert f'href="{new}"' in page
    ticked = re.findall(r'<input[^>]*value="(\d+)"[^>]*checked', text_of(client.get(new)))
    assert str(kind.pk) in ticked
    assert "Usado por 1 tipo" in re.sub(
        r"<[^>]+>", "", text_of(client.get(f"/cadastros/campos-personalizados/{serial.pk}/"))
    )


def test_options_are_typed_one_a_line_and_come_back_so(world: World, as_user: Enter) -> None:
    client, url = as_user("ada"), "/cadastros/campos-personalizados/"
    sent = {"once": "k", "name": "Plano", "kind": "choice", "options": "300 Mega\r\n 600 Mega \r\n\r\n"}
    assert client.post(f"{url}novo/", sent).status_code == 303
    made = CustomField.objects.get(name="Plano")
    assert made.options == ["300 Mega", "600 Mega"]
    assert ">\n300 Mega\n600 Mega</textarea>" in text_of(client.get(f"{url}{made.pk}/"))


def test_the_opening_asks_for_the_fields_of_the_chosen_type(
    world: World, as_user: Enter, field: Make
) -> None:
    plan = field(
        "Plano", FieldKind.CHOICE, options=["300", "600"], default_value="600", help_text="O que quer"
    )
    other = field("Só da fatura", of="invoice")
    client = as_user("ana")
    assert name(plan) not in text_of(client.get(URL))
    pieces = client.get(
        reverse("tickets:open_pieces"), {"changed": "type", "type": world.types["connection"].pk}
    )
    assert chosen_in(pieces, name(plan)) == "600" and "O que quer" in text_of(pieces)
    assert name(other) not in text_of(pieces)
    reload = client.post(
        URL, good(world, reload="1", type=world.types["invoice"].pk, **{name(other): "já digitado"})
    )
    assert value_of(reload, name(other)) == "já digitado" and name(plan) not in text_of(reload)


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(
    world: World, as_user: Enter, field: Make
) -> None:
    power = field("Potência (dBm)", FieldKind.NUMBER, required_at_opening=True)
    day, photo = field("Data preferida", FieldKind.DATE), field("Foto", FieldKind.FILE)
    client = as_user("ana")
    file = SimpleUploadedFile("luz.txt", b"x")
    wrong = client.post(
        URL, good(world, **{name(power): "forte", name(day): "31/02/2026", name(photo): file})
    )
    assert wrong.status_code == 422
    assert shown_error(wrong, name(power)) == "Digite um número, como −19,8."
    assert shown_error(wrong, name(day)) == "Digite um dia, como 24/11/2026."
    assert (value_of(wrong, name(power)), value_of(wrong, name(day))) == ("forte", "31/02/2026")
    assert "luz.txt" in text_of(wrong) and f'href="#id_{name(power)}"' in text_of(wrong)
    kept = re.search(rf'name="{name(photo)}_kept" value="([^"]+)"', text_of(wrong))
    assert kept
    right = good(
        world,
        **{name(power): "-19,8", name(day): "5/12/2026", name(photo): "", f"{name(photo)}_kept": kept[1]},
    )
    assert client.post(URL, right).status_code == 303
    ticket = Ticket.objects.get()
    assert Attachment.objects.get(ticket=ticket).file.name == "luz.txt"
    page = text_of(client.get(reverse("workspace:central"), {"protocolo": ticket.pk}))
    assert "<dt>Potência (dBm)</dt><dd>−19,8</dd>" in page and "05/12/2026" in page
    assert "preencheu campos" in page


@pytest.mark.parametrize("kind", list(FieldKind))
@pytest.mark.parametrize(
    "typed", ["nul\x00byte", "a" * 10_000, "👩‍👩‍👧", "<script>alert(1)</script>", "1e309", "{{ 7*7 }}"]
)
def test_naughty_values_are_stored_equal_or_refused_by_name(
    world: World, as_user: Enter, field: Make, kind: FieldKind, typed: str
) -> None:
    made = field("Campo", kind, options=["a"])
    answer = as_user("ana").post(URL, good(world, **{name(made): typed}))
    assert answer.status_code in (303, 422)
    if answer.status_code == 422:
        assert shown_error(answer, name(made))
    elif kind is not FieldKind.FILE:
        assert FieldValue.objects.get().text == typed
    else:
        assert not FieldValue.objects.exists()


def test_a_forbidden_file_is_refused_beside_its_field(world: World, as_user: Enter, field: Make) -> None:
    photo = field("Foto", FieldKind.FILE)
    answer = as_user("ana").post(URL, good(world, **{name(photo): SimpleUploadedFile("vírus.exe", b"MZ")}))
    assert answer.status_code == 422 and shown_error(answer, name(photo))
    assert not Ticket.objects.exists()


def edited(world: World, ticket: Ticket, **changes: Any) -> dict[str, Any]:
    """A good form of *Editar solicitação*."""
    return {
        "title": ticket.title, "description": ticket.description, "contact": ticket.contact_id,
        "type": ticket.type_id, "service_level": ticket.service_level_id, **changes,
    }  # fmt: skip


def test_the_edit_window_shows_and_changes_the_fields(world: World, as_user: Enter, field: Make) -> None:
    serial, photo = field("Serial"), field("Foto", FieldKind.FILE)
    client, ticket = as_user("ana"), world.ticket(fields={serial.pk: "ABC 1"})
    url = f"/solicitacoes/{ticket.pk}/editar/"
    assert value_of(client.get(url), name(serial)) == "ABC 1"
    file = SimpleUploadedFile("luz.txt", b"x")
    assert toast_of(send(client, url, edited(world, ticket, **{name(serial): "ABC 2", name(photo): file})))
    page = client.get(url)
    assert value_of(page, name(serial)) == "ABC 2" and "Manter luz.txt" in text_of(page)
    held = {name(serial): "ABC 2", name(photo): "", f"{name(photo)}_held": "1", "once": "b"}
    send(client, url, edited(world, ticket, **held))
    assert FieldValue.objects.get(field=photo).text == "luz.txt"
    send(client, url, edited(world, ticket, **{name(serial): "", name(photo): "", "once": "c"}))
    assert not FieldValue.objects.exists()
    entry = text_of(client.get(reverse("workspace:central"), {"protocolo": ticket.pk}))
    assert "Serial: <del>ABC 1</del> → <ins>ABC 2</ins>" in entry


def test_another_type_in_the_edit_window_brings_its_fields(world: World, as_user: Enter, field: Make) -> None:
    serial, month = field("Serial"), field("Mês da fatura", of="invoice", required_at_opening=True)
    client, ticket = as_user("ana"), world.ticket(fields={serial.pk: "ABC 1"})
    kind = world.types["invoice"].pk
    piece = client.get(reverse("tickets:field_pieces", args=[ticket.pk]), {"type": kind, "changed": "type"})
    assert name(month) in text_of(piece) and name(serial) not in text_of(piece)
    assert "Guardado, mas não pedido por este tipo:" in text_of(piece) and "ABC 1" in text_of(piece)
    url = f"/solicitacoes/{ticket.pk}/editar/"
    refused = send(client, url, edited(world, ticket, type=kind, **{name(month): ""}))
    assert refused.status_code == 422 and shown_error(refused, name(month))
    reload = client.post(url, edited(world, ticket, type=kind, reload="1", **{name(month): "maio"}))
    assert value_of(reload, name(month)) == "maio"
    assert toast_of(send(client, url, edited(world, ticket, type=kind, once="x", **{name(month): "maio"})))
    assert as_user("otto").get(reverse("tickets:field_pieces", args=[world.ticket().pk])).status_code == 404


@pytest.mark.parametrize("window", ["encerrar", "relato", "atividade-do-tecnico"])
def test_every_closing_window_has_the_demanded_field(
    world: World, as_user: Enter, field: Make, window: str
) -> None:
    power = field("Potência (dBm)", FieldKind.NUMBER, required_at_closing=True)
    client, ticket = as_user("ana"), world.ticket()
    url = f"/solicitacoes/{ticket.pk}/{window}/"
    page = text_of(client.get(url))
    assert f'name="{name(power)}"' in page and "Campos deste tipo: os marcados com *" in page
    now = timezone.localtime(ticket.opened_at)
    sent = {
        "text": "Feito.", "status": world.statuses["closed"].pk, "privacy": "public", "priority": "2",
        "activity_type": world.activity_type.pk, "day": f"{now:%d/%m/%Y}", "start": f"{now:%H:%M}",
        "end": f"{now:%H:%M}", "description": "Feito.", "concludes": "on",
    }  # fmt: skip
    if window == "atividade-do-tecnico":
        sent |= {"start": "00:00", "end": "00:00"}
    refused = send(client, url, {**sent, name(power): "muito"})
    assert refused.status_code == 422 and shown_error(refused, name(power))
    assert value_of(refused, name(power)) == "muito"
    assert toast_of(send(client, url, {**sent, name(power): "-20", "once": "b"}))
    assert not Ticket.objects.get(pk=ticket.pk).is_open and FieldValue.objects.get().amount == -200_000


def test_the_printed_order_has_the_marked_fields(world: World, as_user: Enter, field: Make) -> None:
    serial = field("Serial", on_work_order=True)
    ticket = world.ticket(fields={serial.pk: "ABC <1>"})
    page = as_user("ana").get(f"/solicitacoes/{ticket.pk}/imprimir/").content.decode()
    assert "<dt>Serial</dt><dd>ABC &lt;1&gt;</dd>" in page


def test_a_sheet_with_thirty_fields_asks_as_much_as_one_with_a_single_field(
    world: World, as_user: Enter, field: Make
) -> None:
    fields = [field(f"Campo {number}") for number in range(30)]
    client, asked = as_user("ana"), []
    for given in ({}, {fields[0].pk: "um"}, {one.pk: "x" for one in fields}):
        ticket = world.ticket(fields=given, assignee_id=world.persons["ana"].pk)
        url = f"/central/?cliente={world.marlene.pk}&protocolo={ticket.pk}"
        client.get(url)
        with CaptureQueriesContext(connection) as found:
            client.get(url)
        asked.append(len(found))
    assert asked[0] == asked[1] == asked[2]


def test_lists_are_filtered_by_a_field_and_say_so(world: World, as_user: Enter, field: Make) -> None:
    power = field("Potência", FieldKind.NUMBER, is_filter=True)
    plan = field("Plano", FieldKind.CHOICE, options=["300", "600"], is_filter=True)
    good_one = world.ticket(fields={power.pk: "-19,8", plan.pk: "600"})
    bad_one = world.ticket(title="Sinal ruim", fields={power.pk: "-29"})
    client = as_user("bia")
    asked = {"quais": "equipes", "campo": power.pk, "maximo": "-25"}
    page = text_of(client.get("/tarefas/", asked))
    assert "Sinal ruim" in page and str(good_one.protocol) not in page
    central = text_of(
        client.get("/central/", {"escopo": "equipes", "campo": power.pk, "minimo": "-27", "maximo": "-8"})
    )
    assert "Potência de -27 a -8" in central
    assert "Plano: 600" in text_of(
        client.get("/central/", {"escopo": "equipes", "campo": plan.pk, "valor": "600"})
    )
    wrong = text_of(client.get("/central/", {"campo": power.pk, "minimo": "forte"}))
    assert "Potência: “forte” não é número nem data" in wrong
    for nothing in ("x", "", "9" * 30, "999999"):
        assert client.get("/central/", {"campo": nothing, "valor": "\x00"}).status_code == 200
    assert bad_one.protocol


@pytest.mark.parametrize("url", ["/central/filtros/", "/tarefas/filtros/"])
def test_the_dialog_of_filters_offers_the_fields(world: World, as_user: Enter, field: Make, url: str) -> None:
    client = as_user("bia")
    assert 'name="campo"' not in text_of(client.get(url))
    plan = field("Plano", FieldKind.CHOICE, options=["300", "600"], is_filter=True)
    day = field("Data preferida", FieldKind.DATE, is_filter=True)
    page = client.get(url, {"campo": plan.pk, "valor": "600"})
    assert chosen_in(page, "campo") == str(plan.pk) and "<option selected>600</option>" in text_of(page)
    part = client.get("/central/filtros/campo/", {"campo": day.pk})
    assert 'data-piece="field_filter"' in text_of(part) and "data-date" in text_of(part)
    wrong = client.get(url, {"campo": day.pk, "minimo": "31/02/2026"})
    assert value_of(wrong, "minimo") == "31/02/2026" and "não é número nem data." in text_of(wrong)
