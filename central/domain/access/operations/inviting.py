"""Invitations and new passwords: asked for here, sent by a reaction, chosen through a link."""

from collections.abc import Callable

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.access import checking, rules
from central.domain.access.events import PasswordChosen, PasswordResetRequested, UserInvited
from central.domain.access.links import read_token
from central.domain.access.models import User
from central.domain.access.queries import actor_for_user
from central.foundation.actor import Actor
from central.foundation.errors import Conflict, DomainError, Invalid, NotFound
from central.foundation.events.publishing import publish
from central.foundation.lines import is_storable
from central.foundation.operation import operation


@operation
def invite_user(
    *,
    actor: Actor,
    person_id: int | None,
    username: str,
    email: str,
    profile_id: int | None,
    once: str = "",
) -> User:
    """Make a login whose password the person chooses through a link; raises `Invalid`."""
    rules.check_can_create_user(actor)
    errors: dict[str, str] = {}
    found: dict[str, object] = {}
    readers: dict[str, Callable[[], object]] = {
        "person": lambda: checking.checked_person(person_id),
        "username": lambda: checking.checked_login(username),
        "email": lambda: checking.checked_email(email),
        "profile": lambda: checking.checked_profile(profile_id),
    }
    for name, read in readers.items():
        try:
            found[name] = read()
        except Invalid as error:
            errors.update({key: str(text) for key, text in error.errors.items()})
    if errors:
        raise Invalid(_("Some fields need mending."), errors=errors)
    user = User(is_invited=True, created_at=timezone.now(), **found)
    user.set_unusable_password()
    user.save()
    publish(UserInvited(invited_user_id=user.pk, profile=user.profile.code), actor=actor, subject=user)
    return user


def user_for_link(actor: Actor, user_id: int) -> User:
    """An active user, its row locked, whom a link may be sent to; raises `NotFound`, `Conflict`."""
    rules.check_can_manage_users(actor)
    user = User.objects.select_for_update(no_key=True).filter(pk=user_id).first()
    if user is None:
        raise NotFound(_("User not found."))
    if not user.is_active or not user.person.is_active:
        raise Conflict(_("This user is inactive: nobody can sign in with it."))
    return user


@operation
def invite_again(*, actor: Actor, user_id: int, once: str = "") -> User:
    """Send the invitation anew; the links sent before are no longer good."""
    user = user_for_link(actor, user_id)
    if not user.is_invited:
        raise Conflict(_("This user has chosen a password already."))
    user.link_serial += 1
    user.save(update_fields=["link_serial"])
    publish(UserInvited(invited_user_id=user.pk, profile=user.profile.code), actor=actor, subject=user)
    return user


@operation
def send_password_link(*, actor: Actor, user_id: int, once: str = "") -> User:
    """Send a user a link to choose another password, as an administrator."""
    user = user_for_link(actor, user_id)
    if user.is_invited:
        raise Conflict(_("This user has not accepted the invitation yet: send that again."))
    publish(PasswordResetRequested(requested_user_id=user.pk), actor=actor, subject=user)
    return user


@operation
def request_password_reset(*, actor: Actor, login: str, once: str = "") -> None:
    """Ask for a link to choose another password, by login or e-mail; unknown ones pass in silence.

    Nothing tells whether there is such a user: neither the answer nor, since the key of the form is
    spent in any case, what is written for it.
    """
    wanted = login.strip()[:160]
    if not wanted or not is_storable(wanted):
        return
    users = User.objects.select_for_update(no_key=True).filter(is_active=True)
    found = list(users.filter(username=wanted.lower())[:1] or users.filter(email__iexact=wanted)[:2])
    if len(found) == 1 and found[0].email and found[0].person.is_active:
        user = found[0]
        publish(PasswordResetRequested(requested_user_id=user.pk), actor=actor, subject=user)


@operation
def choose_password(*, actor: Actor, token: str, password: str, once: str = "") -> User:
    """Choose a password through a link, which is spent with it; the sessions of before end.

    Raises `NotFound` for a link that is no longer good, `Invalid` for a weak password.
    """
    user = read_token(token, for_change=True)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), field="password") from error
    is_first = user.is_invited
    user.set_password(password)
    user.is_invited = False
    user.link_serial += 1
    user.save(update_fields=["password", "is_invited", "link_serial"])
    try:
        signer = actor_for_user(user.pk)
    except DomainError:
        signer = actor
    publish(PasswordChosen(chosen_user_id=user.pk, is_first=is_first), actor=signer, subject=user)
    return user
