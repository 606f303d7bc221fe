"""The rows under an entry in the browser's eyes: added without scripts, put in order, refused at their row."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from central.domain.catalog.models import Checklist, ChecklistItem
from central.domain.registries.operations import create_entry, update_entry
from tests.cast import World

pytestmark = pytest.mark.django_db
AsUser = Callable[[str], Client]
NEW = "/cadastros/checklists/novo/"
NAUGHTY = ["nul\x00byte", "a" * 10_000, "linha\nnova", "<b>x</b>", "👩‍👩‍👧", "1e309", "-1", "\u202eabc"]


def text_of(response: Any) -> str:
    """The page as text."""
    return str(response.content.decode())


def rows(*items: dict[str, str]) -> dict[str, str]:
    """Rows as a form sends them."""
    return {
        f"items-{number}-{name}": value
        for number, item in enumerate(items)
        for name, value in {"kind": "text", "place": str(number + 1), **item}.items()
    }


def sent(*items: dict[str, str], **values: str) -> dict[str, str]:
    """A whole form."""
    return {"name": "Vistoria", "min_photos": "0", "once": "k", **rows(*items), **values}


@pytest.fixture
def checklist(world: World) -> Any:
    """A checklist of two items."""
    items = [{"label": "Uma", "kind": "text"}, {"label": "Outra", "kind": "number", "unit": "dBm"}]
    values = {"name": "Vistoria", "min_photos": 0, "items": items}
    return create_entry(actor=world.actor("ada"), registry="checklist", values=values)


def stored(checklist: Any) -> list[ChecklistItem]:
    """The items in their order."""
    return list(ChecklistItem.objects.filter(checklist=checklist).order_by("position"))


def form_of(checklist: Any, *changes: dict[str, str], **values: str) -> dict[str, str]:
    """The form of a stored checklist with changes by row."""
    items = [
        {"id": str(item.pk), "label": item.label, "kind": item.kind, "is_active": "on", "unit": item.unit}
        for item in stored(checklist)
    ]
    for item, change in zip(items, changes, strict=False):
        item.update(change)
    extra = list(changes[len(items) :])
    return sent(*items, *extra, **{"seen": "1", **values})


def test_places_make_the_order_and_empty_rows_are_left_out(as_user: AsUser) -> None:
    given = sent(
        {"label": "Segunda", "place": "2"},
        {"label": ""},
        {"label": "Primeira", "place": "1"},
        {"label": "Fim", "place": "x"},
    )
    assert as_user("ada").post(NEW, given).status_code == 303
    made = Checklist.objects.get(name="Vistoria")
    assert [item.label for item in stored(made)] == ["Primeira", "Segunda", "Fim"]


def test_a_row_is_added_without_scripts_and_nothing_typed_is_lost(as_user: AsUser, checklist: Any) -> None:
    ada = as_user("ada")
    page = text_of(ada.post(NEW, sent({"label": "Só esta"}, add="items")))
    assert 'value="Só esta"' in page
    assert 'name="items-1-label"' in page
    assert not Checklist.objects.filter(name="Nova").exists()
    url = f"/cadastros/checklists/{checklist.pk}/"
    page = text_of(ada.post(url, form_of(checklist, {"label": "Mudada"}, seen="0", add="items")))
    assert 'value="Mudada"' in page
    assert 'name="items-2-label"' in page
    assert 'name="seen" value="0"' in page
    assert stored(checklist)[0].label == "Uma"
    assert ada.post(NEW, sent({"label": "x"}, add="what")).status_code == 200


def test_a_stored_row_is_changed_retired_and_keeps_its_kind(as_user: AsUser, checklist: Any) -> None:
    url = f"/cadastros/checklists/{checklist.pk}/"
    given = form_of(checklist, {"label": "Uma só", "kind": "date"}, {}, {"label": "Nova"})
    del given["items-1-is_active"]
    assert as_user("ada").post(url, given).status_code == 303
    told = [(item.label, item.kind, item.is_active) for item in stored(checklist)]
    assert told == [("Uma só", "text", True), ("Outra", "number", False), ("Nova", "text", True)]
    page = text_of(as_user("ada").get(url))
    assert page.count(" readonly") == 6
    assert "is-retired" in page


@pytest.mark.parametrize("naughty", NAUGHTY)
@pytest.mark.parametrize("name", ["label", "unit", "minimum", "choices", "kind", "place", "id", "is_active"])
def test_naughty_rows_are_stored_equal_or_refused_at_their_field(
    as_user: AsUser, name: str, naughty: str
) -> None:
    kind = {"unit": "number", "minimum": "number", "choices": "choice"}.get(name, "text")
    row = {"label": "Certa", "kind": kind, "choices": "a\nb", name: naughty}
    answer = as_user("ada").post(NEW, sent(row))
    assert answer.status_code in (303, 422)
    if answer.status_code == 422:
        assert f'href="#id_items-0-{name}"' in text_of(answer)
    elif name == "label":
        assert ChecklistItem.objects.filter(label=naughty.strip()).exists()


def test_a_refusal_names_the_row_and_keeps_what_was_typed(as_user: AsUser) -> None:
    answer = as_user("ada").post(NEW, sent({"label": "Certa"}, {"label": "x" * 121, "place": "0"}))
    page = text_of(answer)
    assert answer.status_code == 422
    assert 'href="#id_items-0-label"' in page
    assert 'value="Certa"' in page
    none = as_user("ada").post(NEW, sent())
    assert 'href="#id_items"' in text_of(none)
    most = as_user("ada").post(NEW, sent(*({"label": f"Item {n}"} for n in range(70))))
    assert most.status_code == 422


def test_the_second_administrator_sees_which_rows_changed(
    as_user: AsUser, world: World, checklist: Any
) -> None:
    items = [{"id": row.pk, "label": row.label, "kind": row.kind} for row in stored(checklist)]
    values = {"name": "Vistoria", "min_photos": 0, "items": [{**items[0], "label": "Da primeira"}, items[1]]}
    update_entry(actor=world.actor("ada"), registry="checklist", entry_id=checklist.pk, values=values)
    url = f"/cadastros/checklists/{checklist.pk}/"
    answer = as_user("ada").post(url, form_of(checklist, {"label": "Da segunda"}))
    page = text_of(answer)
    assert answer.status_code == 409
    assert 'value="Da segunda"' in page
    assert "<b>Da primeira</b>" in page
    assert 'name="seen" value="2"' in page
