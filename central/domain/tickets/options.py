"""The choices of the windows of the acts: frozen rows from the catalogue and the teams, for an actor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.access.permissions import Permission as P
from central.domain.access.registry import absent_until
from central.domain.catalog.models import (
    ActivityType,
    BaseStatus,
    CancelReason,
    ContactMethod,
    ForwardReason,
    NamedChoice,
    ReopenReason,
    ServiceLevel,
    Solution,
    TicketStatus,
    TicketType,
    UnproductiveReason,
    WaitReason,
)
from central.domain.catalog.priorities import steps as priority_steps
from central.domain.people.models import Contact, Person
from central.domain.people.queries import contact_option
from central.domain.sla.clocks import Pause
from central.domain.sla.deadlines import ServicePlace, due_at
from central.domain.teams.models import Team, TeamMember
from central.domain.tickets import states
from central.domain.tickets.clocks import history_of
from central.domain.tickets.models import TechnicianActivity
from central.domain.tickets.operations.opening import OPENING_STATUSES
from central.domain.tickets.visibility import visible_ticket
from central.foundation.actor import Actor
from central.foundation.prepared.queries import Prepared

Choices = list[tuple[str, str]]
Grouped = list[tuple[str, Choices]]


def entries(model: type[NamedChoice]) -> Choices:
    """The active entries of a short list, in its order; one query."""
    rows = model._default_manager.filter(is_active=True).order_by("position", "name", "id")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def origins() -> Choices:
    """The channels that a request comes in by."""
    return entries(ContactMethod)


def forward_reasons() -> Choices:
    """The reasons to forward."""
    return entries(ForwardReason)


def wait_reasons() -> Choices:
    """What may be awaited."""
    return entries(WaitReason)


def solutions() -> Choices:
    """How a protocol may have been solved."""
    return entries(Solution)


def cancel_reasons() -> Choices:
    """Why a protocol may be cancelled."""
    return entries(CancelReason)


def reopen_reasons() -> Choices:
    """Why a protocol may be reopened."""
    return entries(ReopenReason)


def unproductive_reasons() -> Choices:
    """Why a visit may have come to nothing."""
    return entries(UnproductiveReason)


def activity_types() -> Choices:
    """What a technician may have done."""
    return entries(ActivityType)


def service_levels(type_id: int | None = None) -> Choices:
    """The situações; for a type that allows only some, those."""
    rows = ServiceLevel.objects.filter(is_active=True).order_by("position", "name", "id")
    if type_id:
        allowed = TicketType.allowed_levels.through._default_manager.filter(tickettype_id=type_id)
        rows = rows.filter(~Exists(allowed) | Q(pk__in=allowed.values("servicelevel_id")))
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def manual_levels() -> frozenset[int]:
    """The situações whose deadline is typed."""
    return frozenset(MANUAL_LEVELS())


def manual_rows() -> QuerySet[Any, Any]:
    """What `manual_levels` reads."""
    return ServiceLevel.objects.filter(is_active=True, term_unit="manual").values_list("pk", flat=True)


MANUAL_LEVELS: Prepared[int] = Prepared(manual_rows)


def types_grouped(*, attended: bool = False) -> Grouped:
    """The types of solicitação under their groups, only those that attendants open; one query."""
    rows = TicketType.objects.filter(is_active=True).order_by("group", "position", "name", "id")
    if attended:
        rows = rows.filter(available_in_attendance=True)
    grouped: dict[str, Choices] = {}
    for pk, group, name in rows.values_list("pk", "group", "name"):
        grouped.setdefault(group, []).append((str(pk), name))
    return list(grouped.items())


def priorities(actor: Actor, present: int | None = None, *, may_lower: bool = False) -> Choices:
    """The priorities that the actor may set, and the present one; one above the limit may not be lowered.

    At an opening (`may_lower`) it may: the present one is then only what the type proposes.
    """
    limit = actor.limit(P.TICKET_CHANGE_PRIORITY)
    held = present is not None and limit is not None and present > limit and not may_lower
    return [
        (str(step.rank), step.name)
        for step in priority_steps()
        if step.rank == present or (step.is_active and not held and (limit is None or step.rank <= limit))
    ]


@dataclass(frozen=True, slots=True)
class StatusOption:
    """A status that a protocol may be given, with what it asks."""

    id: int
    name: str
    base: str
    requires_awaiting: bool
    requires_schedule: bool
    is_present: bool

    @property
    def ends(self) -> bool:
        """Whether it ends the work, technically or finally: then the checklist is asked."""
        return self.base in {BaseStatus.TECH_CLOSED, BaseStatus.CLOSED}


def status_option(status: TicketStatus, *, is_present: bool = False) -> StatusOption:
    """A loaded status as a frozen row."""
    return StatusOption(
        id=status.pk,
        name=status.name,
        base=status.base_status,
        requires_awaiting=status.requires_awaiting,
        requires_schedule=status.requires_schedule,
        is_present=is_present,
    )


def statuses_from(present_id: int, base: str, *, can_close: bool) -> list[StatusOption]:
    """The statuses that a report may give: the present one and those that may follow it; one query."""
    rows = TicketStatus.objects.filter(Q(is_active=True) | Q(pk=present_id)).order_by("position", "id")
    allowed = [
        status
        for status in rows
        if status.pk == present_id
        or (
            states.may_follow(base, status.base_status)
            and status.base_status not in {BaseStatus.CANCELLED, BaseStatus.OPEN}
            and (can_close or status.base_status != BaseStatus.CLOSED)
        )
    ]
    return [status_option(status, is_present=status.pk == present_id) for status in allowed]


def opening_statuses() -> list[StatusOption]:
    """The statuses in which a protocol may be opened; one query."""
    rows = TicketStatus.objects.filter(is_active=True, base_status__in=OPENING_STATUSES)
    return [status_option(status) for status in rows.order_by("position", "id")]


def teams() -> Choices:
    """The active teams; one query."""
    rows = Team.objects.filter(is_active=True).order_by("position", "name", "id")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def members_of(team_ids: list[int], *, technicians: bool = False) -> list[TeamMember]:
    """The active, effective members of teams, by team and name; one query."""
    found = TeamMember.objects.filter(
        team_id__in=team_ids, team__is_active=True, person__is_active=True, person__is_effective=True
    )
    if technicians:
        found = found.filter(person__is_technician=True)
    return list(
        found.select_related("team", "person").order_by(
            "team__position", "team__name", "person__search_name", "person_id"
        )
    )


def team_people(team_id: int | None) -> Choices:
    """The people of a team who may be responsible; one query."""
    if team_id is None:
        return []
    return labelled(members_of([team_id]))


def labelled(members: list[TeamMember]) -> Choices:
    """Members as choices; who is absent today says until when; one query."""
    away = absent_until([member.person_id for member in members])
    return [(str(m.person_id), name_with_absence(m.person, away)) for m in members]


def name_with_absence(person: Person, away: dict[int, date]) -> str:
    """`Ana Moraes`, or `Ana Moraes (ausente até 28/11)`."""
    until = away.get(person.pk)
    if until is None:
        return person.shown_name
    return _("%(name)s (absent until %(day)s)") % {"name": person.shown_name, "day": f"{until:%d/%m}"}


def destinations(kind: str, team_ids: list[int], *, held_by: tuple[int, int | None] | None = None) -> Grouped:
    """Where protocols of these teams may go, under headings; a value is `team` or `team:person`.

    The teams that they forward to and their own; who holds the protocol now (`held_by`) is left out.
    """
    origins_of = Team.objects.filter(pk__in=team_ids)
    everywhere = origins_of.filter(forwards_to_all=True).exists()
    reached = Team.objects.filter(is_active=True)
    if not everywhere:
        reached = reached.filter(Q(pk__in=team_ids) | Q(receives_from__in=team_ids)).distinct()
    rows = list(reached.order_by("position", "name", "id").values_list("pk", "name"))
    if kind == "team":
        return [("", [(str(pk), name) for pk, name in rows if held_by != (pk, None)])]
    grouped: dict[str, Choices] = {}
    members = members_of([pk for pk, _name in rows], technicians=kind == "technician")
    away = absent_until([member.person_id for member in members])
    for member in members:
        if held_by != (member.team_id, member.person_id):
            value = f"{member.team_id}:{member.person_id}"
            label = name_with_absence(member.person, away)
            grouped.setdefault(member.team.name, []).append((value, label))
    return list(grouped.items())


def technicians(*, without: int | None = None) -> Choices:
    """The active technicians by name; one query."""
    rows = Person.objects.filter(is_technician=True, is_active=True).exclude(pk=without or 0)
    return [(str(person.pk), person.shown_name) for person in rows.order_by("search_name", "id")]


def contacts(actor: Actor, ticket_id: int) -> Choices:
    """The contacts of a visible protocol's client, and the protocol's own."""
    ticket = visible_ticket(actor, ticket_id)
    rows = Contact.objects.filter(Q(is_active=True) | Q(pk=ticket.contact_id), person_id=ticket.customer_id)
    return [(str(c.pk), contact_option(c, None).label) for c in rows.order_by("-is_self", "name", "id")]


def likely_activity_type(actor: Actor) -> int | None:
    """The type that this person reported last, else the first of the list; at most two queries."""
    last = TechnicianActivity.objects.filter(person_id=actor.person_id or 0, type__is_active=True).order_by(
        "-id"
    )
    found = last.values_list("type_id", flat=True).first()
    if found is not None:
        return found
    kinds = ActivityType.objects.filter(is_active=True).order_by("position", "name", "id")
    return kinds.values_list("pk", flat=True).first()


@dataclass(frozen=True, slots=True)
class TypeDefaults:
    """What a type of solicitação proposes to an opening."""

    level_id: int
    team_id: int
    priority: int
    title_hint: str


def type_defaults(type_id: int | None) -> TypeDefaults | None:
    """The defaults of an active type; None for no type."""
    row = (
        TicketType.objects.filter(pk=type_id or 0, is_active=True)
        .values_list("service_level_id", "team_id", "priority", "title_hint")
        .first()
    )
    return TypeDefaults(*row) if row else None


@dataclass(frozen=True, slots=True)
class DuePreview:
    """What a situação makes of the deadline: typed, counted (`due_at` with its term in words), or unknown."""

    is_manual: bool
    due_at: datetime | None
    term: str


def due_preview(
    level_id: int | None,
    *,
    customer_id: int | None = None,
    start: datetime | None = None,
    pauses: Sequence[Pause] = (),
) -> DuePreview:
    """The deadline that a situação gives a client, counted from `start` without pauses, or from now."""
    level = ServiceLevel.objects.filter(pk=level_id, is_active=True).first() if level_id else None
    if level is None:
        return DuePreview(is_manual=False, due_at=None, term="")
    if level.is_manual:
        return DuePreview(is_manual=True, due_at=None, term="")
    place = Person.objects.filter(pk=customer_id or 0).values_list("state", "city_ibge_code").first()
    state, city = place or ("", "")
    counted = due_at(level, ServicePlace(state, city), start or timezone.now(), pauses if start else ())
    return DuePreview(is_manual=False, due_at=counted, term=term_words(level))


def term_words(level: ServiceLevel) -> str:
    """The term of a situação: `4 h úteis`, `2 dias corridos`; empty for a typed one."""
    if level.term_amount is None:
        return ""
    words = {
        "running_hours": _("%(amount)s running h"),
        "business_hours": _("%(amount)s business h"),
        "business_days": _("%(amount)s business days"),
        "calendar_days": _("%(amount)s calendar days"),
    }
    return words.get(level.term_unit, "") % {"amount": level.term_amount}


@dataclass(frozen=True, slots=True)
class Deadline:
    """What the deadline of a protocol is counted from."""

    customer_id: int
    due_at: datetime
    start: datetime
    pauses: tuple[Pause, ...]


def deadline_of(actor: Actor, ticket_id: int) -> Deadline:
    """The deadline of a visible protocol; raises `NotFound`."""
    ticket = visible_ticket(actor, ticket_id)
    history = history_of(ticket)
    return Deadline(ticket.customer_id, ticket.due_at, history.start, history.pauses)


def shown_name_of(person_id: int | None) -> str:
    """The name of a person, '' for nobody."""
    person = Person.objects.filter(pk=person_id).first() if person_id else None
    return person.shown_name if person else ""
