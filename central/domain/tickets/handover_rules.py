"""Who may accept, return or take back a forwarding that waits. `check_can_x` raises, `can_x` answers."""

from django.utils.translation import gettext as _

from central.domain.access.permissions import Permission as P
from central.domain.tickets import handovers
from central.domain.tickets.models import Forwarding, Ticket
from central.domain.tickets.rules import answers, check_is_open
from central.foundation.actor import Actor
from central.foundation.errors import Conflict, NotAllowed


def check_is_waiting(ticket: Ticket, row: Forwarding | None) -> Forwarding:
    """The forwarding that waits; raises `Conflict` when it was accepted, returned or taken back already."""
    check_is_open(ticket)
    if row is None:
        raise Conflict(_("Nothing waits to be accepted here: it was settled already."))
    return row


def check_can_accept(actor: Actor, ticket: Ticket, row: Forwarding | None) -> None:
    """Aceitar and Devolver: by the destination, whoever works on protocols there."""
    found = check_is_waiting(ticket, row)
    if not actor.may(P.TICKET_REPORT):
        raise NotAllowed(_("Your profile does not include this act."))
    if not handovers.is_destination(actor, found):
        raise NotAllowed(
            _("Only %(team)s can accept or return this protocol.") % {"team": found.to_team.name}
        )


def can_accept(actor: Actor, ticket: Ticket, row: Forwarding | None) -> bool:
    """Whether the actor may accept."""
    return answers(check_can_accept, actor, ticket, row)


def check_can_return(actor: Actor, ticket: Ticket, row: Forwarding | None) -> None:
    """Devolver: as accepting, and while the team that sent it still works."""
    check_can_accept(actor, ticket, row)
    check_sender_works(row)


def can_return(actor: Actor, ticket: Ticket, row: Forwarding | None) -> bool:
    """Whether the actor may return."""
    return answers(check_can_return, actor, ticket, row)


def check_can_take_back(actor: Actor, ticket: Ticket, row: Forwarding | None) -> None:
    """Retomar: by who sent it, or a member of the team that did."""
    found = check_is_waiting(ticket, row)
    if not actor.may(P.TICKET_FORWARD):
        raise NotAllowed(_("Your profile does not include this act."))
    if found.created_by_id != actor.person_id and found.from_team_id not in actor.team_ids:
        raise NotAllowed(_("Only who forwarded it can take it back."))
    check_sender_works(found)


def can_take_back(actor: Actor, ticket: Ticket, row: Forwarding | None) -> bool:
    """Whether the actor may take back."""
    return answers(check_can_take_back, actor, ticket, row)


def check_sender_works(row: Forwarding | None) -> None:
    """Raises `Conflict` when the team that the protocol would go back to was deactivated meanwhile."""
    if row is not None and not row.from_team.is_active:
        raise Conflict(
            _("%(team)s was deactivated; forward the protocol to another team instead.")
            % {"team": row.from_team.name}
        )
