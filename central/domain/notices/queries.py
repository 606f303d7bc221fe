"""The notices of the one who asks: the list by protocol, and the number that the bell shows."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from central.domain.notices.models import Notice, NoticeKind
from central.domain.notices.rules import notices_visible_to, unread_notices
from central.domain.people.models import Person
from central.domain.teams.models import Team
from central.foundation.actor import Actor
from central.foundation.prepared.queries import PreparedStatement

PAGE = 50
MOST = 100
"""As far as the bell counts."""


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice as the list shows it: who did what, when; `is_read` once it was read."""

    id: int
    icon: str
    tone: str
    who: str
    says: str
    at: datetime
    is_read: bool


@dataclass(slots=True)
class NoticeGroup:
    """The notices of one protocol on a page, the newest first."""

    ticket_id: int
    protocol: int
    title: str
    customer_id: int
    customer_name: str
    rows: list[NoticeRow] = field(default_factory=list)

    @property
    def unread(self) -> int:
        """How many of those shown are unread."""
        return sum(not row.is_read for row in self.rows)


@dataclass(frozen=True, slots=True)
class NoticePage:
    """A page of notices by protocol; `next_before` is where the next one begins, 0 for none."""

    groups: list[NoticeGroup]
    next_before: int


ICONS = {
    NoticeKind.MENTION: ("at", "brand"),
    NoticeKind.REPORT: ("message-2", "brand"),
    NoticeKind.FORWARDED: ("arrow-forward-up", "hand"),
    NoticeKind.ASSIGNED: ("user", "brand"),
    NoticeKind.HANDOVER: ("arrow-forward-up", "hand"),
    NoticeKind.DEADLINE: ("clock", "warn"),
    NoticeKind.ESCALATION: ("alert-triangle", "bad"),
    NoticeKind.CLOSING: ("circle-check", "ok"),
}


def unread_statement(actor: Actor) -> tuple[str, list[object]]:
    """The number of the bell as one statement."""
    rows = unread_notices(actor).order_by().values("id")[:MOST]
    statement, arguments = rows.query.sql_with_params()
    return f"SELECT COUNT(*) FROM ({statement}) AS counted", list(arguments)


UNREAD = PreparedStatement(unread_statement)


def unread_count(actor: Actor) -> int:
    """How many notices the actor has not read, up to 100; one query."""
    if actor.person_id is None:
        return 0
    row = UNREAD.row(actor=actor)
    return int(row[0]) if row else 0


def notice_page(actor: Actor, *, only_unread: bool = True, before: int | None = None) -> NoticePage:
    """The actor's notices, the newest first, grouped by protocol; three queries."""
    found = unread_notices(actor) if only_unread else notices_visible_to(actor)
    if before:
        found = found.filter(pk__lt=before)
    window = list(found.select_related("event", "ticket__customer").order_by("-id")[: PAGE + 1])
    shown = window[:PAGE]
    names = names_of(shown)
    groups: dict[int, NoticeGroup] = {}
    for notice in shown:
        ticket = notice.ticket
        group = groups.setdefault(
            ticket.pk,
            NoticeGroup(
                ticket.pk, ticket.protocol, ticket.title, ticket.customer_id, ticket.customer.shown_name
            ),
        )
        group.rows.append(row_of(actor, notice, names))
    return NoticePage(list(groups.values()), shown[-1].pk if len(window) > PAGE else 0)


@dataclass(frozen=True, slots=True)
class Names:
    """The names that a page of notices mentions."""

    people: dict[int, str]
    teams: dict[int, str]


def names_of(notices: list[Notice]) -> Names:
    """Who and which teams some notices mention; two queries."""
    doers = {notice.event.person_id for notice in notices if notice.event.person_id is not None}
    teams = {notice.event.payload.get(key) for notice in notices for key in ("to_team_id", "team_id")} - {
        None
    }
    people = {person.pk: person.shown_name for person in Person.objects.filter(pk__in=doers)}
    return Names(people, dict(Team.objects.filter(pk__in=teams).values_list("pk", "name")))


def row_of(actor: Actor, notice: Notice, names: Names) -> NoticeRow:
    """A notice as the list shows it."""
    drawn, tone = ICONS[NoticeKind(notice.kind)]
    return NoticeRow(
        id=notice.pk,
        icon=drawn,
        tone=tone,
        who=names.people.get(notice.event.person_id or 0, _("Central")),
        says=sentence(actor, notice, names),
        at=notice.at,
        is_read=notice.read_at is not None,
    )


def sentence(actor: Actor, notice: Notice, names: Names) -> str:
    """What happened, to be read after who did it."""
    name, given = notice.event.name, notice.event.payload
    if notice.kind == NoticeKind.MENTION:
        return _("mentioned you in a report")
    if name == "AssigneeChanged":
        mine = given.get("after_id") == actor.person_id
        return _("made you responsible") if mine else _("made somebody else responsible")
    if name == "TicketForwarded":
        you = given.get("to_person_id") == actor.person_id
        team = {"team": names.teams.get(given["to_team_id"], "")}
        return _("forwarded it to you") if you else _("forwarded it to %(team)s") % team
    due_at = parse_datetime(given.get("due_at") or given.get("accept_by") or "")
    words = {
        "team": names.teams.get(given.get("to_team_id") or given.get("team_id") or 0, ""),
        "time": f"{timezone.localtime(due_at):%d/%m %H:%M}" if due_at else "",
        "count": given.get("count", 0),
    }
    return sentences()[name] % words


def sentences() -> dict[str, str]:
    """What happened, by the name of the fact."""
    return {
        "TicketOpened": _("opened it and made you responsible"),
        "ReportAdded": _("added a report"),
        "TechnicianActivityReported": _("reported a technician's activity"),
        "HandoverAccepted": _("accepted what you forwarded"),
        "HandoverReturned": _("returned it to %(team)s"),
        "HandoverTakenBack": _("took it back to %(team)s"),
        "HandoverExpired": _("gave it back to %(team)s: nobody accepted it"),
        "HandoverOverdue": _("waits for %(team)s to accept it until %(time)s"),
        "PingPongNoted": _("goes to and fro: returned %(count)s times"),
        "DeadlineNear": _("the deadline is near: %(time)s"),
        "DeadlineMissed": _("the deadline passed: %(time)s"),
        "EscalationFired": _("an escalation rule calls you: deadline %(time)s"),
        "TicketClosed": _("closed it"),
        "TicketTechClosed": _("concluded the work"),
        "TicketCancelled": _("cancelled it"),
        "TicketReopened": _("reopened it"),
    }
