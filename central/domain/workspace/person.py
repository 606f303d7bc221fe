"""A person at a glance: what it asked for, who spoke with it, what it is as a colleague."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet
from django.utils import timezone

from central.domain.access.models import User
from central.domain.access.permissions import Permission as P
from central.domain.activities.queries import activities_visible_to
from central.domain.people.models import Address, Contact, PersonFile
from central.domain.people.queries import people_visible_to
from central.domain.teams.models import TeamMember
from central.domain.tickets.models import Ticket
from central.domain.tickets.visibility import tickets_visible_to
from central.domain.workspace.clients import counted, ticket_due
from central.domain.workspace.dues import Due
from central.domain.workspace.paging import Key, Page, mark_of, page_of, page_window, read_mark
from central.foundation.actor import Actor
from central.foundation.prepared.queries import Prepared

GLANCE = 5
BY_OPENING = Key("opened_at", descending=True)


@dataclass(frozen=True, slots=True)
class PersonCounts:
    """How much there is of a person, as far as the actor sees it."""

    addresses: int = 0
    contacts: int = 0
    files: int = 0
    open_tickets: int = 0
    closed_tickets: int = 0
    activities: int = 0

    @property
    def tickets(self) -> int:
        """Open and closed protocols."""
        return self.open_tickets + self.closed_tickets


@dataclass(frozen=True, slots=True)
class PersonTicket:
    """One protocol of a person, open or closed."""

    id: int
    protocol: int
    title: str
    type_name: str
    service_level: str
    status: str
    status_color: str
    base_status: str
    team: str
    assignee: str
    due: Due
    opened_at: datetime
    closed_at: datetime | None


def count_rows(actor: Actor, person_id: int) -> QuerySet[Any, Any]:
    """The figures of a visible person, in the order of `PersonCounts`."""
    tickets = tickets_visible_to(actor)
    found = people_visible_to(actor).filter(pk=person_id)
    own = {"person_id": OuterRef("pk")}
    asked = {"customer_id": OuterRef("pk")}
    figures = found.order_by("pk").values_list(
        counted(Address.objects.filter(**own), "person_id"),
        counted(Contact.objects.filter(**own, is_active=True), "person_id"),
        counted(PersonFile.objects.filter(**own, removed_at=None), "person_id"),
        counted(tickets.filter(**asked, is_open=True), "customer_id"),
        counted(tickets.filter(**asked, is_open=False), "customer_id"),
        counted(activities_visible_to(actor).filter(**own), "person_id"),
    )
    return figures[:1]


COUNTS: Prepared[Any] = Prepared(count_rows)


def person_counts(actor: Actor, person_id: int) -> PersonCounts:
    """The figures beside the tabs of a visible person; one query."""
    row = COUNTS.first(actor=actor, person_id=person_id)
    return PersonCounts(*row) if row else PersonCounts()


def person_tickets(
    actor: Actor, person_id: int, *, after: str = "", before: str = "", now: datetime | None = None
) -> Page[PersonTicket]:
    """The visible protocols of a person, newest first, fifty a page; one query."""
    place = read_mark(BY_OPENING, after or before, backwards=not after) if after or before else None
    found = tickets_visible_to(actor).filter(customer_id=person_id)
    loaded = found.select_related("type", "service_level", "status", "team", "assignee")
    tickets = list(page_window(loaded, BY_OPENING, place))
    moment = now or timezone.now()
    marks = [mark_of(ticket.opened_at, ticket.pk) for ticket in tickets]
    return page_of([person_ticket(ticket, moment) for ticket in tickets], marks, place)


def open_rows(actor: Actor, person_id: int) -> QuerySet[Ticket]:
    """The visible open protocols of a person that are due first."""
    found = tickets_visible_to(actor).filter(customer_id=person_id, is_open=True)
    loaded = found.select_related("type", "service_level", "status", "team", "assignee")
    return loaded.order_by("late_at", "id")[:GLANCE]


OPEN: Prepared[Ticket] = Prepared(open_rows)


def open_tickets_of(actor: Actor, person_id: int, *, now: datetime | None = None) -> list[PersonTicket]:
    """The visible open protocols of a person that are due first; one query."""
    moment = now or timezone.now()
    return [person_ticket(ticket, moment) for ticket in OPEN(actor=actor, person_id=person_id)]


def person_ticket(ticket: Ticket, now: datetime) -> PersonTicket:
    """A loaded protocol as a row."""
    return PersonTicket(
        id=ticket.pk,
        protocol=ticket.protocol,
        title=ticket.title,
        type_name=ticket.type.full_name,
        service_level=ticket.service_level.name,
        status=ticket.status.name,
        status_color=ticket.status.color,
        base_status=ticket.base_status,
        team=ticket.team.name,
        assignee=ticket.assignee.shown_name if ticket.assignee else "",
        due=ticket_due(ticket, now),
        opened_at=ticket.opened_at,
        closed_at=ticket.closed_at,
    )


@dataclass(frozen=True, slots=True)
class Membership:
    """A team that a person is in."""

    team: str
    is_leader: bool
    is_main: bool
    is_active: bool


@dataclass(frozen=True, slots=True)
class Colleague:
    """What a person is inside the company: its teams, its user, the marks that rights follow from."""

    is_collaborator: bool
    is_effective: bool
    is_technician: bool
    is_supervisor: bool
    teams: tuple[Membership, ...]
    login: str
    profile: str
    user_is_active: bool
    last_login: datetime | None


def colleague(actor: Actor, person_id: int) -> Colleague | None:
    """A visible person as a colleague; the user only for who manages users; three queries."""
    person = people_visible_to(actor).filter(pk=person_id).first()
    if person is None:
        return None
    members = TeamMember.objects.filter(person=person).select_related("team")
    user = None
    if actor.may(P.USER_MANAGE) or actor.person_id == person_id:
        user = User.objects.filter(person=person).select_related("profile").first()
    return Colleague(
        is_collaborator=person.is_collaborator,
        is_effective=person.is_effective,
        is_technician=person.is_technician,
        is_supervisor=person.is_supervisor,
        teams=tuple(
            Membership(m.team.name, m.is_leader, m.is_main, m.team.is_active)
            for m in members.order_by("-is_main", "team__position", "team_id")
        ),
        login=user.username if user else "",
        profile=user.profile.name if user else "",
        user_is_active=bool(user and user.is_active),
        last_login=user.last_login if user else None,
    )
