"""Escalation rules as a registry: what is asked of one, and what is refused with words."""

from typing import Any

import pytest
from django.utils import timezone

from central.domain.escalation.models import EscalationRule
from central.domain.registries import queries
from central.domain.registries.listing import registry_of
from central.domain.registries.operations import create_entry
from central.domain.tickets.models import Ticket
from central.doors.clock.timers import arm_marked, escalate_due
from central.foundation.errors import Invalid, NotAllowed
from tests.cast import World
from tests.domain.escalation.conftest import Clock, MakeRule

pytestmark = pytest.mark.django_db

GOOD: dict[str, Any] = {
    "name": "Perto do prazo", "timing": "before", "amount": "30", "lowest_priority": "0", "tells_leader": True,
    "priority_change": "keep",
}  # fmt: skip


def refused(world: World, **values: Any) -> dict[str, str]:
    """The sentences by field."""
    with pytest.raises(Invalid) as refusal:
        create_entry(actor=world.actor("ada"), registry="escalation-rule", values={**GOOD, **values})
    return {name: str(text) for name, text in refusal.value.errors.items()}


def test_a_rule_is_made_with_what_it_names(world: World) -> None:
    given = {**GOOD, "types": [world.types["repair"].pk], "teams": [world.field.pk], "priority_change": "3"}
    made = create_entry(actor=world.actor("ada"), registry="escalation-rule", values=given)
    rule = EscalationRule.objects.get(pk=made.pk)
    assert (rule.timing, rule.amount, rule.priority_change) == ("before", 30, "3")
    assert [kind.pk for kind in rule.types.all()] == [world.types["repair"].pk]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"tells_leader": False}, "tells_assignee"),
        ({"amount": ""}, "amount"),
        ({"amount": "0"}, "amount"),
        ({"timing": "percent", "amount": "100"}, "amount"),
        ({"timing": "sometimes"}, "timing"),
        ({"priority_change": "9"}, "priority_change"),
        ({"priority_change": "2", "lowest_priority": "2"}, "priority_change"),
        ({"priority_change": "step", "lowest_priority": "3"}, "priority_change"),
        ({"lowest_priority": "7"}, "lowest_priority"),
    ],
)
def test_wrong_combinations_are_told(world: World, wrong: dict[str, Any], field: str) -> None:
    assert list(refused(world, **wrong)) == [field]


def test_a_forwarding_needs_team_and_reason_and_another_team(world: World) -> None:
    team, reason = world.field.pk, world.forward_reason.pk
    assert list(refused(world, forward_team=team)) == ["forward_reason"]
    assert list(refused(world, forward_reason=reason)) == ["forward_team"]
    assert list(refused(world, forward_team=team, forward_reason=reason, teams=[team])) == ["forward_team"]


def test_at_the_deadline_no_number_is_kept(world: World) -> None:
    made = create_entry(
        actor=world.actor("ada"), registry="escalation-rule", values={**GOOD, "timing": "at", "amount": "30"}
    )
    assert EscalationRule.objects.get(pk=made.pk).amount is None


def test_only_who_keeps_the_registries_makes_rules(world: World) -> None:
    with pytest.raises(NotAllowed):
        create_entry(actor=world.actor("sara"), registry="escalation-rule", values=GOOD)


def test_a_rule_tells_on_how_many_protocols_it_acted(
    rule: MakeRule, ticket: Ticket, world: World, clock: Clock
) -> None:
    made = rule()
    arm_marked()
    clock(hours=24)
    escalate_due()
    sheet = queries.entry_sheet(world.actor("ada"), registry_of("escalation-rule"), made.pk)
    assert "1 solicitação" in str(sheet) or "1 protocolo" in str(sheet)


def test_without_rules_marks_are_taken_off_together(ticket: Ticket, django_assert_num_queries: Any):
    Ticket.objects.update(needs_arming=True, escalate_at=timezone.now())
    count = Ticket.objects.filter(is_open=True).count()
    with django_assert_num_queries(5):  # the savepoint, the locked rows, the rules, the marks
        assert arm_marked() == count
    assert not Ticket.objects.filter(is_open=True, needs_arming=True).exists()
    assert not Ticket.objects.filter(is_open=True, escalate_at__isnull=False).exists()
    assert arm_marked() == 0
