"""Private database servers for tests, each as a context that stops what it started."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from urllib.parse import quote

START_SECONDS = 60
# Speed instead of safety: nothing in these databases outlives the tests.
FAST = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "200",
    "timezone": "UTC",
}


class ServerError(RuntimeError):
    """A server that is not installed or does not start; the text says which and why."""


def free_port() -> int:
    """A TCP port of this machine that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def postgres_binaries() -> Path:
    """The folder of the newest installed PostgreSQL; Debian keeps it off the PATH."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parent.parent.name)
    )
    on_path = shutil.which("initdb")
    if found:
        return found[-1].parent
    if on_path:
        return Path(on_path).resolve().parent
    raise ServerError("PostgreSQL is not installed (run scripts/ensure_test_tools.sh)")


@contextmanager
def stopping_on_signals() -> Iterator[None]:
    """Turn a request to end into an exit through all `finally` blocks."""

    def leave(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    try:
        before = {number: signal.signal(number, leave) for number in (signal.SIGTERM, signal.SIGHUP)}
    except ValueError:  # not the main thread: whoever owns that one decides
        before = {}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def private_postgres() -> Iterator[str]:
    """A fresh PostgreSQL on a socket of its own; yields its address for DATABASE_URL."""
    binaries = postgres_binaries()
    folder = Path(tempfile.mkdtemp(prefix="central-pg-", dir="/tmp"))
    prefix: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        prefix = ["runuser", "-u", "postgres", "--"]
        shutil.chown(folder, "postgres", "postgres")
    cluster = folder / "cluster"

    def run(program: str, *arguments: str, check: bool = True) -> None:
        done = subprocess.run(
            [*prefix, str(binaries / program), *arguments],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if check and done.returncode:
            raise ServerError(f"{program} failed:\n{done.stdout}")

    settings = [f"-c {name}={value}" for name, value in FAST.items()]
    options = " ".join(["-c listen_addresses=", f"-k {folder}", *settings])
    log = folder / "server.log"
    with stopping_on_signals():
        try:
            run(
                "initdb",
                "-N",
                "-A",
                "trust",
                "-U",
                "postgres",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                str(cluster),
            )
            run(
                "pg_ctl",
                "start",
                "-w",
                f"-t{START_SECONDS}",
                "-D",
                str(cluster),
                "-l",
                str(log),
                "-o",
                options,
            )
            run("createdb", "-h", str(folder), "-U", "postgres", "central")
            yield f"postgresql://postgres@/central?host={quote(str(folder), safe='')}"
        finally:
            run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", str(cluster), check=False)
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def private_redis() -> Iterator[str]:
    """A fresh Redis without a disk on a free port; yields its address for REDIS_URL."""
    program = shutil.which("redis-server")
    if program is None:
        raise ServerError("Redis is not installed (run scripts/ensure_test_tools.sh)")
    folder, port = tempfile.mkdtemp(prefix="central-redis-"), free_port()
    with stopping_on_signals():
        process = subprocess.Popen(
            [program, "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--dir", folder],
            stdout=subprocess.DEVNULL,
        )
        try:
            _wait_for(process, port)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=10)
            if process.poll() is None:
                process.kill()
                process.wait()
            shutil.rmtree(folder, ignore_errors=True)


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    """Until the server accepts connections; ServerError when it ends or takes too long."""
    limit = time.monotonic() + START_SECONDS
    while time.monotonic() < limit:
        if process.poll() is not None:
            raise ServerError(f"redis-server ended with code {process.returncode}")
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.02)
    raise ServerError(f"redis-server did not answer within {START_SECONDS} s")
