"""Who may look at calendars and holidays, who may change them, and what may no longer be changed."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.calendars.models import Holiday
from central.foundation.actor import Actor, Reach
from central.foundation.errors import Conflict, NotAllowed

MANAGE = "registry.manage"


def can_view(actor: Actor) -> bool:
    """Whether the actor sees the registries of calendars and holidays."""
    return actor.may(MANAGE)


def check_can_view(actor: Actor) -> None:
    """Raises `NotAllowed` when the actor does not see calendars and holidays."""
    if not can_view(actor):
        raise NotAllowed(_("Your profile does not see calendars and holidays."))


def can_manage(actor: Actor) -> bool:
    """Whether the actor may change calendars and holidays: they hold for the whole company."""
    return actor.reach(MANAGE) is Reach.ALL


def check_can_manage(actor: Actor) -> None:
    """Raises `NotAllowed` when the actor may not change calendars and holidays."""
    if not can_manage(actor):
        raise NotAllowed(_("Your profile cannot change calendars and holidays."))


def is_past(on: date) -> bool:
    """Whether a day is over everywhere in the country: only then is everything counted on it."""
    return on < timezone.localdate()


def check_day_is_open(holiday: Holiday) -> None:
    """The day, place and hours of a past holiday stay: deadlines were counted on it; raises `Conflict`."""
    if is_past(holiday.on):
        raise Conflict(
            _("This day is past and deadlines were counted on it. Only its name can be corrected.")
        )
