"""Readable logs with a request id: text for a person at a terminal, JSON for a collector."""

import contextvars
import logging
import re
import time
import uuid
from collections.abc import Callable, MutableMapping
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse

request_id: contextvars.ContextVar[str] = contextvars.ContextVar("request_id", default="")
GIVEN_ID = re.compile(r"[A-Za-z0-9-]{8,64}\Z")

log = logging.getLogger("central.request")


def add_request_id(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Put the id of the request at hand on every line."""
    current = request_id.get()
    if current:
        event["request_id"] = current
    return event


def logging_settings(*, level: str, form: str) -> dict[str, Any]:
    """The logging configuration as `logging.config.dictConfig` takes it."""
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=False, pad_event_to=28)
    )
    before: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="%Y-%m-%d %H:%M:%S", utc=False),
        structlog.stdlib.ExtraAdder(),
        add_request_id,
    ]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "central": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": before,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "central"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django.request": {"level": "ERROR"},
            "django.security.csrf": {"level": "ERROR"},
            "uvicorn.access": {"level": "WARNING"},
            "uvicorn.error": {"level": "WARNING"},
        },
    }


class RequestLog:
    """Gives each request an id (its own or the caller's `X-Request-ID`) and logs how it ended."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        current = given if GIVEN_ID.match(given) else uuid.uuid4().hex[:16]
        token = request_id.set(current)
        start = time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = current
            if not request.path.startswith("/static/"):
                milliseconds = round((time.perf_counter() - start) * 1000, 1)
                log.info(
                    "request",
                    extra={
                        "method": request.method,
                        "path": request.path,
                        "status": response.status_code,
                        "ms": milliseconds,
                    },
                )
            return response
        finally:
            request_id.reset(token)
