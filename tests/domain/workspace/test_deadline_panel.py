"""The panel of deadlines: what each number counts, for whom, and that each list is as long as its number."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from central.domain.access.models import ProfileGrant
from central.domain.access.permissions import Permission as P
from central.domain.tickets.models import Ticket
from central.domain.workspace import queries
from central.domain.workspace.queries import (
    COLUMNS,
    DeadlinePanel,
    PanelNumbers,
    PanelRows,
    Scope,
    TaskFilter,
    TaskTab,
    TicketFilter,
)
from central.foundation.actor import Actor, Reach
from central.foundation.errors import NotAllowed, NotFound
from tests.cast import World

NOW = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
"""14:00 in São Paulo."""
HOUR = timedelta(hours=1)


def due(world: World, after: timedelta, **values: object) -> Ticket:
    """A protocol whose deadline is so long after (or before) the moment of the panel."""
    by = values.pop("by", "ana")
    opening = {name: values.pop(name) for name in ("team_id", "type_id") if name in values}
    ticket = world.ticket(by=str(by), **opening)
    Ticket.objects.filter(pk=ticket.pk).update(due_at=NOW + after, **values)
    return ticket


@pytest.fixture
def sara(world: World) -> Actor:
    return world.actor("sara")


@pytest.fixture
def filled(world: World) -> World:
    """Protocols of two teams and two types whose deadlines lie at every place."""
    for after in (-HOUR, -2 * HOUR, HOUR / 2, 3 * HOUR, 30 * HOUR):
        due(world, after)
    due(world, HOUR / 4, paused_at=NOW - HOUR, base_status="waiting")
    due(world, -HOUR, paused_at=NOW - HOUR / 2, base_status="waiting")
    due(world, -HOUR, base_status="tech_closed")
    due(world, HOUR / 2, base_status="tech_closed", paused_at=NOW - HOUR)
    repair = {"team_id": world.field.pk, "type_id": world.types["repair"].pk}
    due(world, HOUR, **repair)
    due(world, HOUR - timedelta(seconds=1), **repair)
    due(world, timedelta(0), team_id=world.field.pk)
    due(world, -HOUR, is_open=False, base_status="closed", closed_at=NOW)
    return world


def panel(actor: Actor, *given: object) -> DeadlinePanel:
    """The panel at the moment of these tests."""
    return queries.deadline_panel(actor, *given, now=NOW)  # type: ignore[arg-type]


def test_each_team_has_its_numbers(filled: World, sara: Actor) -> None:
    found = panel(sara)
    assert [(row.name, row.numbers) for row in found.rows] == [
        ("Suporte N1", PanelNumbers(open=9, late=3, hour=1, today=2, paused=1)),
        ("Campo Sul", PanelNumbers(open=3, late=0, hour=2, today=3, paused=0)),
    ]
    assert found.total == PanelNumbers(open=12, late=3, hour=3, today=5, paused=1)


def test_each_type_has_its_numbers_with_its_group(filled: World, sara: Actor) -> None:
    found = panel(sara, PanelRows.TYPES)
    repair = filled.types["repair"]
    numbers = {row.name: row.numbers for row in found.rows}
    assert numbers[repair.full_name] == PanelNumbers(open=2, late=0, hour=1, today=2, paused=0)
    assert sum(row.numbers.open for row in found.rows) == found.total.open == 12


@pytest.mark.parametrize("rows", PanelRows)
@pytest.mark.parametrize("within", [False, True])
@pytest.mark.parametrize("scope", [Scope.ALL, Scope.TEAMS])
@pytest.mark.parametrize("name", ["sara", "ana"])
def test_every_list_is_as_long_as_its_number(
    filled: World, rows: PanelRows, within: bool, scope: Scope, name: str
) -> None:
    ProfileGrant.objects.update_or_create(
        profile_id=filled.users["ana"].profile_id, permission=P.REPORT_VIEW, defaults={"reach": Reach.ALL}
    )
    actor = filled.actor(name)
    narrow = filled.field.pk if rows is PanelRows.TYPES else filled.types["repair"].pk
    found = panel(actor, rows, scope, narrow if within else None)
    assert found.scope is (Scope.TEAMS if name == "ana" else scope)
    tab = TaskTab.ALL if found.scope is Scope.ALL else TaskTab.TEAMS
    for row in found.rows:
        for moment in (*COLUMNS, None):
            team, kind = (row.id, narrow) if rows is PanelRows.TEAMS else (narrow, row.id)
            fields = TicketFilter(
                team_id=team if within or rows is PanelRows.TEAMS else None,
                type_id=kind if within or rows is PanelRows.TYPES else None,
                deadline=moment,
            )
            listed = queries.task_page(actor, tab, TaskFilter(fields=fields), now=NOW).rows
            assert len(listed) == row.numbers.of(moment), (row.name, moment)
    assert found.rows or found.scope is Scope.TEAMS


def test_the_hour_goes_on_after_midnight(world: World, sara: Actor) -> None:
    due(world, HOUR / 2)
    late_evening = NOW.replace(hour=2) + timedelta(days=1)
    Ticket.objects.update(due_at=late_evening + timedelta(minutes=75))
    found = queries.deadline_panel(sara, now=late_evening + timedelta(minutes=30))
    assert found.total == PanelNumbers(open=1, late=0, hour=1, today=0, paused=0)


def test_a_panel_of_one_team_or_type_says_so(filled: World, sara: Actor) -> None:
    found = panel(sara, PanelRows.TYPES, None, filled.field.pk)
    assert (found.within, found.total.open) == ("Campo Sul", 3)
    repair = filled.types["repair"]
    assert panel(sara, PanelRows.TEAMS, None, repair.pk).within == repair.full_name
    with pytest.raises(NotFound):
        panel(sara, PanelRows.TYPES, None, 10**17)


def test_who_sees_only_own_reports_has_no_panel(world: World, ana: Actor) -> None:
    with pytest.raises(NotAllowed):
        panel(ana)


def test_who_sees_the_reports_of_teams_has_the_own_teams(filled: World) -> None:
    profile = filled.users["ana"].profile_id
    ProfileGrant.objects.create(profile_id=profile, permission=P.REPORT_VIEW, reach=Reach.TEAM)
    found = panel(filled.actor("ana"), PanelRows.TEAMS, Scope.ALL)
    assert (found.scopes, found.scope) == ((Scope.TEAMS,), Scope.TEAMS)
    assert [row.name for row in found.rows] == ["Suporte N1"]


def test_what_is_not_visible_is_not_counted(world: World) -> None:
    profile = world.users["tiago"].profile_id
    ProfileGrant.objects.create(profile_id=profile, permission=P.REPORT_VIEW, reach=Reach.ALL)
    due(world, HOUR)
    assert panel(world.actor("tiago")).total == PanelNumbers(0, 0, 0, 0, 0)


def test_the_panel_is_two_queries_however_much_there_is(world: World, sara: Actor) -> None:
    due(world, HOUR)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            panel(sara)
        counts.append(len(captured))
        for _ in range(10):
            due(world, HOUR, team_id=world.field.pk)
    assert counts == [2, 2]
