"""One port, two halves: pages are Django's WSGI application in a fixed pool of threads, streams are tasks.

Sync pages in fixed threads keep their database connections; see docs/decisions.
"""

import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "central.config.settings")

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_wsgi = get_wsgi_application()

from django.conf import settings  # noqa: E402

from central.doors.web.live.stream import PATH, stream  # noqa: E402
from central.foundation.live.hub import hub  # noqa: E402

pages = WSGIMiddleware(_wsgi, workers=settings.THREADS)  # type: ignore[arg-type]


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request, or the server's own start and stop."""
    if scope["type"] == "lifespan":
        await lifespan(receive, send)
        return
    if scope["type"] == "http" and scope["path"] == PATH:
        await stream(scope, receive, send)
        return

    async def body() -> MutableMapping[str, Any]:
        return await receive()

    await pages(scope, body, send)  # type: ignore[arg-type]


async def lifespan(receive: Receive, send: Send) -> None:
    """Start needs nothing more; a stop ends what streams the server has left."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.shutdown":
            hub().stop()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
