"""Servers as fixtures: `pytest_plugins = ["tests.server_fixtures"]` in a conftest.py makes them known."""

from collections.abc import Iterator

import pytest

from tests.servers import private_postgres, private_redis


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The address of a Redis of this test process's own."""
    with private_redis() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a PostgreSQL of this test process's own, beside the database under test."""
    with private_postgres() as url:
        yield url
