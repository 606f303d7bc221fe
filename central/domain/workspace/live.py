"""What a person's screens must look at again after some facts: topics of ids, never texts."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from central.domain.access.permissions import Permission as P
from central.domain.activities.queries import activities_visible_to
from central.domain.people import rules as people_rules
from central.domain.tickets.models import Ticket
from central.domain.tickets.rules import can_read_private
from central.domain.tickets.visibility import tickets_visible_to
from central.foundation.actor import Actor, Reach
from central.foundation.errors import NotFound
from central.foundation.live.feed import Fact

LISTS = "lists"


def topics_of(actor: Actor, facts: Sequence[Fact]) -> Counter[str]:
    """How often each topic changed for an actor, by what it sees now; at most three queries.

    `ticket:ID` and `client:ID` are one protocol and one client, `lists` the lists and counters. A private
    fact is told only to who reads private ones. A protocol that a fact takes out of the actor's hands is
    told once more: what it showed must go.
    """
    found: Counter[str] = Counter()
    tickets = [fact for fact in facts if fact.subject_kind == "ticket"]
    seen = tickets_seen(actor, {fact.subject_id for fact in tickets})
    lost = set()
    for fact in tickets:
        ticket = seen.get(fact.subject_id)
        if ticket is not None:
            if not fact.is_private or can_read_private(actor, ticket):
                found.update((f"ticket:{ticket.pk}", f"client:{ticket.customer_id}", LISTS))
        elif was_held(actor, fact):
            lost.add(fact.subject_id)
            found.update((f"ticket:{fact.subject_id}", LISTS))
    if lost:
        left = Ticket.objects.filter(pk__in=sorted(lost)).values_list("customer_id", flat=True)
        found.update(f"client:{pk}" for pk in left)
    found.update(f"client:{pk}" for pk in clients_of_activities(actor, facts))
    if people_rules.can_view(actor):
        found.update(f"client:{fact.subject_id}" for fact in facts if fact.subject_kind == "person")
    return found


def sees(actor: Actor, ticket_id: int) -> bool:
    """Whether the actor sees a protocol; one query."""
    return tickets_visible_to(actor).filter(pk=ticket_id).exists()


def check_sees(actor: Actor, ticket_id: int) -> None:
    """Raises `NotFound` for a protocol that the actor does not see."""
    if not sees(actor, ticket_id):
        raise NotFound(_("This protocol does not exist, or you may not see it."))


def tickets_seen(actor: Actor, ticket_ids: Iterable[int]) -> dict[int, Ticket]:
    """Those of some protocols that the actor sees, by their ids; one query when there are any."""
    wanted = sorted(ticket_ids)
    return tickets_visible_to(actor).in_bulk(wanted) if wanted else {}


def clients_of_activities(actor: Actor, facts: Iterable[Fact]) -> list[int]:
    """The clients whose visible activity records changed; one query when there are any."""
    wanted = sorted({fact.subject_id for fact in facts if fact.subject_kind == "activity"})
    if not wanted:
        return []
    rows = activities_visible_to(actor).filter(pk__in=wanted)
    return sorted(set(rows.values_list("person_id", flat=True)))


def was_held(actor: Actor, fact: Fact) -> bool:
    """Whether a fact took a protocol from the actor or one of its teams."""
    told = fact.payload
    if told.get("from_team_id") in actor.team_ids and actor.reach(P.TICKET_VIEW) >= Reach.TEAM:
        return True
    persons = (told.get("from_person_id"), told.get("before_id"))
    if fact.name == "FollowingChanged":
        persons = (told.get("follower_id"), None)
    return actor.person_id is not None and actor.person_id in persons
