"""The timeline: every fact has its words, private ones stay with who may read them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from central.domain.company.parameters import reading_once
from central.domain.escalation import events as escalation_events
from central.domain.merging import events as merging_events
from central.domain.tickets import events
from central.domain.tickets.models import Ticket
from central.domain.tickets.operations.closing import close_ticket, reopen_ticket
from central.domain.tickets.operations.details import Details, change_details, change_priority
from central.domain.tickets.operations.execution import pause_execution, start_execution
from central.domain.tickets.operations.forwarding import Destination, forward_ticket
from central.domain.tickets.operations.reporting import NewReport, add_report, annul_report, correct_report
from central.domain.tickets.operations.responsibility import assume_ticket, set_following
from central.domain.workspace import queries
from central.domain.workspace.entries import Entry, Timeline
from central.domain.workspace.presenters import PRESENTERS
from central.domain.workspace.queries import TimelineFilter
from central.foundation.actor import Actor
from central.foundation.errors import NotFound
from central.foundation.events.publishing import Event
from tests.cast import World


def shown(
    actor: Actor, ticket: Ticket, wanted: TimelineFilter = TimelineFilter.ALL, **more: object
) -> Timeline:
    """The timeline as an actor sees it."""
    return queries.timeline(actor, queries.sheet_view(actor, ticket.pk), wanted, **more)  # type: ignore[arg-type]


def entry(actor: Actor, ticket: Ticket, name: str) -> Entry:
    """The newest entry of an event."""
    return next(found for found in shown(actor, ticket).entries if found.name == name)


def test_every_event_of_a_protocol_has_a_presenter() -> None:
    declared = {
        name
        for module in (events, merging_events, escalation_events)
        for name, kind in vars(module).items()
        if isinstance(kind, type) and issubclass(kind, Event) and kind.subject_kind == "ticket"
    }
    assert set(PRESENTERS) == declared - {"TicketEvent"}


def test_private_reports_never_reach_who_may_not_read_them(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    for private in (True, False):
        text = "segredo" if private else "às claras"
        add_report(actor=ana, ticket_id=ticket.pk, report=NewReport(text=text, is_private=private))
    outsider = world.actor("otto")
    set_following(actor=ana, ticket_id=ticket.pk, is_following=True)
    Ticket.objects.filter(pk=ticket.pk).update(opened_by_id=outsider.person_id)
    seen = str(shown(outsider, ticket).entries)
    assert "às claras" in seen
    assert "segredo" not in seen
    assert "segredo" in str(shown(ana, ticket).entries)
    assert "segredo" not in str(shown(ana, ticket, public_only=True).entries)


def test_a_private_forwarding_is_shown_without_its_texts(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    destination = Destination(
        reason_id=world.forward_reason.pk, kind="technician", team_id=world.field.pk,
        person_id=world.persons["tiago"].pk, type_id=world.types["repair"].pk,
        done_text="feito em segredo", expected_text="esperado", is_private=True,
    )  # fmt: skip
    forward_ticket(actor=ana, ticket_id=ticket.pk, destination=destination)
    outsider = world.actor("otto")
    Ticket.objects.filter(pk=ticket.pk).update(opened_by_id=outsider.person_id)
    hidden = entry(outsider, ticket, "TicketForwarded").handover
    assert hidden is not None
    assert (hidden.to_person, hidden.from_team, hidden.done) == ("Tiago Rezende", "Suporte N1", "")
    full = entry(world.actor("tiago"), ticket, "TicketForwarded")
    assert full.handover is not None
    assert "feito em segredo" in full.handover.done
    assert full.says == "Encaminhada para você"
    assert full.changes[0].after == "Campo › Reparo em domicílio"


def test_a_report_shows_its_versions_and_what_its_author_may_do(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    add_report(actor=ana, ticket_id=ticket.pk, report=NewReport(text="primeira"))
    report_id = entry(ana, ticket, "ReportAdded").report_id
    assert report_id is not None
    correct_report(actor=ana, ticket_id=ticket.pk, report_id=report_id, text="segunda")
    found = entry(ana, ticket, "ReportAdded")
    assert found.body == "<p>segunda</p>"
    assert [version.body for version in found.versions] == ["<p>primeira</p>"]
    assert (found.can_correct, found.can_annul) == (True, True)
    assert not entry(world.actor("bia"), ticket, "ReportAdded").can_annul
    annul_report(actor=ana, ticket_id=ticket.pk, report_id=report_id, reason="cliente errado")
    assert entry(ana, ticket, "ReportAdded").annul_reason == "cliente errado"


def test_executions_tell_from_when_to_when_and_which_one_runs(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    start_execution(actor=ana, ticket_id=ticket.pk)
    assert entry(ana, ticket, "ExecutionStarted").since is not None
    pause_execution(actor=ana, ticket_id=ticket.pk)
    assert entry(ana, ticket, "ExecutionStarted").since is None
    assert entry(ana, ticket, "ExecutionPaused").span is not None


def test_changes_are_told_from_to(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    assume_ticket(actor=ana, ticket_id=ticket.pk)
    change_priority(actor=ana, ticket_id=ticket.pk, priority=1)
    assert (entry(ana, ticket, "PriorityChanged").before, entry(ana, ticket, "PriorityChanged").after) == (
        "Alta",
        "Normal",
    )
    details = Details(
        title="Outro título", description="Outra descrição", contact_id=world.contact.pk,
        type_id=world.types["invoice"].pk, service_level_id=None,
    )  # fmt: skip
    change_details(actor=ana, ticket_id=ticket.pk, details=details)
    told = {
        change.label: (change.before, change.after) for change in entry(ana, ticket, "DetailsChanged").changes
    }
    assert told["Título"] == ("Sem conexão após queda de energia", "Outro título")
    assert told["Tipo"] == ("Suporte › Sem conexão", "Financeiro › 2ª via de fatura")
    assert "LOS está vermelha" in (entry(ana, ticket, "TicketOpened").body or "")


def test_ends_are_told_and_filters_choose(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    close_ticket(actor=ana, ticket_id=ticket.pk, text="Resolvido", solution_id=world.solution.pk)
    reopen_ticket(actor=ana, ticket_id=ticket.pk, kind="rework", reason_id=world.reopen_reason.pk)
    assert "Troca de conector" in entry(ana, ticket, "TicketClosed").says
    assert entry(ana, ticket, "TicketReopened").pills[0].text == "Retrabalho"
    assert {found.name for found in shown(ana, ticket, TimelineFilter.REPORTS).entries} == {
        "ReportAdded",
        "TicketOpened",
    }
    assert shown(ana, ticket, TimelineFilter.FORWARDINGS).entries == ()


def test_pages_hold_fifty_and_the_queries_stay_five(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    sheet = queries.sheet_view(ana, ticket.pk)
    with CaptureQueriesContext(connection) as few:
        queries.timeline(ana, sheet)
    for n in range(55):
        add_report(actor=ana, ticket_id=ticket.pk, report=NewReport(text=f"relato {n}"))
    with reading_once(), CaptureQueriesContext(connection) as many:
        first = queries.timeline(ana, sheet)
    parameters = [query for query in many.captured_queries if "parametervalue" in query["sql"].lower()]
    assert len(few) == len(many) - len(parameters) == 5
    assert len(parameters) == 1
    second = shown(ana, ticket, before=first.before)
    assert len(first.entries) == 50
    assert second.before is None
    assert [found.sequence for found in (*first.entries, *second.entries)] == list(range(56, 0, -1))


def test_the_sheet_says_which_acts_are_possible_and_why_not(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    start_execution(actor=world.actor("bia"), ticket_id=ticket.pk)
    acts = queries.sheet_view(ana, ticket.pk).acts
    assert not acts["start"].is_allowed
    assert "Beatriz Lacerda" in acts["start"].reason
    assert acts["forward"].is_allowed
    assert queries.sheet_view(world.actor("bia"), ticket.pk).acts["pause"].is_allowed
    with pytest.raises(NotFound):
        queries.sheet_view(world.actor("teo"), ticket.pk)
