"""Logins, preferences, and the actor that a user becomes."""

from importlib import import_module

import pytest
from django.apps import apps

from central.domain.access.models import Profile, ProfileGrant, User
from central.domain.access.operations import create_user, record_password_change, update_preferences
from central.domain.access.permissions import Permission as P
from central.domain.access.queries import actor_for_user
from central.foundation.actor import Actor, Reach
from central.foundation.errors import Invalid, NotAllowed, NotFound
from central.foundation.events.models import EventRecord
from tests.cast import World, person


def test_a_login_is_created(world: World) -> None:
    made = create_user(
        actor=world.actor("ada"),
        person_id=person("Nova Pessoa", is_collaborator=True).pk,
        username=" Nova.Pessoa ",
        password="cinco-palavras-longas",
        profile_code="attendant",
    )
    assert made.username == "nova.pessoa"
    assert made.check_password("cinco-palavras-longas")
    assert EventRecord.objects.get(subject_kind="user", subject_id=made.pk).name == "UserCreated"


@pytest.mark.parametrize(
    ("change", "field"),
    [({"username": "ana"}, "username"), ({"username": ""}, "username"), ({"password": "123"}, "password")],
)
def test_a_bad_login_is_refused(world: World, change: dict[str, str], field: str) -> None:
    values = {"username": "novo", "password": "cinco-palavras-longas", "profile_code": "attendant"} | change
    with pytest.raises(Invalid) as refusal:
        create_user(actor=world.actor("ada"), person_id=person("Nova").pk, **values)
    assert field in refusal.value.errors


def test_only_administrators_create_logins(world: World, ana: Actor) -> None:
    with pytest.raises(NotAllowed):
        create_user(
            actor=ana,
            person_id=world.marlene.pk,
            username="x",
            password="cinco-palavras-longas",
            profile_code="admin",
        )


def test_preferences_are_ones_own(world: World, ana: Actor) -> None:
    user = update_preferences(actor=ana, language="en", theme="dark", single_letters=False)
    assert (user.language, user.theme, user.single_letters) == ("en", "dark", False)
    with pytest.raises(Invalid):
        update_preferences(actor=ana, language="de", theme="dark", single_letters=False)


def test_a_changed_password_is_recorded(world: World, ana: Actor) -> None:
    record_password_change(actor=ana)
    assert EventRecord.objects.filter(name="PasswordChanged", user_id=ana.user_id).exists()


def test_the_actor_has_grants_and_teams(world: World, ana: Actor) -> None:
    assert ana.reach(P.TICKET_VIEW) is Reach.TEAM
    assert ana.limit(P.TICKET_CHANGE_PRIORITY) == 2
    assert not ana.may(P.USER_MANAGE)
    assert ana.team_ids == {world.support.pk}


def test_who_is_inactive_is_nobody(world: World, ana: Actor) -> None:
    User.objects.filter(pk=ana.user_id).update(is_active=False)
    with pytest.raises(NotFound):
        actor_for_user(ana.user_id or 0)


def test_an_older_installation_gets_the_right_to_merge(world: World) -> None:
    supervisor, _made = Profile.objects.get_or_create(code="supervisor", defaults={"name": "Supervisor"})
    other = Profile.objects.create(code="parceiro", name="Parceiro")
    ProfileGrant.objects.filter(permission="person.merge").delete()
    import_module("central.domain.access.migrations.0004_grant_merging").grant(apps, None)
    assert supervisor.grants.get(permission="person.merge").reach == Reach.ALL
    assert not other.grants.exists()
