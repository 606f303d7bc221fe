"""Types, situações and statuses: what their parameters change, and what they leave as it was."""

from typing import Any

import pytest

from central.domain.catalog.models import BaseStatus, ServiceLevel, TicketStatus, TicketType
from central.domain.registries import queries
from central.domain.registries.listing import registry_of
from central.domain.registries.operations import create_entry, set_entry_active, update_entry
from central.domain.registries.values import read_values
from central.domain.teams.models import Team
from central.domain.tickets import options
from central.domain.tickets.operations.opening import open_ticket
from central.foundation.actor import Actor
from central.foundation.errors import Conflict, Invalid
from tests.cast import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(world: World) -> Actor:
    """The administrator."""
    return world.actor("ada")


def change(actor: Actor, registry: str, entry: Any, **values: Any) -> Any:
    """Change some values of an entry."""
    entry.refresh_from_db()
    given = {**read_values(registry_of(registry), entry), **values}
    return update_entry(actor=actor, registry=registry, entry_id=entry.pk, values=given)


def refusal(act: Any) -> dict[str, Any]:
    """The sentences of a refusal."""
    with pytest.raises(Invalid) as refused:
        act()
    return dict(refused.value.errors)


def test_a_type_allows_only_some_situacoes(world: World, ada: Actor) -> None:
    kind = world.types["connection"]
    other = ServiceLevel.objects.exclude(pk=kind.service_level_id).order_by("pk")[0]
    change(ada, "ticket-type", kind, allowed_levels=[kind.service_level_id])
    assert list(dict(options.service_levels(kind.pk))) == [str(kind.service_level_id)]
    assert str(other.pk) in dict(options.service_levels(world.types["repair"].pk))
    new = world.new_ticket(service_level_id=other.pk)
    assert set(refusal(lambda: open_ticket(actor=world.actor("ana"), ticket=new))) == {"service_level"}
    assert world.ticket().service_level_id == kind.service_level_id


def test_the_default_situacao_is_one_of_the_allowed(world: World, ada: Actor) -> None:
    kind = world.types["connection"]
    other = ServiceLevel.objects.exclude(pk=kind.service_level_id).order_by("pk")[0]
    wrong = refusal(lambda: change(ada, "ticket-type", kind, allowed_levels=[other.pk]))
    assert set(wrong) == {"allowed_levels"}


def test_a_type_demands_somebody_responsible_and_a_file(world: World, ada: Actor) -> None:
    change(ada, "ticket-type", world.types["connection"], requires_assignee=True, requires_attachment=True)
    assert set(refusal(world.ticket)) == {"assignee", "files"}


def test_a_changed_type_leaves_old_protocols_as_they_were(world: World, ada: Actor) -> None:
    ticket, kind = world.ticket(), world.types["connection"]
    before = (ticket.due_at, ticket.service_level_id, ticket.team_id, ticket.priority)
    change(ada, "ticket-type", kind, team=world.field.pk, priority="0", requires_assignee=True)
    ticket.refresh_from_db()
    assert (ticket.due_at, ticket.service_level_id, ticket.team_id, ticket.priority) == before
    sheet = queries.entry_sheet(ada, registry_of("ticket-type"), kind.pk)
    told = {change.label: (change.before, change.after) for change in sheet.history[0].changes}
    assert told["Equipe padrão"] == (world.support.name, world.field.name)
    assert told["Prioridade padrão"][1] == "Baixa"


def test_a_situacao_has_a_term_and_a_calendar_or_is_typed(world: World, ada: Actor) -> None:
    values: dict[str, Any] = {"name": "Expressa", "term_unit": "business_hours", "warning_percent": "50"}
    wrong = refusal(lambda: create_entry(actor=ada, registry="service-level", values=values))
    assert set(wrong) == {"term_amount", "calendar"}
    values |= {"term_unit": "manual", "term_amount": "9"}
    made: Any = create_entry(actor=ada, registry="service-level", values=values)
    assert (made.term_amount, made.calendar_id) == (None, None)
    due = world.ticket().due_at
    level = world.types["connection"].service_level
    change(ada, "service-level", level, term_amount=999)
    assert world.ticket().due_at > due


def test_one_status_is_the_default_of_its_step(world: World, ada: Actor) -> None:
    had = TicketStatus.objects.get(base_status=BaseStatus.OPEN, is_default=True)
    assert set(refusal(lambda: change(ada, "ticket-status", had, is_default=False))) == {"is_default"}
    with pytest.raises(Conflict):
        set_entry_active(actor=ada, registry="ticket-status", entry_id=had.pk, is_active=False)
    values = {"name": "Nova", "base_status": "open", "color": "brand", "is_default": True}
    made = create_entry(actor=ada, registry="ticket-status", values=values)
    had.refresh_from_db()
    assert not had.is_default
    assert world.ticket().status_id == made.pk
    history = queries.entry_sheet(ada, registry_of("ticket-status"), had.pk).history
    assert [c.after for c in history[0].changes] == ["Não"]


def test_the_step_of_a_status_never_changes(world: World, ada: Actor) -> None:
    status = TicketStatus.objects.filter(base_status=BaseStatus.IN_PROGRESS).order_by("pk")[0]
    wrong = refusal(lambda: change(ada, "ticket-status", status, base_status="waiting"))
    assert set(wrong) == {"base_status"}


def test_a_type_repeats_a_name_only_in_another_group(world: World, ada: Actor) -> None:
    kind = world.types["connection"]
    values = read_values(registry_of("ticket-type"), kind)
    wrong = refusal(lambda: create_entry(actor=ada, registry="ticket-type", values=values))
    assert set(wrong) == {"name"}
    create_entry(actor=ada, registry="ticket-type", values={**values, "group": "Outro grupo"})
    assert TicketType.objects.filter(name=kind.name).count() == 2


def test_an_inactive_status_does_not_become_the_default(world: World, ada: Actor) -> None:
    values = {"name": "Nova", "base_status": "open", "color": "plain"}
    new = create_entry(actor=ada, registry="ticket-status", values=values)
    set_entry_active(actor=ada, registry="ticket-status", entry_id=new.pk, is_active=False)
    assert set(refusal(lambda: change(ada, "ticket-status", new, is_default=True))) == {"is_default"}
    assert TicketStatus.objects.get(base_status=BaseStatus.OPEN, is_default=True).is_active


def test_two_defaults_at_the_same_moment_are_told(
    world: World, ada: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = {"name": "Nova", "base_status": "open", "color": "plain"}
    new = create_entry(actor=ada, registry="ticket-status", values=values)
    monkeypatch.setattr("central.domain.registries.operations.take_flag", lambda *_given: None)
    with pytest.raises(Conflict):
        change(ada, "ticket-status", new, is_default=True)


def test_the_default_situacao_of_a_type_in_use_stays_active(world: World, ada: Actor) -> None:
    kinds = TicketType.objects.filter(service_level=world.types["connection"].service_level_id)
    level = world.types["connection"].service_level_id
    with pytest.raises(Conflict) as refused:
        set_entry_active(actor=ada, registry="service-level", entry_id=level, is_active=False)
    assert str(kinds.count()) in str(refused.value)
    kinds.update(is_active=False)
    set_entry_active(actor=ada, registry="service-level", entry_id=level, is_active=False)
    assert not ServiceLevel.objects.get(pk=level).is_active


def test_a_default_that_is_out_of_use_is_asked_at_the_opening(world: World, ada: Actor) -> None:
    kind = world.types["connection"]
    Team.objects.filter(pk=kind.team_id).update(is_active=False)
    assert set(refusal(lambda: world.ticket(team_id=None))) == {"team"}
    assert world.ticket(team_id=world.field.pk).team_id == world.field.pk
    ServiceLevel.objects.filter(pk=kind.service_level_id).update(is_active=False)
    new = {"team_id": world.field.pk, "service_level_id": None}
    assert set(refusal(lambda: world.ticket(**new))) == {"service_level"}
