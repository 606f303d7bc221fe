"""Somebody can always manage users: the last administrator is not taken away by any path."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from central.domain.access.models import Profile, ProfileGrant, User
from central.domain.access.permissions import Permission
from central.domain.people.models import Person
from central.foundation.actor import Reach
from central.foundation.errors import Conflict


def administrators() -> QuerySet[User]:
    """The users who can sign in and manage all users."""
    grants = ProfileGrant.objects.filter(permission=Permission.USER_MANAGE, reach=Reach.ALL)
    return User.objects.filter(
        is_active=True,
        is_invited=False,
        person__is_active=True,
        profile__is_active=True,
        profile_id__in=grants.values("profile_id"),
    )


def hold_administration() -> None:
    """Let only one change at a time look who administers: locks the profiles, in one order."""
    list(Profile.objects.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))


@contextmanager
def administration_kept() -> Iterator[None]:
    """Undo, by raising `Conflict`, a change after which nobody could manage users."""
    hold_administration()
    had = administrators().exists()
    yield
    if had and not administrators().exists():
        raise Conflict(_("Nobody would be left who can manage users. Give somebody else the right first."))


def check_person_may_leave(person: Person) -> None:
    """Raises `Conflict` when the person is the last who can manage users."""
    hold_administration()
    if (
        administrators().filter(person=person).exists()
        and not administrators().exclude(person=person).exists()
    ):
        raise Conflict(
            _("%(name)s is the last person who can manage users. Give somebody else the right first.")
            % {"name": person.shown_name}
        )
