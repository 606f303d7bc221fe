"""One port: the pages are Django's WSGI application in a fixed pool of threads.

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

pages = WSGIMiddleware(_wsgi, workers=settings.THREADS)  # type: ignore[arg-type]


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request, or the server's own start and stop."""
    if scope["type"] == "lifespan":
        await lifespan(receive, send)
        return

    async def body() -> MutableMapping[str, Any]:
        return await receive()

    await pages(scope, body, send)  # type: ignore[arg-type]


async def lifespan(receive: Receive, send: Send) -> None:
    """Say that start and stop need nothing more."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
