"""Who may record, see, correct and annul activity records."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.access.permissions import Permission as P
from central.domain.activities.models import Activity
from central.domain.company.parameters import correction_time
from central.foundation.actor import Actor
from central.foundation.errors import Conflict, DomainError, NotAllowed


def check_can_record(actor: Actor) -> None:
    """Novo registro de atividades: by profile."""
    if not actor.may(P.ACTIVITY_CREATE):
        raise NotAllowed(_("Your profile cannot record activities."))


def can_record(actor: Actor) -> bool:
    """Whether the actor may record activities."""
    return actor.may(P.ACTIVITY_CREATE)


def check_can_correct(actor: Actor, activity: Activity, now: datetime | None = None) -> None:
    """Correcting a record: its author, within the time to correct, while it is not annulled."""
    if activity.author_id != actor.person_id:
        raise NotAllowed(_("Only its author can correct an activity record."))
    if activity.annulled_at is not None:
        raise Conflict(_("This activity record is annulled."))
    if (now or timezone.now()) - activity.created_at > correction_time():
        raise Conflict(_("The time to correct is over; annul the record with a reason instead."))


def can_correct(actor: Actor, activity: Activity) -> bool:
    """Whether the actor may still correct the record."""
    try:
        check_can_correct(actor, activity)
    except DomainError:
        return False
    return True


def check_can_annul(actor: Actor, activity: Activity) -> None:
    """Annulling a record: its author, once."""
    if activity.author_id != actor.person_id:
        raise NotAllowed(_("Only its author can annul an activity record."))
    if activity.annulled_at is not None:
        raise Conflict(_("This activity record is annulled already."))


def can_annul(actor: Actor, activity: Activity) -> bool:
    """Whether the actor may annul the record."""
    return activity.author_id == actor.person_id and activity.annulled_at is None
