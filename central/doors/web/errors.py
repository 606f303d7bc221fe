"""The one place where a refusal becomes a page, a part, a toast or an error of a form."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus

from django.db import DatabaseError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token, rotate_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from central.doors.web.http import (
    BIGGEST_ID,
    announce,
    is_fragment,
    next_url,
    refresh,
    see_other,
    sign_in,
    toast,
)
from central.foundation.errors import AlreadyDone, Conflict, DomainError, Invalid, NotAllowed, NotFound

STATUSES: dict[type[DomainError], HTTPStatus] = {
    NotFound: HTTPStatus.NOT_FOUND,
    NotAllowed: HTTPStatus.FORBIDDEN,
    Conflict: HTTPStatus.CONFLICT,
    Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
}


class DomainErrorMiddleware:
    """Answers a refusal that a view let pass; any other exception is a bug and stays one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, arguments: object, named: dict[str, object]
    ) -> HttpResponse | None:
        """Not found for a number in the address that no row can have: no query takes it."""
        if any(isinstance(value, int) and value > BIGGEST_ID for value in named.values()):
            return problem(request, HTTPStatus.NOT_FOUND)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Turn a refusal into its answer."""
        return refusal(request, exception) if isinstance(exception, DomainError) else None


def refusal(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The answer to a refusal: 404, 403, 409 or 422 with its words; a repeated form is told and goes on."""
    if isinstance(error, AlreadyDone):
        if is_fragment(request):
            return refresh(toast(HttpResponse(status=204), error.message, "info"), "*")
        return see_other(next_url(request, "/"))
    status = next(
        (status for kind, status in STATUSES.items() if isinstance(error, kind)), HTTPStatus.BAD_REQUEST
    )
    return problem(request, status, error.message)


@contextmanager
def form_refusals(form: BaseForm) -> Iterator[None]:
    """Put what an operation finds invalid beside the fields of the form, and go on to show it again."""
    try:
        yield
    except Invalid as error:
        for field, message in error.errors.items():
            form.add_error(field if field in form.fields else None, str(message))


def problem(request: HttpRequest, status: HTTPStatus, message: str | Promise = "") -> HttpResponse:
    """A page that says what is wrong; for an act only a toast, so that what was typed stays in place."""
    title = title_of(status)
    context = {"status": int(status), "title": title, "message": message}
    if not is_fragment(request):
        return render(request, "layout/error.html", context, status=status)
    if request.method == "GET" and "X-Dialog" not in request.headers:
        return render(request, "layout/error.html#part", context, status=status)
    response = HttpResponse(status=status)
    response.headers["HX-Reswap"] = "none"
    return toast(response, message or title, "error")


def title_of(status: HTTPStatus) -> str:
    """What an error page says at its head."""
    titles = {
        HTTPStatus.BAD_REQUEST: _("This address or form is not understood"),
        HTTPStatus.FORBIDDEN: _("You may not do this"),
        HTTPStatus.NOT_FOUND: _("Nothing found at this address"),
        HTTPStatus.CONFLICT: _("Something changed in the meantime"),
        HTTPStatus.UNPROCESSABLE_ENTITY: _("Something in the form is not right"),
    }
    return titles.get(status, _("Something went wrong here"))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Error 400."""
    return problem(request, HTTPStatus.BAD_REQUEST, _("Go back, check what was sent and try again."))


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Error 403."""
    return problem(
        request, HTTPStatus.FORBIDDEN, _("Your profile does not include this. Ask your supervisor.")
    )


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Error 404, also for what the person may not see."""
    return problem(
        request, HTTPStatus.NOT_FOUND, _("It does not exist, was moved, or is not visible to your profile.")
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Error 500: a page of its own that asks nothing of the database."""
    if is_fragment(request):
        response = HttpResponse(status=500)
        response.headers["HX-Reswap"] = "none"
        return toast(
            response,
            _("Something went wrong here. What you typed is still in place."),
            "error",
            detail=_("Try again. If it happens again, tell the administrator the time."),
        )
    return HttpResponse(render_to_string("layout/server_error.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose key is no longer valid: a part gets a new key and may be sent again at once."""
    try:
        known = sign_in(request)
    except DatabaseError:
        known = False
    if is_fragment(request):
        response = HttpResponse(status=403)
        response.headers["HX-Reswap"] = "none"
        announce(response, "fresh-token", {"token": get_token(request)})
        return toast(response, _("The page was open for too long. Send it again."), "error")
    rotate_token(request)
    return render(request, "layout/expired.html", {"known": known}, status=403)
