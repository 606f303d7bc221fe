"""Which language a page speaks: the person's own, else the cookie's, else the installation's."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.translation import check_for_language

COOKIE_AGE = 365 * 24 * 60 * 60


def language_of(request: HttpRequest) -> str:
    """The language of a request before anybody is known: its cookie's when offered, else the default."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    offered = {code for code, _name in settings.LANGUAGES}
    return chosen if chosen in offered and check_for_language(chosen) else settings.LANGUAGE_CODE


class LanguageMiddleware:
    """Speaks the product's language to a browser of any language; `sign_in` then speaks the person's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        speak(request, language_of(request))
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response


def speak(request: HttpRequest, language: str) -> None:
    """Answer this request in a language."""
    translation.activate(language)
    request.LANGUAGE_CODE = language


def remember_language(response: HttpResponseBase, language: str) -> None:
    """Keep the language in the browser, for the pages before the next sign-in."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=COOKIE_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
