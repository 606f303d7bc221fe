"""Encaminhar Solicitação: the old owner is out, the new one has it, the history is written, or nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.catalog.models import ForwardReason, TicketType
from central.domain.people.models import Person
from central.domain.sla.clocks import Pause
from central.domain.sla.deadlines import standing
from central.domain.teams.models import Team
from central.domain.tickets import changes, choices, clocks, handovers, rules
from central.domain.tickets.events import TicketForwarded
from central.domain.tickets.kinds import DestinationKind, Notify
from central.domain.tickets.models import Forwarding, Ticket
from central.domain.tickets.moments import check_is_near
from central.domain.tickets.staleness import ticket_as_seen
from central.domain.tickets.visibility import check_owner_unchanged
from central.foundation.actor import Actor
from central.foundation.errors import Invalid
from central.foundation.events.chain import text_hash
from central.foundation.events.publishing import publish
from central.foundation.files.models import StoredFile
from central.foundation.operation import operation
from central.foundation.richtext import clean_html, is_blank

LONGEST_PROMISE = 160


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a protocol goes: Motivo, Encaminhamento, Para, Tipo Solicitação, and what may go with it."""

    reason_id: int | None
    kind: str
    team_id: int | None
    person_id: int | None
    type_id: int | None
    done_text: str = ""
    expected_text: str = ""
    service_level_id: int | None = None
    due_at: datetime | None = None
    promise: str = ""
    priority: int | None = None
    notify: str = Notify.TEAM
    is_private: bool = True
    file_ids: Sequence[str] = ()
    seen_owner: str = ""


@operation
def forward_ticket(
    *, actor: Actor, ticket_id: int, destination: Destination, seen: int | None = None, once: str = ""
) -> Ticket:
    """Forward a protocol to a team, a collaborator or a technician ("Encaminhar Solicitação").

    The destination team must be one that the holding team forwards to, a person an effective member
    of it. Raises `Conflict` when the protocol changed hands since the form was shown.
    """
    ticket = ticket_as_seen(actor, ticket_id, seen)
    check_owner_unchanged(ticket, destination.seen_owner)
    rules.check_can_forward(actor, ticket)
    now = timezone.now()
    reason, team, person, kind = read_destination(ticket, destination)
    files = changes.own_files(actor, destination.file_ids)
    changes.stop_own_execution(actor, ticket, now, cause="forwarded")
    handovers.end_waiting(actor, ticket, now, cause="forward")
    row = write_forwarding(actor, ticket, destination, reason, team, person, kind, files, now)
    ticket.team, ticket.assignee, ticket.type = team, person, kind
    if destination.priority is not None:
        changes.set_priority(actor, ticket, destination.priority, now)
    move_deadline(actor, ticket, destination, row, now)
    changes.save_ticket(ticket, now)
    return ticket


def read_destination(
    ticket: Ticket, destination: Destination
) -> tuple[ForwardReason, Team, Person | None, TicketType]:
    """The four mandatory fields; raises `Invalid` with a sentence at each that is wrong."""
    errors: dict[str, str] = {}
    found: dict[str, object] = {}
    readers: dict[str, Callable[[], object]] = {
        "reason": lambda: choices.active_choice(ForwardReason, destination.reason_id, field="reason"),
        "destination": lambda: read_holder(ticket, destination),
        "type": lambda: choices.active_choice(TicketType, destination.type_id, field="type"),
    }
    if destination.kind not in DestinationKind.values:
        errors["kind"] = _("Choose whom to forward to: team, collaborator or technician.")
        readers.pop("destination")
    for name, read in readers.items():
        try:
            found[name] = read()
        except Invalid as error:
            errors.update({key: str(text) for key, text in error.errors.items()})
    if errors:
        raise Invalid(_("Some fields need mending."), errors=errors)
    reason, holder, kind = found["reason"], found["destination"], found["type"]
    assert isinstance(reason, ForwardReason) and isinstance(holder, tuple) and isinstance(kind, TicketType)
    return reason, holder[0], holder[1], kind


def read_holder(ticket: Ticket, destination: Destination) -> tuple[Team, Person | None]:
    """The team, and the person where one is asked, that will hold the protocol."""
    team = choices.active_team(destination.team_id, field="destination")
    same = team.pk == ticket.team_id
    if not same and not may_forward_to(ticket.team, team):
        raise Invalid(
            _("%(origin)s does not forward to %(team)s.") % {"origin": ticket.team.name, "team": team.name},
            field="destination",
        )
    if destination.kind == DestinationKind.TEAM:
        if same and ticket.assignee_id is None:
            raise Invalid(
                _("The protocol is with %(team)s already.") % {"team": team.name}, field="destination"
            )
        return team, None
    if not destination.person_id:
        raise Invalid(_("Choose who will attend."), field="destination")
    person = choices.team_member(
        team,
        destination.person_id,
        field="destination",
        technician=destination.kind == DestinationKind.TECHNICIAN,
    )
    if same and ticket.assignee_id == person.pk:
        raise Invalid(
            _("The protocol is with %(name)s already.") % {"name": person.shown_name}, field="destination"
        )
    return team, person


def may_forward_to(origin: Team, destination: Team) -> bool:
    """Whether a team forwards to another by its rules."""
    return origin.forwards_to_all or origin.forwards_to.filter(pk=destination.pk).exists()


def write_forwarding(
    actor: Actor,
    ticket: Ticket,
    destination: Destination,
    reason: ForwardReason,
    team: Team,
    person: Person | None,
    kind: TicketType,
    files: Sequence[StoredFile],
    now: datetime,
) -> Forwarding:
    """Write the row of a forwarding with its files, and tell the fact."""
    if destination.notify not in Notify.values:
        raise Invalid(_("Choose one of the options."), field="notify")
    done, expected = clean_text(destination.done_text), clean_text(destination.expected_text)
    promise = destination.promise.strip()
    if len(promise) > LONGEST_PROMISE:
        raise Invalid(_("At most %(most)s characters.") % {"most": LONGEST_PROMISE}, field="promise")
    row = Forwarding(
        ticket=ticket, reason=reason, destination_kind=destination.kind,
        from_team_id=ticket.team_id, from_person_id=ticket.assignee_id, to_team=team, to_person=person,
        from_type_id=ticket.type_id, to_type=kind, done_text=done, expected_text=expected,
        promise=promise,
        is_private=destination.is_private, notify=destination.notify,
        created_by_id=None if actor.is_system else actor.signer_id, created_at=now,
    )  # fmt: skip
    handovers.send(actor, ticket, row, now)
    changes.attach(actor, ticket, files, now, is_private=destination.is_private, forwarding=row)
    publish(
        TicketForwarded(
            forwarding_id=row.pk,
            reason_id=reason.pk,
            destination_kind=destination.kind,
            from_team_id=row.from_team_id,
            from_person_id=row.from_person_id,
            to_team_id=team.pk,
            to_person_id=person.pk if person else None,
            from_type_id=row.from_type_id,
            to_type_id=kind.pk,
            notify=destination.notify,
            text_hash=text_hash("\n".join((done, expected, promise) if promise else (done, expected))),
            file_ids=changes.file_ids(files),
        ),
        actor=actor,
        subject=ticket,
        at=now,
    )
    return row


def clean_text(text: str) -> str:
    """Sanitised text, '' where nothing was written."""
    return "" if is_blank(text) else clean_html(text)


def move_deadline(
    actor: Actor, ticket: Ticket, destination: Destination, row: Forwarding, now: datetime
) -> None:
    """Give another Situação, whose term begins now, or a typed deadline, where asked for and allowed."""
    wanted = destination.service_level_id or ticket.service_level_id
    if wanted == ticket.service_level_id and destination.due_at in (None, ticket.due_at):
        return
    holding = Ticket(team_id=row.from_team_id, assignee_id=row.from_person_id, base_status=ticket.base_status,
                     is_open=ticket.is_open)  # fmt: skip
    rules.check_can_change_deadline(actor, holding)
    level = choices.allowed_level(ticket.type, wanted)
    pauses = (Pause(now),) if ticket.status.pauses_clock else ()
    found = standing(level, clocks.place_of(ticket), now, pauses, typed=destination.due_at)
    if found is None or (level.is_manual and found.due_at <= now):
        raise Invalid(_("Type a day and an hour in the future."), field="due_on")
    if level.is_manual:
        check_is_near(found.due_at, now, field="due_on")
    clocks.set_deadline(actor, ticket, level, found, now, counted_from=now)
