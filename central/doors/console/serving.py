"""One process that serves pages and works off the queue, and stops cleanly on Ctrl+C."""

import contextlib
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import uvicorn
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.module_loading import import_string

from central.domain.catalog.operations import load_catalogue, load_ground
from central.domain.catalog.queries import is_empty
from central.domain.exports.writing import purge_exports
from central.domain.merging.pairing import compare_for_a_while
from central.domain.people.finding import index_missing
from central.domain.workspace.drafts.operations import forget_drafts
from central.doors.console.starting import only_one, prepare_files, serving_here
from central.foundation.actor import SYSTEM
from central.foundation.events.watching import verify_for_a_while
from central.foundation.files.store import purge_staged
from central.foundation.jobs import queue
from central.foundation.jobs.worker import Worker
from central.foundation.live.hub import hub
from central.foundation.once.keys import purge_keys
from central.foundation.signs.keeping import Pulse, forget_silent
from central.foundation.signs.models import SignKind

GRACE_SECONDS = 2


def purge_sessions() -> int:
    """Delete sessions that have ended."""
    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]


TIMERS: dict[str, tuple[timedelta, Callable[[], object]]] = {
    "purge_staged": (timedelta(hours=1), purge_staged),
    "purge_exports": (timedelta(hours=6), purge_exports),
    "purge_jobs": (timedelta(hours=6), queue.purge),
    "purge_keys": (timedelta(hours=6), purge_keys),
    "forget_drafts": (timedelta(hours=6), forget_drafts),
    "purge_sessions": (timedelta(hours=6), purge_sessions),
    "forget_silent": (timedelta(minutes=10), forget_silent),
    "verify_history": (timedelta(seconds=5), verify_for_a_while),
    "index_missing": (timedelta(minutes=2), index_missing),
    "compare_persons": (timedelta(seconds=10), compare_for_a_while),
    **import_string(settings.CLOCK_TIMERS),
}


class Server(uvicorn.Server):
    """uvicorn in this process: a signal ends it without being raised again behind `run()`."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Let SIGINT and SIGTERM end the serving; restore what was there before."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {s: signal.signal(s, self.handle_exit) for s in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the open streams first: the server waits for every answer to be complete."""
        hub().stop()
        await super().shutdown(sockets)


def prepare() -> None:
    """Bring the installation up to date; an empty one gets a provider's catalogue, or only the ground."""
    prepare_files()
    load = load_ground if settings.CENTRAL_CATALOGUE == "none" else load_catalogue
    with only_one("catalogue"):
        if is_empty():
            load(actor=SYSTEM)


def new_server() -> Server:
    """A server for the hybrid application on the configured address."""
    config = uvicorn.Config(
        "central.config.asgi:application",
        host=settings.BIND,
        port=settings.PORT,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    return Server(config)


def serve(*, with_worker: bool = True) -> None:
    """Serve until Ctrl+C or SIGTERM, with a worker thread beside the pages."""
    worker = Worker(TIMERS)
    thread = threading.Thread(target=worker.run, name="worker", daemon=True)
    if with_worker:
        thread.start()
    with serving_here(), Pulse(SignKind.WEB):
        new_server().run()
    worker.stop()
    if with_worker:
        thread.join(10)


def address() -> str:
    """The address to open in a browser."""
    return f"http://{settings.BIND}:{settings.PORT}/"
