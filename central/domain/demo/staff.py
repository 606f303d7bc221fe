"""The staff of the demo: persons, logins, members of teams, each hired before the first protocol."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password

from central.domain.access.events import UserCreated
from central.domain.access.models import Profile, User
from central.domain.demo.documents import Documents
from central.domain.demo.material.entries import Collaborator
from central.domain.people.events import PersonRegistered
from central.domain.people.finding import keep_findable
from central.domain.people.models import Contact, Person, PersonKind
from central.domain.people.names import fold
from central.domain.teams.models import Team, TeamMember
from central.foundation.actor import SYSTEM
from central.foundation.events.publishing import publish

PASSWORD = "central-demo"
LOGINS = ("ana.atendente", "nilo.noc", "tiago.tecnico", "sara.supervisora", "admin")
"""The logins that are told at the start."""


def hire(collaborators: Iterable[Collaborator], documents: Documents, now: datetime) -> None:
    """Make the staff, in the order of the material."""
    profiles = {profile.code: profile for profile in Profile.objects.all()}
    teams = {team.code: team for team in Team.objects.all()}
    shared = make_password(PASSWORD)
    for number, one in enumerate(collaborators):
        at = now - timedelta(days=1500 - number * 17, hours=number % 9)
        person = make_person(one, documents.cpf(), at)
        password = make_password(PASSWORD) if one.login in LOGINS else shared
        make_user(person, one.login, profiles[one.profile], password, at)
        for place, code in enumerate(one.teams):
            TeamMember.objects.create(
                team=teams[code], person=person, is_main=place == 0, is_leader=code in one.leads
            )


def make_person(one: Collaborator, document: str, at: datetime) -> Person:
    """The person of a collaborator, with itself as contact."""
    email = f"{one.login}@example.com"
    person = Person.objects.create(
        kind=PersonKind.INDIVIDUAL,
        name=one.name,
        search_name=fold(one.name),
        document=document,
        email=email,
        is_collaborator=True,
        is_effective=one.is_effective,
        is_technician=one.is_technician,
        is_supervisor=one.profile == "supervisor",
        created_at=at,
        updated_at=at,
    )
    Contact.objects.create(person=person, name=one.name, email=email, is_self=True)
    keep_findable(person.pk)
    roles = ["collaborator"]
    roles += [role for role in ("effective", "technician", "supervisor") if getattr(person, f"is_{role}")]
    event = PersonRegistered(kind=str(person.kind), roles=tuple(sorted(roles)))
    publish(event, actor=SYSTEM, subject=person, at=at)
    return person


def make_user(person: Person, login: str, profile: Profile, password: str, at: datetime) -> User:
    """The login of a collaborator; all have the password that is told at the start, here as its hash."""
    user = User.objects.create(
        username=login, email=person.email, person=person, profile=profile, password=password, created_at=at
    )
    publish(UserCreated(created_user_id=user.pk, profile=profile.code), actor=SYSTEM, subject=user, at=at)
    return user
