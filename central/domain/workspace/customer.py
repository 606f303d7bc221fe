"""The right pane's head: a client, its protocols in the order of who has to act, and what is known of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    Case,
    Exists,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.activities import rules as activity_rules
from central.domain.activities.queries import activities_visible_to
from central.domain.people import rules as people_rules
from central.domain.people.models import Person
from central.domain.tickets import rules
from central.domain.tickets.models import Ticket
from central.domain.tickets.visibility import tickets_visible_to
from central.domain.workspace.clients import counted, ticket_due
from central.domain.workspace.dues import Due
from central.foundation.actor import Actor
from central.foundation.errors import NotFound
from central.foundation.prepared.queries import Prepared

CLOSED_DAYS = 90
MOST_TICKETS = 200


@dataclass(frozen=True, slots=True)
class Running:
    """An execution that runs: whose, and since when."""

    person_id: int
    name: str
    started_at: datetime


@dataclass(frozen=True, slots=True)
class CustomerView:
    """A client with what its head shows; counts are of what the actor sees."""

    id: int
    name: str
    kind: str
    document: str
    no_document_reason: str
    phone: str
    address: str
    place: str
    email: str
    birth_date: date | None
    notes: str
    contract_standing: str
    open_count: int
    closed_count: int
    activity_count: int
    can_reveal: bool
    can_open_ticket: bool
    can_record_activity: bool
    can_see_person: bool


@dataclass(frozen=True, slots=True)
class ProtocolRow:
    """One protocol of a client; `group` is mine, teams or others."""

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
    awaits: str
    group: str
    due: Due
    running: Running | None
    scheduled_at: datetime | None
    closed_at: datetime | None


GROUPS = ("mine", "teams", "others")


def customer_view(actor: Actor, customer_id: int, now: datetime | None = None) -> CustomerView:
    """A client, its main address and its counts in one query.

    Raises `NotFound` for who sees neither persons nor a protocol of this one.
    """
    since = (now or timezone.now()) - timedelta(days=CLOSED_DAYS)
    found: Any = CUSTOMER.first(actor=actor, customer_id=customer_id, since=since)
    if found is None or not (people_rules.can_view(actor) or found.is_served):
        raise NotFound(_("This person does not exist, or you may not see it."))
    return view_of(actor, found)


def customer_rows(actor: Actor, customer_id: int, since: datetime) -> QuerySet[Person]:
    """A person with its main address and the counts of what the actor sees of it."""
    theirs = tickets_visible_to(actor).filter(customer_id=OuterRef("pk"))
    records = activities_visible_to(actor).filter(person_id=OuterRef("pk"))
    return (
        Person.objects.filter(pk=customer_id)
        .annotate(
            main=FilteredRelation("addresses", condition=Q(addresses__is_main=True)),
            open_count=counted(theirs.filter(is_open=True), "customer_id"),
            closed_count=counted(theirs.filter(is_open=False, closed_at__gte=since), "customer_id"),
            activity_count=counted(records, "person_id"),
            is_served=Exists(theirs),
        )
        .annotate(
            street=F("main__street"),
            street_number=F("main__number"),
            complement=F("main__complement"),
            district=F("main__district"),
            main_city=F("main__city"),
            main_state=F("main__state"),
        )
        .order_by("pk")[:1]
    )


CUSTOMER = Prepared(customer_rows)


def view_of(actor: Actor, found: Any) -> CustomerView:
    """A loaded and annotated person as the head shows it."""
    city = found.main_city or found.city
    state = found.main_state or found.state
    place = f"{city}/{state}" if city and state else city or state
    parts = [found.street, found.street_number, found.complement, found.district, place]
    return CustomerView(
        id=found.pk,
        name=found.shown_name,
        kind=found.kind,
        document=found.document or "",
        no_document_reason=found.no_document_reason,
        phone=found.main_phone,
        address=", ".join(part for part in parts if part),
        place=place,
        email=found.email,
        birth_date=found.birth_date,
        notes=found.notes,
        contract_standing=found.contract_standing,
        open_count=found.open_count,
        closed_count=found.closed_count,
        activity_count=found.activity_count,
        can_reveal=bool(found.document) and people_rules.can_reveal_document(actor),
        can_open_ticket=found.is_active and rules.can_open(actor),
        can_record_activity=found.is_active and activity_rules.can_record(actor),
        can_see_person=people_rules.can_view(actor),
    )


def with_running(found: QuerySet[Ticket]) -> QuerySet[Ticket]:
    """Protocols with who executes them now."""
    return found.annotate(
        run=FilteredRelation("executions", condition=Q(executions__ended_at__isnull=True))
    ).annotate(
        run_person_id=F("run__person_id"),
        run_started_at=F("run__started_at"),
        run_name=F("run__person__name"),
        run_social_name=F("run__person__social_name"),
    )


def running_of(ticket: Any) -> Running | None:
    """The running execution of a protocol loaded by `with_running`."""
    if ticket.run_person_id is None:
        return None
    return Running(ticket.run_person_id, ticket.run_social_name or ticket.run_name, ticket.run_started_at)


def group_order(actor: Actor) -> Case:
    """Mine first, then my teams', then others."""
    return Case(
        When(assignee_id=actor.person_id, then=Value(0)),
        When(team_id__in=sorted(actor.team_ids), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


def protocols_of(
    actor: Actor, customer_id: int, *, with_closed: bool = False, now: datetime | None = None
) -> list[ProtocolRow]:
    """The client's visible open protocols, with those closed in 90 days when asked; one query."""
    moment = now or timezone.now()
    since = moment - timedelta(days=CLOSED_DAYS) if with_closed else None
    rows = PROTOCOLS(actor=actor, customer_id=customer_id, since=since)
    return [protocol_row(actor, ticket, moment) for ticket in rows]


def protocol_rows(actor: Actor, customer_id: int, since: datetime | None) -> QuerySet[Ticket]:
    """A client's visible open protocols, with those closed since a moment where one is given."""
    found = tickets_visible_to(actor).filter(customer_id=customer_id)
    if since is not None:
        recent = Q(closed_at__gte=since)
        found = found.filter(Q(is_open=True) | recent)
    else:
        found = found.filter(is_open=True)
    loaded = with_running(found.select_related("type", "service_level", "status", "team", "assignee"))
    ordered = loaded.annotate(group=group_order(actor)).order_by("-is_open", "group", "late_at", "id")
    return ordered[:MOST_TICKETS]


PROTOCOLS: Prepared[Any] = Prepared(protocol_rows)


def awaits(actor: Actor, ticket: Ticket) -> str:
    """Whose acceptance a forwarded protocol waits for: `mine`, `theirs`, '' for none."""
    if ticket.handover_id is None:
        return ""
    return "mine" if rules.is_mine(actor, ticket) else "theirs"


def protocol_row(actor: Actor, ticket: Any, now: datetime) -> ProtocolRow:
    """A loaded protocol as a row."""
    return ProtocolRow(
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
        awaits=awaits(actor, ticket),
        group=GROUPS[ticket.group],
        due=ticket_due(ticket, now),
        running=running_of(ticket),
        scheduled_at=ticket.scheduled_at,
        closed_at=ticket.closed_at,
    )
