"""What addresses carry, made fit for every database."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class NulFreeQuery:
    """Drops NUL characters from the query string: PostgreSQL takes none, and no search means any."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.META.get("QUERY_STRING", "")
        if "%00" in given or "\x00" in given:
            request.META["QUERY_STRING"] = given.replace("%00", "").replace("\x00", "")
        return self.get_response(request)
