"""What the address form asks while one types: municipalities by name, what is known of a CEP."""

from dataclasses import asdict

from django.http import JsonResponse
from django.views.decorators.http import require_GET

from central.domain.people.postal_codes import place_of_postal_code
from central.domain.places.queries import municipalities_like
from central.doors.web.http import DeskRequest, desk_login_required


@require_GET
@desk_login_required
def municipalities(request: DeskRequest) -> JsonResponse:
    """The municipalities whose name begins as typed: ?q=."""
    rows = municipalities_like(request.GET.get("q", "")[:60])
    return JsonResponse({"rows": [asdict(row) for row in rows]})


@require_GET
@desk_login_required
def postal_code(request: DeskRequest) -> JsonResponse:
    """What the registered addresses tell about a CEP: ?cep=."""
    place = place_of_postal_code(request.actor, request.GET.get("cep", "")[:20])
    return JsonResponse({"place": asdict(place) if place else None})
