"""Prioridades: names, colours, default and what is offered are the company's; the ranks stay."""

from typing import Any

import pytest

from central.domain.catalog.models import PriorityStep
from central.domain.catalog.priorities import default_rank
from central.domain.registries.operations import create_entry, set_entry_active, update_entry
from central.domain.tickets import options
from central.domain.tickets.operations.details import change_priority
from central.domain.workspace.queries import sheet_view, timeline
from central.foundation.errors import Conflict, Invalid
from tests.cast import World

pytestmark = pytest.mark.django_db


def test_a_step_is_renamed_and_the_past_keeps_its_name(world: World) -> None:
    ada, ticket = world.actor("ada"), world.ticket()
    change_priority(actor=ada, ticket_id=ticket.pk, priority=3)
    values: dict[str, Any] = {"name": "Crítica", "color": "hand", "is_default": False}
    update_entry(actor=ada, registry="priority", entry_id=3, values=values)
    sheet = sheet_view(ada, ticket.pk)
    assert (sheet.priority, sheet.priority_name, sheet.priority_color) == (3, "Crítica", "hand")
    assert timeline(ada, sheet).entries[0].after == "Urgente"
    assert ("3", "Crítica") in options.priorities(ada)


def test_one_is_the_default_and_one_out_of_use_is_not_given(world: World) -> None:
    ada, ticket = world.actor("ada"), world.ticket()
    values: dict[str, Any] = {"name": "Baixa", "color": "plain", "is_default": True}
    update_entry(actor=ada, registry="priority", entry_id=0, values=values)
    assert default_rank() == 0
    assert not PriorityStep.objects.get(rank=1).is_default
    with pytest.raises(Conflict):
        set_entry_active(actor=ada, registry="priority", entry_id=0, is_active=False)
    with pytest.raises(Conflict):
        set_entry_active(actor=ada, registry="priority", entry_id=ticket.priority, is_active=False)
    set_entry_active(actor=ada, registry="priority", entry_id=3, is_active=False)
    assert "3" not in dict(options.priorities(ada))
    for wrong in (3, 4, -1):
        with pytest.raises(Invalid):
            change_priority(actor=ada, ticket_id=ticket.pk, priority=wrong)


def test_none_is_added(world: World) -> None:
    with pytest.raises(Conflict):
        create_entry(actor=world.actor("ada"), registry="priority", values={"name": "Outra"})
