"""What a rule does to a protocol, through the operations that people use, and how it is told."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from central.domain.access.models import User
from central.domain.catalog.models import PriorityStep
from central.domain.escalation.models import KEEP, STEP, EscalationRule
from central.domain.teams.models import TeamMember
from central.domain.tickets.kinds import DestinationKind, Notify
from central.domain.tickets.models import Ticket
from central.domain.tickets.operations.details import change_priority
from central.domain.tickets.operations.forwarding import Destination, forward_ticket
from central.foundation.actor import Actor
from central.foundation.errors import Conflict, DomainError, Invalid


@dataclass
class Outcome:
    """What came of the effects of a rule."""

    told: list[str] = field(default_factory=list)
    told_ids: list[int] = field(default_factory=list)
    before_priority: int | None = None
    after_priority: int | None = None
    to_team_id: int | None = None
    refused: dict[str, str] = field(default_factory=dict)


def apply(actor: Actor, ticket: Ticket, rule: EscalationRule) -> Outcome:
    """Do all that a rule asks for; what is refused is told and does not stop the rest."""
    outcome = Outcome()
    tell(ticket, rule, outcome)
    if rule.priority_change != KEEP:
        attempt(outcome, "priority", lambda: raise_priority(actor, ticket, rule, outcome))
    if rule.forward_team_id is not None:
        attempt(outcome, "forward", lambda: forward(actor, ticket, rule, outcome))
    return outcome


def attempt(outcome: Outcome, effect: str, act: Callable[[], None]) -> None:
    """Do one effect; the sentence of a refusal is kept."""
    try:
        act()
    except DomainError as error:
        outcome.refused[effect] = sentence_of(error)


def sentence_of(error: DomainError) -> str:
    """Why something was refused, with what is said at each field."""
    if isinstance(error, Invalid):
        return " ".join(dict.fromkeys(str(text) for text in error.errors.values()))
    return str(error.message)


def tell(ticket: Ticket, rule: EscalationRule, outcome: Outcome) -> None:
    """Find whom a rule tells: the mails follow from the fact."""
    team = {"team": ticket.team.name}
    if rule.tells_assignee:
        nobody = _("Nobody is responsible for the protocol.")
        note(outcome, "assignee", [ticket.assignee_id] if ticket.assignee_id else [], nobody)
    if rule.tells_leader:
        nobody = _("%(team)s has no leader with a login.") % team
        note(outcome, "leader", members(ticket, is_leader=True), nobody)
    if rule.tells_supervisors:
        nobody = _("%(team)s has no supervisor with a login.") % team
        note(outcome, "supervisors", members(ticket, person__is_supervisor=True), nobody)
    if rule.tells_profile is not None:
        users = User.objects.filter(profile=rule.tells_profile)
        nobody = _("Nobody has the profile %(name)s.") % {"name": rule.tells_profile.name}
        note(outcome, "profile", users.values_list("person_id", flat=True), nobody)


def members(ticket: Ticket, **which: bool) -> Iterable[int]:
    """Some of the members of the team that holds a protocol."""
    return TeamMember.objects.filter(team_id=ticket.team_id, **which).values_list("person_id", flat=True)


def note(outcome: Outcome, role: str, person_ids: Iterable[int], nobody: str) -> None:
    """Keep who of a role can be told: those who can log in."""
    users = User.objects.filter(person_id__in=list(person_ids), is_active=True, person__is_active=True)
    found = list(users.order_by("person__search_name", "person_id").values_list("person_id", flat=True))
    if not found:
        outcome.refused[role] = nobody
        return
    outcome.told.append(role)
    outcome.told_ids.extend(pk for pk in found if pk not in outcome.told_ids)


def raise_priority(actor: Actor, ticket: Ticket, rule: EscalationRule, outcome: Outcome) -> None:
    """Raise the priority by a step or to a step; raises `Conflict` where it is as high already."""
    before = ticket.priority
    after = next_step(before) if rule.priority_change == STEP else int(rule.priority_change)
    if after is None or after <= before:
        raise Conflict(_("The priority is as high already."))
    change_priority(actor=actor, ticket_id=ticket.pk, priority=after)
    outcome.before_priority, outcome.after_priority = before, after


def next_step(rank: int) -> int | None:
    """The next higher priority that is offered; None at the top."""
    steps = PriorityStep.objects.filter(rank__gt=rank, is_active=True).order_by("rank")
    return steps.values_list("rank", flat=True).first()


def forward(actor: Actor, ticket: Ticket, rule: EscalationRule, outcome: Outcome) -> None:
    """Forward the protocol to the rule's team; raises the refusals of a forwarding."""
    if rule.forward_team is not None and rule.forward_team_id == ticket.team_id:
        raise Conflict(_("The protocol is with %(team)s already.") % {"team": rule.forward_team.name})
    destination = Destination(
        reason_id=rule.forward_reason_id,
        kind=DestinationKind.TEAM,
        team_id=rule.forward_team_id,
        person_id=None,
        type_id=ticket.type_id,
        notify=Notify.TEAM,
    )
    forward_ticket(actor=actor, ticket_id=ticket.pk, destination=destination)
    outcome.to_team_id = rule.forward_team_id
