"""What happened to a team: its own facts and, told on the persons, who came, changed and left."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from central.domain.calendars.models import Calendar
from central.domain.company.models import CompanyPlace
from central.domain.people.facts import MOST, Fact, facts_of, with_authors
from central.domain.people.models import Person
from central.domain.teams.models import Team
from central.domain.teams.queries import TeamSheet
from central.foundation.events.models import EventRecord

TEAM_KEYS = {
    "MemberAdded": "joined_team_id",
    "MemberChanged": "in_team_id",
    "MemberRemoved": "left_team_id",
}
"""The facts about members, and where each tells its team."""


@dataclass(frozen=True, slots=True)
class TeamHistory:
    """The last facts of a team, newest first, with the names of what they mention."""

    facts: tuple[Fact, ...]
    persons: Mapping[int, str]
    teams: Mapping[int, str]
    places: Mapping[int, str]
    calendars: Mapping[int, str]


def team_history(sheet: TeamSheet) -> TeamHistory:
    """What happened to a team, to be read with the actor's own view of it; at most eight queries."""
    facts = [*facts_of("team", sheet.row.id), *with_authors(member_facts(sheet.row.id))]
    shown = sorted(facts, key=lambda fact: (fact.at, fact.id), reverse=True)[:MOST]
    members = {fact.told["member_id"] for fact in shown if fact.name in TEAM_KEYS}
    told = {key for fact in shown for key, *_sides in fact.changes}
    places = CompanyPlace.objects.all() if "place_id" in told else CompanyPlace.objects.none()
    return TeamHistory(
        facts=tuple(shown),
        persons={person.pk: person.shown_name for person in Person.objects.filter(pk__in=members)},
        teams=dict(Team.objects.values_list("pk", "name")) if "team_ids" in told else {},
        places={place.pk: str(place) for place in places},
        calendars=dict(Calendar.objects.values_list("pk", "name")) if "calendar_id" in told else {},
    )


def member_facts(team_id: int) -> list[EventRecord]:
    """The last facts about members of a team, looked for among the collaborators; one query."""
    collaborators = Person.objects.filter(is_collaborator=True).values("pk")
    is_of_team = Q()
    for name, key in TEAM_KEYS.items():
        is_of_team |= Q(name=name, **{f"payload__{key}": team_id})
    found = EventRecord.objects.filter(
        is_of_team, subject_kind="person", subject_id__in=collaborators, name__in=TEAM_KEYS
    )
    return list(found.order_by("-id")[:MOST])
