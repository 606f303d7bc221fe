"""Deciding about deliveries that failed for good: once more, or not at all."""

from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.health import rules
from central.domain.health.events import DeliveryDropped, DeliveryRetried
from central.domain.health.models import DecisionKind, DeliveryDecision
from central.foundation.actor import Actor
from central.foundation.errors import Conflict, NotFound
from central.foundation.events.publishing import publish
from central.foundation.jobs import queue
from central.foundation.jobs.models import Job
from central.foundation.operation import operation


@operation
def retry_delivery(*, actor: Actor, job_id: int, once: str = "") -> DeliveryDecision:
    """Queue a failed delivery anew with all its attempts ("Tentar de novo")."""
    rules.check_can_view_health(actor)
    job = job_for_change(job_id)
    rules.check_can_decide(actor, job)
    if not queue.try_again(job):
        raise Conflict(_("The same delivery waits in the queue already; drop this one."))
    decision = decided(job, DecisionKind.RETRIED)
    fact = DeliveryRetried(job_id=job.pk, task=job.task, event_id=job.arguments.get("event_id"))
    publish(fact, actor=actor, subject=decision)
    return decision


@operation
def drop_delivery(*, actor: Actor, job_id: int, once: str = "") -> DeliveryDecision:
    """Do without a failed delivery ("Descartar"); it is told who decided so."""
    rules.check_can_view_health(actor)
    job = job_for_change(job_id)
    rules.check_can_decide(actor, job)
    queue.drop(job)
    decision = decided(job, DecisionKind.DROPPED)
    fact = DeliveryDropped(job_id=job.pk, task=job.task, event_id=job.arguments.get("event_id"))
    publish(fact, actor=actor, subject=decision)
    return decision


def job_for_change(job_id: int) -> Job:
    """A delivery with its row locked; raises `NotFound`."""
    job = Job.objects.select_for_update().filter(pk=job_id).first()
    if job is None:
        raise NotFound(_("This delivery is not there any more."))
    return job


def decided(job: Job, kind: DecisionKind) -> DeliveryDecision:
    """Keep a decision."""
    return DeliveryDecision.objects.create(job_id=job.pk, task=job.task, kind=kind, decided_at=timezone.now())
