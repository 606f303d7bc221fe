"""Inviting, changing and deactivating users; links; absences; the last administrator."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from central.domain.access import links, registry
from central.domain.access.models import Profile, User
from central.domain.access.operations import (
    choose_password,
    create_profile,
    end_absence,
    invite_again,
    invite_user,
    request_password_reset,
    send_password_link,
    set_absence,
    set_user_active,
    update_profile,
    update_user,
)
from central.domain.access.operations.profiles import grants_of
from central.domain.access.permissions import Permission as P
from central.domain.access.queries import actor_for_user
from central.domain.people.operations import set_person_active
from central.domain.tickets import options
from central.foundation.actor import SYSTEM, Actor, Grant, Reach
from central.foundation.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound
from central.foundation.events.models import EventRecord
from tests.cast import World, person

GOOD = "cinco-palavras-longas"


@pytest.fixture
def ada(world: World) -> Actor:
    return world.actor("ada")


@pytest.fixture
def nina(world: World, ada: Actor) -> User:
    """Somebody just invited."""
    return invite_user(
        actor=ada, person_id=person("Nina Rocha", is_collaborator=True).pk, username=" Nina.Rocha ",
        email="nina@example.com", profile_id=world.users["ana"].profile_id,
    )  # fmt: skip


def facts(user: User) -> list[str]:
    found = EventRecord.objects.filter(subject_kind="user", subject_id=user.pk)
    return list(found.order_by("sequence").values_list("name", flat=True))


def changed(user: User, **values: object) -> dict[str, object]:
    user.refresh_from_db()
    return {
        "user_id": user.pk, "person_id": user.person_id, "email": user.email, "profile_id": user.profile_id,
        "calendar_id": user.calendar_id, **values,
    }  # fmt: skip


class TestInvitation:
    def test_invited_and_accepted_once(self, nina: User) -> None:
        assert (nina.username, nina.is_invited) == ("nina.rocha", True)
        assert not nina.has_usable_password()
        token = links.make_token(nina)
        assert links.link_holder(token).is_first
        choose_password(actor=SYSTEM, token=token, password=GOOD)
        nina.refresh_from_db()
        assert nina.check_password(GOOD)
        assert not nina.is_invited
        assert facts(nina) == ["UserInvited", "PasswordChosen"]
        with pytest.raises(NotFound):
            choose_password(actor=SYSTEM, token=token, password=GOOD)

    def test_nothing_of_the_link_or_the_address_is_in_the_fact(self, nina: User) -> None:
        fact = EventRecord.objects.get(name="UserInvited")
        assert fact.payload == {"invited_user_id": nina.pk, "profile": "attendant"}

    def test_everything_wrong_is_told_at_once(self, world: World, ada: Actor, nina: User) -> None:
        with pytest.raises(Invalid) as refusal:
            invite_user(
                actor=ada,
                person_id=world.marlene.pk,
                username="Á!",
                email="NINA@example.com",
                profile_id=None,
            )
        assert set(refusal.value.errors) == {"person_id", "username", "email", "profile_id"}

    def test_sent_again_the_first_link_is_dead(self, ada: Actor, nina: User) -> None:
        first = links.make_token(nina)
        again = invite_again(actor=ada, user_id=nina.pk)
        with pytest.raises(NotFound):
            links.link_holder(first)
        choose_password(actor=SYSTEM, token=links.make_token(again), password=GOOD)
        with pytest.raises(Conflict):
            invite_again(actor=ada, user_id=nina.pk)

    def test_links_end(self, nina: User) -> None:
        token = links.make_token(nina)
        with time_machine.travel(timezone.now() + timedelta(days=6)):
            assert links.link_holder(token)
        with time_machine.travel(timezone.now() + timedelta(days=8)), pytest.raises(NotFound):
            links.link_holder(token)

    @pytest.mark.parametrize("token", ["", "x", "a:b:c", "\x00", "😀" * 900])
    def test_bad_links_are_refused(self, db: None, token: str) -> None:
        with pytest.raises(NotFound):
            links.link_holder(token)

    def test_a_weak_password_keeps_the_link(self, nina: User) -> None:
        token = links.make_token(nina)
        with pytest.raises(Invalid):
            choose_password(actor=SYSTEM, token=token, password="123")
        assert links.link_holder(token)


class TestReset:
    @pytest.mark.parametrize("login", ["nina.rocha", " NINA.ROCHA ", "Nina@Example.com"])
    def test_asked_by_login_or_mail(self, nina: User, login: str) -> None:
        request_password_reset(actor=SYSTEM, login=login)
        assert facts(nina)[-1] == "PasswordResetRequested"

    @pytest.mark.parametrize("login", ["", "ninguem", "\x00", "ana", "x" * 10_000, "\ud800"])
    def test_unknown_ones_pass_in_silence(self, world: World, login: str) -> None:
        request_password_reset(actor=SYSTEM, login=login)
        assert not EventRecord.objects.filter(name="PasswordResetRequested").exists()

    def test_good_for_an_hour_and_not_after_another_address(self, world: World, ada: Actor) -> None:
        ana = world.users["ana"]
        ana.refresh_from_db()
        token = links.make_token(ana)
        with time_machine.travel(timezone.now() + timedelta(minutes=61)), pytest.raises(NotFound):
            links.link_holder(token)
        assert links.link_holder(token)
        update_user(actor=ada, **changed(ana, email="ana@example.com"))
        with pytest.raises(NotFound):
            links.link_holder(token)

    def test_sent_by_an_administrator(self, world: World, ada: Actor, ana: Actor, nina: User) -> None:
        send_password_link(actor=ada, user_id=world.users["ana"].pk)
        with pytest.raises(Conflict):
            send_password_link(actor=ada, user_id=nina.pk)
        with pytest.raises(NotAllowed):
            send_password_link(actor=ana, user_id=nina.pk)
        with pytest.raises(NotAllowed):
            links.token_to_hand_over(ana, nina.pk)


class TestChanges:
    def test_profile_person_and_hours(self, world: World, ada: Actor) -> None:
        bia = world.users["bia"]
        other = person("Outra", is_collaborator=True)
        admin = world.users["ada"].profile_id
        values = changed(bia, person_id=other.pk, profile_id=admin, calendar_id=world.support.calendar_id)
        update_user(actor=ada, **values, seen=0)
        assert actor_for_user(bia.pk).reach(P.USER_MANAGE) is Reach.ALL
        fact = EventRecord.objects.get(name="UserUpdated")
        assert fact.payload["after"]["profile_id"] == admin
        with pytest.raises(Conflict):
            update_user(actor=ada, **changed(bia, calendar_id=None), seen=0)

    @pytest.mark.parametrize(
        ("field", "value"), [("email", "sem-arroba"), ("profile_id", 0), ("person_id", 0), ("calendar_id", 0)]
    )
    def test_refused(self, world: World, ada: Actor, field: str, value: object) -> None:
        with pytest.raises(Invalid) as refusal:
            update_user(actor=ada, **changed(world.users["bia"], **{field: value}))
        assert set(refusal.value.errors) == {field}

    def test_in_and_out_of_use(self, world: World, ada: Actor) -> None:
        bia = world.users["bia"]
        before = bia.get_session_auth_hash()
        set_user_active(actor=ada, user_id=bia.pk, is_active=False)
        with pytest.raises(NotFound):
            actor_for_user(bia.pk)
        with pytest.raises(Conflict):
            set_user_active(actor=ada, user_id=bia.pk, is_active=False)
        again = set_user_active(actor=ada, user_id=bia.pk, is_active=True)
        assert again.get_session_auth_hash() != before
        assert facts(bia) == ["UserDeactivated", "UserActivated"]

    def test_only_the_reach_of_all_changes(self, world: World, ana: Actor) -> None:
        leading = Actor(1, 1, "Sara", grants={"user.manage": Grant(Reach.TEAM)})
        for actor in (ana, leading):
            with pytest.raises(NotAllowed):
                update_user(actor=actor, **changed(world.users["bia"]))
            with pytest.raises(NotAllowed):
                set_user_active(actor=actor, user_id=world.users["bia"].pk, is_active=False)
            with pytest.raises(NotAllowed):
                create_profile(actor=actor, name="Novo")
            with pytest.raises(NotAllowed):
                update_profile(actor=actor, profile_id=1, name="x", grants={})


class TestProfiles:
    def test_made_from_another_and_changed(self, world: World, ada: Actor) -> None:
        made = create_profile(actor=ada, name="Atendente noturno", copied_id=world.users["ana"].profile_id)
        assert grants_of(made.pk) == grants_of(world.users["ana"].profile_id)
        grants = {P.TICKET_VIEW: Grant(Reach.OWN), P.TICKET_REOPEN: Grant(Reach.ALL, 5)}
        update_profile(actor=ada, profile_id=made.pk, name="Noturno", grants=grants, seen=1)
        fact = EventRecord.objects.get(name="ProfileUpdated")
        assert fact.payload["before"]["ticket.view"] == "team"
        assert fact.payload["after"]["ticket.reopen"] == "all:5"
        assert fact.payload["after"]["ticket.create"] == "none"
        with pytest.raises(Conflict):
            update_profile(actor=ada, profile_id=made.pk, name="Outro", grants=grants, seen=1)

    @pytest.mark.parametrize(
        ("name", "grant"),
        [("ticket.fly", Grant(Reach.ALL)), ("ticket.view", Grant(Reach.ALL, 3)), ("ticket.reopen", Grant(Reach.ALL, 999))],
    )  # fmt: skip
    def test_bad_grants_are_refused(self, world: World, ada: Actor, name: str, grant: Grant) -> None:
        with pytest.raises(Invalid):
            update_profile(
                actor=ada, profile_id=world.users["ana"].profile_id, name="A", grants={name: grant}
            )

    def test_names_are_their_own_and_held_profiles_stay(self, world: World, ada: Actor) -> None:
        with pytest.raises(Invalid):
            create_profile(actor=ada, name="Attendant")
        ana = world.users["ana"].profile_id
        with pytest.raises(Conflict):
            update_profile(
                actor=ada, profile_id=ana, name="attendant", grants=grants_of(ana), is_active=False
            )

    def test_rights_change_at_once(self, world: World, ada: Actor, ana: Actor) -> None:
        profile = world.users["ana"].profile_id
        assert ana.may(P.TICKET_CREATE)
        update_profile(actor=ada, profile_id=profile, name="attendant", grants={})
        assert not world.actor("ana").may(P.TICKET_CREATE)


def lose_grant(world: World, ada: Actor) -> None:
    profile = world.users["ada"].profile
    grants = {**grants_of(profile.pk), P.USER_MANAGE: Grant(Reach.TEAM)}
    update_profile(actor=ada, profile_id=profile.pk, name=profile.name, grants=grants)


def lose_profile(world: World, ada: Actor) -> None:
    update_user(actor=ada, **changed(world.users["ada"], profile_id=world.users["ana"].profile_id))


def lose_user(world: World, ada: Actor) -> None:
    set_user_active(actor=SYSTEM, user_id=world.users["ada"].pk, is_active=False)


def lose_person(world: World, ada: Actor) -> None:
    set_person_active(actor=ada, person_id=world.persons["ada"].pk, is_active=False)


PATHS: list[Callable[[World, Actor], None]] = [lose_grant, lose_profile, lose_user, lose_person]


class TestTheLastAdministrator:
    @pytest.mark.parametrize("path", PATHS)
    def test_cannot_be_lost(self, world: World, ada: Actor, path: Callable[[World, Actor], None]) -> None:
        bia = world.users["bia"]
        User.objects.filter(pk=bia.pk).update(profile=world.users["ada"].profile, is_invited=True)
        with pytest.raises(Conflict):
            path(world, ada)
        assert actor_for_user(world.users["ada"].pk).reach(P.USER_MANAGE) is Reach.ALL

    @pytest.mark.parametrize("path", PATHS[1:])
    def test_may_go_when_there_is_another(
        self, world: World, ada: Actor, path: Callable[[World, Actor], None]
    ) -> None:
        User.objects.filter(pk=world.users["bia"].pk).update(profile=world.users["ada"].profile)
        path(world, ada)
        with pytest.raises((AssertionError, DomainError)):
            assert actor_for_user(world.users["ada"].pk).reach(P.USER_MANAGE) is Reach.ALL

    def test_nobody_deactivates_the_own_login(self, world: World, ada: Actor) -> None:
        User.objects.filter(pk=world.users["bia"].pk).update(profile=world.users["ada"].profile)
        with pytest.raises(Conflict):
            set_user_active(actor=ada, user_id=world.users["ada"].pk, is_active=False)


class TestAbsence:
    def test_noted_and_shown_where_assignees_are_chosen(self, world: World, ada: Actor, ana: Actor) -> None:
        today = timezone.localdate()
        user = world.users["ana"]
        absence = set_absence(
            actor=ana, user_id=user.pk, starts_on=today, ends_on=today + timedelta(days=2), reason="Férias"
        )
        shown = dict(options.team_people(world.support.pk))[str(user.person_id)]
        assert f"{today + timedelta(days=2):%d/%m}" in shown
        grouped = dict(options.destinations("collaborator", [world.support.pk]))["Suporte N1"]
        assert any(f"{today + timedelta(days=2):%d/%m}" in label for _value, label in grouped)
        assert registry.user_sheet(ada, user.pk).absences[0].reason == "Férias"
        end_absence(actor=ada, user_id=user.pk, absence_id=absence.pk)
        assert dict(options.team_people(world.support.pk))[str(user.person_id)] == "Ana Beatriz Moraes"
        assert facts(user) == ["AbsenceSet", "AbsenceEnded"]

    def test_refused(self, world: World, ada: Actor, ana: Actor) -> None:
        user = world.users["ana"].pk
        first, last = date(2026, 12, 1), date(2026, 12, 5)
        set_absence(actor=ada, user_id=user, starts_on=first, ends_on=last)
        for starts, ends in ((last, first), (last, last)):
            with pytest.raises(Invalid):
                set_absence(actor=ada, user_id=user, starts_on=starts, ends_on=ends)
        with pytest.raises(NotAllowed):
            set_absence(actor=ana, user_id=world.users["bia"].pk, starts_on=first, ends_on=last)
        with pytest.raises(NotFound):
            end_absence(actor=ada, user_id=user, absence_id=999_999)


def test_the_registry_reads_in_few_queries(
    world: World, ada: Actor, ana: Actor, django_assert_num_queries: Callable
) -> None:
    with django_assert_num_queries(3):
        assert len(registry.users_page(ada).rows) == 7
    profile = Profile.objects.get(code="attendant")
    for n in range(60):
        one = person(f"Pessoa {n}", is_collaborator=True)
        User.objects.create(username=f"p{n:02d}", person=one, profile=profile, created_at=timezone.now())
    with django_assert_num_queries(3):
        page = registry.users_page(ada)
    assert len(page.rows) == 50
    rest = registry.users_page(ada, after=page.after or 0)
    assert len(rest.rows) == 17
    assert {row.username for row in registry.users_page(ada, search="antunes").rows} == {"sara"}
    with django_assert_num_queries(2):
        registry.profiles_list(ada)
    with pytest.raises(NotAllowed):
        registry.users_page(ana)
