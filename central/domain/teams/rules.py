"""Who may change teams, and who may be in one."""

from django.utils.translation import gettext as _

from central.domain.people.models import Person
from central.foundation.actor import Actor
from central.foundation.errors import Invalid, NotAllowed

MANAGE = "user.manage"


def can_manage_members(actor: Actor) -> bool:
    """Whether the actor may change who is in a team."""
    return actor.may(MANAGE)


def check_can_manage_members(actor: Actor) -> None:
    """Raises `NotAllowed` when the actor may not change who is in a team."""
    if not can_manage_members(actor):
        raise NotAllowed(_("Your profile cannot change teams."))


def check_may_be_member(person: Person) -> None:
    """Only persons with *Efetivo* are members (the operator's manual on teams); raises `Invalid`."""
    if not person.is_effective or not person.is_active:
        raise Invalid(_("Only active persons marked as effective can be members."), field="person_id")
