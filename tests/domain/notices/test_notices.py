"""Notices inside the product: who hears of what, once, only of what they see, until it is read."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from central.domain.access.models import ProfileGrant, User
from central.domain.access.permissions import Permission as P
from central.domain.notices.giving import give_notices
from central.domain.notices.models import Notice, NoticeKind
from central.domain.notices.operations import mark_notices_read
from central.domain.notices.queries import notice_page, unread_count
from central.domain.teams.models import TeamMember
from central.domain.tickets.models import Ticket
from central.domain.tickets.operations.closing import cancel_ticket, reopen_ticket
from central.domain.tickets.operations.forwarding import Destination, forward_ticket
from central.domain.tickets.operations.handover import (
    accept_handover,
    return_handover,
    take_back_handover,
    watch_handover,
)
from central.domain.tickets.operations.reporting import NewReport, add_report, annul_report
from central.domain.tickets.operations.responsibility import assume_ticket, change_assignee, set_following
from central.foundation.actor import SYSTEM, Actor
from central.foundation.events.models import EventRecord
from tests.cast import World
from tests.domain.tickets.test_handovers import age

pytestmark = pytest.mark.django_db


def told(name: str) -> dict[str, str]:
    """Who hears of the newest fact of a name, by login, each with the kind; given twice, kept once."""
    record = EventRecord.objects.filter(name=name).order_by("-id")[0]
    for _again in range(2):
        give_notices(record.pk)
    rows = Notice.objects.filter(event=record).values_list("person__user__username", "kind")
    return dict(rows)


def report(actor: Actor, ticket: Ticket, **values: object) -> None:
    """A report on a protocol."""
    add_report(actor=actor, ticket_id=ticket.pk, report=NewReport(text="Nota", **values))  # type: ignore[arg-type]


def forward(world: World, ticket: Ticket, by: str = "ana", to: str = "", **values: object) -> None:
    """Forward a protocol to the field team, or to one of its people."""
    forward_ticket(
        actor=world.actor(by),
        ticket_id=ticket.pk,
        destination=Destination(
            reason_id=world.forward_reason.pk,
            kind="technician" if to else "team",
            team_id=world.field.pk,
            person_id=world.persons[to].pk if to else None,
            type_id=ticket.type_id,
            **values,  # type: ignore[arg-type]
        ),
    )


def test_a_report_is_heard_by_the_responsible_and_by_who_follows(world: World) -> None:
    ticket = world.ticket(assignee_id=world.persons["ana"].pk)
    set_following(actor=world.actor("sara"), ticket_id=ticket.pk, is_following=True)
    report(world.actor("bia"), ticket)
    assert told("ReportAdded") == {"ana": "report", "sara": "report"}
    report(world.actor("ana"), ticket)
    assert told("ReportAdded") == {"sara": "report"}
    report(world.actor("ana"), ticket, notify="team")
    assert told("ReportAdded") == {"sara": "report", "bia": "report", "ada": "report"}


def test_while_nobody_is_responsible_the_team_hears(world: World) -> None:
    ticket = world.ticket()
    report(world.actor("ana"), ticket)
    assert told("ReportAdded") == {"bia": "report", "sara": "report", "ada": "report"}


def test_an_annulled_report_is_not_told(world: World) -> None:
    ticket = world.ticket()
    report(world.actor("ana"), ticket)
    written = ticket.reports.get()
    annul_report(actor=world.actor("ana"), ticket_id=ticket.pk, report_id=written.pk, reason="Engano.")
    assert told("ReportAdded") == {}


def test_nobody_hears_of_what_they_may_not_see(world: World) -> None:
    ticket = world.ticket()
    set_following(actor=world.actor("sara"), ticket_id=ticket.pk, is_following=True)
    ProfileGrant.objects.filter(
        permission=P.TICKET_REPORT_PRIVATE_VIEW, profile=world.users["ana"].profile
    ).delete()
    User.objects.filter(pk=world.users["ada"].pk).update(is_active=False)
    report(world.actor("sara"), ticket, is_private=True)
    assert told("ReportAdded") == {}
    report(world.actor("sara"), ticket, is_private=False)
    assert told("ReportAdded") == {"ana": "report", "bia": "report"}


def test_what_is_out_of_sight_later_is_neither_listed_nor_counted(world: World) -> None:
    ticket = world.ticket(assignee_id=world.persons["bia"].pk)
    report(world.actor("ana"), ticket)
    assert told("ReportAdded") == {"bia": "report"}
    bia = world.actor("bia")
    assert (unread_count(bia), len(notice_page(bia).groups)) == (1, 1)
    Ticket.objects.filter(pk=ticket.pk).update(assignee=world.persons["otto"], team=world.finance)
    assert (unread_count(bia), notice_page(bia, only_unread=False).groups) == (0, [])
    assert mark_notices_read(actor=bia) == 0
    Ticket.objects.filter(pk=ticket.pk).update(assignee=world.persons["bia"], team=world.support)
    grants = ProfileGrant.objects.filter(profile=world.users["bia"].profile)
    grants.filter(permission=P.TICKET_REPORT_PRIVATE_VIEW).delete()
    assert unread_count(world.actor("bia")) == 0


def test_a_forwarding_and_what_becomes_of_it(world: World) -> None:
    ticket = world.ticket(assignee_id=world.persons["bia"].pk)
    forward(world, ticket)
    assert told("TicketForwarded") == {"tiago": "forwarded", "teo": "forwarded"}
    return_handover(actor=world.actor("teo"), ticket_id=ticket.pk, reason="Não é nosso.")
    assert told("HandoverReturned") == {"ana": "handover", "bia": "handover"}
    forward(world, ticket, to="tiago")
    assert told("TicketForwarded") == {"tiago": "forwarded"}
    take_back_handover(actor=world.actor("ana"), ticket_id=ticket.pk)
    assert told("HandoverTakenBack").keys() <= {"bia", "tiago"}
    forward(world, ticket, notify="nobody")
    assert told("TicketForwarded") == {}
    age(ticket, minutes=16)
    TeamMember.objects.filter(team=world.field, person=world.persons["teo"]).update(is_leader=True)
    watch_handover(actor=SYSTEM, ticket_id=ticket.pk)
    assert told("HandoverOverdue") == {"teo": "handover"}
    accept_handover(actor=world.actor("teo"), ticket_id=ticket.pk)
    assert told("HandoverAccepted") == {"ana": "handover"}


def test_an_expired_forwarding_is_told_to_its_sender(world: World) -> None:
    ticket = world.ticket()
    forward(world, ticket)
    age(ticket, hours=2)
    watch_handover(actor=SYSTEM, ticket_id=ticket.pk)
    assert told("HandoverExpired")["ana"] == "handover"


def test_another_responsible_person_is_told_and_the_one_before(world: World) -> None:
    ticket = world.ticket(assignee_id=world.persons["bia"].pk)
    assert told("TicketOpened") == {"bia": "assigned"}
    change_assignee(actor=world.actor("sara"), ticket_id=ticket.pk, person_id=world.persons["ana"].pk)
    assert told("AssigneeChanged") == {"ana": "assigned", "bia": "assigned"}
    assume_ticket(actor=world.actor("bia"), ticket_id=ticket.pk)
    assert told("AssigneeChanged") == {"ana": "assigned"}


def test_an_end_and_a_new_beginning_are_told(world: World) -> None:
    ticket = world.ticket()
    set_following(actor=world.actor("bia"), ticket_id=ticket.pk, is_following=True)
    cancel_ticket(
        actor=world.actor("sara"), ticket_id=ticket.pk, reason_id=world.cancel_reason.pk, text="Repetida."
    )
    assert told("TicketCancelled") == {"ana": "closing", "bia": "closing"}
    assert told("ReportAdded") == {}
    reopen_ticket(
        actor=world.actor("sara"), ticket_id=ticket.pk, kind="simple", reason_id=world.reopen_reason.pk
    )
    assert told("TicketReopened") == {"ana": "closing", "bia": "closing"}


def test_the_same_fact_cannot_be_told_twice(world: World) -> None:
    ticket = world.ticket()
    report(world.actor("ana"), ticket)
    told("ReportAdded")
    again = Notice.objects.all()[0]
    again.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


@pytest.fixture
def heard(world: World) -> tuple[Ticket, Ticket]:
    """Two protocols with two and one notices for Bia."""
    first, second = world.ticket(), world.ticket()
    for ticket in (first, first, second):
        report(world.actor("ana"), ticket)
        told("ReportAdded")
    return first, second


def test_one_those_of_a_protocol_or_all_are_read(world: World, heard: tuple[Ticket, Ticket]) -> None:
    bia, sara = world.actor("bia"), world.actor("sara")
    (second, first) = notice_page(bia).groups
    assert [len(second.rows), len(first.rows), unread_count(bia)] == [1, 2, 3]
    assert [row.who for row in first.rows] == ["Ana Beatriz Moraes"] * 2
    assert mark_notices_read(actor=sara, notice_id=second.rows[0].id) == 0
    assert mark_notices_read(actor=bia, notice_id=second.rows[0].id) == 1
    assert [group.ticket_id for group in notice_page(bia).groups] == [heard[0].pk]
    assert mark_notices_read(actor=bia, ticket_id=heard[0].pk) == 2
    assert (unread_count(bia), unread_count(sara)) == (0, 3)
    assert [group.unread for group in notice_page(bia, only_unread=False).groups] == [0, 0]
    assert mark_notices_read(actor=sara) == 3


def test_the_list_costs_three_queries_and_goes_on(
    world: World, heard: tuple[Ticket, Ticket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("central.domain.notices.queries.PAGE", 2)
    bia = world.actor("bia")
    with CaptureQueriesContext(connection) as captured:
        page = notice_page(bia)
    assert len(captured) <= 3
    rest = notice_page(bia, before=page.next_before)
    assert [len(page.groups), len(rest.groups), rest.next_before] == [2, 1, 0]


def test_every_fact_that_is_told_has_a_sentence(world: World) -> None:
    from central.domain.notices import audiences, queries

    apart = {"TicketForwarded", "AssigneeChanged"}
    assert set(audiences.AUDIENCES) - apart == set(queries.sentences())
    assert set(queries.ICONS) == set(NoticeKind)
