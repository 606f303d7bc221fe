"""The bus on SQLite: a changed `data_version` tells that another connection committed."""

import threading

from django.db import connection

from central.foundation.live.bus import WAKE, Hear

POLL_SECONDS = 0.1


class SqliteBus:
    """Wake-ups between processes on one file; other messages stay within the process that sent them."""

    def publish(self, message: str) -> None:
        """The commit itself is what the others see."""

    def listen(self, hear: Hear, stopping: threading.Event) -> None:
        """Look ten times a second whether anybody else committed; that reads no table."""
        before = self.version()
        hear(WAKE)
        while not stopping.wait(POLL_SECONDS):
            now = self.version()
            if now != before:
                before = now
                hear(WAKE)

    def version(self) -> int:
        """A number that changes with every commit of another connection."""
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA data_version")
            return int(cursor.fetchone()[0])
