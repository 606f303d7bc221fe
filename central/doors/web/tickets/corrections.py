"""Correcting a report within its 15 minutes, and annulling it with a reason."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from central.domain.tickets import queries
from central.domain.tickets.operations.reporting import annul_report, correct_report
from central.domain.tickets.queries import TicketHead
from central.doors.web.forms import DeskForm
from central.doors.web.http import DeskRequest, desk_login_required
from central.doors.web.tickets import acting
from central.doors.web.tickets.forms_acts import AnnulForm, CorrectReportForm

GET_OR_POST = ["GET", "POST"]


@require_http_methods(GET_OR_POST)
@desk_login_required
def correct(request: DeskRequest, pk: int, report_pk: int) -> HttpResponse:
    """Corrigir relato."""
    actor = request.actor

    def show(form: DeskForm, head: TicketHead) -> HttpResponse:
        return acting.window(request, "tickets/report_correct.html", form, head)

    def perform(given: Mapping[str, Any]) -> acting.Acted:
        return correct_report(
            actor=actor, ticket_id=pk, report_id=report_pk, text=given["text"], once=given["once"]
        )

    words = _("Report of ticket %(protocol)s corrected.")
    return acting.run(
        request, pk, "", CorrectReportForm, show, perform, lambda protocol: words % {"protocol": protocol},
        start=lambda head: {"text": queries.report_for_correction(actor, head.id, report_pk).body},
    )  # fmt: skip


@require_http_methods(GET_OR_POST)
@desk_login_required
def annul(request: DeskRequest, pk: int, report_pk: int) -> HttpResponse:
    """Anular relato."""
    actor = request.actor

    def show(form: DeskForm, head: TicketHead) -> HttpResponse:
        extra = {} if form.is_bound else {"report": queries.report_for_annulment(actor, head.id, report_pk)}
        return acting.window(request, "tickets/report_annul.html", form, head, extra)

    def perform(given: Mapping[str, Any]) -> acting.Acted:
        return annul_report(
            actor=actor, ticket_id=pk, report_id=report_pk, reason=given["reason"], once=given["once"]
        )

    words = _("Report of ticket %(protocol)s annulled.")
    return acting.run(
        request, pk, "", AnnulForm, show, perform, lambda protocol: words % {"protocol": protocol}
    )
