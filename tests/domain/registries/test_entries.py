"""Entries of every registry: created, changed, switched off and on, put in order; refused with words; told."""

from typing import Any

import pytest
from django.utils import timezone

from central.domain.catalog.models import CancelReason, RequestContext, RequestProblem, Solution
from central.domain.registries import queries
from central.domain.registries.declarations import Kind, Registry
from central.domain.registries.listing import REGISTRIES, registry_of
from central.domain.registries.operations import (
    create_entry,
    reorder_entries,
    set_entry_active,
    update_entry,
)
from central.domain.tickets.operations.closing import cancel_ticket
from central.foundation.actor import Actor
from central.foundation.errors import Conflict, Invalid, NotAllowed, NotFound
from central.foundation.events.models import EventRecord
from central.foundation.events.verifying import Progress, broken_chains, chained_kinds
from tests.cast import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(world: World) -> Actor:
    """The administrator."""
    return world.actor("ada")


def make(actor: Actor, name: str, registry: str = "solution", **values: Any) -> Any:
    """A new entry."""
    return create_entry(actor=actor, registry=registry, values={"name": name, **values})


def facts(entry: Any) -> list[str]:
    """The names of an entry's facts."""
    kind = entry._meta.model_name
    rows = EventRecord.objects.filter(subject_kind=kind, subject_id=entry.pk).order_by("sequence")
    return list(rows.values_list("name", flat=True))


def test_an_entry_is_created_at_the_end_with_a_code(ada: Actor) -> None:
    last = max(Solution.objects.values_list("position", flat=True), default=0)
    entry = make(ada, "  Troca de drop óptico ")
    assert (entry.name, entry.code, entry.is_active) == ("Troca de drop óptico", "troca-de-drop-optico", True)
    assert entry.position > last
    assert facts(entry) == ["EntryCreated"]
    Solution.objects.filter(pk=entry.pk).update(name="Outro nome")
    assert make(ada, "Troca de drop óptico").code == "troca-de-drop-optico-2"


@pytest.mark.parametrize("name", ["", "   ", "a" * 121, "nul\x00", "linha\nnova", "\ud800"])
def test_a_name_that_cannot_be_stored_is_refused(ada: Actor, name: str) -> None:
    with pytest.raises(Invalid) as refused:
        make(ada, name)
    assert set(refused.value.errors) == {"name"}


def test_a_name_stands_once_accents_and_capitals_ignored(ada: Actor) -> None:
    entry = make(ada, "Religação")
    with pytest.raises(Invalid, match="."):
        make(ada, "RELIGACAO")
    set_entry_active(actor=ada, registry="solution", entry_id=entry.pk, is_active=False)
    with pytest.raises(Invalid) as refused:
        make(ada, "religação")
    assert "Religação" in str(refused.value.errors["name"])


def test_a_problem_may_repeat_a_name_under_another_context(ada: Actor) -> None:
    wifi, fibre = make(ada, "Wi-Fi", "request-context"), make(ada, "Fibra", "request-context")
    make(ada, "Lentidão", "request-problem", context=str(wifi.pk))
    make(ada, "Lentidão", "request-problem", context=str(fibre.pk))
    with pytest.raises(Invalid):
        make(ada, "lentidao", "request-problem", context=str(wifi.pk))
    assert RequestProblem.objects.filter(name="Lentidão").count() == 2


@pytest.mark.parametrize("context", ["", "999999", "x", "-1", "99999999999999999999", None])
def test_a_problem_needs_a_context_that_is_offered(ada: Actor, context: Any) -> None:
    with pytest.raises(Invalid) as refused:
        make(ada, "Sem sinal", "request-problem", context=context)
    assert set(refused.value.errors) == {"context"}


def test_a_context_that_was_switched_off_stays_with_what_has_it(ada: Actor) -> None:
    wifi = make(ada, "Wi-Fi", "request-context")
    problem = make(ada, "Lentidão", "request-problem", context=wifi.pk)
    RequestContext.objects.filter(pk=wifi.pk).update(is_active=False)
    update_entry(
        actor=ada,
        registry="request-problem",
        entry_id=problem.pk,
        values={"name": "Muita lentidão", "context": wifi.pk},
    )
    with pytest.raises(Invalid):
        make(ada, "Queda", "request-problem", context=wifi.pk)
    offered = queries.field_options(ada, registry_of("request-problem"), problem.pk)["context"]
    assert str(wifi.pk) in dict(offered)


def test_a_change_is_told_from_and_to(ada: Actor) -> None:
    entry = make(ada, "Antes")
    update_entry(actor=ada, registry="solution", entry_id=entry.pk, values={"name": "Depois"})
    record = EventRecord.objects.get(subject_kind="solution", subject_id=entry.pk, name="EntryChanged")
    assert record.payload == {"changes": {"name": ["Antes", "Depois"]}}
    update_entry(actor=ada, registry="solution", entry_id=entry.pk, values={"name": "Depois"})
    assert facts(entry) == ["EntryCreated", "EntryChanged"]
    sheet = queries.entry_sheet(ada, registry_of("solution"), entry.pk)
    change = sheet.history[0].changes[0]
    assert (change.before, change.after, sheet.history[0].who) == ("Antes", "Depois", "Ada Nogueira")


def test_the_second_of_two_administrators_is_told_what_changed(ada: Actor) -> None:
    entry = make(ada, "Antes")
    update_entry(
        actor=ada,
        registry="solution",
        entry_id=entry.pk,
        values={"name": "Da primeira"},
        expected_event_count=1,
    )
    with pytest.raises(Conflict):
        update_entry(
            actor=ada,
            registry="solution",
            entry_id=entry.pk,
            values={"name": "Da outra"},
            expected_event_count=1,
        )
    with pytest.raises(Conflict):
        set_entry_active(
            actor=ada, registry="solution", entry_id=entry.pk, is_active=False, expected_event_count=1
        )
    meanwhile = queries.changes_since(ada, registry_of("solution"), entry.pk, 1)
    assert [change.after for row in meanwhile for change in row.changes] == ["Da primeira"]


def test_an_entry_is_switched_off_and_on(ada: Actor) -> None:
    entry = make(ada, "Provisória")
    set_entry_active(actor=ada, registry="solution", entry_id=entry.pk, is_active=False)
    with pytest.raises(Conflict):
        set_entry_active(actor=ada, registry="solution", entry_id=entry.pk, is_active=False)
    set_entry_active(actor=ada, registry="solution", entry_id=entry.pk, is_active=True)
    assert facts(entry) == ["EntryCreated", "EntryDeactivated", "EntryActivated"]


def test_entries_are_put_in_order(ada: Actor) -> None:
    Solution.objects.all().delete()
    a, b, c = (make(ada, name) for name in "ABC")
    reorder_entries(actor=ada, registry="solution", entry_id=c.pk, before_id=a.pk)
    assert names(ada) == ["C", "A", "B"]
    reorder_entries(actor=ada, registry="solution", entry_id=c.pk, before_id=None)
    assert names(ada) == ["A", "B", "C"]
    reorder_entries(actor=ada, registry="solution", entry_id=b.pk, before_id=b.pk)
    assert facts(c) == ["EntryCreated", "EntryMoved", "EntryMoved"]
    assert facts(b) == ["EntryCreated"]
    for entry_id, before_id in ((0, a.pk), (a.pk, 10**9)):
        with pytest.raises(NotFound):
            reorder_entries(actor=ada, registry="solution", entry_id=entry_id, before_id=before_id)


def names(actor: Actor, **filters: Any) -> list[str]:
    """The names of the solutions as the list shows them."""
    return [row.name for row in queries.registry_page(actor, registry_of("solution"), **filters).rows]


def test_the_list_is_searched_without_accents_and_filtered_by_state(ada: Actor) -> None:
    Solution.objects.all().delete()
    make(ada, "Reconfiguração remota")
    off = make(ada, "Troca de ONU")
    set_entry_active(actor=ada, registry="solution", entry_id=off.pk, is_active=False)
    assert names(ada, search="CONFIGURACAO") == ["Reconfiguração remota"]
    assert names(ada, search="onu") == []
    assert names(ada, search="onu", state="todos") == ["Troca de ONU"]
    assert names(ada, state="inativos") == ["Troca de ONU"]
    assert names(ada, search="?!") == []


@pytest.mark.parametrize("key", sorted(REGISTRIES))
def test_only_who_keeps_all_registries_may_read_and_change_them(world: World, key: str) -> None:
    kept, ana = registry_of(key), world.actor("ana")
    acts: list[Any] = [
        lambda: queries.registry_page(ana, kept),
        lambda: queries.entry_sheet(ana, kept, 1),
        lambda: queries.field_options(ana, kept, None),
        lambda: create_entry(actor=ana, registry=key, values={}),
        lambda: update_entry(actor=ana, registry=key, entry_id=1, values={}),
        lambda: set_entry_active(actor=ana, registry=key, entry_id=1, is_active=False),
        lambda: reorder_entries(actor=ana, registry=key, entry_id=1, before_id=None),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()


def test_an_unknown_registry_or_entry_is_not_found(ada: Actor) -> None:
    with pytest.raises(NotFound):
        create_entry(actor=ada, registry="nothing", values={})
    with pytest.raises(NotFound):
        update_entry(actor=ada, registry="solution", entry_id=10**9, values={"name": "x"})


def test_the_same_form_sent_twice_makes_one_entry(ada: Actor) -> None:
    create_entry(actor=ada, registry="solution", values={"name": "Uma"}, once="k")
    with pytest.raises(Exception, match="."):
        create_entry(actor=ada, registry="solution", values={"name": "Outra"}, once="k")
    assert not Solution.objects.filter(name="Outra").exists()


def test_uses_are_counted_over_columns_and_facts(world: World, ada: Actor) -> None:
    world.ticket()
    why = CancelReason.objects.order_by("pk")[0]
    cancel_ticket(actor=ada, ticket_id=world.ticket().pk, reason_id=why.pk, text="Foi engano")
    assert queries.entry_sheet(ada, registry_of("contact-method"), world.method.pk).uses == ("2 protocolos",)
    assert queries.entry_sheet(ada, registry_of("cancel-reason"), why.pk).uses == ("1 protocolo",)
    assert queries.entry_sheet(ada, registry_of("solution"), world.solution.pk).uses == ()


def test_the_chains_of_entries_hold(ada: Actor) -> None:
    entry = make(ada, "Encadeada")
    set_entry_active(actor=ada, registry="solution", entry_id=entry.pk, is_active=False)
    kinds = {"solution": chained_kinds()["solution"]}
    assert list(broken_chains(kinds, Progress())) == []
    assert timezone.now() >= EventRecord.objects.latest("id").at


def test_every_registry_declares_fields_that_its_model_has() -> None:
    for registry in REGISTRIES.values():
        check_declared(registry)


def check_declared(registry: Registry) -> None:
    """A declaration that fits its model."""
    assert registry.field("name") is not None
    for field in registry.fields:
        column = registry.model._meta.get_field(field.name)
        longest = getattr(column, "max_length", None)
        if field.kind is Kind.TEXT:
            assert longest is None or field.longest <= longest, (registry.key, field.name)
