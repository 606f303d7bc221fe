"""Minhas Tarefas: what is in each tab, why, and in which group."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from central.domain.tickets.models import Ticket
from central.domain.tickets.operations.closing import close_ticket
from central.domain.tickets.operations.execution import start_execution
from central.domain.tickets.operations.forwarding import Destination, forward_ticket
from central.domain.tickets.operations.reporting import NewReport, add_report
from central.domain.workspace import queries
from central.domain.workspace.queries import Counter, TaskFilter, TaskRow, TaskTab, TicketFilter
from central.foundation.actor import Actor
from tests.cast import World


def rows(actor: Actor, tab: TaskTab, **wanted: object) -> list[TaskRow]:
    """The first page of a tab."""
    return list(queries.task_page(actor, tab, TaskFilter(**wanted)).rows)  # type: ignore[arg-type]


def move(ticket: Ticket, **values: object) -> None:
    """Give a protocol other values."""
    Ticket.objects.filter(pk=ticket.pk).update(**values)


def test_tabs_hold_mine_my_teams_what_i_opened_and_the_closed(world: World, ana: Actor) -> None:
    mine, team, opened = world.ticket(), world.ticket(by="bia"), world.ticket(team_id=world.finance.pk)
    move(mine, assignee_id=ana.person_id)
    assert [row.id for row in rows(ana, TaskTab.MINE)] == [mine.pk]
    assert {row.id for row in rows(ana, TaskTab.TEAMS)} == {mine.pk, team.pk}
    assert {row.id for row in rows(ana, TaskTab.OPENED)} == {mine.pk, opened.pk}
    close_ticket(actor=ana, ticket_id=mine.pk, text="Resolvido")
    assert rows(ana, TaskTab.MINE) == []
    assert [row.id for row in rows(ana, TaskTab.CLOSED)] == [mine.pk]


@pytest.mark.parametrize(
    ("minutes", "says"),
    [(-60, "Prazo vencido"), (60 * 24 * 3, "Em Suporte N1, sem responsável")],
)
def test_a_row_says_why_it_is_there(world: World, ana: Actor, minutes: int, says: str) -> None:
    ticket = world.ticket()
    move(ticket, due_at=timezone.now() + timedelta(minutes=minutes))
    row = rows(ana, TaskTab.TEAMS)[0]
    assert row.why.says.startswith(says)
    assert row.likely == "assume"


def test_a_running_execution_is_the_first_reason(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    start_execution(actor=ana, ticket_id=ticket.pk)
    row = rows(ana, TaskTab.MINE)[0]
    assert row.why.says.startswith("Você está executando desde")
    assert (row.runs_mine, row.likely) == (True, "technician")
    assert rows(world.actor("bia"), TaskTab.TEAMS)[0].why.says.startswith(
        "Ana Beatriz Moraes está executando"
    )


def test_waiting_and_forwarding_are_told(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    waiting = NewReport(
        text="Aguardo",
        status_id=world.statuses["waiting"].pk,
        wait_reason_id=world.wait_reason.pk,
        awaiting="foto",
    )
    add_report(actor=ana, ticket_id=ticket.pk, report=waiting)
    assert rows(ana, TaskTab.TEAMS)[0].why.says == "Aguardando: foto"
    other = world.ticket()
    destination = Destination(
        reason_id=world.forward_reason.pk, kind="technician", team_id=world.field.pk,
        person_id=world.persons["tiago"].pk, type_id=world.types["repair"].pk,
    )  # fmt: skip
    forward_ticket(actor=ana, ticket_id=other.pk, destination=destination)
    assert (
        rows(world.actor("tiago"), TaskTab.MINE)[0].why.says == "Encaminhada para você por Ana Beatriz Moraes"
    )


def test_groups_follow_the_deadline_and_agree_with_the_counts(world: World, ana: Actor) -> None:
    now = timezone.now()
    until = queries.now_until(now)
    for at in (now - timedelta(hours=2), until - timedelta(minutes=1), until + timedelta(days=3)):
        move(world.ticket(), due_at=at, assignee_id=ana.person_id)
    assert [row.group for row in rows(ana, TaskTab.MINE)] == ["now", "now", "later"]
    counts = queries.task_counts(ana, TaskTab.MINE, TaskFilter())
    assert (counts.mine, counts.now, counts.later, counts.late) == (3, 2, 1, 1)
    assert counts.now + counts.until_midnight + counts.later == 3


def test_counters_search_and_filters_narrow(world: World, ana: Actor) -> None:
    late, other = world.ticket(title="Câmeras sem acesso"), world.ticket()
    move(late, due_at=timezone.now() - timedelta(hours=1))
    assert [row.id for row in rows(ana, TaskTab.TEAMS, counter=Counter.LATE)] == [late.pk]
    assert [row.id for row in rows(ana, TaskTab.TEAMS, text="acesso")] == [late.pk]
    assert [row.id for row in rows(ana, TaskTab.TEAMS, text=str(other.protocol))] == [other.pk]
    assert len(rows(ana, TaskTab.TEAMS, text="marlene")) == 2
    assert rows(ana, TaskTab.TEAMS, fields=TicketFilter(team_id=world.finance.pk)) == []


def test_a_page_is_one_query_and_the_counts_another(world: World, ana: Actor) -> None:
    world.ticket()
    with CaptureQueriesContext(connection) as captured:
        rows(ana, TaskTab.TEAMS)
        queries.task_counts(ana, TaskTab.TEAMS, TaskFilter())
    assert len(captured) == 2
