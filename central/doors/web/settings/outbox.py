"""Caixa de saída: how mails leave, and those that a demonstration kept instead of sending."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from central.domain.access import rules
from central.doors.web.http import DeskRequest, desk_login_required
from central.foundation.mail.sending import kept_mails
from central.reactions.notices.ways import mail_way


@require_GET
@desk_login_required
def outbox(request: DeskRequest) -> HttpResponse:
    """The way of the mails and what is kept; links in them open accounts, so only for who manages users."""
    rules.check_can_view_users(request.actor)
    way = mail_way()
    context = {
        "way": way,
        "mails": kept_mails() if way == "folder" and rules.can_manage_users(request.actor) else [],
    }
    response = render(request, "settings/outbox.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response
