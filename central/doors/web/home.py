"""Where a person lands: an administrator of a new installation at its first steps."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from central.domain.workspace.first_steps import leads_now
from central.doors.web.http import home_of
from central.foundation.actor import Actor

HIDDEN = "central_first_steps_hidden"
"""The cookie of who wants the first steps in the menu only."""
YEAR = 365 * 24 * 3600


def landing_of(request: HttpRequest, actor: Actor) -> str:
    """The first steps while they lead this administrator, else where everybody starts."""
    if request.COOKIES.get(HIDDEN) != "1" and leads_now(actor):
        return reverse("first_steps:page")
    return home_of(actor)


def hide_first_steps(response: HttpResponse, *, is_hidden: bool) -> HttpResponse:
    """Remember whether this browser wants the first steps as home."""
    response.set_cookie(
        HIDDEN, "1" if is_hidden else "0", max_age=YEAR, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return response
