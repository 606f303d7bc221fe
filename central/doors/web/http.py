"""The web's own request and answers: who asks, page or fragment, toast, redirect."""

import functools
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from central.domain.access.queries import SignedIn, signed_in_user
from central.doors.web.language import speak
from central.foundation.actor import Actor
from central.foundation.errors import NotFound

BIGGEST_ID = 2**53
"""No row has a greater id; beyond it the databases and the browser count differently."""

P = ParamSpec("P")
Answer = TypeVar("Answer", bound=HttpResponseBase)
Text = str | Promise


class DeskRequest(HttpRequest):
    """A request of a person who is signed in."""

    htmx: HtmxDetails
    signed_in: SignedIn
    actor: Actor


View = Callable[Concatenate[DeskRequest, P], HttpResponseBase]
PlainView = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def desk_login_required(view: View[P]) -> PlainView[P]:
    """Let only signed-in people reach a view, which then has `request.actor`."""

    @functools.wraps(view)
    def run(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not sign_in(request):
            return ask_to_sign_in(request)
        response = view(cast(DeskRequest, request), *args, **kwargs)
        patch_vary_headers(response, ["HX-Request", "Cookie"])
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response

    return run


def sign_in(request: HttpRequest) -> bool:
    """Find the request's actor, once; False when nobody is signed in or the user is no longer active."""
    if hasattr(request, "signed_in"):
        return True
    if not request.user.is_authenticated:
        return False
    try:
        found = signed_in_user(cast(Any, request.user))
    except NotFound:
        return False
    desk = cast(DeskRequest, request)
    desk.signed_in, desk.actor = found, found.actor
    speak(request, found.language)
    return True


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """The login page for a page; 401 for a part of one, which then asks in place and keeps its form."""
    if is_fragment(request):
        return announce(HttpResponse(status=401), "signed-out", {"href": reverse("account_login")})
    return redirect_to_login(request.get_full_path())


def is_fragment(request: HttpRequest) -> bool:
    """Whether the browser asks for a part of a page rather than for a page."""
    return (
        bool(getattr(request, "htmx", False)) and not cast(DeskRequest, request).htmx.history_restore_request
    )


def home_of(actor: Actor) -> str:
    """Where a person starts: technicians at Minhas Tarefas, everybody else at the Central."""
    try:
        return reverse("tasks:mine") if actor.is_technician else "/"
    except NoReverseMatch:
        return "/"


def render_page(
    request: HttpRequest,
    template: str,
    partial: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """The page, or only its named partial when htmx or a dialog asks."""
    name = f"{template}#{partial}" if is_fragment(request) else template
    response = render(request, name, dict(context or {}), status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def form_status(form: Any) -> int:
    """422 for a form that was refused, 200 for one not yet sent."""
    return 422 if form.is_bound and form.errors else 200


def announce(response: Answer, event: str, detail: Any) -> Answer:
    """Tell the page's scripts something along with the answer (header HX-Trigger)."""
    told = json.loads(response.headers.get("HX-Trigger", "{}"))
    told[event] = detail
    response.headers["HX-Trigger"] = json.dumps(told, cls=DjangoJSONEncoder)
    return response


def toast(
    response: Answer,
    message: Text,
    kind: str = "success",
    *,
    detail: Text = "",
    link: tuple[Text, str] | None = None,
) -> Answer:
    """Show a toast (`success`, `info`, `error`), with a second line and a link (label, address) if given."""
    shown: dict[str, Any] = {"message": str(message), "kind": kind}
    if detail:
        shown["detail"] = str(detail)
    if link:
        shown["label"], shown["href"] = str(link[0]), link[1]
    return announce(response, "toast", shown)


def refresh(response: Answer, *parts: str) -> Answer:
    """Ask the page's parts of these names (`data-part`) to reload themselves."""
    return announce(response, "refresh", list(parts)) if parts else response


def see_other(url: str) -> HttpResponseRedirect:
    """Send the browser on after a form, by GET (303)."""
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response


def done(
    request: HttpRequest,
    message: Text,
    url: str,
    *,
    parts: Iterable[str] = (),
    go: bool = False,
    detail: Text = "",
    link: tuple[Text, str] | None = None,
) -> HttpResponse:
    """The answer after an act: 204 with toast and parts to refresh; without scripts a redirect to `url`.

    With `go` a dialog follows to `url` too, and the toast is shown there.
    """
    if is_fragment(request) and not go:
        response = toast(HttpResponse(status=204), message, detail=detail, link=link)
        return refresh(response, *parts)
    messages.success(request, str(message))
    if is_fragment(request):
        response = HttpResponse(status=204)
        response.headers["HX-Redirect"] = url
        return response
    return see_other(url)


def next_url(request: HttpRequest, default: str) -> str:
    """The address to go on to that the form or the link names, when it is one of ours."""
    wanted = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and safe else default
