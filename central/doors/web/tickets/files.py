"""Attachments: read through the permission check, never by an address of the storage."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_GET

from central.domain.tickets import queries
from central.doors.web.downloads import file_answer, thumbnail_answer
from central.doors.web.http import DeskRequest, desk_login_required, see_other


@require_GET
@desk_login_required
def file(request: DeskRequest, pk: int) -> HttpResponseBase:
    """The file of an attachment."""
    return file_answer(queries.file_for_download(request.actor, pk))


@require_GET
@desk_login_required
def thumbnail(request: DeskRequest, pk: int) -> HttpResponseBase:
    """The small picture of an attached photo."""
    return thumbnail_answer(queries.file_for_download(request.actor, pk))


@require_GET
@desk_login_required
def by_protocol(request: DeskRequest, protocol: int) -> HttpResponse:
    """A protocol by its number: on to the Central."""
    ticket_id, customer_id = queries.place_of_protocol(request.actor, protocol)
    return see_other(f"{reverse('workspace:central')}?cliente={customer_id}&protocolo={ticket_id}")
