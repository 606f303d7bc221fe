"""Abrir solicitação and Editar solicitação with what the type asks: parts that follow, refusals beside fields."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from central.domain.catalog.models import (
    CatalogItem,
    RequestContext,
    RequestProblem,
    ServiceCatalog,
    TicketType,
)
from central.domain.people.models import Person
from central.domain.registries.operations import create_entry
from central.domain.tickets.models import Ticket
from tests.cast import World
from tests.doors.web.test_opening import good as opening

pytestmark = pytest.mark.django_db
AsUser = Callable[[str], Client]


@pytest.fixture
def asking(world: World) -> dict[str, Any]:
    """A type that asks for a catalogue, a problem and a checklist, with a text of its own."""
    kind = world.types["connection"]
    net = ServiceCatalog.objects.create(code="net", name="Internet")
    fibre = CatalogItem.objects.create(code="fibre", name="Fibra óptica", catalog=net)
    wifi = RequestContext.objects.create(code="w", name="Rede Wi-Fi")
    slow = RequestProblem.objects.create(code="s", name="Lento", context=wifi)
    values = {"name": "Abertura", "min_photos": 0}
    items = [{"label": "É o titular?", "kind": "yesno", "is_required": True}]
    made = create_entry(actor=world.actor("ada"), registry="checklist", values={**values, "items": items})
    kind.catalogs.add(net)
    TicketType.objects.filter(pk=kind.pk).update(
        requires_catalog=True, requires_problem=True, opening_checklist=made.pk, contract_rule="warn",
        default_description="Desde quando:\nO que mudou:",
    )  # fmt: skip
    return {"kind": kind, "net": net, "fibre": fibre, "wifi": wifi, "slow": slow}


def text_of(response: Any) -> str:
    """The page as text."""
    return str(response.content.decode())


def test_the_page_opens_and_refuses_beside_the_fields(as_user: AsUser, world: World, asking: Any) -> None:
    ana, given = as_user("ana"), opening(world)
    page = text_of(ana.post("/solicitacoes/abrir/", given))
    for name in ("catalog", "context", "opening_e_o_titular"):
        assert f'href="#id_{name}"' in page
    filed = {
        "catalog": asking["net"].pk, "catalog_item": asking["fibre"].pk, "context": asking["wifi"].pk,
        "problem": asking["slow"].pk, "opening_e_o_titular": "1",
    }  # fmt: skip
    assert ana.post("/solicitacoes/abrir/", {**given, **filed}).status_code == 303
    ticket = Ticket.objects.order_by("-pk")[0]
    assert (ticket.catalog_item_id, ticket.problem_id) == (asking["fibre"].pk, asking["slow"].pk)
    assert ticket.opening_answers == {"e_o_titular": "1"}
    sheet = text_of(ana.get(f"/solicitacoes/{ticket.pk}/imprimir/"))
    assert "Internet › Fibra óptica" in sheet
    assert "É o titular?" in sheet


def test_parts_follow_the_type_the_catalogue_and_the_client(
    as_user: AsUser, world: World, asking: Any
) -> None:
    ana, kind = as_user("ana"), asking["kind"].pk
    customer = opening(world)["customer"]
    Person.objects.filter(pk=customer).update(contract_standing="blocked")
    url = "/solicitacoes/abrir/partes/"
    page = text_of(ana.get(url, {"changed": "type", "type": kind, "customer": customer}))
    assert 'name="catalog"' in page
    assert 'name="catalog_item"' not in page
    assert 'data-text="Desde quando:' in page
    assert "bloqueado" in page
    chosen = {"type": kind, "catalog": asking["net"].pk, "context": asking["wifi"].pk}
    page = text_of(ana.get(url, {"changed": "catalog", **chosen}))
    assert "Fibra óptica" in page
    assert "Lento" in page
    for naughty in ("x", "-1", "9" * 30, "\x00"):
        assert ana.get(url, {"changed": "catalog", **chosen, "catalog": naughty}).status_code == 200


def test_without_scripts_the_page_is_loaded_anew_with_what_was_typed(
    as_user: AsUser, world: World, asking: Any
) -> None:
    ana, kind = as_user("ana"), asking["kind"].pk
    sent = {"reload": "1", "type": kind, "description": "", "catalog": asking["net"].pk}
    page = text_of(ana.post("/solicitacoes/abrir/", sent))
    assert "Desde quando:" in page
    assert "Fibra óptica" in page
    kept = text_of(ana.post("/solicitacoes/abrir/", {**sent, "description": "Meu texto"}))
    assert "Meu texto" in kept
    assert ">Desde quando:" not in kept


def test_the_details_change_the_filing(as_user: AsUser, world: World, asking: Any) -> None:
    TicketType.objects.filter(pk=asking["kind"].pk).update(
        requires_catalog=False, requires_problem=False, opening_checklist=None
    )
    ticket, ana = world.ticket(), as_user("ana")
    url = f"/solicitacoes/{ticket.pk}/editar/"
    assert 'name="catalog"' in text_of(ana.get(url))
    piece = ana.get(
        f"/solicitacoes/{ticket.pk}/campos/", {"type": ticket.type_id, "catalog": asking["net"].pk}
    )
    assert "Fibra óptica" in text_of(piece)
    sent = {
        "title": ticket.title, "description": "Outra", "contact": ticket.contact_id, "type": ticket.type_id,
        "service_level": ticket.service_level_id, "catalog": asking["net"].pk,
        "catalog_item": asking["fibre"].pk, "once": "k",
    }  # fmt: skip
    assert ana.post(url, sent).status_code == 303
    ticket.refresh_from_db()
    assert ticket.catalog_item_id == asking["fibre"].pk
    wrong = ana.post(url, {**sent, "catalog_item": "999999999", "once": "k2"})
    assert wrong.status_code == 422


def test_the_standing_of_a_contract_in_its_dialog(as_user: AsUser, world: World) -> None:
    person_id = opening(world)["customer"]
    ada, url = as_user("ada"), f"/pessoas/{person_id}/contrato/"
    assert "Outra pessoa alterou" not in text_of(ada.get(url))
    assert ada.post(url, {"standing": "talvez", "once": "k"}).status_code == 422
    assert ada.post(url, {"standing": "blocked", "once": "k"}).status_code == 303
    assert "Contrato bloqueado" in text_of(ada.get(f"/pessoas/{person_id}/"))
    assert "Situação do contrato" in text_of(ada.get(f"/pessoas/{person_id}/historico/"))
    assert as_user("ana").get(url).status_code == 403
    assert "Contrato bloqueado" in text_of(as_user("ana").get(f"/central/?cliente={person_id}"))
    stale = ada.post(url, {"standing": "regular", "seen": "0", "once": "k3"})
    assert stale.status_code == 409 and "Outra pessoa alterou" in text_of(stale)
