"""A clock that tests move, and rules as an administrator makes them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from central.domain.escalation.models import EscalationRule
from central.domain.registries.operations import create_entry
from central.domain.tickets.models import Ticket
from central.foundation.events.models import EventRecord
from central.reactions.deadlines.tasks import mark_deadlines
from tests.cast import World

TUESDAY = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
Clock = Callable[..., datetime]
MakeRule = Callable[..., EscalationRule]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Moves the time; called without anything it answers it."""
    now = [TUESDAY]
    monkeypatch.setattr(timezone, "now", lambda: now[0])

    def later(**distance: float) -> datetime:
        now[0] += timedelta(**distance)
        return now[0]

    return later


@pytest.fixture
def rule(world: World, clock: Clock) -> MakeRule:
    """Makes a rule: by default it tells the leader at the deadline."""

    def make(name: str = "No prazo", **values: Any) -> EscalationRule:
        given = {"timing": "at", "priority_change": "keep", "lowest_priority": "0", **values}
        others = {"tells_assignee", "tells_supervisors", "tells_profile", "forward_team"} & set(values)
        given.setdefault("tells_leader", not others)
        made = create_entry(
            actor=world.actor("ada"), registry="escalation-rule", values={"name": name, **given}
        )
        react("escalationrule", made.pk)
        return EscalationRule.objects.get(pk=made.pk)

    return make


def react(kind: str, pk: int) -> None:
    """Let the last fact about something have what follows from it."""
    last = EventRecord.objects.filter(subject_kind=kind, subject_id=pk).latest("sequence")
    mark_deadlines.func(last.pk)


@pytest.fixture
def ticket(world: World, clock: Clock) -> Ticket:
    """Opened on Tuesday at 09:00, due on Wednesday at 09:00; priority high."""
    return world.ticket()
