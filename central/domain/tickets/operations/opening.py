"""Abrir solicitação: a protocol with its number, its deadline and its first owner."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from central.domain.access.permissions import Permission as P
from central.domain.catalog.models import BaseStatus, ContactMethod, ServiceLevel, TicketStatus, TicketType
from central.domain.catalog.priorities import is_offered
from central.domain.company.models import CompanyPlace
from central.domain.company.parameters import number_of, text_of
from central.domain.people.models import Contact, Person
from central.domain.sla.clocks import Pause
from central.domain.sla.deadlines import ServicePlace, Standing, standing
from central.domain.teams.models import Team
from central.domain.tickets import changes, choices, demands, rules
from central.domain.tickets.events import TicketOpened
from central.domain.tickets.filing import Filing, check_filing, told
from central.domain.tickets.filling import Filling
from central.domain.tickets.kinds import ReportKind
from central.domain.tickets.models import Ticket
from central.domain.tickets.moments import check_is_near
from central.domain.tickets.numbering import ProtocolCounter
from central.domain.tickets.operations.closing import close_now, write_report
from central.domain.tickets.starting import Started, missing_by_type, take_answers
from central.foundation.actor import Actor
from central.foundation.errors import Invalid
from central.foundation.events.chain import text_hash
from central.foundation.events.publishing import publish
from central.foundation.operation import operation
from central.foundation.richtext import clean_html, is_blank

CHECKLISTS = ("checklist_", "closing_")
"""What the names of checklists' errors begin with."""
NOWHERE = Filing()
OPENING_STATUSES = (BaseStatus.OPEN, BaseStatus.IN_PROGRESS, BaseStatus.CLOSED)


BEGINNINGS = {"none": "", "year": "%Y", "month": "%Y%m", "day": "%Y%m%d"}
"""How the beginning of a protocol number is written, by the parameter `protocol_prefix`."""


@dataclass(frozen=True, slots=True)
class NewTicket:
    """What the form *Abrir solicitação* holds; None takes the default of the type."""

    customer_id: int | None
    contact_id: int | None
    origin_id: int | None
    type_id: int | None
    title: str
    description: str
    requester_id: int | None = None
    service_level_id: int | None = None
    due_at: datetime | None = None
    status_id: int | None = None
    priority: int | None = None
    team_id: int | None = None
    assignee_id: int | None = None
    file_ids: Sequence[str] = ()
    answer: str = ""
    solution_id: int | None = None
    fields: Mapping[int, str] = field(default_factory=dict)
    opening_checklist: Mapping[str, str] = field(default_factory=dict)
    filing: Filing = NOWHERE


@dataclass(frozen=True, slots=True)
class Opening:
    """The same with everything looked up."""

    customer: Person
    requester: Person
    contact: Contact
    origin: ContactMethod
    kind: TicketType
    level: ServiceLevel
    due: Standing
    status: TicketStatus
    priority: int
    team: Team
    assignee: Person | None
    place: CompanyPlace
    started: Started
    filing: Filing


@operation
def open_ticket(*, actor: Actor, ticket: NewTicket, once: str = "") -> Ticket:
    """Open a protocol ("Abrir solicitação"); its number is the next of one sequence, never reused.

    Raises `Invalid` with a sentence at each wrong field. With a closing status the protocol is opened
    and closed at once by the closing rules, `answer` being the closing report.
    """
    rules.check_can_open(actor)
    now = timezone.now()
    filling = Filling(actor, ticket.fields)
    opening = read_opening(actor, ticket, now, filling)
    files = changes.own_files(actor, ticket.file_ids)
    description = clean_html(ticket.description)
    closes = opening.status.base_status == BaseStatus.CLOSED
    first = changes.default_status(BaseStatus.IN_PROGRESS) if closes else opening.status
    created = Ticket.objects.create(
        protocol=next_protocol(),
        title=ticket.title.strip()[:160],
        description=description,
        customer=opening.customer,
        requester=opening.requester,
        contact=opening.contact,
        place=opening.place,
        origin=opening.origin,
        type=opening.kind,
        status=first,
        base_status=first.base_status,
        service_level=opening.level,
        priority=opening.priority,
        team=opening.team,
        assignee=opening.assignee,
        opened_by_id=actor.signer_id,
        opened_team_id=actor.main_team_id,
        opened_at=now,
        due_at=opening.due.due_at,
        first_due_at=opening.due.due_at,
        warn_at=opening.due.warn_at,
        paused_at=opening.due.paused_at,
        alarm_at=None if opening.due.paused_at else opening.due.warn_at,
        last_event_at=now,
        opening_checklist_id=opening.started.checklist_id,
        opening_answers=opening.started.answers,
        answer_wordings=opening.started.wordings,
        **opening.filing.columns(),
    )
    changes.attach(actor, created, files, now, is_private=False)
    publish(
        TicketOpened(
            protocol=created.protocol,
            customer_id=opening.customer.pk,
            type_id=opening.kind.pk,
            service_level_id=opening.level.pk,
            status_id=first.pk,
            priority=opening.priority,
            to_team_id=opening.team.pk,
            assignee_id=opening.assignee.pk if opening.assignee else None,
            origin_id=opening.origin.pk,
            due_at=opening.due.due_at,
            text_hash=text_hash(description),
            file_ids=changes.file_ids(files),
            pauses=first.pauses_clock or None,
            filing=told(opening.filing),
        ),
        actor=actor,
        subject=created,
        at=now,
    )
    filling.keep(created, now)
    if closes:
        close_at_opening(actor, created, opening, ticket, now)
    return created


def close_at_opening(actor: Actor, ticket: Ticket, opening: Opening, given: NewTicket, now: datetime) -> None:
    """Close a protocol that was solved while it was opened, by the rules of closing."""
    rules.check_can_close(actor, ticket)
    if is_blank(given.answer):
        raise Invalid(_("Write how it was solved."), field="answer")
    try:
        solution = demands.take_closing(
            actor, ticket, demands.Closing(given.solution_id, answers_customer=True), now
        )
    except Invalid as error:
        raise told_at_opening(error) from error
    report = write_report(actor, ticket, ReportKind.CLOSING, given.answer, now, is_private=False)
    close_now(actor, ticket, now, report=report, solution=solution, status=opening.status)
    changes.save_ticket(ticket, now)


def told_at_opening(error: Invalid) -> Invalid:
    """What a closing demands, in the words of the form that opens: checklists are not answered there."""
    errors = {name: text for name, text in error.errors.items() if not name.startswith(CHECKLISTS)}
    if len(errors) < len(error.errors):
        errors["status"] = _(
            "This type has a checklist to answer: open it now and close it with the checklist."
        )
    if "technician_report" in errors:
        errors.setdefault("status", errors.pop("technician_report"))
    return Invalid(error.message, errors=errors)


def next_protocol() -> int:
    """The next number of the sequence; holds the counter's row until the transaction ends."""
    counter, _made = ProtocolCounter.objects.select_for_update(no_key=True).get_or_create(pk=1)
    counter.last = max(counter.last + 1, number_of("first_protocol"), first_of_period(localdate()))
    counter.save(update_fields=["last"])
    return counter.last


def first_of_period(today: date) -> int:
    """The first number with the beginning that the company chose for this day; 0 without a beginning."""
    beginning = today.strftime(BEGINNINGS[text_of("protocol_prefix")])
    return int(f"{beginning}{1:0{number_of('protocol_digits')}d}") if beginning else 0


def read_opening(actor: Actor, ticket: NewTicket, now: datetime, filling: Filling) -> Opening:
    """Look up what the form names; raises `Invalid` with a sentence at each wrong field."""
    errors: dict[str, str] = {}
    if not ticket.title.strip():
        errors["title"] = _("Give a title.")
    if is_blank(ticket.description):
        errors["description"] = _("Describe the request.")
    customer = Person.objects.filter(pk=ticket.customer_id or 0, is_active=True).first()
    if customer is None:
        errors["customer"] = _("Choose the client.")
    contact = Contact.objects.filter(pk=ticket.contact_id or 0, person=customer, is_active=True).first()
    if customer is not None and contact is None:
        errors["contact"] = _("Choose a contact of this person.")
    kind = TicketType.objects.select_related("service_level", "team", "opening_checklist").filter(
        pk=ticket.type_id or 0, is_active=True
    ).first()  # fmt: skip
    if kind is None:
        errors["type"] = _("Choose the type.")
    origin = ContactMethod.objects.filter(pk=ticket.origin_id or 0, is_active=True).first()
    if origin is None:
        errors["origin"] = _("Choose how the request came in.")
    if kind is not None:
        errors |= missing_by_type(actor, kind, customer, ticket.assignee_id, ticket.file_ids)
        errors |= refused(lambda: take_answers(kind, ticket.opening_checklist))
        errors |= refused(lambda: check_filing(kind, ticket.filing))
        errors |= filling.at_opening(kind)
    if errors:
        raise Invalid(_("Some fields need mending."), errors=errors)
    assert customer and contact and kind and origin
    return read_handling(actor, ticket, now, customer, contact, kind, origin)


def refused(check: Callable[[], object]) -> dict[str, str]:
    """The sentences of what a check refuses, none where it does not."""
    try:
        check()
    except Invalid as error:
        return {name: str(sentence) for name, sentence in error.errors.items()}
    return {}


def read_handling(
    actor: Actor,
    ticket: NewTicket,
    now: datetime,
    customer: Person,
    contact: Contact,
    kind: TicketType,
    origin: ContactMethod,
) -> Opening:
    """Look up who attends and until when, from the form or from the type's defaults."""
    level = kind.service_level
    if not level.is_active or ticket.service_level_id not in (None, level.pk):
        level = choices.allowed_level(kind, ticket.service_level_id or level.pk)
    team = kind.team
    if not team.is_active or ticket.team_id not in (None, team.pk):
        team = choices.active_team(ticket.team_id or team.pk, field="team")
    assignee = None
    if ticket.assignee_id:
        assignee = choices.team_member(team, ticket.assignee_id, field="assignee")
    status = changes.default_status(BaseStatus.OPEN)
    if ticket.status_id:
        status = choices.active_choice(TicketStatus, ticket.status_id, field="status")
    if status.base_status not in OPENING_STATUSES:
        raise Invalid(_("A protocol is not opened in this status."), field="status")
    priority = kind.priority if ticket.priority is None else ticket.priority
    if priority != kind.priority and not is_offered(priority):
        raise Invalid(_("Choose one of the priorities offered."), field="priority")
    limit = actor.limit(P.TICKET_CHANGE_PRIORITY)
    if priority != kind.priority and limit is not None and priority > limit:
        raise Invalid(_("Your profile does not set or lift the highest priority."), field="priority")
    requester = customer
    if ticket.requester_id and ticket.requester_id != customer.pk:
        other = Person.objects.filter(pk=ticket.requester_id, is_active=True).first()
        if other is None:
            raise Invalid(_("Choose who asks."), field="requester")
        requester = other
    return Opening(
        customer=customer, requester=requester, contact=contact, origin=origin, kind=kind, level=level,
        due=read_due(level, customer, ticket.due_at, now, pauses=status.pauses_clock), status=status,
        priority=priority, team=team, assignee=assignee, place=place_for(team),
        started=take_answers(kind, ticket.opening_checklist), filing=check_filing(kind, ticket.filing),
    )  # fmt: skip


def read_due(
    level: ServiceLevel, customer: Person, typed: datetime | None, now: datetime, *, pauses: bool = False
) -> Standing:
    """The deadline: counted by the situação, or typed when it is manual; `pauses`: it stands from now on."""
    place = ServicePlace(customer.state, customer.city_ibge_code)
    found = standing(level, place, now, (Pause(now),) if pauses else (), typed=typed)
    if found is None:
        raise Invalid(_("Type the day and the hour of the deadline."), field="due_on")
    if not level.is_manual:
        return found
    if found.due_at <= now:
        raise Invalid(_("Type a day and an hour in the future."), field="due_on")
    check_is_near(found.due_at, now, field="due_on")
    return found


def place_for(team: Team) -> CompanyPlace:
    """The team's Local, or the company's first."""
    place = CompanyPlace.objects.filter(pk=team.place_id or 0).first() or (
        CompanyPlace.objects.filter(is_active=True).order_by("id").first()
    )
    if place is None:
        raise Invalid(_("The company has no active Local yet."), field="team")
    return place
