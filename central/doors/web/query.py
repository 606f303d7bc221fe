"""What is done once around a request: addresses made fit for every database, parameters read once."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from central.domain.company.parameters import reading_once


class NulFreeQuery:
    """Drops NUL characters from the query string: PostgreSQL takes none, and no search means any."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.META.get("QUERY_STRING", "")
        if "%00" in given or "\x00" in given:
            request.META["QUERY_STRING"] = given.replace("%00", "").replace("\x00", "")
        return self.get_response(request)


class ParametersOnce:
    """Within a request the company's parameters are read at most once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with reading_once():
            return self.get_response(request)
