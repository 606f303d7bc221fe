"""What people hold: the open protocols of a person or of a team's members, for handing over."""

from dataclasses import dataclass

from django.db.models import Count

from central.domain.tickets.models import Ticket
from central.domain.tickets.queries import BriefRow, brief_row, with_names
from central.domain.tickets.visibility import tickets_visible_to
from central.foundation.actor import Actor

MOST = 300


@dataclass(frozen=True, slots=True)
class HeldInTeam:
    """The open protocols that a person answers for within one team."""

    team_id: int
    team_name: str
    rows: tuple[BriefRow, ...]


def open_held_in_team(actor: Actor, team_id: int) -> dict[int | None, int]:
    """How many visible open protocols of a team each person holds; None is the team's queue; one query."""
    rows = tickets_visible_to(actor).filter(is_open=True, team_id=team_id).order_by()
    return dict(rows.values_list("assignee_id").annotate(held=Count("id")))


def open_held_by(actor: Actor, person_id: int) -> list[HeldInTeam]:
    """The visible open protocols assigned to a person, by team, the oldest first; one query."""
    rows = with_names(tickets_visible_to(actor).filter(is_open=True, assignee_id=person_id))
    found: dict[int, list[BriefRow]] = {}
    for ticket in rows.order_by("team__position", "team_id", "opened_at", "id")[:MOST]:
        found.setdefault(ticket.team_id, []).append(brief_row(ticket))
    return [HeldInTeam(team_id, held[0].team_name, tuple(held)) for team_id, held in found.items()]


def open_held_count(person_id: int) -> int:
    """How many open protocols a person holds, seen or not; one query."""
    return Ticket.objects.filter(is_open=True, assignee_id=person_id).count()
