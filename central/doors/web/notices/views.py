"""Avisos: the list by protocol, the bell of the top bar, and marking as read."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from central.domain.notices.operations import mark_notices_read
from central.domain.notices.queries import notice_page, unread_count
from central.doors.web.http import (
    DeskRequest,
    desk_login_required,
    done,
    is_fragment,
    next_url,
    refresh,
    render_page,
)
from central.doors.web.workspace.reading import address, read_id


def list_url(*, everything: bool = False, before: int = 0) -> str:
    """The address of the list: the unread ones, or all, from a place on."""
    return address(reverse("notices:list"), {"quais": "todos" if everything else "", "antes": before or ""})


@require_GET
@desk_login_required
def listing(request: DeskRequest) -> HttpResponse:
    """The person's notices by protocol, or only the list where htmx asks for it."""
    everything = request.GET.get("quais") == "todos"
    page = notice_page(request.actor, only_unread=not everything, before=read_id(request.GET.get("antes")))
    context = {
        "groups": page.groups,
        "everything": everything,
        "unread_url": list_url(),
        "all_url": list_url(everything=True),
        "next_url": list_url(everything=everything, before=page.next_before) if page.next_before else "",
        "here": request.get_full_path(),
        "central_url": reverse("workspace:central"),
    }
    return render_page(request, "notices/list.html", "list", context)


@require_GET
@desk_login_required
def bell(request: DeskRequest) -> HttpResponse:
    """The bell alone, with its number."""
    context: dict[str, Any] = {"unread": unread_count(request.actor)}
    return render(request, "notices/bell.html", context)


def chosen(request: HttpRequest, name: str) -> int | None:
    """An id that the form gives; one that cannot be read finds nothing."""
    given = request.POST.get(name, "")
    return None if not given else read_id(given) or 0


@require_POST
@desk_login_required
def read(request: DeskRequest) -> HttpResponse:
    """Mark a notice, those of a protocol, or all as read; an opened protocol does so without a word."""
    notice_id, ticket_id = chosen(request, "notice"), chosen(request, "ticket")
    marked = mark_notices_read(actor=request.actor, notice_id=notice_id, ticket_id=ticket_id)
    if request.POST.get("opened") and is_fragment(request):
        answer = HttpResponse(status=204)
        return refresh(answer, "notices") if marked else answer
    message = _("Marked as read.") if marked else _("These notices were read already.")
    return done(request, message, next_url(request, list_url()), parts=["notices", "notice-list"])
