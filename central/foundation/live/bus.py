"""The bus between processes: wakes those that show live screens, and carries their small messages.

It is never the source: what happened stands in the table of facts. A wake-up that got lost delays a
screen by seconds and loses nothing.
"""

import functools
import logging
import threading
from collections.abc import Callable
from typing import Protocol

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

log = logging.getLogger("central.live")

Hear = Callable[[str], None]
WAKE = ""
"""The message that says only: look at the table of facts."""
AGAIN_SECONDS = 1.0


class Bus(Protocol):
    """How processes reach each other; one driver for each kind of installation."""

    def publish(self, message: str) -> None:
        """Send a message to all processes, this one included or not."""

    def listen(self, hear: Hear, stopping: threading.Event) -> None:
        """Hear the messages of all processes until told to stop; raises when the connection is lost."""


_ears: set[Hear] = set()


@functools.cache
def driver(path: str) -> Bus:
    """The driver at a dotted path, made once."""
    made: Bus = import_string(path)()
    return made


def tell(message: str = WAKE) -> None:
    """Send a message: at once within this process, through the driver to the others."""
    for hear in tuple(_ears):
        hear(message)
    driver(settings.LIVE_BUS).publish(message)


def wake_after_commit() -> None:
    """Wake the live screens once the open transaction is committed; several facts wake them once."""
    hooks = transaction.get_connection().run_on_commit
    if not hooks or hooks[-1][1] is not tell:
        transaction.on_commit(tell, robust=True)


def keep_listening(hear: Hear, stopping: threading.Event) -> None:
    """Hear messages until told to stop, through lost connections; the body of a thread."""
    _ears.add(hear)
    try:
        while not stopping.is_set():
            try:
                driver(settings.LIVE_BUS).listen(hear, stopping)
            except Exception as error:
                log.warning("live bus lost", extra={"error": repr(error)})
                stopping.wait(AGAIN_SECONDS)
            finally:
                connection.close()
    finally:
        _ears.discard(hear)
