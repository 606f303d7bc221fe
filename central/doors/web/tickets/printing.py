"""Imprimir OS: one protocol on A4, nothing private."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from central.domain.company.identity import company_identity
from central.domain.company.logo import has_logo
from central.domain.tickets.work_order import work_order
from central.doors.web.http import DeskRequest, desk_login_required
from central.doors.web.tickets.acting import shown_answer


@require_GET
@desk_login_required
def print_order(request: DeskRequest, pk: int) -> HttpResponse:
    """The page to print."""
    order = work_order(request.actor, pk)
    checklist = [(row, shown_answer(row, row.answer)) for row in order.checklist]
    opening = [(row, shown_answer(row, row.answer)) for row in order.opening]
    context = {
        "company": company_identity(),
        "has_logo": has_logo(),
        "order": order,
        "checklist": checklist,
        "opening": opening,
        "back": reverse("workspace:ticket", args=[pk]),
    }
    return render(request, "tickets/print.html", context)
