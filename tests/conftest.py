"""What every test may ask for."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from pytest_django import Settings

from central.foundation.actor import Actor
from central.foundation.live.hub import hub
from tests.cast import World, build_world
from tests.company import company


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path) -> None:
    """Uploads of a test go to a folder of its own; the cache starts empty; passwords hash quickly."""
    settings.MEDIA_ROOT = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


@pytest.fixture
def world(db: None) -> World:
    """The small company of tests/cast.py; built anew where the test commits."""
    return company() if connection.in_atomic_block else build_world()


@pytest.fixture
def lasting_world(transactional_db: None) -> World:
    """The same company, committed: for tests with threads."""
    return build_world()


@pytest.fixture
def as_user(world: World) -> Iterator[Callable[[str], Client]]:
    """A browser session of one of the cast: `as_user("ana")`; a listener to the bus that it began ends."""

    def log_in(name: str) -> Client:
        client = Client()
        client.force_login(world.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    yield log_in
    hub().stop(wait=5)


@pytest.fixture
def ana(world: World) -> Actor:
    """The attendant."""
    return world.actor("ana")
