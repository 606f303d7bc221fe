"""The closing of a protocol obeys its type, whatever the way to it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from central.domain.catalog.models import Checklist, ChecklistItem, ItemKind, TicketType
from central.domain.tickets.checklists import read_answer
from central.domain.tickets.models import Report, Ticket
from central.domain.tickets.needs import closing_needs
from central.domain.tickets.operations.closing import close_ticket, reopen_ticket
from central.domain.tickets.operations.opening import open_ticket
from central.domain.tickets.operations.reporting import NewReport, add_report, annul_report
from central.domain.tickets.operations.technician import TechnicianWork, report_technician_activity
from central.foundation.actor import Actor
from central.foundation.errors import Invalid
from central.foundation.events.models import EventRecord
from tests.cast import World

Close = Callable[..., Ticket]


def demand(world: World, **values: object) -> None:
    """Make the type of the protocols of these tests demand something."""
    TicketType.objects.filter(pk=world.types["connection"].pk).update(**values)


@pytest.fixture
def everything(world: World) -> World:
    """A type that demands all that a type can."""
    final = Checklist.objects.create(code="final", name="Encerramento")
    ChecklistItem.objects.create(
        checklist=final, code="sinal", label="Sinal conferido", kind=ItemKind.YESNO, is_required=True
    )
    demand(
        world,
        requires_solution=True,
        requires_technician_report=True,
        requires_customer_answer=True,
        closing_checklist=final,
        checklist=world.checklist,
    )
    return world


def work(world: World, **changes: object) -> TechnicianWork:
    """A technician's report of the last hour."""
    now = timezone.now()
    values: dict[str, object] = {
        "activity_type_id": world.activity_type.pk, "started_at": now - timedelta(hours=1), "ended_at": now,
        "description": "Refeita a emenda.",
    }  # fmt: skip
    return TechnicianWork(**{**values, **changes})  # type: ignore[arg-type]


def by_closing(actor: Actor, ticket: Ticket, **given: object) -> Ticket:
    return close_ticket(actor=actor, ticket_id=ticket.pk, text="Resolvido.", **given)  # type: ignore[arg-type]


def by_report(world: World) -> Close:
    def close(actor: Actor, ticket: Ticket, **given: object) -> Ticket:
        report = NewReport(
            text="Resolvido.",
            status_id=world.statuses["closed"].pk,
            **given,  # type: ignore[arg-type]
        )
        return add_report(actor=actor, ticket_id=ticket.pk, report=report)

    return close


@pytest.mark.parametrize("way", ["closing", "report"])
def test_everything_missing_is_named_at_once(everything: World, ana: Actor, way: str) -> None:
    close = by_closing if way == "closing" else by_report(everything)
    ticket = everything.ticket()
    with pytest.raises(Invalid) as refusal:
        close(ana, ticket, is_private=True)
    assert set(refusal.value.errors) == {
        "solution", "technician_report", "customer_answer", "checklist_sinal", "closing_sinal"
    }  # fmt: skip
    assert not Report.objects.exists() and Ticket.objects.get().is_open


@pytest.mark.parametrize("way", ["closing", "report"])
def test_it_closes_once_all_is_there(everything: World, ana: Actor, way: str) -> None:
    close = by_closing if way == "closing" else by_report(everything)
    ticket = everything.ticket()
    report_technician_activity(actor=ana, ticket_id=ticket.pk, work=work(everything))
    closed = close(
        ana, ticket, solution_id=everything.solution.pk, checklist={"sinal": "-20"},
        closing_checklist={"sinal": "1"}, is_private=False,
    )  # fmt: skip
    assert (closed.base_status, closed.solution) == ("closed", everything.solution)
    assert (closed.checklist_answers, closed.closing_answers) == ({"sinal": "-20"}, {"sinal": "1"})
    assert EventRecord.objects.filter(name="TicketClosed", subject_id=ticket.pk).count() == 1


def test_missing_words_are_told_with_the_rest(everything: World, ana: Actor) -> None:
    with pytest.raises(Invalid) as refusal:
        close_ticket(actor=ana, ticket_id=everything.ticket().pk, text=" ")
    assert {"text", "solution", "technician_report", "closing_sinal"} <= set(refusal.value.errors)


def test_an_earlier_public_report_answers_the_customer(world: World, ana: Actor) -> None:
    demand(world, requires_customer_answer=True)
    ticket = world.ticket()
    add_report(actor=ana, ticket_id=ticket.pk, report=NewReport(text="Só para nós."))
    with pytest.raises(Invalid, match=".") as refusal:
        by_closing(ana, ticket, is_private=True)
    assert set(refusal.value.errors) == {"customer_answer"}
    add_report(actor=ana, ticket_id=ticket.pk, report=NewReport(text="Sinal normalizado.", is_private=False))
    assert not by_closing(ana, ticket, is_private=True).is_open


def test_an_annulled_report_counts_for_nothing(world: World, ana: Actor) -> None:
    demand(world, requires_customer_answer=True, requires_technician_report=True)
    ticket = world.ticket()
    report_technician_activity(actor=ana, ticket_id=ticket.pk, work=work(world, is_private=False))
    report = Report.objects.get()
    annul_report(actor=ana, ticket_id=ticket.pk, report_id=report.pk, reason="Protocolo errado")
    with pytest.raises(Invalid) as refusal:
        by_closing(ana, ticket, is_private=True)
    assert set(refusal.value.errors) == {"customer_answer", "technician_report"}


def test_after_rework_the_reports_are_written_again_and_after_a_simple_reopening_not(
    world: World, ana: Actor
) -> None:
    demand(world, requires_technician_report=True)
    ticket = world.ticket()
    report_technician_activity(actor=ana, ticket_id=ticket.pk, work=work(world))
    for kind in ("simple", "rework"):
        by_closing(ana, ticket)
        reopen_ticket(actor=ana, ticket_id=ticket.pk, kind=kind, reason_id=world.reopen_reason.pk)
    with pytest.raises(Invalid) as refusal:
        by_closing(ana, ticket)
    assert set(refusal.value.errors) == {"technician_report"}
    report_technician_activity(actor=ana, ticket_id=ticket.pk, work=work(world))
    assert not by_closing(ana, ticket).is_open


def test_concluding_finally_obeys_the_type_too(everything: World, ana: Actor) -> None:
    demand(everything, checklist=None)
    ticket = everything.ticket()
    with pytest.raises(Invalid) as refusal:
        report_technician_activity(actor=ana, ticket_id=ticket.pk, work=work(everything, concludes=True))
    assert set(refusal.value.errors) == {"solution", "customer_answer", "closing_sinal"}
    done = report_technician_activity(
        actor=ana,
        ticket_id=ticket.pk,
        work=work(
            everything, concludes=True, solution_id=everything.solution.pk, closing_checklist={"sinal": "1"},
            customer_answer="A emenda foi refeita.",
        ),
    )  # fmt: skip
    assert done.base_status == "closed"
    assert list(Report.objects.order_by("id").values_list("kind", "is_private")) == [
        ("technician", True), ("note", False)
    ]  # fmt: skip


def test_a_technical_conclusion_asks_for_the_work_only(everything: World) -> None:
    demand(everything, checklist=None)
    ticket = everything.ticket(team_id=everything.field.pk)
    tiago = everything.actor("tiago")
    done = report_technician_activity(actor=tiago, ticket_id=ticket.pk, work=work(everything, concludes=True))
    assert done.base_status == "tech_closed"


def test_the_same_checklist_for_work_and_closing_is_asked_once(world: World, ana: Actor) -> None:
    demand(world, checklist=world.checklist, closing_checklist=world.checklist)
    ticket = world.ticket()
    assert closing_needs(ana, ticket.pk).checklist == ()
    assert not by_closing(ana, ticket, checklist={"sinal": "-20"}).is_open


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"requires_solution": True}, {"solution"}),
        ({"requires_technician_report": True}, {"status"}),
        ({"requires_customer_answer": True}, set()),
    ],
)
def test_closing_at_the_opening_obeys_the_type(
    world: World, ana: Actor, values: dict[str, object], fields: set[str]
) -> None:
    demand(world, **values)
    new = world.new_ticket(status_id=world.statuses["closed"].pk, answer="Resolvido no telefone.")
    if not fields:
        assert not open_ticket(actor=ana, ticket=new).is_open
        return
    with pytest.raises(Invalid) as refusal:
        open_ticket(actor=ana, ticket=new)
    assert set(refusal.value.errors) == fields
    assert not Ticket.objects.exists()


def test_the_solution_may_be_given_at_the_opening(world: World, ana: Actor) -> None:
    demand(world, requires_solution=True)
    new = world.new_ticket(
        status_id=world.statuses["closed"].pk, answer="Resolvido.", solution_id=world.solution.pk
    )
    assert open_ticket(actor=ana, ticket=new).solution == world.solution


def test_the_window_knows_what_is_there(everything: World, ana: Actor) -> None:
    ticket = everything.ticket()
    before = closing_needs(ana, ticket.pk)
    assert (before.solution, before.technician_report, before.customer_answer) == (True, False, False)
    assert [row.code for row in before.checklist] == ["sinal"] and before.may_report
    report_technician_activity(actor=ana, ticket_id=ticket.pk, work=work(everything, is_private=False))
    after = closing_needs(ana, ticket.pk)
    assert (after.technician_report, after.customer_answer) == (True, True)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (ItemKind.DATE, "1/1/99999999999999999999"), (ItemKind.TEXT, "a\x00b"), (ItemKind.TEXT, "\ud83d"),
        (ItemKind.TEXT, "x" * 501), (ItemKind.NUMBER, "0," + "0" * 10_000), (ItemKind.NUMBER, "1e999999999"),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_stored_is_refused(kind: str, typed: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_answer(ChecklistItem(code="a", label="A", kind=kind), typed)
