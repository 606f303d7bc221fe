"""With REDIS_URL the cache, the sessions and the throttle of the login live in Redis, for all processes."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
import redis
from django.core.cache import cache, caches
from django.test import Client
from pytest_django import Settings

from tests.cast import PASSWORD, World

pytestmark = pytest.mark.django_db
SHOW = "from django.conf import settings; import django; django.setup(); print(settings.CACHES['default'])"


@pytest.fixture(autouse=True)
def store(settings: Settings, redis_address: str) -> Iterator["redis.Redis"]:
    """The cache is the one that REDIS_URL asks for."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis_address}
    }
    connection = redis.Redis.from_url(redis_address)
    connection.flushall()
    yield connection
    caches["default"].close()
    connection.close()


@pytest.fixture
def signed_up(world: World) -> World:
    """The cast with a password."""
    for user in world.users.values():
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
    return world


def test_the_variable_chooses_redis(redis_address: str):
    environment = os.environ | {"REDIS_URL": redis_address, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    shown = subprocess.run(
        [sys.executable, "-c", SHOW], env=environment, capture_output=True, text=True, check=True
    )
    assert "RedisCache" in shown.stdout and redis_address in shown.stdout


def test_the_cache_keeps_and_forgets(store: "redis.Redis"):
    cache.set("açaí", {"preço": 12}, 60)
    assert cache.get("açaí") == {"preço": 12} and store.dbsize() == 1
    assert cache.add("açaí", 1) is False
    cache.set("n", 1, 60)
    assert cache.incr("n") == 2
    cache.delete("açaí")
    assert cache.get("açaí") is None


def test_a_session_is_read_from_redis_and_survives_it(signed_up: World, store: "redis.Redis"):
    client = Client()
    assert client.post("/entrar/", {"login": "ana", "password": PASSWORD}).status_code == 302
    assert any(b"cached_db" in key for key in store.scan_iter())
    assert client.get("/ajustes/").status_code == 200
    store.flushall()
    assert client.get("/ajustes/").status_code == 200


def test_failures_are_counted_in_redis_for_every_process(signed_up: World, store: "redis.Redis"):
    for _ in range(5):
        Client().post("/entrar/", {"login": "ana", "password": "errada"})
    refused = Client().post("/entrar/", {"login": "ana", "password": PASSWORD})
    assert "Tentativas demais." in refused.content.decode()
    store.flushall()
    assert Client().post("/entrar/", {"login": "ana", "password": PASSWORD}).status_code == 302
