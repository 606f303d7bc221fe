"""With REDIS_URL live screens of all processes are woken through Redis."""

import threading
import time

import pytest
from pytest_django import Settings

from central.foundation.live.bus import WAKE, keep_listening, tell
from central.foundation.live.redis import RedisBus


def test_redis_carries_wake_ups_and_messages(settings: Settings, redis_address: str) -> None:
    settings.REDIS_URL = redis_address
    heard: list[str] = []
    stopping = threading.Event()
    thread = threading.Thread(target=RedisBus().listen, args=(heard.append, stopping))
    thread.start()
    sender = RedisBus()
    limit = time.monotonic() + 5
    while not heard and time.monotonic() < limit:
        time.sleep(0.02)
    sender.publish(WAKE)
    sender.publish('{"persons": [1]}')
    while len(heard) < 3 and time.monotonic() < limit:
        time.sleep(0.02)
    stopping.set()
    thread.join(5)
    assert heard == [WAKE, WAKE, '{"persons": [1]}']


@pytest.mark.django_db
def test_a_lost_redis_is_looked_for_again(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("central.foundation.live.bus.AGAIN_SECONDS", 0.01)
    settings.LIVE_BUS = "tests.services.test_live_redis.Broken"
    stopping = threading.Event()
    thread = threading.Thread(target=keep_listening, args=(lambda message: None, stopping))
    thread.start()
    limit = time.monotonic() + 5
    while Broken.tries < 3 and time.monotonic() < limit:
        time.sleep(0.01)
    stopping.set()
    thread.join(5)
    assert Broken.tries >= 3
    tell()


class Broken:
    """A driver whose server is away."""

    tries = 0

    def publish(self, message: str) -> None:
        """Nothing arrives."""

    def listen(self, hear: object, stopping: threading.Event) -> None:
        """The connection is lost again and again."""
        Broken.tries += 1
        raise ConnectionError
