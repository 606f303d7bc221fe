"""What a type asks of its opening: answers, catalogue, context, contract, whom it offers; what the past keeps."""

from typing import Any

import pytest

from central.domain.catalog.models import (
    CatalogClass,
    CatalogItem,
    ContractRule,
    RequestContext,
    RequestProblem,
    ServiceCatalog,
    TicketType,
)
from central.domain.people.choices import ContractStanding
from central.domain.people.models import Person
from central.domain.people.operations import set_contract_standing
from central.domain.registries.operations import create_entry
from central.domain.teams.models import TeamMember
from central.domain.tickets import options
from central.domain.tickets.filing import Filing
from central.domain.tickets.opening_options import filing_choices, type_start
from central.domain.tickets.operations.details import Details, change_details
from central.domain.tickets.operations.opening import open_ticket
from central.domain.tickets.work_order import work_order
from central.domain.workspace.queries import sheet_view, timeline
from central.foundation.actor import Actor
from central.foundation.errors import Conflict, Invalid, NotAllowed
from central.foundation.events.models import EventRecord
from tests.cast import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind(world: World) -> TicketType:
    """The type of the world's protocols."""
    return world.types["connection"]


@pytest.fixture
def catalog(kind: TicketType) -> dict[str, Any]:
    """A catalogue of three levels that the type offers, and another that it does not."""
    internet, other = (ServiceCatalog.objects.create(code=c, name=c) for c in ("net", "tv"))
    fibre = CatalogItem.objects.create(code="fibre", name="Fibra", catalog=internet)
    radio = CatalogItem.objects.create(code="radio", name="Rádio", catalog=internet)
    home = CatalogClass.objects.create(code="home", name="Casa", item=fibre)
    kind.catalogs.add(internet)
    return {"net": internet, "tv": other, "fibre": fibre, "radio": radio, "home": home}


def refusal(act: Any) -> set[str]:
    """The fields that a refusal names."""
    with pytest.raises(Invalid) as refused:
        act()
    return set(refused.value.errors)


def opened(world: World, **changes: Any) -> Any:
    """Open a protocol as the attendant."""
    return open_ticket(actor=world.actor("ana"), ticket=world.new_ticket(**changes))


def checklist(world: World, kind: TicketType) -> Any:
    """A checklist of the opening with a mandatory question."""
    items = [
        {"label": "É o titular?", "kind": "yesno", "is_required": True},
        {"label": "Sinal", "kind": "number", "unit": "dBm"},
    ]
    values = {"name": "Abertura", "min_photos": 0, "items": items}
    made = create_entry(actor=world.actor("ada"), registry="checklist", values=values)
    TicketType.objects.filter(pk=kind.pk).update(opening_checklist=made.pk)
    return made


def test_the_answers_of_the_opening_are_asked_kept_and_shown(world: World, kind: TicketType) -> None:
    checklist(world, kind)
    assert refusal(lambda: opened(world)) == {"opening_e_o_titular"}
    wrong = {"e_o_titular": "talvez", "sinal": "x"}
    assert refusal(lambda: opened(world, opening_checklist=wrong)) == {"opening_e_o_titular", "opening_sinal"}
    ticket = opened(world, opening_checklist={"e_o_titular": "1", "sinal": "-20,5"})
    ticket.refresh_from_db()
    assert ticket.opening_answers == {"e_o_titular": "1", "sinal": "-20.5"}
    ana = world.actor("ana")
    TicketType.objects.filter(pk=kind.pk).update(opening_checklist=None)
    feed = timeline(ana, sheet_view(ana, ticket.pk))
    assert [(row.label, row.answer) for row in feed.checklist] == [
        ("É o titular?", "Sim"), ("Sinal", "−20,5\u00a0dBm"),
    ]  # fmt: skip
    assert "É o titular?: Sim" in feed.entries[-1].meta
    assert [row.answer for row in work_order(ana, ticket.pk).opening] == ["1", "-20.5"]


def test_a_catalogue_is_demanded_level_by_level(world: World, kind: TicketType, catalog: Any) -> None:
    TicketType.objects.filter(pk=kind.pk).update(requires_catalog=True)
    net, fibre, home = (catalog[name].pk for name in ("net", "fibre", "home"))
    for given, wrong in (
        (Filing(), "catalog"),
        (Filing(catalog=net), "catalog_item"),
        (Filing(catalog=net, catalog_item=fibre), "catalog_class"),
        (Filing(catalog=catalog["tv"].pk), "catalog"),
        (Filing(catalog=net, catalog_item=10**9), "catalog_item"),
        (Filing(catalog=net, catalog_item=catalog["radio"].pk, catalog_class=home), "catalog_class"),
    ):
        assert refusal(lambda given=given: opened(world, filing=given)) == {wrong}
    ticket = opened(world, filing=Filing(net, fibre, home))
    assert (ticket.catalog_id, ticket.catalog_item_id, ticket.catalog_class_id) == (net, fibre, home)
    assert opened(world, filing=Filing(net, catalog["radio"].pk)).catalog_class_id is None
    ana = world.actor("ana")
    sheet = sheet_view(ana, ticket.pk)
    assert "net › Fibra › Casa" in [fact.value for fact in sheet.facts]
    assert any("net › Fibra › Casa" in line for line in timeline(ana, sheet).entries[-1].meta)
    assert work_order(ana, ticket.pk).filed[0] == "net › Fibra › Casa"
    CatalogItem.objects.filter(pk=fibre).update(is_active=False)
    assert refusal(lambda: opened(world, filing=Filing(net, fibre, home))) == {"catalog_item"}


def test_a_type_without_catalogues_keeps_none(world: World, catalog: Any, kind: TicketType) -> None:
    kind.catalogs.clear()
    assert opened(world, filing=Filing(catalog=catalog["net"].pk)).catalog_id is None


def test_context_and_problem_belong_together(world: World, kind: TicketType) -> None:
    wifi = RequestContext.objects.create(code="w", name="Wi-Fi")
    fibre = RequestContext.objects.create(code="f", name="Fibra")
    slow = RequestProblem.objects.create(code="s", name="Lento", context=wifi)
    assert refusal(lambda: opened(world, filing=Filing(context=fibre.pk, problem=slow.pk))) == {"problem"}
    assert refusal(lambda: opened(world, filing=Filing(context=10**9))) == {"context"}
    assert opened(world, filing=Filing(context=fibre.pk)).problem_id is None
    TicketType.objects.filter(pk=kind.pk).update(requires_problem=True)
    assert refusal(lambda: opened(world)) == {"context"}
    assert refusal(lambda: opened(world, filing=Filing(context=wifi.pk))) == {"problem"}
    assert opened(world, filing=Filing(context=wifi.pk, problem=slow.pk)).problem_id == slow.pk


def test_choices_follow_what_is_above_them(kind: TicketType, catalog: Any) -> None:
    nothing = filing_choices(kind.pk, Filing(), Filing())
    assert [label for _pk, label in nothing["catalog"]] == ["net"]
    assert nothing["catalog_item"] == nothing["catalog_class"] == []
    net, fibre = catalog["net"].pk, catalog["fibre"].pk
    chosen = filing_choices(kind.pk, Filing(net, fibre), Filing())
    assert {label for _pk, label in chosen["catalog_item"]} == {"Fibra", "Rádio"}
    assert [label for _pk, label in chosen["catalog_class"]] == ["Casa"]
    foreign = filing_choices(kind.pk, Filing(catalog["tv"].pk, fibre), Filing())
    assert foreign["catalog_item"] == []


def details(ticket: Any, **changes: Any) -> Details:
    """The details of a protocol with changes."""
    given = {
        "title": ticket.title, "description": ticket.description, "contact_id": ticket.contact_id,
        "type_id": ticket.type_id, "service_level_id": None,
    }  # fmt: skip
    return Details(**{**given, **changes})


def test_the_filing_is_changed_and_told_from_and_to(world: World, catalog: Any) -> None:
    ticket, ana = opened(world), world.actor("ana")
    net, fibre, home = (catalog[name].pk for name in ("net", "fibre", "home"))
    change_details(actor=ana, ticket_id=ticket.pk, details=details(ticket, filing=Filing(net, fibre, home)))
    record = EventRecord.objects.get(subject_kind="ticket", subject_id=ticket.pk, name="DetailsChanged")
    assert record.payload["changes"] == {
        "catalog": [None, net], "catalog_item": [None, fibre], "catalog_class": [None, home],
    }  # fmt: skip
    told = timeline(ana, sheet_view(ana, ticket.pk)).entries[0].changes
    assert [(change.before, change.after) for change in told] == [("", "net"), ("", "Fibra"), ("", "Casa")]
    CatalogItem.objects.filter(pk=fibre).update(is_active=False)
    change_details(actor=ana, ticket_id=ticket.pk, details=details(ticket, filing=Filing(net, fibre, home)))
    wrong = details(ticket, filing=Filing(net, 10**9))
    assert refusal(lambda: change_details(actor=ana, ticket_id=ticket.pk, details=wrong)) == {"catalog_item"}


@pytest.mark.parametrize("standing", ["blocked", "suspended"])
def test_a_contract_that_is_not_regular_warns_or_refuses(
    world: World, kind: TicketType, standing: str
) -> None:
    customer = Person.objects.get(pk=world.new_ticket().customer_id)
    Person.objects.filter(pk=customer.pk).update(contract_standing=standing)
    assert opened(world).pk
    for rule, refused, warned in ((ContractRule.WARN, False, True), (ContractRule.REFUSE, True, True)):
        TicketType.objects.filter(pk=kind.pk).update(contract_rule=rule)
        start = type_start(kind.pk, customer.pk)
        assert (start.is_refused, bool(start.warning)) == (refused, warned)
        if refused:
            assert refusal(lambda: opened(world)) == {"type"}
        else:
            assert opened(world).pk
    Person.objects.filter(pk=customer.pk).update(contract_standing=ContractStanding.REGULAR)
    assert opened(world).pk
    assert not type_start(kind.pk, customer.pk).warning


def test_a_type_that_attendants_do_not_open(world: World, kind: TicketType) -> None:
    TicketType.objects.filter(pk=kind.pk).update(available_in_attendance=False)
    assert refusal(lambda: opened(world)) == {"type"}
    offered = [pk for _group, rows in options.types_grouped(attended=True) for pk, _name in rows]
    assert str(kind.pk) not in offered
    assert str(kind.pk) in [pk for _group, rows in options.types_grouped() for pk, _name in rows]


def test_the_default_assignee_is_proposed_while_a_member(world: World, kind: TicketType) -> None:
    member = TeamMember.objects.filter(team=kind.team, person__is_effective=True).order_by("pk")[0]
    TicketType.objects.filter(pk=kind.pk).update(default_assignee=member.person_id)
    assert type_start(kind.pk).assignee_id == member.person_id
    member.delete()
    start = type_start(kind.pk)
    assert start.assignee_id is None
    assert kind.team.name in start.assignee_note


def test_the_standing_of_a_contract_is_changed_by_right_and_told(world: World) -> None:
    person = Person.objects.get(pk=world.new_ticket().customer_id)
    ada: Actor = world.actor("ada")
    set_contract_standing(actor=ada, person_id=person.pk, standing="blocked")
    set_contract_standing(actor=ada, person_id=person.pk, standing="blocked")
    records = EventRecord.objects.filter(subject_kind="person", subject_id=person.pk, name="PersonUpdated")
    assert [record.payload["changed"] for record in records] == [["contract_standing"]]
    with pytest.raises(Invalid):
        set_contract_standing(actor=ada, person_id=person.pk, standing="whatever")
    with pytest.raises(NotAllowed):
        set_contract_standing(actor=world.actor("ana"), person_id=person.pk, standing="regular")
    with pytest.raises(Conflict):
        set_contract_standing(actor=ada, person_id=person.pk, standing="regular", expected_event_count=0)
