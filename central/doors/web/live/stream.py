"""The stream of a browser: server-sent events on the ASGI half, outside of Django's own handler.

Django's handler would keep a thread and a database connection for as long as the stream lives; here it
is a task of the loop, and the hub's one thread asks the database for all of them.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, MutableMapping
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings
from django.http import parse_cookie
from django.utils import timezone

from central.foundation.live.hub import Seat, hub

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

PATH = "/events/"
PING_SECONDS = 15.0
ADMIT_SECONDS = 10.0
RETRY_MS = 2000
MOST_PER_SESSION = 20
MARGIN_SECONDS = 2
MOST_AGE_SECONDS = 600
BIGGEST_ID = 2**53
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-cache, no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


async def stream(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request for the stream: 401 for nobody, otherwise events until either side ends it."""
    if scope["method"] != "GET":
        await refuse(send, 405)
        return
    seat = seat_for(scope)
    if not seat.session_key:
        await refuse(send, 401)
        return
    if hub().count(seat.session_key) >= MOST_PER_SESSION:
        await refuse(send, 429)
        return
    hub().join(seat)
    try:
        async with asyncio.timeout(ADMIT_SECONDS):
            admitted = await seat.admitted
    except TimeoutError:
        hub().leave(seat)
        await refuse(send, 503)
        return
    if not admitted:
        await refuse(send, 503 if seat.is_over else 401)
        return
    watcher = asyncio.ensure_future(until_gone(receive, seat))
    try:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await write(seat, send)
    finally:
        watcher.cancel()
        hub().leave(seat)


async def write(seat: Seat, send: Send) -> None:
    """Write what the seat is offered; a ping carries how far the reader has come."""
    first = f"retry: {RETRY_MS}\n".encode()
    while not seat.is_over:
        topics = await seat.next(PING_SECONDS)
        if seat.is_over:
            break
        text = f"id: {seat.last}\n"
        text += f"data: {json.dumps({'topics': topics})}\n\n" if topics is not None else ": ping\n\n"
        await send({"type": "http.response.body", "body": first + text.encode(), "more_body": True})
        first = b""
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def until_gone(receive: Receive, seat: Seat) -> None:
    """End the seat when the browser has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
    seat.end()


def seat_for(scope: Scope) -> Seat:
    """A seat for a request: its session, and from where on it wants to hear."""
    headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    session = parse_cookie(headers.get(b"cookie", "")).get(settings.SESSION_COOKIE_NAME, "")
    last = number(headers.get(b"last-event-id", ""), BIGGEST_ID)
    age = number(asked.get("age", [""])[0], MOST_AGE_SECONDS)
    since = timezone.now() - timedelta(seconds=age + MARGIN_SECONDS) if age is not None else None
    return Seat(session, last=last, since=since)


def number(text: str, most: int) -> int | None:
    """A whole number as the browser sends it, at most so great; None for anything else."""
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) <= 16 else None


async def refuse(send: Send, status: int) -> None:
    """An answer without a stream."""
    headers = [(b"content-length", b"0"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
