"""The bus on PostgreSQL: LISTEN and NOTIFY."""

import threading

from django.db import connection

from central.foundation.live.bus import WAKE, Hear

CHANNEL = "central_live"
LOOK_SECONDS = 1.0


class PostgresBus:
    """Messages (up to 8,000 bytes) through the database, on a connection of the listener's own."""

    def publish(self, message: str) -> None:
        """Send it; outside of a transaction it goes at once."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, message])

    def listen(self, hear: Hear, stopping: threading.Event) -> None:
        """Hear messages; the first look covers what came before the connection stood."""
        connection.ensure_connection()
        raw = connection.connection
        raw.execute(f"LISTEN {CHANNEL}")
        hear(WAKE)
        while not stopping.is_set():
            for note in raw.notifies(timeout=LOOK_SECONDS):
                hear(note.payload)
                if stopping.is_set():
                    return
