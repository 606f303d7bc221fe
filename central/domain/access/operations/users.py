"""Changing a user: profile, person, e-mail, working hours; in and out of use; absences."""

from datetime import date

from django.utils.translation import gettext as _

from central.domain.access import checking, rules
from central.domain.access.administration import administration_kept
from central.domain.access.events import (
    AbsenceEnded,
    AbsenceSet,
    UserActivated,
    UserDeactivated,
    UserUpdated,
)
from central.domain.access.models import Absence, User
from central.foundation.actor import Actor
from central.foundation.errors import Conflict, Invalid, NotFound
from central.foundation.events.publishing import publish
from central.foundation.lines import one_line
from central.foundation.operation import operation


def user_for_change(user_id: int) -> User:
    """A user with its row locked; raises `NotFound`."""
    user = User.objects.select_for_update(no_key=True).filter(pk=user_id).first()
    if user is None:
        raise NotFound(_("User not found."))
    return user


@operation
def update_user(
    *,
    actor: Actor,
    user_id: int,
    person_id: int | None,
    email: str,
    profile_id: int | None,
    calendar_id: int | None,
    seen: int | None = None,
    once: str = "",
) -> User:
    """Change whose login it is, its e-mail, profile and working hours; rights follow at once.

    Raises `Conflict` when somebody changed it since it was shown, or nobody would be left to manage users.
    """
    rules.check_can_manage_users(actor)
    stored = User.objects.filter(pk=user_id).first()
    if stored is None:
        raise NotFound(_("User not found."))
    if person_id != stored.person_id:
        checking.checked_person(person_id, without=user_id)
    with administration_kept():
        user = user_for_change(user_id)
        if seen is not None and seen != user.event_count:
            raise Conflict(
                _("%(name)s was changed by somebody else meanwhile. Look at it again, then save.")
                % {"name": user.username}
            )
        given: dict[str, str | int | None] = {
            "person_id": person_id,
            "email": checking.checked_email(email, without=user_id),
            "profile_id": profile_id,
            "calendar_id": checking.checked_calendar(calendar_id),
        }
        if profile_id != user.profile_id:
            checking.checked_profile(profile_id)
        save_changes(actor, user, given)
    return user


def save_changes(actor: Actor, user: User, given: dict[str, str | int | None]) -> None:
    """Store what differs, if anything, and publish it; another e-mail or person ends the links sent."""
    before = {name: getattr(user, name) for name in given if getattr(user, name) != given[name]}
    if not before:
        return
    for name in before:
        setattr(user, name, given[name])
    if {"email", "person_id"} & set(before):
        user.link_serial += 1
    if "person_id" in before:
        user.session_serial += 1
    fields = [name.removesuffix("_id") for name in before]
    user.save(update_fields=[*fields, "link_serial", "session_serial"])
    told = [name for name in before if name != "email"]
    publish(
        UserUpdated(
            changed=tuple(fields),
            before={name: before[name] for name in told},
            after={name: given[name] for name in told},
        ),
        actor=actor,
        subject=user,
    )


@operation
def set_user_active(*, actor: Actor, user_id: int, is_active: bool, once: str = "") -> User:
    """Let a user sign in again, or no longer: then its sessions and links end at once."""
    rules.check_can_manage_users(actor)
    with administration_kept():
        user = user_for_change(user_id)
        if user.is_active == is_active:
            raise Conflict(
                _("This user is active already.") if is_active else _("This user is inactive already.")
            )
        if not is_active:
            rules.check_can_deactivate(actor, user)
        user.is_active = is_active
        user.session_serial += 1
        user.link_serial += 1
        user.save(update_fields=["is_active", "session_serial", "link_serial"])
        publish(UserActivated() if is_active else UserDeactivated(), actor=actor, subject=user)
    return user


@operation
def set_absence(
    *, actor: Actor, user_id: int, starts_on: date, ends_on: date, reason: str = "", once: str = ""
) -> Absence:
    """Note days on which a user is not at work, both included."""
    user = user_for_change(user_id)
    rules.check_can_set_absence(actor, user)
    if ends_on < starts_on:
        raise Invalid(_("The last day is before the first."), field="ends_on")
    clash = Absence.objects.filter(user=user, starts_on__lte=ends_on, ends_on__gte=starts_on)
    if clash.exists():
        raise Invalid(_("These days touch an absence noted already."), field="starts_on")
    why = one_line(reason, field="reason", longest=80, required=False)
    absence = Absence.objects.create(user=user, starts_on=starts_on, ends_on=ends_on, reason=why)
    publish(
        AbsenceSet(absence_id=absence.pk, starts_on=starts_on, ends_on=ends_on), actor=actor, subject=user
    )
    return absence


@operation
def end_absence(*, actor: Actor, user_id: int, absence_id: int, once: str = "") -> User:
    """Take an absence out: the user is at work."""
    user = user_for_change(user_id)
    rules.check_can_set_absence(actor, user)
    if not Absence.objects.filter(pk=absence_id, user=user).delete()[0]:
        raise NotFound(_("This absence does not exist."))
    publish(AbsenceEnded(absence_id=absence_id), actor=actor, subject=user)
    return user
