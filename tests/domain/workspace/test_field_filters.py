"""Lists filtered by a custom field: each kind, together with other filters, in the counters too."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from central.domain.catalog.models import CustomField, FieldKind
from central.domain.fields.models import FieldValue
from central.domain.registries.operations import create_entry
from central.domain.tickets.models import Ticket
from central.domain.workspace.field_filters import FieldFilter, field_choice, field_filter, filter_fields
from central.domain.workspace.queries import (
    Scope,
    TaskFilter,
    TaskTab,
    TicketFilter,
    client_page,
    desk_counts,
    task_counts,
    task_page,
)
from tests.cast import World, person

Make = Callable[..., CustomField]


@pytest.fixture
def field(world: World) -> Make:
    """A field that lists can be filtered by."""

    def make(name: str, kind: FieldKind = FieldKind.TEXT, **more: Any) -> Any:
        values = {
            "name": name,
            "kind": kind.value,
            "types": [world.types["connection"].pk],
            "is_filter": True,
        }
        return create_entry(actor=world.actor("ada"), registry="custom-field", values={**values, **more})

    return make


def opened(world: World, field: CustomField, *typed: str) -> dict[str, int]:
    """Protocols of different clients with these values, by value."""
    found = {}
    for text in typed:
        client = person(f"Cliente {text}", is_client=True)
        contact = client.contacts.get()
        given = {field.pk: text} if text else {}
        found[text] = world.ticket(customer_id=client.pk, contact_id=contact.pk, fields=given).pk
    return found


def listed(world: World, wanted: FieldFilter) -> set[int]:
    """The protocols of My teams with a filter; the Central and the counters must agree."""
    bia = world.actor("bia")
    fields = TicketFilter(custom=wanted)
    rows = task_page(bia, TaskTab.TEAMS, TaskFilter(fields=fields)).rows
    counts = desk_counts(bia, Scope.TEAMS, fields)
    assert len(client_page(bia, Scope.TEAMS, fields).rows) == counts.shown == len(rows)
    counted = task_counts(bia, TaskTab.TEAMS, TaskFilter(fields=fields))
    assert counted.now + counted.until_midnight + counted.later == len(rows)
    return {row.id for row in rows}


@pytest.mark.parametrize(
    ("kind", "typed", "given", "found"),
    [
        ("choice", ("300 Mega", "600 Mega", ""), {"equal": "600 Mega"}, {"600 Mega"}),
        ("yes_no", ("1", "0", ""), {"equal": "0"}, {"0"}),
        ("text", ("ONU Ção 1", "ONU 2", ""), {"contains": "cao"}, {"ONU Ção 1"}),
        ("text", ("a%b", "ab", ""), {"contains": "nada"}, set()),
        ("number", ("-27,5", "-19,8", "3", ""), {"least": "-20", "most": "2"}, {"-19,8"}),
        ("number", ("-27,5", "0", ""), {"least": "0"}, {"0"}),
        ("number", ("5000000", "4", ""), {"least": "4.000.000"}, {"5000000"}),
        ("date", ("01/11/2026", "30/11/2026", ""), {"most": "15/11/2026"}, {"01/11/2026"}),
        ("text", ("um", ""), {}, {"um"}),
    ],
)
def test_each_kind_is_filtered(
    world: World, field: Make, kind: str, typed: tuple[str, ...], given: dict[str, str], found: set[str]
) -> None:
    made = field("Campo", FieldKind(kind), options=["300 Mega", "600 Mega"])
    other = field("Outro")
    tickets = opened(world, made, *typed)
    world.ticket(fields={other.pk: typed[0]})
    wanted = field_filter(made.pk, **given)
    for _again in range(2):
        assert listed(world, wanted) == {tickets[text] for text in found}


def test_another_value_of_the_same_shape_is_not_answered_with_the_first_one(
    world: World, field: Make
) -> None:
    serial, power = field("Serial"), field("Potência", FieldKind.NUMBER)
    first = opened(world, serial, "AAA", "BBB")
    second = opened(world, power, "10", "20")
    for text in ("AAA", "BBB", "AAA"):
        assert listed(world, field_filter(serial.pk, equal=text)) == {first[text]}
    for text in ("10", "20", "10"):
        assert listed(world, field_filter(power.pk, least=text, most=text)) == {second[text]}


def test_a_filter_that_is_not_understood_says_so(world: World, field: Make) -> None:
    assert field_filter(1, least="forte").not_understood == "forte"
    assert not field_filter(1, least="1/1/2026", most="3,5").not_understood


def test_only_fields_marked_for_it_are_offered(world: World, field: Make) -> None:
    plan = field("Plano", FieldKind.CHOICE, options=["300", "600"])
    field("Sem filtro", is_filter=False)
    long = field("Longo", FieldKind.LONG_TEXT)
    assert filter_fields() == [(plan.pk, "Plano")]
    assert (field_choice(long.pk), field_choice(None), field_choice(999_999)) == (None, None, None)
    choice = field_choice(plan.pk)
    assert choice is not None and choice.options == ("300", "600")


@pytest.mark.parametrize("count", [1, 50])
def test_a_filtered_list_asks_one_query(world: World, field: Make, count: int) -> None:
    serial = field("Serial")
    ticket = world.ticket(fields={serial.pk: "AAA"})
    value = FieldValue.objects.get()
    for number in range(count - 1):
        copy = Ticket.objects.get(pk=ticket.pk)
        copy.pk, copy.protocol = None, 5_000_000 + number
        copy.save(force_insert=True)
        FieldValue.objects.create(ticket=copy, field=serial, text="AAA", key=value.key)
    wanted = TaskFilter(fields=TicketFilter(custom=field_filter(serial.pk, equal="AAA")))
    with CaptureQueriesContext(connection) as asked:
        assert len(task_page(world.actor("bia"), TaskTab.TEAMS, wanted).rows) == count
    assert len([one for one in asked if "tickets_ticket" in one["sql"]]) == 1
