"""Changing who is in a team, who leads it, and whose main team it is."""

from django.utils.translation import gettext as _

from central.domain.people.models import Person
from central.domain.teams import rules
from central.domain.teams.events import MemberAdded, MemberChanged, MemberRemoved
from central.domain.teams.models import Team, TeamMember
from central.foundation.actor import Actor
from central.foundation.errors import Invalid, NotFound
from central.foundation.events.publishing import publish
from central.foundation.operation import operation


@operation
def add_member(
    *,
    actor: Actor,
    team_code: str,
    person_id: int,
    is_leader: bool = False,
    is_main: bool = False,
    once: str = "",
) -> TeamMember:
    """Make an effective person a member of a team; raises `Invalid` for anybody else.

    The first team of a person is its main one.
    """
    team = Team.objects.filter(code=team_code, is_active=True).first()
    rules.check_can_view_teams(actor)
    person = Person.objects.select_for_update(no_key=True).filter(pk=person_id).first()
    if person is None or team is None:
        raise NotFound(_("Person or team not found."))
    rules.check_can_manage_members(actor, team)
    rules.check_may_be_member(person)
    if TeamMember.objects.filter(team=team, person=person).exists():
        raise Invalid(_("This person is in the team already."), field="person_id")
    mains = TeamMember.objects.filter(person=person, is_main=True)
    is_main = is_main or not mains.exists()
    if is_main:
        mains.update(is_main=False)
    member = TeamMember.objects.create(team=team, person=person, is_leader=is_leader, is_main=is_main)
    publish(
        MemberAdded(member_id=person.pk, joined_team_id=team.pk, is_leader=is_leader, is_main=is_main),
        actor=actor,
        subject=person,
    )
    return member


def member_for_change(actor: Actor, team_id: int, person_id: int) -> TeamMember:
    """A membership with the person's row locked; raises `NotFound`, `NotAllowed`."""
    rules.check_can_view_teams(actor)
    list(Person.objects.select_for_update(no_key=True).filter(pk=person_id))
    member = (
        TeamMember.objects.select_related("team", "person")
        .filter(team_id=team_id, person_id=person_id)
        .first()
    )
    if member is None:
        raise NotFound(_("This person is not in the team."))
    rules.check_can_manage_members(actor, member.team)
    return member


@operation
def change_member(
    *, actor: Actor, team_id: int, person_id: int, is_leader: bool, is_main: bool, once: str = ""
) -> TeamMember:
    """Say whether a member leads the team, and whether it is the member's main team."""
    member = member_for_change(actor, team_id, person_id)
    if (member.is_leader, member.is_main) == (is_leader, is_main):
        return member
    if member.is_main and not is_main:
        raise Invalid(
            _("Everybody has one main team: mark another team of this person as the main one."),
            field="is_main",
        )
    if is_main:
        TeamMember.objects.filter(person_id=person_id, is_main=True).update(is_main=False)
    member.is_leader, member.is_main = is_leader, is_main
    member.save(update_fields=["is_leader", "is_main"])
    publish(
        MemberChanged(member_id=person_id, in_team_id=team_id, is_leader=is_leader, is_main=is_main),
        actor=actor,
        subject=member.person,
    )
    return member


@operation
def remove_member(*, actor: Actor, team_id: int, person_id: int, once: str = "") -> Person:
    """Take a person out of a team; the next of its teams becomes the main one."""
    member = member_for_change(actor, team_id, person_id)
    person, was_main = member.person, member.is_main
    member.delete()
    left = TeamMember.objects.filter(person=person, team__is_active=True)
    heir = left.order_by("team__position", "team_id").first() if was_main else None
    if heir is not None:
        heir.is_main = True
        heir.save(update_fields=["is_main"])
    publish(MemberRemoved(member_id=person.pk, left_team_id=team_id), actor=actor, subject=person)
    return person
