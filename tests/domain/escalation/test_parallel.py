"""Several workers at once: a rule acts once; and the clock door finds its protocols by index."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from central.domain.escalation.arming import escalating, rearm, unarmed
from central.domain.escalation.models import EscalationFiring, EscalationRule
from central.domain.escalation.operations import escalate_ticket
from central.domain.registries.operations import create_entry
from central.domain.tickets.models import Ticket
from central.doors.clock.timers import escalate_due
from central.foundation.actor import SYSTEM
from central.foundation.events.models import EventRecord
from tests.cast import World

WORKERS = 3


def at_once(call: Callable[[], object]) -> list[Exception]:
    """Run a call in several threads that start together; answers what went wrong."""
    gate, wrong = Barrier(WORKERS), []

    def run() -> None:
        gate.wait()
        try:
            call()
        except Exception as error:
            wrong.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=run) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def test_workers_at_once_let_a_rule_act_once(lasting_world: World) -> None:
    world = lasting_world
    tickets = [world.ticket() for _ in range(4)]
    rule = create_entry(
        actor=world.actor("ada"),
        registry="escalation-rule",
        values={
            "name": "Sobe", "timing": "at", "lowest_priority": "0", "priority_change": "step",
            "tells_leader": True,
        },
    )  # fmt: skip
    past = timezone.now() - timedelta(minutes=5)
    EscalationRule.objects.filter(pk=rule.pk).update(counts_from=past - timedelta(hours=1))
    Ticket.objects.update(due_at=past, opened_at=past - timedelta(hours=9), priority=1)
    for ticket in tickets:
        Ticket.objects.filter(pk=ticket.pk).update(escalate_at=past, needs_arming=False)
    assert not at_once(escalate_due)
    assert EscalationFiring.objects.count() == len(tickets)
    assert EventRecord.objects.filter(name="EscalationFired").count() == len(tickets)
    assert set(Ticket.objects.values_list("priority", flat=True)) == {2}
    assert escalating(timezone.now(), 9) == []


def test_the_scans_read_their_indexes(world: World) -> None:
    world.ticket()
    with CaptureQueriesContext(connection) as captured:
        escalating(timezone.now(), 200)
        unarmed(200)
    assert len(captured.captured_queries) == 2
    if connection.vendor == "sqlite":
        for query, index in zip(
            captured.captured_queries, ("ticket_escalation", "ticket_needs_arming"), strict=True
        ):
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
                assert index in str(cursor.fetchall())


def test_arming_asks_the_same_few_queries_however_many_rules_there_are(world: World) -> None:
    ticket, counts = world.ticket(), []
    for number in range(5):
        made = create_entry(
            actor=world.actor("ada"),
            registry="escalation-rule",
            values={
                "name": f"Regra {number}", "timing": "percent", "amount": "50", "lowest_priority": "0",
                "priority_change": "keep", "tells_leader": True,
            },
        )  # fmt: skip
        rearm(made.pk, ticket.opened_at)
        with CaptureQueriesContext(connection) as captured:
            escalate_ticket(actor=SYSTEM, ticket_id=ticket.pk)
        counts.append(len(captured.captured_queries))
    assert counts[0] == counts[-1] <= 12
