"""Every registry in the browser's eyes: in the menu, its list, its form, bad input, order, two administrators."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote_plus

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from central.domain.catalog.models import Solution
from central.domain.registries.declarations import Kind, Registry
from central.domain.registries.listing import REGISTRIES
from central.domain.registries.operations import create_entry, update_entry
from central.doors.web.navigation import routine_of
from tests.cast import World

pytestmark = pytest.mark.django_db

GROWING = {key: one for key, one in REGISTRIES.items() if not one.is_fixed}
EACH = pytest.mark.parametrize("registry", GROWING.values(), ids=GROWING)
AsUser = Callable[[str], Client]


def address(registry: Registry, page: str = "", *arguments: int) -> str:
    """The address of a page of a registry."""
    return reverse(f"registries:{registry.key}{page}", args=arguments)


def text_of(response: Any) -> str:
    """The page as text."""
    return str(response.content.decode())


def good_values(registry: Registry, name: str = "Entrada de teste") -> dict[str, Any]:
    """What a right form of a registry sends."""
    values: dict[str, Any] = {}
    for field in registry.fields:
        if field.name == "name":
            values["name"] = name
        elif field.of is not None and field.required:
            row = field.of._default_manager.filter(is_active=True).order_by("pk").first()
            values[field.name] = str(row.pk) if row else made_reference(field.of)
        elif field.kind in (Kind.CHOICE, Kind.COLOUR):
            values[field.name] = str(field.default if field.default is not None else field.choices[0][0])
        elif field.kind is Kind.NUMBER:
            values[field.name] = str(field.default if field.default is not None else field.least or 1)
        elif field.kind is Kind.YES_NO and field.default:
            values[field.name] = "on"
        elif field.kind in (Kind.TEXT, Kind.LONG_TEXT) and field.required:
            values[field.name] = "Texto"
        elif field.rows is not None:
            chosen = {one.name: str(one.default) for one in field.rows.fields if one.kind is Kind.CHOICE}
            row = {field.rows.naming.name: "Linha", **chosen}
            values |= {f"{field.name}-0-{key}": value for key, value in row.items()}
            values[field.name] = [row]
    return values


def made_reference(model: Any) -> str:
    """A new entry of another registry, to refer to."""
    needs = [one for one in model._meta.fields if one.is_relation and not one.null]
    above = {one.attname: made_reference(one.related_model) for one in needs}
    return str(model.objects.get_or_create(code="para-teste", defaults={"name": "Para teste", **above})[0].pk)


@EACH
def test_a_registry_is_in_the_menu_at_its_path(as_user: AsUser, registry: Registry) -> None:
    page = text_of(as_user("ada").get(address(registry)))
    assert f'href="{address(registry)}"' in page
    place = routine_of(f"registries:{registry.key}-entry")
    assert place is not None
    assert str(place[2].label) == str(registry.plural)
    assert f"/cadastros/{registry.slug}/" == address(registry)
    others = text_of(as_user("ana").get("/"))
    assert f'href="{address(registry)}"' not in others


@EACH
def test_an_entry_is_made_changed_and_switched_off_from_the_screen(
    as_user: AsUser, registry: Registry
) -> None:
    ada = as_user("ada")
    assert ada.get(address(registry, "-new")).status_code == 200
    sent = {**good_values(registry, "Água & Ó"), "once": "k1"}
    answer = ada.post(address(registry, "-new"), sent)
    assert answer.status_code == 303, text_of(answer)
    assert ada.post(address(registry, "-new"), sent).status_code == 303
    made = registry.rows.get(name="Água & Ó")
    assert "Água &amp; Ó" in text_of(ada.get(address(registry), {"q": "agua o"}))
    page = ada.get(address(registry, "-entry", made.pk))
    assert page.status_code == 200
    changed = {**good_values(registry, "Fogo"), "once": "k2", "seen": "1"}
    assert ada.post(address(registry, "-entry", made.pk), changed).status_code == 303
    assert "Água &amp; Ó" in text_of(ada.get(address(registry, "-entry", made.pk)))  # its history
    assert ada.get(address(registry, "-active", made.pk)).status_code == 200
    assert ada.post(address(registry, "-active", made.pk), {"active": "0"}).status_code == 303
    assert not registry.rows.get(pk=made.pk).is_active
    assert "Fogo" in text_of(ada.get(address(registry), {"estado": "inativos"}))


FORM = "application/x-www-form-urlencoded"


def encoded(sent: dict[str, Any]) -> str:
    """A form as a browser would send it, lone surrogates included."""
    return "&".join(f"{quote_plus(k)}={quote_plus(str(v), errors='surrogatepass')}" for k, v in sent.items())


@EACH
def test_what_is_not_there_is_404_and_what_is_not_allowed_403(as_user: AsUser, registry: Registry) -> None:
    ada, ana = as_user("ada"), as_user("ana")
    for page in ("-entry", "-active"):
        assert ada.get(address(registry, page, 999_999)).status_code == 404
        assert ana.get(address(registry, page, 1)).status_code == 403
    assert ada.post(address(registry, "-order", 999_999), {"before": "x"}).status_code in (404, 409)
    for page in ("", "-new"):
        assert ana.get(address(registry, page)).status_code == 403
        assert Client().get(address(registry, page)).status_code == 302


def test_the_order_is_changed_by_buttons_and_by_dropping(as_user: AsUser, world: World) -> None:
    registry, ada = REGISTRIES["solution"], as_user("ada")
    Solution.objects.all().delete()
    made = [
        create_entry(actor=world.actor("ada"), registry="solution", values={"name": name}) for name in "ABC"
    ]
    page = text_of(ada.get(address(registry)))
    assert f'id="down-{made[0].pk}" name="before" value="{made[2].pk}"' in page
    assert f'id="up-{made[2].pk}" name="before" value="{made[1].pk}"' in page
    assert ada.post(address(registry, "-order", made[0].pk), {"before": str(made[2].pk)}).status_code == 303
    assert list(Solution.objects.order_by("position").values_list("name", flat=True)) == ["B", "A", "C"]
    assert 'id="up-' not in text_of(ada.get(address(registry), {"q": "a"}))


def test_the_second_administrator_sees_the_difference_and_may_save_again(
    as_user: AsUser, world: World
) -> None:
    registry, ada = REGISTRIES["solution"], as_user("ada")
    entry = create_entry(actor=world.actor("ada"), registry="solution", values={"name": "Antes"})
    update_entry(
        actor=world.actor("ada"), registry="solution", entry_id=entry.pk, values={"name": "Da primeira"}
    )
    url = address(registry, "-entry", entry.pk)
    answer = ada.post(url, {"name": "Da segunda", "seen": "1", "once": "k"})
    assert answer.status_code == 409
    page = text_of(answer)
    assert "Da primeira" in page
    assert 'value="Da segunda"' in page
    assert 'name="seen" value="2"' in page
    assert ada.post(url, {"name": "Da segunda", "seen": "2", "once": "k"}).status_code == 303
    assert Solution.objects.get(pk=entry.pk).name == "Da segunda"


@EACH
def test_a_list_of_fifty_asks_as_many_queries_as_a_list_of_one(
    as_user: AsUser, world: World, registry: Registry
) -> None:
    ada, actor = as_user("ada"), world.actor("ada")
    asked = []
    for rows in (1, 50):
        for number in range(rows):
            name = f"Item {rows} {number}"
            create_entry(actor=actor, registry=registry.key, values=good_values(registry, name))
        ada.get(address(registry))
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert ada.get(address(registry)).status_code == 200
        asked.append(len(found))
    assert asked[0] == asked[1] <= 12


def test_the_priorities_are_changed_but_none_is_added(as_user: AsUser) -> None:
    ada, registry = as_user("ada"), REGISTRIES["priority"]
    assert address(registry, "-new") not in text_of(ada.get(address(registry)))
    assert ada.get(address(registry, "-new")).status_code == 409
    assert ada.get(address(registry, "-entry", 0)).status_code == 200
    sent = {"name": "Crítica", "color": "hand", "once": "k", "seen": "0"}
    assert ada.post(address(registry, "-entry", 3), sent).status_code == 303
    page = text_of(ada.get("/central/?prioridade=3"))
    assert "Crítica" in page
