"""Which protocols an actor may see: the only way to their rows."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.access.permissions import Permission as P
from central.domain.people.models import Person
from central.domain.teams.models import Team
from central.domain.tickets.kinds import HandoverState
from central.domain.tickets.models import Follower, Forwarding, Ticket
from central.foundation.actor import Actor, Reach
from central.foundation.errors import Conflict, NotFound
from central.foundation.prepared.queries import Prepared

JUST_LEFT = timedelta(minutes=30)


def held_by(actor: Actor) -> Q:
    """Protocols that the actor or one of its teams holds, or that the actor opened."""
    mine = Q(assignee_id=actor.person_id) | Q(opened_by_id=actor.person_id)
    if actor.reach(P.TICKET_VIEW) >= Reach.TEAM:
        return mine | Q(team_id__in=sorted(actor.team_ids))
    return mine


def tickets_visible_to(actor: Actor) -> QuerySet[Ticket]:
    """The protocols that the actor may see: all, or its own and its teams', and those it follows.

    With `ticket.view_customer` also the other protocols of the clients who have an open protocol
    with the actor or its teams ("clients being served").
    """
    reach = actor.reach(P.TICKET_VIEW)
    if reach is Reach.ALL:
        return Ticket.objects.all()
    if reach is Reach.NONE or actor.person_id is None:
        return Ticket.objects.none()
    seen = held_by(actor) | Q(id__in=Follower.objects.filter(person_id=actor.person_id).values("ticket_id"))
    if actor.may(P.TICKET_VIEW_CUSTOMER):
        served = Ticket.objects.filter(is_open=True).filter(
            Q(assignee_id=actor.person_id) | Q(team_id__in=sorted(actor.team_ids))
        )
        seen |= Q(customer_id__in=served.values("customer_id"))
    return Ticket.objects.filter(seen)


def visible_rows(actor: Actor, ticket_id: int) -> QuerySet[Ticket]:
    """One visible protocol with what its rules need."""
    held = ("team", "status", "type", "service_level", "customer", "assignee")
    return tickets_visible_to(actor).select_related(*held).filter(pk=ticket_id).order_by("pk")[:1]


VISIBLE = Prepared(visible_rows)


def visible_ticket(actor: Actor, ticket_id: int) -> Ticket:
    """One visible protocol with what its rules need; raises `NotFound`."""
    ticket = VISIBLE.first(actor=actor, ticket_id=ticket_id)
    if ticket is None:
        raise NotFound(_("This protocol does not exist, or you may not see it."))
    return ticket


def ticket_for_change(actor: Actor, ticket_id: int) -> Ticket:
    """A visible protocol with its row locked; raises `NotFound`, or `Conflict` when it has just left.

    Who lost sight of a protocol because a colleague forwarded it a moment ago is told so.
    """
    locked = Ticket.objects.select_for_update(no_key=True).filter(pk=ticket_id).values_list("pk", flat=True)
    if not list(locked):
        raise NotFound(_("This protocol does not exist, or you may not see it."))
    try:
        return visible_ticket(actor, ticket_id)
    except NotFound:
        check_not_just_left(actor, ticket_id)
        raise


def check_not_just_left(actor: Actor, ticket_id: int) -> None:
    """Raises `Conflict` when the protocol was forwarded away from one of the actor's teams just now."""
    last = (
        Forwarding.objects.filter(ticket_id=ticket_id)
        .select_related("created_by", "from_team", "to_team")
        .order_by("-id")
        .first()
    )
    since = timezone.now() - JUST_LEFT
    if last is None:
        return
    ended_at = last.settled_at or last.created_at
    if went_back(last) and last.to_team_id in actor.team_ids and ended_at > since:
        raise Conflict(told_forwarding(last))
    if last.from_team_id in actor.team_ids and last.created_at > since:
        raise Conflict(told_forwarding(last))


def went_back(forwarding: Forwarding) -> bool:
    """Whether a forwarded protocol is with its sender again."""
    return forwarding.state in (HandoverState.RETURNED, HandoverState.TAKEN_BACK, HandoverState.EXPIRED)


def told_forwarding(forwarding: Forwarding) -> str:
    """The sentence that tells who forwarded a protocol where, and when; or that it went back."""
    if went_back(forwarding):
        return _("This protocol went back to %(team)s at %(time)s.") % {
            "team": forwarding.from_team.name,
            "time": f"{timezone.localtime(forwarding.settled_at or forwarding.created_at):%H:%M}",
        }
    return _("%(name)s forwarded this protocol to %(team)s at %(time)s.") % {
        "name": forwarding.created_by.shown_name if forwarding.created_by else _("Central"),
        "team": forwarding.to_team.name,
        "time": f"{timezone.localtime(forwarding.created_at):%H:%M}",
    }


def owner_mark(ticket: Ticket) -> str:
    """What a form remembers of who held the protocol when it was shown."""
    return f"{ticket.team_id}:{ticket.assignee_id or ''}"


def check_owner_unchanged(ticket: Ticket, seen_owner: str) -> None:
    """Raises `Conflict`, with who and what, when the protocol changed hands since the form was shown."""
    if not seen_owner or seen_owner == owner_mark(ticket):
        return
    last = (
        Forwarding.objects.filter(ticket_id=ticket.pk)
        .select_related("created_by", "from_team", "to_team")
        .order_by("-id")
        .first()
    )
    if last is not None and not seen_owner.startswith(f"{ticket.team_id}:"):
        raise Conflict(told_forwarding(last))
    team = Team.objects.get(pk=ticket.team_id).name
    holder = Person.objects.filter(pk=ticket.assignee_id or 0).first()
    name = holder.shown_name if holder else _("nobody")
    raise Conflict(
        _("This protocol changed hands meanwhile: it is now with %(name)s, %(team)s.")
        % {"name": name, "team": team}
    )
