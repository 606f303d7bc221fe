"""Correcting a report within its 15 minutes, and annulling it with a reason."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from central.domain.tickets import queries
from central.domain.tickets.operations.reporting import annul_report, correct_report
from central.doors.web.http import DeskRequest, desk_login_required
from central.doors.web.tickets import acting
from central.doors.web.tickets.forms_acts import AnnulForm, CorrectReportForm

GET_OR_POST = ["GET", "POST"]


@require_http_methods(GET_OR_POST)
@desk_login_required
def correct(request: DeskRequest, pk: int, report_pk: int) -> HttpResponse:
    """Corrigir relato."""
    actor = request.actor
    form = CorrectReportForm(request.POST if request.method == "POST" else None, actor=actor)
    answer = acting.send(
        request,
        form,
        lambda: correct_report(
            actor=actor,
            ticket_id=pk,
            report_id=report_pk,
            text=form.cleaned_data["text"],
            once=form.cleaned_data["once"],
        ),
        lambda protocol: _("Report of ticket %(protocol)s corrected.") % {"protocol": protocol},
    )
    if answer:
        return answer
    if form.is_bound:
        return acting.again(
            request, form, pk, lambda head: acting.window(request, "tickets/report_correct.html", form, head)
        )
    report = queries.report_for_correction(actor, pk, report_pk)
    form = CorrectReportForm(initial={"text": report.body}, actor=actor)
    head = queries.ticket_for_act(actor, pk)
    return acting.window(request, "tickets/report_correct.html", form, head)


@require_http_methods(GET_OR_POST)
@desk_login_required
def annul(request: DeskRequest, pk: int, report_pk: int) -> HttpResponse:
    """Anular relato."""
    actor = request.actor
    form = AnnulForm(request.POST if request.method == "POST" else None, actor=actor)
    answer = acting.send(
        request,
        form,
        lambda: annul_report(
            actor=actor,
            ticket_id=pk,
            report_id=report_pk,
            reason=form.cleaned_data["reason"],
            once=form.cleaned_data["once"],
        ),
        lambda protocol: _("Report of ticket %(protocol)s annulled.") % {"protocol": protocol},
    )
    if answer:
        return answer
    if form.is_bound:
        return acting.again(
            request, form, pk, lambda head: acting.window(request, "tickets/report_annul.html", form, head)
        )
    report = queries.report_for_annulment(actor, pk, report_pk)
    head = queries.ticket_for_act(actor, pk)
    return acting.window(request, "tickets/report_annul.html", form, head, {"report": report})
