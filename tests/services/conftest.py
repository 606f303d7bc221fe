"""Real services for the tests of this folder: Redis, and an object store that speaks S3."""

from collections.abc import Iterator

import pytest

from tests.servers import ServerError, private_redis


@pytest.fixture(scope="session")
def redis_address() -> Iterator[str]:
    """A Redis of this test process's own; `make test` installs it where it may, else the reason is told."""
    try:
        with private_redis() as url:
            yield url
    except ServerError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def s3_address() -> Iterator[str]:
    """An S3 store in memory that answers on this machine."""
    server = pytest.importorskip("moto.server", reason="moto is missing (run scripts/bootstrap.sh dev)")
    store = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    store.start()
    host, port = store.get_host_and_port()
    yield f"http://{host}:{port}"
    store.stop()
