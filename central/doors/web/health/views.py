"""Saúde do sistema as a page: each part with its state and what to do, the failed deliveries with theirs."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from central.domain.health.operations import drop_delivery, retry_delivery
from central.domain.health.queries import FailedRow, TimerRow, failed_deliveries, system_health
from central.doors.web.components.forms import new_key
from central.doors.web.health.words import LOOKS, STATES, line_of, task_name, timer_name
from central.doors.web.http import DeskRequest, desk_login_required, done, render_page
from central.reactions.notices.ways import mail_way


@require_GET
@desk_login_required
def page(request: DeskRequest) -> HttpResponse:
    """How the installation is at this moment."""
    health = system_health(request.actor, mail_way=mail_way())
    context = {
        "health": health,
        "state": {"words": STATES[health.state], **LOOKS[health.state]},
        "lines": [line_of(check) for check in health.checks],
        "failed": [failed_context(row) for row in failed_deliveries(request.actor)],
        "processes": [{"row": one, "job": task_name(one.job) if one.job else ""} for one in health.processes],
        "timers": [timer_context(row) for row in health.timers],
        "here": reverse("health:page"),
    }
    return render_page(request, "health/page.html", "health", context)


def failed_context(row: FailedRow) -> dict[str, Any]:
    """A failed delivery for the template."""
    return {"row": row, "name": task_name(row.task), "once": new_key()}


def timer_context(row: TimerRow) -> dict[str, Any]:
    """A timer for the template."""
    return {"row": row, "name": timer_name(row.name), "words": STATES[row.state], **LOOKS[row.state]}


@require_POST
@desk_login_required
def retry(request: DeskRequest, job_id: int) -> HttpResponse:
    """Queue a failed delivery anew."""
    retry_delivery(actor=request.actor, job_id=job_id, once=request.POST.get("once", ""))
    told = _("Queued anew. It is delivered within seconds, or fails again and comes back here.")
    return done(request, told, reverse("health:page"), parts=("health",))


@require_POST
@desk_login_required
def drop(request: DeskRequest, job_id: int) -> HttpResponse:
    """Do without a failed delivery."""
    drop_delivery(actor=request.actor, job_id=job_id, once=request.POST.get("once", ""))
    return done(
        request, _("Delivery dropped: it is not tried again."), reverse("health:page"), parts=("health",)
    )
