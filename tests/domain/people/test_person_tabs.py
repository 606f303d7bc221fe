"""Changing a person tab by tab: roles, groups, notes; each refusal, its fact from → to."""

import pytest

from central.domain.people.changes import ChangedMeanwhile
from central.domain.people.models import Badge, Person, PersonGroup, Region
from central.domain.people.operations import save_notes, set_groups, set_roles
from central.domain.teams.operations import remove_member
from central.foundation.actor import SYSTEM
from central.foundation.errors import Invalid, NotAllowed, NotFound
from tests.cast import World
from tests.domain.people.samples import facts, register

pytestmark = pytest.mark.django_db


def test_roles_are_set_and_told_from_and_to(world: World):
    person = register()
    roles = {"client", "seller", "carrier", "candidate", "competitor", "expert", "house_lawyer"}
    set_roles(actor=world.actor("ada"), person_id=person.pk, roles=roles)
    person.refresh_from_db()
    assert person.is_house_lawyer
    assert person.is_seller
    payload = facts(person)[-1].payload
    assert payload["changed"] == ["roles"]
    assert payload["before"] == {"roles": ["client"]}
    assert payload["after"] == {"roles": sorted(roles)}
    set_roles(actor=world.actor("ada"), person_id=person.pk, roles=roles)
    assert len(facts(person)) == 2


@pytest.mark.parametrize("roles", [set(), {"king"}, {"effective"}])
def test_wrong_roles_are_refused(roles: set[str]):
    with pytest.raises(Invalid) as refused:
        set_roles(actor=SYSTEM, person_id=register().pk, roles=roles)
    assert set(refused.value.errors) == {"roles"}


def test_roles_are_not_everybodys_to_set(world: World):
    person = register()
    for name in ("ana", "tiago"):
        with pytest.raises(NotAllowed):
            set_roles(actor=world.actor(name), person_id=person.pk, roles={"supplier"})
    with pytest.raises(NotFound):
        set_roles(actor=SYSTEM, person_id=0, roles={"client"})


def test_the_second_editor_of_roles_is_told_what_changed(world: World):
    person = register()
    set_roles(actor=world.actor("sara"), person_id=person.pk, roles={"client", "supplier"})
    with pytest.raises(ChangedMeanwhile) as refused:
        set_roles(actor=world.actor("ada"), person_id=person.pk, roles={"seller"}, expected_event_count=1)
    (difference,) = refused.value.differences
    assert (difference.part, difference.before, difference.after) == ("roles", "client", "client,supplier")
    assert difference.who == "Sara Antunes"


def test_groups_badge_and_region(world: World):
    person, ada = register(), world.actor("ada")
    home, firm = (PersonGroup.objects.create(name=name) for name in ("Residencial", "Corporativo"))
    badge, region = Badge.objects.create(name="VIP"), Region.objects.create(name="Serra")
    given = {"group_ids": [home.pk, firm.pk], "badge_id": badge.pk, "region_id": region.pk}
    set_groups(actor=ada, person_id=person.pk, **given)
    set_groups(actor=ada, person_id=person.pk, **given)
    assert [f.name for f in facts(person)] == ["PersonRegistered", "PersonUpdated"]
    kept = {row.part: (row.before, row.after) for row in person.changes.all()}
    assert kept == {
        "groups": ("", "Corporativo, Residencial"),
        "badge": ("", "VIP"),
        "region": ("", "Serra"),
    }
    set_groups(actor=ada, person_id=person.pk, group_ids=[home.pk])
    person = Person.objects.get(pk=person.pk)
    assert ([g.name for g in person.groups.all()], person.badge, person.region) == (
        ["Residencial"],
        None,
        None,
    )


def test_groups_that_do_not_exist_are_refused(world: World):
    person = register()
    with pytest.raises(Invalid) as refused:
        set_groups(actor=SYSTEM, person_id=person.pk, group_ids=[99], badge_id=99, region_id=99)
    assert set(refused.value.errors) == {"groups", "badge", "region"}
    with pytest.raises(NotAllowed):
        set_groups(actor=world.actor("ana"), person_id=person.pk)


def test_groups_that_changed_meanwhile_conflict(world: World):
    person, group = register(), PersonGroup.objects.create(name="Condomínio")
    set_groups(actor=world.actor("sara"), person_id=person.pk, group_ids=[group.pk])
    with pytest.raises(ChangedMeanwhile):
        set_groups(actor=world.actor("ada"), person_id=person.pk, expected_event_count=1)


def test_notes_are_written_and_not_in_the_event(world: World):
    person = register()
    save_notes(actor=world.actor("ada"), person_id=person.pk, notes=" Cão\r\nbravo ", admin_notes="Deve")
    person.refresh_from_db()
    assert (person.notes, person.admin_notes) == ("Cão\nbravo", "Deve")
    assert "bravo" not in str(facts(person)[-1].payload)
    assert person.changes.get(part="notes").after == "Cão\nbravo"
    save_notes(actor=world.actor("ada"), person_id=person.pk, notes="Cão\nbravo", admin_notes="Deve")
    assert len(facts(person)) == 2


def test_notes_too_long_and_of_others_are_refused(world: World):
    person = register()
    with pytest.raises(Invalid) as refused:
        save_notes(actor=SYSTEM, person_id=person.pk, notes="x" * 8001, admin_notes="\x00")
    assert set(refused.value.errors) == {"notes", "admin_notes"}
    with pytest.raises(NotAllowed):
        save_notes(actor=world.actor("ana"), person_id=person.pk, notes="x")
    save_notes(actor=SYSTEM, person_id=person.pk, notes="x")
    with pytest.raises(ChangedMeanwhile):
        save_notes(actor=SYSTEM, person_id=person.pk, notes="y", expected_event_count=1)


def test_what_is_out_of_use_is_not_given_anew_and_stays_where_it_is(world: World):
    person, ada = register(), world.actor("ada")
    group, badge = PersonGroup.objects.create(name="Antigo"), Badge.objects.create(name="VIP")
    region, given = Region.objects.create(name="Serra"), {"group_ids": [group.pk], "badge_id": badge.pk}
    set_groups(actor=ada, person_id=person.pk, **given)
    for model in (PersonGroup, Badge, Region):
        model.objects.update(is_active=False)
    with pytest.raises(Invalid) as refused:
        set_groups(actor=ada, person_id=person.pk, **given, region_id=region.pk)
    assert set(refused.value.errors) == {"region"}
    set_groups(actor=ada, person_id=person.pk, group_ids=[group.pk])
    with pytest.raises(Invalid) as refused:
        set_groups(actor=ada, person_id=register(document="", no_document_reason="x").pk, **given)
    assert set(refused.value.errors) == {"groups", "badge"}


def test_who_is_in_a_team_stays_effective(world: World):
    ada, tiago = world.actor("ada"), world.persons["tiago"]
    with pytest.raises(Invalid) as refused:
        set_roles(actor=ada, person_id=tiago.pk, roles={"collaborator", "technician"})
    assert world.field.name in str(refused.value.errors["roles"])
    set_roles(actor=ada, person_id=tiago.pk, roles={"collaborator", "effective", "seller"})
    for membership in list(tiago.memberships.all()):
        remove_member(actor=ada, team_id=membership.team_id, person_id=tiago.pk)
    set_roles(actor=ada, person_id=tiago.pk, roles={"collaborator", "seller"})
    assert not Person.objects.get(pk=tiago.pk).is_effective
