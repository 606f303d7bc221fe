"""The bell rings at once for those who hear of a fact, and for nobody when there is none."""

import json

import pytest

from central.domain.tickets.operations.reporting import NewReport, add_report
from central.foundation.events.models import EventRecord
from central.reactions.notices import inside
from tests.cast import World

pytestmark = pytest.mark.django_db


def test_the_bell_rings_for_those_who_hear(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[str] = []
    monkeypatch.setattr(inside, "tell", rung.append)
    ticket = world.ticket(assignee_id=world.persons["ana"].pk)
    for author in ("bia", "ana"):
        add_report(actor=world.actor(author), ticket_id=ticket.pk, report=NewReport(text="Nota"))
        record = EventRecord.objects.filter(name="ReportAdded").latest("pk")
        assert inside.tell_inside.func(record.pk) == (author == "bia")
    assert [json.loads(message) for message in rung] == [
        {"persons": [world.persons["ana"].pk], "topics": ["notices"]}
    ]
