"""Why may this person do that? The answer in steps, each true or not, from the rules themselves."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from central.domain.access import rules as access_rules
from central.domain.access.models import User
from central.domain.access.permissions import LIMITED, Permission
from central.domain.access.permissions import Permission as P
from central.domain.access.queries import signed_in_user
from central.domain.teams.models import Team
from central.domain.tickets import rules
from central.domain.tickets.models import Ticket
from central.domain.tickets.visibility import tickets_visible_to
from central.foundation.actor import Actor, Reach
from central.foundation.errors import DomainError, NotFound

CHECKS: dict[str, Callable[[Actor, Ticket], None]] = {
    P.TICKET_EXECUTE: rules.check_can_start_execution,
    P.TICKET_REPORT: rules.check_can_add_report,
    P.TICKET_REPORT_TECHNICIAN: rules.check_can_report_technician_activity,
    P.TICKET_FORWARD: rules.check_can_forward,
    P.TICKET_ASSIGN: rules.check_can_assign,
    P.TICKET_EDIT: rules.check_can_edit,
    P.TICKET_CHANGE_PRIORITY: rules.check_can_change_priority,
    P.TICKET_CHANGE_DEADLINE: rules.check_can_change_deadline,
    P.TICKET_CLOSE: rules.check_can_close,
    P.TICKET_CANCEL: rules.check_can_cancel,
    P.TICKET_REOPEN: rules.check_can_reopen,
    P.TICKET_ATTACH: rules.check_can_attach,
}
"""The rule behind each permission that acts on a protocol."""


@dataclass(frozen=True, slots=True)
class Step:
    """One reason: whether it speaks for the person, and in words."""

    is_for: bool
    words: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether the person may, and the reasons in their order."""

    may: bool
    name: str
    steps: tuple[Step, ...]
    protocol: int | None = None


def why_may(actor: Actor, *, user_id: int, permission: str, protocol: int | None = None) -> Answer:
    """Whether a user may do something, on a protocol where one is named, and why.

    Raises `NotFound` for an unknown user, permission or protocol, `NotAllowed`.
    """
    access_rules.check_can_view_users(actor)
    user = User.objects.select_related("person", "profile").filter(pk=user_id).first()
    if user is None or permission not in set(Permission):
        raise NotFound(_("User not found."))
    ticket = protocol_asked(actor, protocol)
    name = user.person.shown_name
    if not (user.is_active and user.person.is_active):
        words = _("%(name)s cannot sign in: the user or the person is inactive.") % {"name": name}
        return Answer(False, name, (Step(False, words),), protocol)
    who = signed_in_user(user)
    steps = [
        Step(True, _("%(name)s has the profile %(profile)s.") % {"name": name, "profile": who.profile_name}),
        grant_step(who.actor, permission, who.profile_name),
    ]
    if ticket is not None and steps[-1].is_for:
        steps += ticket_steps(who.actor, permission, ticket)
    return Answer(all(step.is_for for step in steps), name, tuple(steps), protocol)


def protocol_asked(actor: Actor, protocol: int | None) -> Ticket | None:
    """The protocol by its number, as the actor who asks sees it; raises `NotFound`."""
    if protocol is None:
        return None
    found = tickets_visible_to(actor).select_related("team", "status", "assignee").filter(protocol=protocol)
    ticket = found.first()
    if ticket is None:
        raise NotFound(_("This protocol does not exist, or you may not see it."))
    return ticket


def grant_step(actor: Actor, permission: str, profile: str) -> Step:
    """What the profile grants, how far, and with which limit."""
    reach = actor.reach(permission)
    if reach is Reach.NONE:
        return Step(False, _("The profile %(profile)s does not grant this.") % {"profile": profile})
    words = {
        Reach.OWN: _("The profile grants it for what is the person's own."),
        Reach.TEAM: _("The profile grants it for what is with the person's teams."),
        Reach.ALL: _("The profile grants it for everything."),
    }
    limit = actor.limit(permission)
    told = ""
    if limit is not None and permission in LIMITED:
        told = _("Limit of the profile: %(limit)s.") % {"limit": limit}
    return Step(True, words[reach], told)


def ticket_steps(actor: Actor, permission: str, ticket: Ticket) -> list[Step]:
    """Team, owner, sight, reach, and what the rule of the act itself says."""
    teams = list(Team.objects.filter(pk__in=sorted(actor.team_ids)).order_by("position", "id"))
    names = ", ".join(team.name for team in teams) or _("none")
    holder = ticket.assignee.shown_name if ticket.assignee else _("nobody")
    where = _("The protocol is with %(team)s, assigned to %(name)s.") % {
        "team": ticket.team.name,
        "name": holder,
    }
    member = ngettext("Team of this person: %(teams)s.", "Teams of this person: %(teams)s.", len(teams))
    sees = tickets_visible_to(actor).filter(pk=ticket.pk).exists()
    reaches = sees if permission == P.TICKET_VIEW else rules.covers(actor, permission, ticket)
    steps = [
        Step(True, where, member % {"teams": names}),
        Step(
            sees, _("The person sees this protocol.") if sees else _("The person does not see this protocol.")
        ),
        Step(
            reaches,
            _("The grant reaches this protocol.")
            if reaches
            else _("The grant does not reach this protocol."),
        ),
    ]
    if permission == P.TICKET_CLOSE and actor.reach(permission) is not Reach.ALL:
        closes = ticket.team.members_can_close
        words = (
            _("%(team)s lets its members close.") if closes else _("%(team)s does not let its members close.")
        )
        steps.append(Step(closes, words % {"team": ticket.team.name}))
    if all(step.is_for for step in steps) and permission in CHECKS:
        steps.append(rule_step(actor, permission, ticket))
    return steps


def rule_step(actor: Actor, permission: str, ticket: Ticket) -> Step:
    """What the rule of the act says of the protocol as it stands now."""
    try:
        CHECKS[permission](actor, ticket)
    except DomainError as refusal:
        return Step(False, str(refusal.message))
    return Step(True, _("The state of the protocol allows it: %(status)s.") % {"status": ticket.status.name})
