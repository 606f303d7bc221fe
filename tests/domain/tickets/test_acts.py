"""Reports, the technician's activity, forwarding, closing and the small acts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from central.domain.tickets.models import Forwarding, Report, Ticket
from central.domain.tickets.operations.closing import cancel_ticket, close_ticket, reopen_ticket
from central.domain.tickets.operations.details import Details, change_details, change_priority
from central.domain.tickets.operations.execution import start_execution
from central.domain.tickets.operations.forwarding import Destination, forward_ticket
from central.domain.tickets.operations.reporting import NewReport, add_report, annul_report, correct_report
from central.domain.tickets.operations.responsibility import assume_ticket, change_assignee, set_following
from central.domain.tickets.operations.technician import (
    Material,
    TechnicianWork,
    report_technician_activity,
)
from central.domain.tickets.visibility import owner_mark, tickets_visible_to
from central.foundation.actor import Actor
from central.foundation.errors import Conflict, Invalid, NotAllowed, NotFound
from central.foundation.events.models import EventRecord
from tests.cast import World, long_ago


def facts(ticket: Ticket) -> list[str]:
    """The facts of a protocol in order."""
    found = EventRecord.objects.filter(subject_kind="ticket", subject_id=ticket.pk).order_by("sequence")
    return list(found.values_list("name", flat=True))


def to_field(world: World, **changes: object) -> Destination:
    """A good forwarding to the field team."""
    values: dict[str, object] = {
        "reason_id": world.forward_reason.pk,
        "kind": "team",
        "team_id": world.field.pk,
        "person_id": None,
        "type_id": world.types["repair"].pk,
        "done_text": "Reiniciada a ONU.",
        "expected_text": "Trocar o conector.",
    }
    return Destination(**{**values, **changes})  # type: ignore[arg-type]


def work(world: World, **changes: object) -> TechnicianWork:
    """A good technician's report of the last hour."""
    now = timezone.now()
    values: dict[str, object] = {
        "activity_type_id": world.activity_type.pk,
        "started_at": now - timedelta(hours=1),
        "ended_at": now,
        "description": "Refeita a emenda.",
        "progress": 80,
    }
    return TechnicianWork(**{**values, **changes})  # type: ignore[arg-type]


# --- Novo Relato na Solicitação ---------------------------------------------------------------


def test_a_report_is_added_with_status_and_priority(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    new = NewReport(text="Cliente navegando.", status_id=world.statuses["in_progress"].pk, priority=1)
    changed = add_report(actor=ana, ticket_id=ticket.pk, report=new)
    assert changed.status == world.statuses["in_progress"]
    assert changed.priority == 1
    assert facts(ticket)[1:] == ["ReportAdded", "PriorityChanged", "StatusChanged"]
    assert Report.objects.get().is_private


def test_an_empty_report_is_refused(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    with pytest.raises(Invalid) as refusal:
        add_report(actor=ana, ticket_id=ticket.pk, report=NewReport(text="<p> </p>"))
    assert "text" in refusal.value.errors
    assert facts(ticket) == ["TicketOpened"]


def test_waiting_asks_what_is_awaited(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    waiting = world.statuses["waiting"].pk
    with pytest.raises(Invalid) as refusal:
        add_report(actor=ana, ticket_id=ticket.pk, report=NewReport(text="Liguei.", status_id=waiting))
    assert "wait_reason" in refusal.value.errors
    assert not Report.objects.exists()
    new = NewReport(text="Liguei.", status_id=waiting, wait_reason_id=world.wait_reason.pk)
    assert add_report(actor=ana, ticket_id=ticket.pk, report=new).wait_reason == world.wait_reason


def test_a_visit_is_agreed_and_counted(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    first, second = (timezone.now() + timedelta(days=n) for n in (1, 2))
    tiago = world.persons["tiago"].pk
    with pytest.raises(Invalid) as refusal:
        add_report(actor=ana, ticket_id=ticket.pk, report=NewReport(text="Agendar.", scheduled_at=first))
    assert "technician" in refusal.value.errors
    for moment in (first, second):
        new = NewReport(text="Agendado.", scheduled_at=moment, technician_id=tiago)
        changed = add_report(actor=ana, ticket_id=ticket.pk, report=new)
    assert (changed.scheduled_at, changed.first_scheduled_at, changed.schedule_count) == (second, first, 2)
    assert changed.base_status == "scheduled"


def test_closing_by_a_report_follows_the_closing_rules(world: World) -> None:
    ticket = world.ticket(type_id=world.types["repair"].pk)
    closed = world.statuses["closed"].pk
    tiago = world.actor("tiago")
    with pytest.raises(NotAllowed):
        add_report(actor=tiago, ticket_id=ticket.pk, report=NewReport(text="Feito.", status_id=closed))


def test_a_report_is_corrected_within_fifteen_minutes(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    add_report(actor=ana, ticket_id=ticket.pk, report=NewReport(text="Sinal −19"))
    report = Report.objects.get()
    correct_report(actor=ana, ticket_id=ticket.pk, report_id=report.pk, text="Sinal −18")
    report.refresh_from_db()
    assert report.body == "<p>Sinal −18</p>"
    assert report.versions.get().body == "<p>Sinal −19</p>"
    with pytest.raises(NotAllowed):
        correct_report(actor=world.actor("bia"), ticket_id=ticket.pk, report_id=report.pk, text="x")
    Report.objects.update(created_at=timezone.now() - timedelta(minutes=16))
    with pytest.raises(Conflict):
        correct_report(actor=ana, ticket_id=ticket.pk, report_id=report.pk, text="Sinal −17")
    with pytest.raises(Invalid):
        annul_report(actor=ana, ticket_id=ticket.pk, report_id=report.pk, reason=" ")
    annul_report(actor=ana, ticket_id=ticket.pk, report_id=report.pk, reason="Protocolo errado")
    report.refresh_from_db()
    assert report.annul_reason == "Protocolo errado"


# --- Relatar Atividade do Técnico -------------------------------------------------------------


def test_the_technicians_report_ends_the_execution(world: World) -> None:
    ticket = world.ticket(type_id=world.types["repair"].pk)
    tiago = world.actor("tiago")
    start_execution(actor=tiago, ticket_id=ticket.pk)
    done = report_technician_activity(
        actor=tiago,
        ticket_id=ticket.pk,
        work=work(
            world, materials=[Material("Conector", "2", "un.")], assistant_ids=[world.persons["teo"].pk]
        ),
    )
    assert (done.running_count, done.progress) == (0, 80)
    assert facts(ticket)[-2:] == ["ExecutionPaused", "TechnicianActivityReported"]


def test_equal_start_and_end_are_accepted(world: World) -> None:
    ticket = world.ticket(type_id=world.types["repair"].pk)
    now = timezone.now()
    report_technician_activity(
        actor=world.actor("tiago"), ticket_id=ticket.pk, work=work(world, started_at=now, ended_at=now)
    )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"description": ""}, "description"),
        ({"started_at": None}, "start"),
        ({"ended_at": timezone.now() - timedelta(days=2)}, "end"),
        ({"ended_at": timezone.now() + timedelta(hours=2)}, "end"),
        ({"progress": 101}, "progress"),
        ({"activity_type_id": 0}, "activity_type"),
        ({"materials": [Material("Cabo", "muito")]}, "materials"),
        ({"checklist": {"sinal": "−31,4"}}, "checklist_sinal"),
    ],
)
def test_the_technicians_report_says_what_is_wrong(
    world: World, change: dict[str, object], field: str
) -> None:
    ticket = world.ticket(type_id=world.types["repair"].pk)
    with pytest.raises(Invalid) as refusal:
        report_technician_activity(
            actor=world.actor("tiago"), ticket_id=ticket.pk, work=work(world, **change)
        )
    assert field in refusal.value.errors


def test_concluding_demands_the_checklist_and_the_photos(world: World) -> None:
    ticket = world.ticket(type_id=world.types["repair"].pk)
    tiago = world.actor("tiago")
    with pytest.raises(Invalid) as refusal:
        report_technician_activity(actor=tiago, ticket_id=ticket.pk, work=work(world, concludes=True))
    assert "checklist_sinal" in refusal.value.errors
    with pytest.raises(Invalid) as refusal:
        report_technician_activity(
            actor=tiago, ticket_id=ticket.pk, work=work(world, concludes=True, checklist={"sinal": "−19,8"})
        )
    assert "files" in refusal.value.errors


def test_concluding_without_the_right_to_close_is_technical(world: World) -> None:
    ticket = world.ticket(team_id=world.field.pk)
    done = report_technician_activity(
        actor=world.actor("tiago"), ticket_id=ticket.pk, work=work(world, concludes=True)
    )
    assert done.base_status == "tech_closed"
    assert done.is_open
    assert done.executed_at is not None
    assert facts(ticket)[-1] == "TicketTechClosed"


def test_concluding_where_the_team_closes_is_final(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    done = report_technician_activity(actor=ana, ticket_id=ticket.pk, work=work(world, concludes=True))
    assert done.base_status == "closed"


# --- Encaminhar Solicitação -------------------------------------------------------------------


def test_forwarding_moves_team_person_and_type(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    start_execution(actor=ana, ticket_id=ticket.pk)
    moved = forward_ticket(
        actor=ana,
        ticket_id=ticket.pk,
        destination=to_field(world, kind="technician", person_id=world.persons["tiago"].pk),
    )
    assert (moved.team, moved.assignee, moved.type) == (
        world.field,
        world.persons["tiago"],
        world.types["repair"],
    )
    assert moved.running_count == 0
    row = Forwarding.objects.get()
    assert (row.from_team, row.from_person_id) == (world.support, ana.person_id)
    assert facts(ticket)[-2:] == ["ExecutionPaused", "TicketForwarded"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reason_id": None}, "reason"),
        ({"kind": "anything"}, "kind"),
        ({"team_id": None}, "destination"),
        ({"kind": "collaborator"}, "destination"),
        ({"type_id": None}, "type"),
    ],
)
def test_forwarding_says_what_is_wrong(
    world: World, ana: Actor, change: dict[str, object], field: str
) -> None:
    ticket = world.ticket()
    with pytest.raises(Invalid) as refusal:
        forward_ticket(actor=ana, ticket_id=ticket.pk, destination=to_field(world, **change))
    assert field in refusal.value.errors
    ticket.refresh_from_db()
    assert ticket.team == world.support
    assert not Forwarding.objects.exists()


def test_a_team_forwards_only_where_its_rules_allow(world: World) -> None:
    ticket = world.ticket(type_id=world.types["repair"].pk)
    with pytest.raises(Invalid) as refusal:
        forward_ticket(
            actor=world.actor("tiago"),
            ticket_id=ticket.pk,
            destination=to_field(world, team_id=world.finance.pk),
        )
    assert "destination" in refusal.value.errors


def test_the_second_of_two_who_forward_is_told_who_and_where(world: World, ana: Actor) -> None:
    ticket = world.ticket(by="ada")
    seen = owner_mark(ticket)
    forward_ticket(actor=ana, ticket_id=ticket.pk, destination=to_field(world, seen_owner=seen))
    for login in ("bia", "sara"):
        with pytest.raises(Conflict, match="Ana Beatriz Moraes.*Campo Sul"):
            forward_ticket(
                actor=world.actor(login), ticket_id=ticket.pk, destination=to_field(world, seen_owner=seen)
            )
    assert Forwarding.objects.count() == 1


# --- Encerrar, Cancelar, Reabrir --------------------------------------------------------------


def test_closing_needs_words_and_is_done_once(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    with pytest.raises(Invalid):
        close_ticket(actor=ana, ticket_id=ticket.pk, text="")
    closed = close_ticket(actor=ana, ticket_id=ticket.pk, text="Resolvido.", solution_id=world.solution.pk)
    assert (closed.is_open, closed.solution) == (False, world.solution)
    assert facts(ticket)[-1] == "TicketClosed"
    with pytest.raises(Conflict):
        close_ticket(actor=world.actor("bia"), ticket_id=ticket.pk, text="De novo.")


def test_somebody_elses_execution_forbids_closing(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    start_execution(actor=ana, ticket_id=ticket.pk)
    with pytest.raises(Conflict, match="Ana Beatriz"):
        close_ticket(actor=world.actor("bia"), ticket_id=ticket.pk, text="Resolvido.")


def test_cancelling_asks_a_reason(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    with pytest.raises(Invalid):
        cancel_ticket(actor=ana, ticket_id=ticket.pk, reason_id=None)
    cancelled = cancel_ticket(actor=ana, ticket_id=ticket.pk, reason_id=world.cancel_reason.pk)
    assert cancelled.base_status == "cancelled"
    with pytest.raises(Conflict):
        add_report(actor=ana, ticket_id=ticket.pk, report=NewReport(text="Tarde demais."))


def test_reopening_counts_the_term_anew(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    closed = close_ticket(actor=ana, ticket_id=ticket.pk, text="Resolvido.")
    again = reopen_ticket(
        actor=ana, ticket_id=ticket.pk, kind="rework", reason_id=world.reopen_reason.pk, text="Voltou."
    )
    assert (again.is_open, again.is_rework, again.reopen_count, again.closed_at) == (True, True, 1, None)
    assert again.first_closed_at == closed.closed_at
    assert again.due_at > closed.due_at


def test_an_attendant_reopens_for_seven_days(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    long_ago(close_ticket(actor=ana, ticket_id=ticket.pk, text="Resolvido."), days=8)
    reason = world.reopen_reason.pk
    with pytest.raises(NotAllowed):
        reopen_ticket(actor=ana, ticket_id=ticket.pk, kind="simple", reason_id=reason)
    assert reopen_ticket(
        actor=world.actor("sara"), ticket_id=ticket.pk, kind="simple", reason_id=reason
    ).is_open


# --- Assumir, Mudar responsável, Acompanhar, Prioridade, Editar -------------------------------


def test_of_two_who_assume_the_second_is_told(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    seen = owner_mark(ticket)
    assert assume_ticket(actor=ana, ticket_id=ticket.pk, seen_owner=seen).assignee_id == ana.person_id
    with pytest.raises(Conflict, match="Ana Beatriz"):
        assume_ticket(actor=world.actor("bia"), ticket_id=ticket.pk, seen_owner=seen)


def test_the_responsible_is_a_colleague_of_the_team(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    bia = world.persons["bia"]
    assert change_assignee(actor=ana, ticket_id=ticket.pk, person_id=bia.pk).assignee == bia
    with pytest.raises(Invalid):
        change_assignee(actor=ana, ticket_id=ticket.pk, person_id=world.persons["tiago"].pk)


def test_who_follows_keeps_seeing(world: World) -> None:
    ticket = world.ticket(type_id=world.types["invoice"].pk, by="ada")
    ada, otto = world.actor("ada"), world.actor("otto")
    set_following(actor=otto, ticket_id=ticket.pk, is_following=True)
    destination = to_field(world, team_id=world.support.pk)
    world.finance.forwards_to.add(world.support)
    forward_ticket(actor=ada, ticket_id=ticket.pk, destination=destination)
    assert tickets_visible_to(otto).filter(pk=ticket.pk).exists()
    set_following(actor=otto, ticket_id=ticket.pk, is_following=False)
    assert not tickets_visible_to(otto).filter(pk=ticket.pk).exists()


def test_the_priority_has_the_profiles_limit(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    assert change_priority(actor=ana, ticket_id=ticket.pk, priority=0).priority == 0
    with pytest.raises(NotAllowed):
        change_priority(actor=ana, ticket_id=ticket.pk, priority=3)


def test_details_keep_both_versions(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    details = Details(
        title="Sem sinal", description="LOS vermelha.", contact_id=ticket.contact_id,
        type_id=world.types["invoice"].pk, service_level_id=ticket.service_level_id,
    )  # fmt: skip
    changed = change_details(actor=ana, ticket_id=ticket.pk, details=details)
    assert (changed.title, changed.type) == ("Sem sinal", world.types["invoice"])
    kept = {row.field: row.before for row in changed.text_changes.all()}
    assert kept == {"title": ticket.title, "description": ticket.description}


def test_the_deadline_needs_its_own_permission(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    details = Details(
        title=ticket.title, description=ticket.description, contact_id=ticket.contact_id,
        type_id=ticket.type_id, service_level_id=world.levels["office"].pk,
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        change_details(actor=ana, ticket_id=ticket.pk, details=details)
    changed = change_details(actor=world.actor("sara"), ticket_id=ticket.pk, details=details)
    assert changed.service_level == world.levels["office"]
    assert facts(ticket)[-1] == "DeadlineChanged"


def test_an_outsider_finds_nothing(world: World) -> None:
    ticket = world.ticket()
    otto = world.actor("otto")
    with pytest.raises(NotFound):
        add_report(actor=otto, ticket_id=ticket.pk, report=NewReport(text="x"))
    with pytest.raises(NotFound):
        forward_ticket(actor=otto, ticket_id=ticket.pk, destination=to_field(world))
