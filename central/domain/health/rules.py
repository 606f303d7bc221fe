"""Who looks after the installation, and which deliveries may be tried again."""

from django.utils.translation import gettext as _

from central.domain.access.permissions import Permission
from central.foundation.actor import Actor, Reach
from central.foundation.errors import Conflict, NotAllowed
from central.foundation.jobs.models import Job, JobState


def can_view_health(actor: Actor) -> bool:
    """Whether the actor sees how the installation is: it is one for all, so must the right be."""
    return actor.reach(Permission.SYSTEM_HEALTH) is Reach.ALL


def check_can_view_health(actor: Actor) -> None:
    """Raises `NotAllowed` when the actor does not look after the installation."""
    if not can_view_health(actor):
        raise NotAllowed(_("Your profile does not see the health of the system."))


def can_decide(actor: Actor, job: Job) -> bool:
    """Whether the actor may decide about this delivery: it failed for good and waits for a person."""
    return can_view_health(actor) and job.state == JobState.FAILED


def check_can_decide(actor: Actor, job: Job) -> None:
    """Raises `NotAllowed`, or `Conflict` when the delivery does not wait for a decision any more."""
    check_can_view_health(actor)
    if not can_decide(actor, job):
        raise Conflict(_("This delivery is queued or done already."))
