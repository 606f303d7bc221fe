"""Changing who is in a team."""

from django.utils.translation import gettext as _

from central.domain.people.models import Person
from central.domain.teams import rules
from central.domain.teams.events import MemberAdded
from central.domain.teams.models import Team, TeamMember
from central.foundation.actor import Actor
from central.foundation.errors import Invalid, NotFound
from central.foundation.events.publishing import publish
from central.foundation.operation import operation


@operation
def add_member(
    *, actor: Actor, team_code: str, person_id: int, is_leader: bool = False, is_main: bool = False
) -> TeamMember:
    """Make an effective person a member of a team; raises `Invalid` for anybody else."""
    rules.check_can_manage_members(actor)
    person = Person.objects.select_for_update(no_key=True).filter(pk=person_id).first()
    team = Team.objects.filter(code=team_code, is_active=True).first()
    if person is None or team is None:
        raise NotFound(_("Person or team not found."))
    rules.check_may_be_member(person)
    if TeamMember.objects.filter(team=team, person=person).exists():
        raise Invalid(_("This person is in the team already."), field="person_id")
    if is_main:
        TeamMember.objects.filter(person=person, is_main=True).update(is_main=False)
    member = TeamMember.objects.create(team=team, person=person, is_leader=is_leader, is_main=is_main)
    publish(
        MemberAdded(member_id=person.pk, joined_team_id=team.pk, is_leader=is_leader, is_main=is_main),
        actor=actor,
        subject=person,
    )
    return member
