"""Escalation in words: the line of the timeline and the next rule of the window of the deadline."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from central.domain.tickets.models import Ticket
from central.domain.workspace import queries
from central.domain.workspace.deadline import deadline_view
from central.domain.workspace.escalation_lines import shortened, when_words
from central.doors.clock.timers import arm_marked, escalate_due
from tests.cast import World
from tests.domain.escalation.conftest import TUESDAY, Clock, MakeRule, clock, rule, ticket

pytestmark = pytest.mark.django_db
__all__ = ["clock", "rule", "ticket"]


def line(world: World, protocol: Ticket) -> str:
    """The newest line of escalation."""
    ana = world.actor("ana")
    entries = queries.timeline(ana, queries.sheet_view(ana, protocol.pk)).entries
    return next(entry.says for entry in entries if entry.name == "EscalationFired")


def test_the_timeline_tells_what_a_rule_did_and_what_it_could_not(
    rule: MakeRule, ticket: Ticket, world: World, clock: Clock
) -> None:
    rule(
        "Perto do prazo", timing="before", amount="30", tells_leader=True, tells_assignee=True,
        priority_change="3", forward_team=world.field.pk, forward_reason=world.forward_reason.pk,
    )  # fmt: skip
    world.field.is_active = False
    world.field.save(update_fields=["is_active"])
    arm_marked()
    clock(hours=24)
    escalate_due()
    told = line(world, ticket)
    assert told.startswith(
        "aplicou a regra “Perto do prazo”, 30 min antes do prazo: avisou a liderança da equipe (Sara Antunes); "
        "subiu a prioridade de Alta para Urgente; não avisou o responsável: O protocolo não tem responsável; "
        "não encaminhou: "
    )


def test_the_window_tells_the_next_rule(rule: MakeRule, ticket: Ticket, world: World, clock: Clock) -> None:
    rule("Perto", timing="before", amount="30", tells_leader=True)
    rule(
        "Vencido", priority_change="step", forward_team=world.field.pk, forward_reason=world.forward_reason.pk
    )
    seen = deadline_view(world.actor("ana"), ticket.pk).escalation
    assert seen is not None
    assert (seen.at, seen.does, seen.rule) == (
        TUESDAY + timedelta(hours=23, minutes=30), "avisa a liderança da equipe", "Perto",
    )  # fmt: skip
    arm_marked()
    clock(hours=23, minutes=45)
    escalate_due()
    later = deadline_view(world.actor("ana"), ticket.pk).escalation
    assert later is not None
    assert later.does == "sobe a prioridade um nível e encaminha para Campo Sul"


def test_the_page_shows_it(rule: MakeRule, world: World, ticket: Ticket, as_user) -> None:
    assert "regra “" not in as_user("ana").get(reverse("tickets:deadline", args=[ticket.pk])).content.decode()
    rule("Perto", tells_profile=world.users["ada"].profile_id)
    text = as_user("ana").get(reverse("tickets:deadline", args=[ticket.pk])).content.decode()
    assert "avisa os usuários do perfil admin" in text
    assert "regra “Perto”" in text


@pytest.mark.parametrize(
    ("timing", "amount", "words"),
    [
        ("percent", 75, "com 75 % do prazo"),
        ("at", None, "no prazo"),
        ("after", 60, "60 min depois do prazo"),
        ("business", 90, "90 min úteis depois do prazo"),
    ],
)
def test_when_in_words(timing: str, amount: int | None, words: str) -> None:
    with translation.override("pt-br"):
        assert when_words(timing, amount) == words


def test_many_names_are_shortened() -> None:
    with translation.override("pt-br"):
        assert shortened(["Ana", "Bia", "Téo", "Otto", "Ada"]) == "Ana, Bia, Téo e mais 2"
