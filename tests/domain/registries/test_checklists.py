"""Checklists from the screen: items are added, worded anew, put in order, retired; the past keeps its words."""

from decimal import Decimal
from typing import Any

import pytest

from central.domain.catalog.models import Checklist, ChecklistItem
from central.domain.registries import queries
from central.domain.registries.listing import registry_of
from central.domain.registries.operations import create_entry, update_entry
from central.domain.registries.values import read_values
from central.domain.tickets.operations.closing import close_ticket
from central.domain.tickets.work_order import work_order
from central.domain.workspace.queries import sheet_view, timeline
from central.foundation.actor import Actor
from central.foundation.errors import Invalid
from central.foundation.events.models import EventRecord
from tests.cast import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(world: World) -> Actor:
    """The administrator."""
    return world.actor("ada")


def item(label: str, kind: str = "text", **values: Any) -> dict[str, Any]:
    """A row as a form sends it."""
    return {"label": label, "kind": kind, **values}


def make(actor: Actor, *items: dict[str, Any], name: str = "Vistoria") -> Any:
    """A new checklist."""
    values = {"name": name, "min_photos": "0", "items": items}
    return create_entry(actor=actor, registry="checklist", values=values)


def rows_of(checklist: Any) -> list[dict[str, Any]]:
    """The rows of a checklist as they are stored."""
    return list(read_values(registry_of("checklist"), checklist)["items"])


def change(actor: Actor, checklist: Any, rows: list[dict[str, Any]]) -> Any:
    """Give a checklist other rows."""
    values = {"name": checklist.name, "min_photos": 0, "items": rows}
    return update_entry(actor=actor, registry="checklist", entry_id=checklist.pk, values=values)


def refusal(act: Any) -> dict[str, Any]:
    """The sentences of a refusal."""
    with pytest.raises(Invalid) as refused:
        act()
    return dict(refused.value.errors)


def test_items_get_codes_and_places(ada: Actor) -> None:
    made = make(
        ada,
        item("Sinal na ONU", "number", unit="dBm", minimum="−27,5", maximum="-8", is_required=True),
        item("Conector", "choice", choices="Verde\n\n Azul \nVerde"),
        item("Sinal na ONU"),
    )
    signal, connector, again = ChecklistItem.objects.filter(checklist=made).order_by("position")
    assert (signal.code, again.code) == ("sinal_na_onu", "sinal_na_onu_2")
    assert (signal.minimum, signal.maximum, signal.unit) == (Decimal("-27.5"), Decimal("-8"), "dBm")
    assert (signal.is_required, connector.is_required) == (True, False)
    assert connector.choices == ["Verde", "Azul"]
    record = EventRecord.objects.get(subject_kind="checklist", subject_id=made.pk)
    assert [row["label"] for row in record.payload["values"]["items"]][1] == "Conector"


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        ([], "items"),
        ([item("")], "items-0-label"),
        ([item("a" * 121)], "items-0-label"),
        ([item("nul\x00")], "items-0-label"),
        ([item("Certo"), item("Outro", "letters")], "items-1-kind"),
        ([item("Um", "choice", choices="só um")], "items-0-choices"),
        ([item("Um", "choice", choices="a\n" + "b" * 121)], "items-0-choices"),
        ([item("Um", "number", minimum="1e9")], "items-0-minimum"),
        ([item("Um", "number", minimum="1,234")], "items-0-minimum"),
        ([item("Um", "number", minimum="5", maximum="5")], "items-0-maximum"),
        ([item("Um", "number", unit="x" * 13)], "items-0-unit"),
        ([item(f"Item {n}") for n in range(61)], "items"),
    ],
)
def test_what_is_wrong_is_said_at_its_row(ada: Actor, rows: list[dict[str, Any]], wrong: str) -> None:
    assert set(refusal(lambda: make(ada, *rows))) == {wrong}
    assert not Checklist.objects.filter(name="Vistoria").exists()


def test_what_has_no_meaning_for_a_kind_is_kept_empty(ada: Actor) -> None:
    made = make(ada, item("Texto", "text", unit="dBm", minimum="x", choices="a\nb"))
    row = ChecklistItem.objects.get(checklist=made)
    assert (row.unit, row.minimum, row.choices) == ("", None, [])


def test_a_row_is_worded_anew_moved_and_retired_and_keeps_its_code_and_kind(ada: Actor) -> None:
    made = make(ada, item("Primeira"), item("Segunda"), item("Terceira"))
    first, second, third = rows_of(made)
    change(
        ada,
        made,
        [third, {**first, "label": "Primeira pergunta", "kind": "date"}, {**second, "is_active": False}],
    )
    rows = ChecklistItem.objects.filter(checklist=made).order_by("position")
    assert [(row.code, row.is_active) for row in rows] == [
        ("terceira", True),
        ("primeira", True),
        ("segunda", False),
    ]
    worded = rows[1]
    assert (worded.label, worded.kind, worded.earlier, worded.wording) == (
        "Primeira pergunta",
        "text",
        "Primeira",
        1,
    )
    assert worded.words_at(0) == "Primeira"
    change(ada, made, [*rows_of(made)[:2], {**rows_of(made)[2], "is_active": True}])
    assert ChecklistItem.objects.get(code="segunda", checklist=made).is_active


def test_a_row_that_was_not_sent_stays(ada: Actor) -> None:
    made = make(ada, item("Uma"), item("Outra"))
    change(ada, made, rows_of(made)[1:])
    assert [row["label"] for row in rows_of(made)] == ["Outra", "Uma"]


def test_a_row_of_another_checklist_becomes_a_new_one(ada: Actor) -> None:
    made, other = make(ada, item("Uma")), make(ada, item("Alheia"), name="Outra")
    change(ada, made, [{**rows_of(other)[0], "label": "Tomada"}])
    assert rows_of(other)[0]["label"] == "Alheia"
    assert [row["label"] for row in rows_of(made)] == ["Tomada", "Uma"]


def test_the_history_tells_each_row(ada: Actor) -> None:
    made = make(ada, item("Sinal", "number", minimum="-27"), item("Fotos"))
    signal, photos = rows_of(made)
    change(ada, made, [{**signal, "minimum": "-25,5"}, {**photos, "is_active": False}, item("Nova")])
    change(ada, made, rows_of(made))
    sheet = queries.entry_sheet(ada, registry_of("checklist"), made.pk)
    assert len(sheet.history) == 2
    told = {(change.label, change.before, change.after) for change in sheet.history[0].changes}
    assert len(told) == 3
    assert any("-27" in before and "-25,5" in after for _label, before, after in told)
    assert any("“Nova”" in label for label, *_sides in told)


def checked_type(world: World, ada: Actor, *items: dict[str, Any]) -> Any:
    """A checklist that the type of the world's protocols asks when they are closed."""
    made = make(ada, *items)
    kind = world.types["connection"]
    kind.closing_checklist = made
    kind.save(update_fields=["closing_checklist"])
    return made


def test_an_answer_keeps_the_words_that_it_was_given_to(world: World, ada: Actor) -> None:
    made = checked_type(world, ada, item("Sinal", "number", unit="dBm"), item("Observação"))
    old, new = world.ticket(), world.ticket()
    ana = world.actor("ana")
    given = {"sinal": "-20,5", "observacao": "Tudo certo"}
    close_ticket(actor=ana, ticket_id=old.pk, text="Feito.", closing_checklist=given)
    signal, note = rows_of(made)
    change(ada, made, [{**signal, "label": "Sinal medido"}, {**note, "is_active": False}])
    close_ticket(actor=ana, ticket_id=new.pk, text="Feito.", closing_checklist={"sinal": "-21"})
    change(ada, made, [{**rows_of(made)[0], "label": "Potência"}, rows_of(made)[1]])
    shown = {
        ticket.pk: [
            (row.label, row.answer)
            for row in timeline(ana, sheet_view(ana, ticket.pk)).checklist
            if row.is_answered
        ]
        for ticket in (old, new)
    }
    assert shown[old.pk] == [("Sinal", "−20,5\u00a0dBm"), ("Observação", "Tudo certo")]
    assert shown[new.pk] == [("Sinal medido", "−21\u00a0dBm")]
    fresh = world.ticket()
    labels = [row.label for row in timeline(ana, sheet_view(ana, fresh.pk)).checklist]
    assert labels == ["Potência"]


def test_a_printed_order_shows_retired_items_that_were_answered(world: World, ada: Actor) -> None:
    made = make(ada, item("Uma"), item("Outra"))
    kind = world.types["connection"]
    kind.checklist = made
    kind.save(update_fields=["checklist"])
    ticket, ana = world.ticket(), world.actor("ana")
    close_ticket(actor=ana, ticket_id=ticket.pk, text="Feito.", checklist={"uma": "sim"})
    change(ada, made, [{**row, "is_active": row["label"] != "Uma"} for row in rows_of(made)])
    assert [row.label for row in work_order(ana, ticket.pk).checklist] == ["Uma", "Outra"]
    assert [row.label for row in work_order(ana, world.ticket().pk).checklist] == ["Outra"]


def test_uses_tell_types_and_protocols(world: World, ada: Actor) -> None:
    made = checked_type(world, ada, item("Uma"))
    kind = world.types["connection"]
    kind.checklist = made
    kind.save(update_fields=["checklist"])
    world.ticket()
    uses = queries.entry_sheet(ada, registry_of("checklist"), made.pk).uses
    assert [use.split()[0] for use in uses] == ["1", "1"]
