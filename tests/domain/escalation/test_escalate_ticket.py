"""Escalation rules act once for a protocol and its deadline, in order, whatever the clock door missed."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from central.domain.catalog.models import ServiceLevel
from central.domain.escalation.arming import escalating, unarmed
from central.domain.escalation.models import EscalationFiring
from central.domain.escalation.operations import escalate_ticket
from central.domain.registries.listing import registry_of
from central.domain.registries.operations import set_entry_active, update_entry
from central.domain.registries.values import read_values
from central.domain.tickets.models import Forwarding, Ticket
from central.domain.tickets.operations.closing import close_ticket
from central.domain.tickets.operations.details import Details, change_details, change_priority
from central.domain.tickets.operations.execution import start_execution
from central.domain.tickets.operations.reporting import NewReport, add_report
from central.domain.tickets.operations.responsibility import assume_ticket
from central.doors.clock.timers import arm_marked, escalate_due
from central.foundation.actor import SYSTEM, Actor
from central.foundation.errors import NotAllowed
from central.foundation.events.models import EventRecord
from tests.cast import World
from tests.domain.escalation.conftest import TUESDAY, Clock, MakeRule, react

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
DUE = TUESDAY + 24 * HOUR


def fired(ticket: Ticket) -> list[dict[str, Any]]:
    """The payloads of all firings on a protocol, in their order."""
    rows = EventRecord.objects.filter(subject_kind="ticket", subject_id=ticket.pk, name="EscalationFired")
    return list(rows.order_by("sequence").values_list("payload", flat=True))


def run(ticket: Ticket) -> Ticket:
    """One round of the clock door."""
    arm_marked()
    escalate_due()
    return Ticket.objects.get(pk=ticket.pk)


def test_a_rule_acts_when_its_moment_has_come_and_once(
    rule: MakeRule, ticket: Ticket, world: World, clock: Clock
):
    made = rule(timing="before", amount="30")
    assert run(ticket).escalate_at == DUE - timedelta(minutes=30)
    clock(hours=23, minutes=29)
    assert not fired(run(ticket))
    clock(minutes=1)
    assert run(ticket).escalate_at is None
    (told,) = fired(ticket)
    assert (told["rule_id"], told["told"], told["due_at"]) == (made.pk, ["leader"], DUE.isoformat())
    assert told["told_ids"] == [world.persons["sara"].pk]
    clock(hours=5)
    run(ticket)
    assert len(fired(ticket)) == EscalationFiring.objects.count() == 1


@pytest.mark.parametrize(
    ("timing", "amount", "moment"),
    [
        ("percent", "75", TUESDAY + 18 * HOUR),
        ("before", "90", DUE - timedelta(minutes=90)),
        ("at", "", DUE),
        ("after", "45", DUE + timedelta(minutes=45)),
    ],
)
def test_each_kind_of_moment(rule: MakeRule, ticket: Ticket, timing: str, amount: str, moment: object):
    rule(timing=timing, amount=amount)
    assert run(ticket).escalate_at == moment


def test_business_minutes_run_by_the_calendar_of_the_protocol(rule: MakeRule, world: World, clock: Clock):
    rule(timing="business", amount="120")
    ticket = world.ticket(service_level_id=world.levels["office"].pk)
    assert ticket.due_at == TUESDAY + 5 * HOUR  # 14:00, a break from 12:00 to 13:00
    assert run(ticket).escalate_at == TUESDAY + 7 * HOUR
    rule("Amanhã", timing="business", amount="240", tells_assignee=True)
    clock(hours=7)
    assert (
        run(ticket).escalate_at == TUESDAY + 24 * HOUR
    )  # 17:00 ends the day, one hour of Wednesday from 08:00


def test_a_typed_deadline_runs_by_the_calendar_of_the_team(rule: MakeRule, world: World):
    rule(timing="business", amount="60")
    rule("Metade", timing="percent", amount="50", tells_assignee=True)
    ticket = world.ticket(service_level_id=world.levels["manual"].pk, due_at=TUESDAY + 10 * HOUR)
    assert run(ticket).escalate_at == TUESDAY + 5 * HOUR


def test_a_rule_raises_the_priority_by_a_step_and_to_a_step(rule: MakeRule, ticket: Ticket, clock: Clock):
    rule("Um passo", timing="before", amount="60", priority_change="step", tells_leader=False)
    rule("Ao topo", timing="at", priority_change="3", tells_leader=False)
    clock(hours=23)
    assert run(ticket).priority == 3
    assert (fired(ticket)[0]["before_priority"], fired(ticket)[0]["after_priority"]) == (2, 3)
    clock(hours=1)
    run(ticket)
    assert "priority" in fired(ticket)[1]["refused"]
    assert EventRecord.objects.filter(subject_id=ticket.pk, name="PriorityChanged").count() == 1


def test_a_rule_forwards_as_the_system_and_ends_what_runs(
    rule: MakeRule, ticket: Ticket, world: World, ana: Actor, clock: Clock
):
    rule(forward_team=world.field.pk, forward_reason=world.forward_reason.pk)
    start_execution(actor=ana, ticket_id=ticket.pk)
    clock(hours=24)
    moved = run(ticket)
    assert (moved.team_id, moved.assignee_id, moved.running_count) == (world.field.pk, None, 0)
    row = Forwarding.objects.get(ticket=ticket)
    assert (row.created_by_id, row.to_team_id, row.reason_id) == (
        None,
        world.field.pk,
        world.forward_reason.pk,
    )
    assert fired(ticket)[0]["to_team_id"] == world.field.pk


def test_a_refused_effect_is_told_and_does_not_stop_the_others(
    rule: MakeRule, ticket: Ticket, world: World, clock: Clock
):
    rule(
        forward_team=world.field.pk, forward_reason=world.forward_reason.pk, priority_change="step",
        tells_assignee=True, tells_leader=True,
    )  # fmt: skip
    world.field.is_active = False
    world.field.save(update_fields=["is_active"])
    clock(hours=24)
    stayed = run(ticket)
    (told,) = fired(ticket)
    assert (stayed.team_id, stayed.priority) == (world.support.pk, 3)
    assert set(told["refused"]) == {"assignee", "forward"}
    assert told["told"] == ["leader"]
    assert told["refused"]["forward"].endswith(".")


def test_a_team_that_does_not_forward_there_is_said_so(rule: MakeRule, world: World, clock: Clock):
    rule(forward_team=world.finance.pk, forward_reason=world.forward_reason.pk)
    ticket = world.ticket(team_id=world.field.pk)
    clock(hours=24)
    run(ticket)
    assert "Campo Sul" in fired(ticket)[0]["refused"]["forward"]


def test_after_a_stop_all_act_in_order_and_once(rule: MakeRule, ticket: Ticket, world: World, clock: Clock):
    rule("Depois", timing="after", amount="60", priority_change="step", tells_leader=False)
    rule("Antes", timing="before", amount="60", tells_assignee=True)
    rule("No prazo")
    run(ticket)
    clock(hours=40)
    run(ticket)
    assert [one["timing"] for one in fired(ticket)] == ["before", "at", "after"]
    run(ticket)
    assert len(fired(ticket)) == 3


def test_a_new_rule_does_not_fall_upon_what_was_late_already(rule: MakeRule, ticket: Ticket, clock: Clock):
    clock(hours=30)
    rule()
    rule("Depois", timing="after", amount="600")
    assert run(ticket).escalate_at == DUE + 10 * HOUR
    assert not fired(ticket)


def test_a_changed_rule_arms_open_protocols_anew(rule: MakeRule, ticket: Ticket, world: World):
    made = rule(timing="before", amount="30")
    assert run(ticket).needs_arming is False
    ada, kept = world.actor("ada"), registry_of("escalation-rule")
    values = {**read_values(kept, made), "amount": "120"}
    update_entry(actor=ada, registry="escalation-rule", entry_id=made.pk, values=values)
    react("escalationrule", made.pk)
    assert unarmed(9) == [ticket.pk]
    assert run(ticket).escalate_at == DUE - 2 * HOUR
    values["name"] = "Outro nome"
    update_entry(actor=ada, registry="escalation-rule", entry_id=made.pk, values=values)
    react("escalationrule", made.pk)
    assert unarmed(9) == []
    set_entry_active(actor=ada, registry="escalation-rule", entry_id=made.pk, is_active=False)
    assert escalate_ticket(actor=SYSTEM, ticket_id=ticket.pk).escalate_at is None


def test_a_paused_protocol_does_not_fire_and_a_share_is_told_once(
    rule: MakeRule, ticket: Ticket, world: World, ana: Actor, clock: Clock
):
    rule("Três quartos", timing="percent", amount="75")
    rule("Perto", timing="before", amount="60", tells_assignee=True)
    clock(hours=19)
    run(ticket)
    assert [one["timing"] for one in fired(ticket)] == ["percent"]
    wait = NewReport(
        text="Aguardo.", status_id=world.statuses["waiting"].pk, wait_reason_id=world.wait_reason.pk
    )
    add_report(actor=ana, ticket_id=ticket.pk, report=wait)
    clock(hours=48)
    assert run(ticket).escalate_at is None
    assert len(fired(ticket)) == 1
    start_execution(actor=ana, ticket_id=ticket.pk)
    resumed = run(ticket)
    assert resumed.due_at == DUE + 48 * HOUR
    assert resumed.escalate_at == resumed.due_at - HOUR
    assert len(fired(ticket)) == 1


def test_a_new_deadline_arms_a_rule_again(rule: MakeRule, ticket: Ticket, world: World, clock: Clock):
    rule()
    clock(hours=24)
    run(ticket)
    longer = ServiceLevel.objects.create(
        code="L48", name="24x7 - 48 h", term_amount=48, term_unit="running_hours",
        calendar=world.levels["day"].calendar,
    )  # fmt: skip
    details = Details(
        title=ticket.title, description=ticket.description, contact_id=ticket.contact_id, type_id=ticket.type_id,
        service_level_id=longer.pk,
    )  # fmt: skip
    change_details(actor=world.actor("sara"), ticket_id=ticket.pk, details=details)
    assert run(ticket).escalate_at == TUESDAY + 48 * HOUR
    clock(hours=24)
    run(ticket)
    assert [one["due_at"] for one in fired(ticket)] == [DUE.isoformat(), (DUE + 24 * HOUR).isoformat()]


def test_a_closed_protocol_does_not_fire(rule: MakeRule, ticket: Ticket, ana: Actor, clock: Clock):
    rule()
    run(ticket)
    close_ticket(actor=ana, ticket_id=ticket.pk, text="Resolvido.")
    clock(hours=25)
    assert escalating(clock(), 9) == []
    assert escalate_ticket(actor=SYSTEM, ticket_id=ticket.pk).escalate_at is None
    assert not fired(ticket)


def test_rules_hold_only_for_what_they_name(rule: MakeRule, ticket: Ticket, world: World, ana: Actor):
    rule("Tipo", types=[world.types["repair"].pk])
    rule("Situação", service_levels=[world.levels["office"].pk])
    rule("Equipe", teams=[world.field.pk])
    rule("Prioridade", lowest_priority="3")
    assert run(ticket).escalate_at is None
    change_priority(actor=world.actor("sara"), ticket_id=ticket.pk, priority=3)
    assert run(ticket).escalate_at == DUE
    rule("Tudo junto", timing="before", amount="60", types=[ticket.type_id], teams=[ticket.team_id],
         service_levels=[ticket.service_level_id])  # fmt: skip
    assert run(ticket).escalate_at == DUE - HOUR


def test_whom_a_rule_tells(rule: MakeRule, ticket: Ticket, world: World, ana: Actor, clock: Clock):
    sara = world.persons["sara"]
    sara.is_supervisor = True
    sara.save(update_fields=["is_supervisor"])
    rule(
        tells_assignee=True, tells_leader=True, tells_supervisors=True,
        tells_profile=world.users["ada"].profile_id,
    )  # fmt: skip
    assume_ticket(actor=ana, ticket_id=ticket.pk)
    clock(hours=24)
    run(ticket)
    (told,) = fired(ticket)
    assert told["told"] == ["assignee", "leader", "supervisors", "profile"]
    assert told["told_ids"] == [world.persons[name].pk for name in ("ana", "sara", "ada")]


def test_who_cannot_log_in_is_not_told(rule: MakeRule, ticket: Ticket, world: World, clock: Clock):
    rule()
    world.users["sara"].is_active = False
    world.users["sara"].save(update_fields=["is_active"])
    clock(hours=24)
    run(ticket)
    assert "Suporte N1" in fired(ticket)[0]["refused"]["leader"]


def test_a_clock_that_jumps_back_and_forth_fires_once(rule: MakeRule, ticket: Ticket, clock: Clock):
    rule(timing="before", amount="30")
    run(ticket)
    clock(hours=24)
    run(ticket)
    clock(hours=-2)
    assert run(ticket).escalate_at is None
    clock(hours=3)
    run(ticket)
    assert len(fired(ticket)) == 1


def test_a_report_does_not_arm_anew(rule: MakeRule, ticket: Ticket, ana: Actor):
    rule()
    run(ticket)
    add_report(actor=ana, ticket_id=ticket.pk, report=NewReport(text="Sem novidade."))
    assert unarmed(9) == []


def test_the_table_itself_takes_a_firing_once(rule: MakeRule, ticket: Ticket, clock: Clock):
    made = rule()
    row = {"ticket": ticket, "rule": made, "due_at": DUE, "moment_at": DUE, "fired_at": DUE}
    EscalationFiring.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        EscalationFiring.objects.create(**row)


def test_only_the_system_escalates(ticket: Ticket, ana: Actor):
    with pytest.raises(NotAllowed):
        escalate_ticket(actor=ana, ticket_id=ticket.pk)
