"""What was renamed keeps its name in the timelines of before; the sheet has the name of today."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from central.domain.registries.listing import registry_of
from central.domain.registries.operations import update_entry
from central.domain.registries.values import read_values
from central.domain.teams.models import Team
from central.domain.teams.operations.keeping import TeamInput, update_team
from central.domain.tickets.models import Ticket
from central.domain.tickets.operations.closing import close_ticket, reopen_ticket
from central.domain.tickets.operations.details import Details, change_details
from central.domain.tickets.operations.forwarding import Destination, forward_ticket
from central.domain.workspace import queries
from central.domain.workspace.entries import Entry
from central.domain.workspace.former import former_names, moment_of
from central.foundation.actor import Actor
from tests.cast import World


@pytest.fixture
def ada(world: World) -> Actor:
    """The administrator."""
    return world.actor("ada")


def rename(actor: Actor, registry: str, entry: Any, **values: Any) -> None:
    """Give an entry of a registry other values."""
    entry.refresh_from_db()
    given = {**read_values(registry_of(registry), entry), **values}
    update_entry(actor=actor, registry=registry, entry_id=entry.pk, values=given)


def rename_team(actor: Actor, team: Team, name: str) -> None:
    """Give a team another name."""
    values = TeamInput(team.code, name, team.place_id, team.calendar_id, team.members_can_close)
    update_team(actor=actor, team_id=team.pk, team=values)


def entries(actor: Actor, ticket: Ticket, name: str) -> list[Entry]:
    """The entries of an event, the newest first."""
    shown = queries.timeline(actor, queries.sheet_view(actor, ticket.pk))
    return [entry for entry in shown.entries if entry.name == name]


def forwarded_to(world: World, ticket: Ticket, team: Team, kind: str, by: str = "ana") -> None:
    """Forward a protocol to a team."""
    there = Destination(
        reason_id=world.forward_reason.pk, kind="team", team_id=team.pk, person_id=None,
        type_id=world.types[kind].pk, done_text="Feito", expected_text="Esperado",
    )  # fmt: skip
    forward_ticket(actor=world.actor(by), ticket_id=ticket.pk, destination=there)


def test_a_forwarding_keeps_the_names_of_its_moment(world: World, ada: Actor) -> None:
    ticket = world.ticket()
    forwarded_to(world, ticket, world.field, "repair")
    rename_team(ada, world.field, "Campo Serra")
    rename(ada, "forward-reason", world.forward_reason, name="Visita")
    rename(ada, "ticket-type", world.types["repair"], name="Reparo", group="Externo")
    rename(ada, "ticket-type", world.types["repair"], name="Reparo externo")
    forwarded_to(world, ticket, world.support, "connection", by="sara")
    later, earlier = entries(world.actor("sara"), ticket, "TicketForwarded")
    assert earlier.handover is not None
    assert later.handover is not None
    assert earlier.says == "Encaminhada para Campo Sul"
    assert (earlier.handover.to_team, earlier.handover.reason) == ("Campo Sul", "Necessita visita técnica")
    assert earlier.changes[0].after == "Campo › Reparo em domicílio"
    assert (later.handover.from_team, later.handover.reason) == ("Campo Serra", "Visita")
    assert later.changes[0].before == "Externo › Reparo externo"


def test_status_solution_and_reason_keep_theirs_and_the_sheet_has_todays(world: World, ada: Actor) -> None:
    ticket, ana = world.ticket(), world.actor("ana")
    close_ticket(actor=ana, ticket_id=ticket.pk, text="Resolvido", solution_id=world.solution.pk)
    reopen_ticket(actor=ana, ticket_id=ticket.pk, kind="simple", reason_id=world.reopen_reason.pk)
    told = [entries(ana, ticket, name)[0] for name in ("TicketClosed", "TicketReopened", "StatusChanged")]
    ticket.refresh_from_db()
    rename(ada, "solution", world.solution, name="Conector novo")
    rename(ada, "reopen-reason", world.reopen_reason, name="Voltou a falhar")
    rename(ada, "ticket-status", ticket.status, name="Outra etapa")
    rename_team(ada, world.support, "Suporte Azul")
    again = [entries(ana, ticket, name)[0] for name in ("TicketClosed", "TicketReopened", "StatusChanged")]
    assert [(e.says, e.before, e.after, e.team) for e in again] == [
        (e.says, e.before, e.after, e.team) for e in told
    ]
    sheet = queries.sheet_view(ana, ticket.pk)
    assert sheet.status == "Outra etapa"
    assert "Suporte Azul" in str(sheet.facts)


def test_what_comes_after_a_renaming_has_the_new_name(world: World, ada: Actor) -> None:
    ticket, ana = world.ticket(), world.actor("ana")
    rename(ada, "ticket-type", world.types["invoice"], name="Fatura")
    details = Details(
        title="Título", description="Texto", contact_id=world.contact.pk,
        type_id=world.types["invoice"].pk, service_level_id=None,
    )  # fmt: skip
    change_details(actor=ana, ticket_id=ticket.pk, details=details)
    told = {change.label: change.after for change in entries(ana, ticket, "DetailsChanged")[0].changes}
    assert told["Tipo"] == "Financeiro › Fatura"


def test_renamings_cost_no_query_and_leave_the_chains_whole(world: World, ada: Actor) -> None:
    ticket, ana = world.ticket(), world.actor("ana")
    for n in range(12):
        rename_team(ada, world.support, f"Suporte {n}")
        world.support.refresh_from_db()
    sheet = queries.sheet_view(ana, ticket.pk)
    with CaptureQueriesContext(connection) as run:
        (opened,) = queries.timeline(ana, sheet).entries
    assert len(run) == 5
    assert opened.team == "Suporte N1"
    call_command("check_history")


def test_a_renaming_of_only_the_group_keeps_the_name() -> None:
    moment = timezone.now()
    rows = [
        (7, '{"changes": {"group": ["A", "B"]}}', f"tickettype {moment.isoformat()}"),
        (7, '{"changes": {"color": ["x", "y"]}}', f"tickettype {moment.isoformat()}"),
        (7, '{"changes": {"name": ["n", "m"]}}', f"tickettype {(moment - timedelta(days=1)).isoformat()}"),
    ]
    former = former_names(rows, {("type", 7): ("m", "B")}, {"tickettype": "type"})
    assert [(called.name, called.group) for called in former[("type", 7)]] == [("n", "A"), ("m", "A")]


def test_moments_are_read_from_both_databases() -> None:
    expected = datetime(2026, 11, 24, 14, 5, 6, 120000, tzinfo=UTC)
    assert moment_of("2026-11-24 14:05:06.120000") == expected
    assert moment_of("2026-11-24 14:05:06.12+00") == expected
