"""The bus on Redis: one channel for the installation."""

import hashlib
import threading

import redis
from django.conf import settings

from central.foundation.live.bus import WAKE, Hear

LOOK_SECONDS = 1.0


class RedisBus:
    """Messages through Redis; its channel is named after the installation's secret key."""

    def __init__(self) -> None:
        self.client = redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=5)
        self.channel = f"central-live-{hashlib.sha256(settings.SECRET_KEY.encode()).hexdigest()[:16]}"

    def publish(self, message: str) -> None:
        """Send it."""
        self.client.publish(self.channel, message)

    def listen(self, hear: Hear, stopping: threading.Event) -> None:
        """Hear messages; the first look covers what came before the connection stood."""
        with self.client.pubsub(ignore_subscribe_messages=True) as heard:  # type: ignore[no-untyped-call]
            heard.subscribe(self.channel)
            hear(WAKE)
            while not stopping.is_set():
                found = heard.get_message(timeout=LOOK_SECONDS)
                if found is not None:
                    hear(found["data"].decode())
