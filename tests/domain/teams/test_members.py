"""Who is in a team."""

import pytest

from central.domain.teams.operations import add_member
from central.foundation.actor import Actor
from central.foundation.errors import Invalid, NotAllowed, NotFound
from central.foundation.events.models import EventRecord
from tests.cast import World, person


def test_an_effective_person_joins(world: World) -> None:
    joining = person("Nova", is_collaborator=True, is_effective=True)
    member = add_member(actor=world.actor("ada"), team_code="SUP", person_id=joining.pk, is_main=True)
    assert member.is_main
    assert EventRecord.objects.get(subject_kind="person", subject_id=joining.pk).name == "MemberAdded"
    with pytest.raises(Invalid):
        add_member(actor=world.actor("ada"), team_code="SUP", person_id=joining.pk)


def test_nobody_else_joins(world: World) -> None:
    with pytest.raises(Invalid):
        add_member(actor=world.actor("ada"), team_code="SUP", person_id=world.marlene.pk)
    with pytest.raises(NotFound):
        add_member(actor=world.actor("ada"), team_code="NONE", person_id=world.marlene.pk)


def test_attendants_change_no_teams(world: World, ana: Actor) -> None:
    with pytest.raises(NotAllowed):
        add_member(actor=ana, team_code="SUP", person_id=world.marlene.pk)
