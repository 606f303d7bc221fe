"""Aceitar, Devolver and Retomar: what may be done with a protocol while it waits to be accepted."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from central.domain.tickets.handover_queries import waiting_row
from central.domain.tickets.operations.handover import accept_handover, return_handover, take_back_handover
from central.domain.tickets.queries import TicketHead
from central.doors.web.forms import DeskForm
from central.doors.web.http import DeskRequest, desk_login_required
from central.doors.web.tickets import acting
from central.doors.web.tickets.forms_acts import SeenFields, long_text

GET_OR_POST = ["GET", "POST"]


class PlainForm(DeskForm):
    """An act without a field: its key alone, which a one-click button may leave out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["once"].required = False


class ReturnForm(SeenFields, DeskForm):
    """*Devolver*."""

    starred = ("reason",)
    reason = long_text(gettext_lazy("Why it goes back"), 4)


@require_http_methods(GET_OR_POST)
@desk_login_required
def accept(request: DeskRequest, pk: int) -> HttpResponse:
    """Aceitar: one click, a question as a page."""

    def show(form: DeskForm, head: TicketHead) -> HttpResponse:
        return acting.window(request, "tickets/accept.html", form, head)

    return acting.run(
        request, pk, "accept", PlainForm, show,
        lambda given: accept_handover(actor=request.actor, ticket_id=pk, once=given["once"]),
        lambda protocol: _("Ticket %(protocol)s accepted: it is with you.") % {"protocol": protocol},
    )  # fmt: skip


@require_http_methods(GET_OR_POST)
@desk_login_required
def give_back(request: DeskRequest, pk: int) -> HttpResponse:
    """Devolver, with the reason."""
    holder = ""

    def perform(given: acting.Given) -> acting.Acted:
        nonlocal holder
        ticket = return_handover(
            actor=request.actor,
            ticket_id=pk,
            reason=given["reason"],
            seen=given["seen"],
            once=given["once"],
        )
        holder = ticket.assignee.shown_name if ticket.assignee else ticket.team.name
        return ticket

    def show(form: DeskForm, head: TicketHead) -> HttpResponse:
        waiting = waiting_row(pk)
        return acting.window(request, "tickets/give_back.html", form, head, {"waiting": waiting})

    def sentence(protocol: int) -> str:
        if not holder:
            return _("Ticket %(protocol)s returned.") % {"protocol": protocol}
        return _("Ticket %(protocol)s returned to %(holder)s.") % {"protocol": protocol, "holder": holder}

    return acting.run(request, pk, "return", ReturnForm, show, perform, sentence)


@require_http_methods(GET_OR_POST)
@desk_login_required
def take_back(request: DeskRequest, pk: int) -> HttpResponse:
    """Retomar: one click, a question as a page."""

    def show(form: DeskForm, head: TicketHead) -> HttpResponse:
        return acting.window(request, "tickets/take_back.html", form, head)

    return acting.run(
        request, pk, "take_back", PlainForm, show,
        lambda given: take_back_handover(actor=request.actor, ticket_id=pk, once=given["once"]),
        lambda protocol: _("Ticket %(protocol)s taken back.") % {"protocol": protocol},
    )  # fmt: skip
