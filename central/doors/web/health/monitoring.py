"""The health of the installation for a monitor: all of it with a token or a session, else one word."""

import logging
import secrets
import time
from dataclasses import asdict
from typing import Any, cast

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from central.domain.health.queries import Health, system_health
from central.domain.health.rules import can_view_health
from central.domain.health.states import State
from central.doors.web.http import DeskRequest, sign_in
from central.foundation.actor import SYSTEM
from central.reactions.notices.ways import mail_way

log = logging.getLogger("central.health")
REMEMBERED_SECONDS = 10.0
"""Strangers are told the state of so many seconds ago at most: asking costs them nothing, nor us."""

_told: list[tuple[float, State]] = []


@require_GET
def health_json(request: HttpRequest) -> JsonResponse:
    """200, or 503 when something needs somebody now; what it is only for who may know."""
    try:
        if may_read(request):
            health = system_health(SYSTEM, mail_way=mail_way())
            return answer(health.state, whole(health))
        return answer(state_for_strangers())
    except DatabaseError:
        log.exception("health not read")
        return answer(State.FAILURE)


def may_read(request: HttpRequest) -> bool:
    """Whether the request carries the token of the environment, or the session of who looks after this."""
    kind, _space, given = request.headers.get("Authorization", "").partition(" ")
    token = settings.CENTRAL_HEALTH_TOKEN
    if token and kind.lower() == "bearer":
        return secrets.compare_digest(given.strip().encode(), token.encode())
    return sign_in(request) and can_view_health(cast(DeskRequest, request).actor)


def state_for_strangers() -> State:
    """The state in one word, read anew after some seconds."""
    now = time.monotonic()
    if not _told or now - _told[0][0] > REMEMBERED_SECONDS:
        _told[:] = [(now, system_health(SYSTEM, mail_way=mail_way()).state)]
    return _told[0][1]


def answer(state: State, told: dict[str, Any] | None = None) -> JsonResponse:
    """The state as a status code and as JSON; kept by nobody on the way."""
    status = 503 if state is State.FAILURE else 200
    return JsonResponse(
        {"status": state, **(told or {})}, status=status, headers={"Cache-Control": "no-store"}
    )


def whole(health: Health) -> dict[str, Any]:
    """Every part with its figures."""
    return {
        "at": health.at,
        "checks": {
            check.key: {"status": check.state, "case": check.case, **check.values} for check in health.checks
        },
        "processes": [asdict(row) for row in health.processes],
        "timers": [asdict(row) for row in health.timers],
    }
