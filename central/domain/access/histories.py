"""What happened to a user and to a profile, with the names of what the facts mention."""

from collections.abc import Mapping
from dataclasses import dataclass

from central.domain.access.models import Profile
from central.domain.access.registry import ProfileRow, UserSheet
from central.domain.calendars.models import Calendar
from central.domain.people.facts import MOST, Fact, facts_of, with_authors
from central.domain.people.models import Person
from central.domain.teams.histories import TEAM_KEYS
from central.domain.teams.models import Team
from central.foundation.events.models import EventRecord


@dataclass(frozen=True, slots=True)
class UserHistory:
    """The last facts of a user, newest first: its own and those of the person's teams."""

    facts: tuple[Fact, ...]
    profiles: Mapping[int, str]
    profiles_by_code: Mapping[str, str]
    calendars: Mapping[int, str]
    persons: Mapping[int, str]
    teams: Mapping[int, str]


def user_history(sheet: UserSheet) -> UserHistory:
    """What happened to a user, to be read with the actor's own view of it; at most eight queries."""
    members = EventRecord.objects.filter(
        subject_kind="person", subject_id=sheet.row.person_id, name__in=TEAM_KEYS
    ).order_by("-sequence")
    facts = [*facts_of("user", sheet.row.id), *with_authors(members[:MOST])]
    shown = sorted(facts, key=lambda fact: (fact.at, fact.id), reverse=True)[:MOST]
    profiles = list(Profile.objects.values_list("pk", "code", "name"))
    told = {key: {old, new} - {None} for fact in shown for key, old, new in fact.changes}
    persons = Person.objects.filter(pk__in=told.get("person_id", ()))
    teams = {fact.told[TEAM_KEYS[fact.name]] for fact in shown if fact.name in TEAM_KEYS}
    calendars = Calendar.objects.filter(pk__in=told.get("calendar_id", ()))
    return UserHistory(
        facts=tuple(shown),
        profiles={pk: name for pk, _code, name in profiles},
        profiles_by_code={code: name for _pk, code, name in profiles},
        calendars=dict(calendars.values_list("pk", "name")),
        persons={person.pk: person.shown_name for person in persons},
        teams=dict(Team.objects.filter(pk__in=teams).values_list("pk", "name")),
    )


def profile_history(row: ProfileRow) -> list[Fact]:
    """What happened to a profile, to be read with the actor's own view of it; two queries."""
    return facts_of("profile", row.id)
