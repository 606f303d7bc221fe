"""Lists filtered by what a protocol is filed under, on the screens and in their counters."""

from collections.abc import Callable

import pytest
from django.test import Client

from central.domain.catalog.models import (
    CatalogClass,
    CatalogItem,
    RequestContext,
    RequestProblem,
    ServiceCatalog,
)
from central.domain.tickets.filing import Filing
from central.domain.workspace.queries import (
    Filed,
    FiledUnder,
    Scope,
    TaskFilter,
    TaskTab,
    TicketFilter,
    client_page,
    desk_counts,
    task_page,
)
from tests.cast import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def filed(world: World) -> dict[str, int]:
    """Three protocols: in a class, in another item of the same catalogue, and filed nowhere."""
    net = ServiceCatalog.objects.create(code="net", name="Internet")
    fibre = CatalogItem.objects.create(code="fibre", name="Fibra", catalog=net)
    radio = CatalogItem.objects.create(code="radio", name="Rádio", catalog=net)
    slow = CatalogClass.objects.create(code="slow", name="Lentidão", item=fibre)
    signal = RequestContext.objects.create(code="signal", name="Sinal")
    weak = RequestProblem.objects.create(code="weak", name="Fraco", context=signal)
    world.types["connection"].catalogs.add(net)
    return {
        "slow": world.ticket(filing=Filing(net.pk, fibre.pk, slow.pk, signal.pk, weak.pk)).pk,
        "radio": world.ticket(filing=Filing(net.pk, radio.pk)).pk,
        "nowhere": world.ticket().pk,
    }


def listed(world: World, wanted: TicketFilter) -> set[int]:
    """The protocols of My teams; the Central and its counters must agree."""
    bia = world.actor("bia")
    rows = task_page(bia, TaskTab.TEAMS, TaskFilter(fields=wanted)).rows
    counts = desk_counts(bia, Scope.TEAMS, wanted)
    assert len(client_page(bia, Scope.TEAMS, wanted).rows) == counts.shown == bool(rows)
    return {row.id for row in rows}


def test_each_level_finds_what_lies_below_it(world: World, filed: dict[str, int]) -> None:
    net, fibre, radio = (
        row.pk for row in (*ServiceCatalog.objects.all(), *CatalogItem.objects.order_by("id"))
    )
    slow, signal = CatalogClass.objects.get().pk, RequestContext.objects.get().pk
    both, one = {filed["slow"], filed["radio"]}, {filed["slow"]}
    for wanted, found in (
        (TicketFilter(catalog=FiledUnder(Filed.CATALOG, net)), both),
        (TicketFilter(catalog=FiledUnder(Filed.ITEM, fibre)), one),
        (TicketFilter(catalog=FiledUnder(Filed.ITEM, radio)), {filed["radio"]}),
        (TicketFilter(catalog=FiledUnder(Filed.CLASS, slow)), one),
        (TicketFilter(problem=FiledUnder(Filed.CONTEXT, signal)), one),
        (TicketFilter(problem=FiledUnder(Filed.PROBLEM, RequestProblem.objects.get().pk)), one),
        (
            TicketFilter(catalog=FiledUnder(Filed.ITEM, radio), problem=FiledUnder(Filed.CONTEXT, signal)),
            set(),
        ),
    ):
        assert listed(world, wanted) == found
        assert wanted.count == (wanted.catalog is not None) + (wanted.problem is not None)


def test_the_filter_is_chosen_named_and_lifted(
    world: World, as_user: Callable[[str], Client], filed: dict[str, int]
) -> None:
    client, slow = as_user("bia"), CatalogClass.objects.get().pk
    weak = RequestProblem.objects.get().pk
    dialog = client.get("/central/filtros/").content.decode()
    assert f'<option value="classe-{slow}">Internet › Fibra › Lentidão</option>' in dialog
    assert f'<option value="problema-{weak}">Sinal › Fraco</option>' in dialog
    asked = {"escopo": "equipes", "catalogo": f"classe-{slow}", "problema": f"problema-{weak}"}
    page = client.get("/central/", asked).content.decode()
    assert "Internet › Fibra › Lentidão" in page
    assert "Sinal › Fraco" in page
    for word in ("item-", "problema-1", "classe", "classe-²", "9"):
        assert client.get("/central/", {"catalogo": word}).status_code == 200
