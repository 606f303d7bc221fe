"""Custom fields: typed, stored, demanded, changed, kept; told with the labels of the moment."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from central.domain.catalog.models import CustomField, FieldKind
from central.domain.fields.kinds import Stored, shown_value, stored_value
from central.domain.fields.models import FieldValue
from central.domain.registries.listing import registry_of
from central.domain.registries.operations import create_entry, set_entry_active, update_entry
from central.domain.registries.values import read_values
from central.domain.tickets.field_rows import (
    FieldLine,
    field_lines,
    kept_values,
    opening_fields,
    ticket_fields,
)
from central.domain.tickets.models import Attachment, TextChange, Ticket
from central.domain.tickets.operations.closing import close_ticket
from central.domain.tickets.operations.details import Details, change_details
from central.domain.tickets.operations.opening import open_ticket
from central.domain.tickets.operations.reporting import NewReport, add_report
from central.domain.tickets.operations.technician import TechnicianWork, report_technician_activity
from central.domain.tickets.work_order import work_order
from central.domain.workspace.queries import sheet_view, timeline
from central.foundation.actor import Actor
from central.foundation.errors import Invalid
from central.foundation.events.models import EventRecord
from central.foundation.files.store import stage_uploads
from tests.cast import World

Make = Callable[..., CustomField]


@pytest.fixture
def field(world: World) -> Make:
    """A field of some types of the cast, made as the administrator makes it."""

    def make(
        name: str, kind: FieldKind = FieldKind.TEXT, *, of: tuple[str, ...] = ("connection",), **more: Any
    ):
        values = {"name": name, "kind": kind.value, "types": [world.types[one].pk for one in of], **more}
        return create_entry(actor=world.actor("ada"), registry="custom-field", values=values)

    return make


def change(actor: Actor, field: CustomField, **values: Any) -> None:
    """Change a definition."""
    field.refresh_from_db()
    given = {**read_values(registry_of("custom-field"), field), **values}
    update_entry(actor=actor, registry="custom-field", entry_id=field.pk, values=given)


def refusal(act: Callable[[], object]) -> dict[str, Any]:
    """The sentences of a refusal."""
    with pytest.raises(Invalid) as refused:
        act()
    return dict(refused.value.errors)


def edit(world: World, ticket: Ticket, by: str = "ana", **changes: Any) -> Ticket:
    """Send *Editar solicitação* with some changes."""
    ticket.refresh_from_db()
    values: dict[str, Any] = {
        "title": ticket.title, "description": ticket.description, "contact_id": ticket.contact_id,
        "type_id": ticket.type_id, "service_level_id": None,
    }  # fmt: skip
    return change_details(
        actor=world.actor(by), ticket_id=ticket.pk, details=Details(**{**values, **changes})
    )


def held(ticket: Ticket) -> dict[str, str]:
    """The values of a protocol by label, as people read them."""
    return {line.label: line.value for line in field_lines(ticket.pk, ticket.type_id)}


def shown(world: World, ticket: Ticket) -> tuple[FieldLine, ...]:
    """The custom fields on the sheet of a protocol."""
    ana = world.actor("ana")
    return timeline(ana, sheet_view(ana, ticket.pk)).fields


def told(world: World, ticket: Ticket, by: str = "ana") -> list[tuple[str, str, str]]:
    """What the timeline tells of fields, oldest first."""
    entries = timeline(world.actor(by), sheet_view(world.actor(by), ticket.pk)).entries
    found = [entry for entry in reversed(entries) if entry.name == "FieldsChanged"]
    return [(one.label, one.before, one.after) for entry in found for one in entry.changes]


@pytest.mark.parametrize(
    ("kind", "typed", "stored", "shown"),
    [
        ("number", "\u221219,8", Stored("-19.8", "-19.8", -198_000), "\u221219,8"),
        ("number", "1.234,50", Stored("1234.5", "1234.5", 12_345_000), "1234,5"),
        ("number", "1.234", Stored("1234", "1234", 12_340_000), "1234"),
        ("number", "19.8", Stored("19.8", "19.8", 198_000), "19,8"),
        ("number", "-0", Stored("0", "0", 0), "0"),
        ("date", "5/11/2026", Stored("2026-11-05", "2026-11-05", 739_925), "05/11/2026"),
        ("date", "2026-11-05", Stored("2026-11-05", "2026-11-05", 739_925), "05/11/2026"),
        ("yes_no", "Não", Stored("0", "0"), "Não"),
        ("yes_no", "1", Stored("1", "1"), "Sim"),
        ("text", "  Ção  ", Stored("Ção", "cao"), "Ção"),
        ("text", "👩\u200d👧", Stored("👩\u200d👧", "👩\u200d👧"), "👩\u200d👧"),
        ("choice", "600 Mega", Stored("600 Mega", "600 mega"), "600 Mega"),
    ],
)
def test_each_kind_is_typed_stored_and_shown(kind: str, typed: str, stored: Stored, shown: str) -> None:
    found = stored_value(kind, typed, ["600 Mega"])
    assert found == stored
    assert shown_value(kind, stored.text) == shown


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("number", "abc"), ("number", "1,2,3"), ("number", "1.23,4"), ("number", "1e9"), ("number", "9" * 13),
        ("number", "1,23456"), ("number", "nan"), ("number", "١٢"), ("date", "31/02/2026"), ("date", "1/1/0001"),
        ("date", "amanhã"), ("yes_no", "talvez"), ("choice", "900 Mega"), ("text", "a" * 201),
        ("text", "nul\x00"), ("text", "\ud800"), ("text", "a\nb"), ("long_text", "a" * 4_001),
    ],
)  # fmt: skip
def test_what_is_no_value_is_refused_with_a_sentence(kind: str, typed: str) -> None:
    with pytest.raises(ValueError, match="."):
        stored_value(kind, typed, ["600 Mega"])


def test_a_protocol_is_opened_with_the_fields_of_its_type(world: World, field: Make) -> None:
    power, serial = field("Potência (dBm)", FieldKind.NUMBER), field("Serial")
    other = field("De outro tipo", of=("invoice",))
    ticket = world.ticket(fields={power.pk: "-19,8", serial.pk: "ABC 1", other.pk: "fora"})
    assert held(ticket) == {"Potência (dBm)": "\u221219,8", "Serial": "ABC 1"}
    assert told(world, ticket) == [("Potência (dBm)", "", "\u221219,8"), ("Serial", "", "ABC 1")]
    assert {line.label: line.value for line in shown(world, ticket)} == held(ticket)


def test_opening_demands_what_is_required_and_tells_all_that_is_wrong(world: World, field: Make) -> None:
    plan = field("Plano", FieldKind.CHOICE, options="300\n600", required_at_opening=True)
    day = field("Data", FieldKind.DATE)
    wrong = refusal(
        lambda: open_ticket(
            actor=world.actor("ana"), ticket=world.new_ticket(title=" ", fields={day.pk: "31/02/2026"})
        )
    )
    assert set(wrong) == {"title", f"field_{plan.pk}", f"field_{day.pk}"}
    assert not Ticket.objects.exists()


def test_the_default_fills_what_an_operation_does_not_name(world: World, field: Make) -> None:
    plan = field("Comodato", FieldKind.YES_NO, default_value="Sim", required_at_opening=True)
    assert [row.value for row in opening_fields(world.types["connection"].pk)] == ["1"]
    assert held(world.ticket()) == {"Comodato": "Sim"}
    assert set(refusal(lambda: world.ticket(fields={plan.pk: ""}))) == {f"field_{plan.pk}"}


def test_a_change_is_told_from_to_with_the_label_of_the_moment(world: World, field: Make) -> None:
    serial = field("Serial")
    ticket = world.ticket(fields={serial.pk: "ABC 1"})
    change(world.actor("ada"), serial, name="Serial da ONU")
    edit(world, ticket, fields={serial.pk: "ABC 2"})
    edit(world, ticket, fields={serial.pk: "ABC 2"})
    edit(world, ticket, fields={serial.pk: ""})
    assert told(world, ticket) == [
        ("Serial", "", "ABC 1"), ("Serial da ONU", "ABC 1", "ABC 2"), ("Serial da ONU", "ABC 2", "–"),
    ]  # fmt: skip
    assert not FieldValue.objects.exists()
    facts = EventRecord.objects.filter(name="FieldsChanged").values_list("payload", flat=True)
    assert not any("ABC" in str(payload) for payload in facts)


def test_another_type_keeps_shared_values_and_the_rest_as_kept(world: World, field: Make) -> None:
    both = field("Nos dois", of=("connection", "invoice"))
    first = field("Só no primeiro")
    second = field("Só no segundo", of=("invoice",), required_at_opening=True)
    ticket = world.ticket(fields={both.pk: "fica", first.pk: "guardado"})
    kind = world.types["invoice"].pk
    assert set(refusal(lambda: edit(world, ticket, type_id=kind))) == {f"field_{second.pk}"}
    ana = world.actor("ana")
    assert [row.label for row in ticket_fields(ana, ticket.pk, kind)] == ["Nos dois", "Só no segundo"]
    assert [line.label for line in kept_values(ana, ticket.pk, kind)] == ["Só no primeiro"]
    edit(world, ticket, type_id=kind, fields={second.pk: "novo"})
    ticket.refresh_from_db()
    assert held(ticket) == {"Nos dois": "fica", "Só no segundo": "novo", "Só no primeiro": "guardado"}
    assert [line.label for line in shown(world, ticket)] == list(held(ticket))
    kept = [line.shown_label for line in shown(world, ticket) if line.is_kept]
    assert kept == ["Só no primeiro (não é mais pedido)"]


def test_a_field_added_later_does_not_stand_in_the_way_of_other_changes(world: World, field: Make) -> None:
    ticket = world.ticket()
    late = field("Novo", required_at_opening=True)
    edit(world, ticket, title="Outro título", fields={late.pk: ""})
    edit(world, ticket, fields={late.pk: "agora sim"})
    assert set(refusal(lambda: edit(world, ticket, fields={late.pk: ""}))) == {f"field_{late.pk}"}


def test_a_retired_field_stays_readable_and_is_not_asked(world: World, field: Make) -> None:
    serial = field("Serial", required_at_opening=True)
    ticket = world.ticket(fields={serial.pk: "ABC 1"})
    set_entry_active(actor=world.actor("ada"), registry="custom-field", entry_id=serial.pk, is_active=False)
    assert held(ticket) == {"Serial": "ABC 1"}
    assert opening_fields(world.types["connection"].pk) == []
    assert held(world.ticket()) == {}


def test_an_option_that_left_the_list_stays_where_it_is(world: World, field: Make) -> None:
    plan = field("Plano", FieldKind.CHOICE, options=["300", "600"])
    ticket = world.ticket(fields={plan.pk: "300"})
    change(world.actor("ada"), plan, options=["600"])
    ana = world.actor("ana")
    assert ticket_fields(ana, ticket.pk, ticket.type_id)[0].options == ("600", "300")
    edit(world, ticket, title="Outro", fields={plan.pk: "300"})
    assert held(ticket) == {"Plano": "300"}
    assert set(refusal(lambda: world.ticket(fields={plan.pk: "300"}))) == {f"field_{plan.pk}"}


def test_the_kind_is_settled_once_there_are_values(world: World, field: Make) -> None:
    serial, ada = field("Serial"), world.actor("ada")
    change(ada, serial, kind="number")
    change(ada, serial, kind="text")
    world.ticket(fields={serial.pk: "ABC 1"})
    assert set(refusal(lambda: change(ada, serial, kind="number"))) == {"kind"}


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"kind": "choice"}, "options"),
        ({"kind": "number", "default_value": "muito"}, "default_value"),
        ({"kind": "choice", "options": "A", "default_value": "B"}, "default_value"),
        ({"types": [999_999]}, "types"),
    ],
)
def test_a_definition_that_cannot_work_is_refused(world: World, values: dict[str, Any], wrong: str) -> None:
    ada = world.actor("ada")
    given = {"name": "Campo", "kind": "text", **values}
    assert wrong in refusal(lambda: create_entry(actor=ada, registry="custom-field", values=given))


def test_a_file_becomes_an_attachment_of_the_protocol(world: World, field: Make) -> None:
    photo, ana = field("Foto", FieldKind.FILE, required_at_opening=True), world.actor("ana")
    for typed in (str(uuid.uuid4()), "nada", ""):
        assert set(refusal(lambda given=typed: world.ticket(fields={photo.pk: given}))) == {
            f"field_{photo.pk}"
        }
    (file,) = stage_uploads([SimpleUploadedFile("luz.txt", b"x")], actor=ana)
    ticket = world.ticket(fields={photo.pk: str(file.pk)})
    value = FieldValue.objects.get()
    assert (value.text, value.attachment) == ("luz.txt", Attachment.objects.get(ticket=ticket, file=file))
    assert shown(world, ticket)[0].attachment_id == value.attachment_id
    edit(world, ticket, title="Outro")
    assert FieldValue.objects.get().attachment_id == value.attachment_id


def closing(world: World, ticket: Ticket, given: dict[int, str], way: str) -> Ticket:
    """Close a protocol in one of the ways there are."""
    ana = world.actor("ana")
    if way == "closing":
        return close_ticket(actor=ana, ticket_id=ticket.pk, text="Resolvido.", fields=given)
    if way == "report":
        done = world.statuses["closed"].pk
        return add_report(
            actor=ana, ticket_id=ticket.pk, report=NewReport(text="Pronto.", status_id=done, fields=given)
        )
    now = ticket.opened_at
    work = TechnicianWork(
        activity_type_id=world.activity_type.pk, started_at=now, ended_at=now, description="Feito.",
        concludes=True, fields=given,
    )  # fmt: skip
    return report_technician_activity(actor=ana, ticket_id=ticket.pk, work=work)


@pytest.mark.parametrize("way", ["closing", "report", "technician"])
def test_every_closing_demands_the_field(world: World, field: Make, way: str) -> None:
    power = field("Potência (dBm)", FieldKind.NUMBER, required_at_closing=True)
    ticket = world.ticket()
    assert set(refusal(lambda: closing(world, ticket, {}, way))) == {f"field_{power.pk}"}
    assert set(refusal(lambda: closing(world, ticket, {power.pk: "boa"}, way))) == {f"field_{power.pk}"}
    assert Ticket.objects.get(pk=ticket.pk).is_open and not TextChange.objects.exists()
    assert not closing(world, ticket, {power.pk: "-20"}, way).is_open
    assert held(ticket) == {"Potência (dBm)": "\u221220"}
    again = world.ticket(fields={power.pk: "-18"})
    assert not closing(world, again, {}, way).is_open


def test_opened_and_closed_at_once_the_field_is_demanded_too(world: World, field: Make) -> None:
    power = field("Potência (dBm)", FieldKind.NUMBER, required_at_closing=True)
    given = {"status_id": world.statuses["closed"].pk, "answer": "Resolvido."}
    assert set(refusal(lambda: world.ticket(**given))) == {f"field_{power.pk}"}
    assert not world.ticket(**given, fields={power.pk: "-20"}).is_open


def test_who_may_not_close_gives_the_field_with_the_conclusion(world: World, field: Make) -> None:
    power = field("Potência (dBm)", FieldKind.NUMBER, of=("invoice",), required_at_closing=True)
    for given, shown in (({}, {}), ({power.pk: "-21"}, {"Potência (dBm)": "\u221221"})):
        ticket = world.ticket(type_id=world.types["invoice"].pk, team_id=world.field.pk)
        Ticket.objects.filter(pk=ticket.pk).update(assignee=world.persons["tiago"])
        work = TechnicianWork(
            activity_type_id=world.activity_type.pk, started_at=ticket.opened_at,
            ended_at=ticket.opened_at, description="Feito.", concludes=True, fields=given,
        )  # fmt: skip
        report_technician_activity(actor=world.actor("tiago"), ticket_id=ticket.pk, work=work)
        assert (Ticket.objects.get(pk=ticket.pk).base_status, held(ticket)) == ("tech_closed", shown)


def test_the_work_order_prints_what_is_marked_for_it(world: World, field: Make) -> None:
    shown, hidden = field("Na OS", on_work_order=True), field("Fora da OS")
    ticket = world.ticket(fields={shown.pk: "sim", hidden.pk: "não"})
    assert [line.label for line in work_order(world.actor("ana"), ticket.pk).fields] == ["Na OS"]
