"""The address of the stream where there is no stream, and who is at a protocol."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from central.domain.workspace.live import check_sees
from central.doors.web.http import DeskRequest, desk_login_required
from central.foundation.live.bus import tell
from central.foundation.live.hub import hub

SHOWN = 2


@require_GET
def events(request: HttpRequest) -> HttpResponse:
    """503: a WSGI thread would never be given back by a stream."""
    return HttpResponse(status=503, headers={"Cache-Control": "no-store"})


@require_http_methods(["GET", "POST"])
@desk_login_required
def presence(request: DeskRequest, pk: int) -> HttpResponse:
    """Who else is at a protocol; a POST says that the actor is there (`writing`), or has left (`gone`)."""
    actor = request.actor
    check_sees(actor, pk)
    hub().listen()
    if request.method == "POST":
        sign = {"place": pk, "person": actor.signer_id, "name": actor.name}
        told = {name: request.POST.get(name) == "1" for name in ("writing", "gone")}
        tell(json.dumps(sign | told))
    others = [one for one in hub().presence.at(pk) if one.person_id != actor.person_id]
    return render(request, "live/presence.html", {"shown": others[:SHOWN], "more": len(others[SHOWN:])})
