"""Who hears of which fact: one function for each, from the fact and its protocol to persons."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from central.domain.notices.models import NoticeKind
from central.domain.teams.models import TeamMember
from central.domain.tickets.kinds import Notify, ReportKind
from central.domain.tickets.models import Follower, Forwarding, Report, Ticket
from central.foundation.events.models import EventRecord


@dataclass
class Audience:
    """Persons with what they are told; what was said first of a person stands."""

    kinds: dict[int, str] = field(default_factory=dict)

    def add(self, kind: NoticeKind, *person_ids: int | None) -> None:
        """Tell some persons, those that are none left out."""
        for person_id in person_ids:
            if person_id is not None:
                self.kinds.setdefault(person_id, kind.value)


def members(team_ids: Iterable[int], **which: Any) -> list[int]:
    """The persons of some teams."""
    found = TeamMember.objects.filter(team_id__in=set(team_ids), **which)
    return list(found.values_list("person_id", flat=True))


def followers(ticket: Ticket) -> list[int]:
    """Who follows a protocol, whoever sent it and waits for its acceptance among them."""
    return list(Follower.objects.filter(ticket_id=ticket.pk).values_list("person_id", flat=True))


def in_charge(ticket: Ticket) -> list[int]:
    """Who is responsible; while nobody is, the team that holds the protocol."""
    return [ticket.assignee_id] if ticket.assignee_id else members([ticket.team_id])


def concerned(audience: Audience, kind: NoticeKind, ticket: Ticket) -> None:
    """Those in charge of a protocol, and those who follow it."""
    audience.add(kind, *in_charge(ticket), *followers(ticket))


def forwarding_of(record: EventRecord) -> Forwarding:
    """The forwarding that a fact is about."""
    return Forwarding.objects.get(pk=record.payload["forwarding_id"])


def of_report(record: EventRecord, ticket: Ticket, audience: Audience) -> None:
    """A report: those concerned, and the whole team where *Avisos* says so.

    The words of a closing, a cancelling or a reopening come with a fact of their own.
    """
    report = Report.objects.filter(pk=record.payload["report_id"]).first()
    if report is None or report.annulled_at is not None:
        return
    if report.kind == ReportKind.NOTE:
        concerned(audience, NoticeKind.REPORT, ticket)
    if record.payload.get("notify") in (Notify.TEAM, Notify.ALL):
        audience.add(NoticeKind.REPORT, ticket.assignee_id, *members([ticket.team_id]))


def of_technician(record: EventRecord, ticket: Ticket, audience: Audience) -> None:
    """A technician's activity: those concerned."""
    concerned(audience, NoticeKind.REPORT, ticket)


def of_forwarding(record: EventRecord, ticket: Ticket, audience: Audience) -> None:
    """A forwarding: the person or the team that it went to, who had the protocol, who follows it."""
    given = record.payload
    if given.get("to_person_id"):
        audience.add(NoticeKind.FORWARDED, given["to_person_id"])
    elif given.get("notify") != Notify.NOBODY:
        audience.add(NoticeKind.FORWARDED, *members([given["to_team_id"]]))
    audience.add(NoticeKind.ASSIGNED, given.get("from_person_id"))
    audience.add(NoticeKind.HANDOVER, *followers(ticket))


def of_opening(record: EventRecord, ticket: Ticket, audience: Audience) -> None:
    """An opening: whom the protocol was given to."""
    audience.add(NoticeKind.ASSIGNED, record.payload.get("assignee_id"))


def of_assignee(record: EventRecord, ticket: Ticket, audience: Audience) -> None:
    """Another responsible person: who is, and who was."""
    audience.add(NoticeKind.ASSIGNED, record.payload.get("after_id"), record.payload.get("before_id"))


def of_acceptance(record: EventRecord, ticket: Ticket, audience: Audience) -> None:
    """An acceptance: who sent the protocol."""
    audience.add(NoticeKind.HANDOVER, record.payload.get("sender_id"))


def of_coming_back(record: EventRecord, ticket: Ticket, audience: Audience) -> None:
    """A return, a taking back, an expiry: who sent it, who has it again, who was to take it."""
    row = forwarding_of(record)
    audience.add(NoticeKind.HANDOVER, row.created_by_id, record.payload.get("to_person_id"), row.to_person_id)
    if not record.payload.get("to_person_id"):
        audience.add(NoticeKind.HANDOVER, *members([row.from_team_id]))


def of_overdue(record: EventRecord, ticket: Ticket, audience: Audience) -> None:
    """An acceptance that is overdue: who leads the team."""
    audience.add(NoticeKind.HANDOVER, *members([record.payload["team_id"]], is_leader=True))


def of_ping_pong(record: EventRecord, ticket: Ticket, audience: Audience) -> None:
    """A protocol that goes to and fro: who leads and who supervises both teams."""
    row = forwarding_of(record)
    both = [row.from_team_id, row.to_team_id]
    audience.add(NoticeKind.HANDOVER, *members(both, is_leader=True))
    audience.add(NoticeKind.HANDOVER, *members(both, person__is_supervisor=True))


def of_deadline(record: EventRecord, ticket: Ticket, audience: Audience) -> None:
    """A deadline near or missed: those concerned."""
    concerned(audience, NoticeKind.DEADLINE, ticket)


def of_escalation(record: EventRecord, ticket: Ticket, audience: Audience) -> None:
    """An escalation: whom its rule tells."""
    audience.add(NoticeKind.ESCALATION, *record.payload.get("told_ids", ()))


def of_closing(record: EventRecord, ticket: Ticket, audience: Audience) -> None:
    """An end or a new beginning: who is responsible, who follows, who opened it."""
    audience.add(NoticeKind.CLOSING, ticket.assignee_id, ticket.opened_by_id, *followers(ticket))


AUDIENCES: dict[str, Callable[[EventRecord, Ticket, Audience], None]] = {
    "TicketOpened": of_opening,
    "ReportAdded": of_report,
    "TechnicianActivityReported": of_technician,
    "TicketForwarded": of_forwarding,
    "AssigneeChanged": of_assignee,
    "HandoverAccepted": of_acceptance,
    "HandoverReturned": of_coming_back,
    "HandoverTakenBack": of_coming_back,
    "HandoverExpired": of_coming_back,
    "HandoverOverdue": of_overdue,
    "PingPongNoted": of_ping_pong,
    "DeadlineNear": of_deadline,
    "DeadlineMissed": of_deadline,
    "EscalationFired": of_escalation,
    "TicketClosed": of_closing,
    "TicketTechClosed": of_closing,
    "TicketCancelled": of_closing,
    "TicketReopened": of_closing,
}


def audience_of(record: EventRecord, ticket: Ticket) -> dict[int, str]:
    """The persons whom a fact may concern, each with the kind of its notice."""
    audience = Audience()
    AUDIENCES[record.name](record, ticket, audience)
    return audience.kinds
