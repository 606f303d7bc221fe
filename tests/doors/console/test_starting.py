"""Starting: one process at a time, assets collected only when they changed, a clean stop."""

import contextlib
import http.client
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project

from central.doors.console import starting
from tests.servers import free_port

PROJECT = Path(__file__).resolve().parents[3]
SIZES = ("--people", "60", "--protocols", "60")


def test_two_starts_go_one_after_the_other(settings: Any, tmp_path: Path):
    settings.DATA_DIR = tmp_path
    order: list[str] = []

    def second() -> None:
        with starting.only_one("start"):
            order.append("second")

    with starting.only_one("start"):
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.2)
        order.append("first")
    thread.join(10)
    assert order == ["first", "second"]


def test_assets_are_collected_only_when_they_changed(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    settings.STATICFILES_KIND = "hashed"
    settings.STATIC_ROOT = tmp_path / "static"
    collected: list[str] = []
    fingerprints = iter(["a", "a", "b", "b"])
    monkeypatch.setattr(starting, "assets_fingerprint", lambda: next(fingerprints))
    monkeypatch.setattr(starting, "call_command", lambda name, **options: collected.append(name))
    for _start in range(4):
        starting.collect_changed_assets()
    assert collected == ["collectstatic"] * 2


def test_the_fingerprint_sees_another_storage(settings: Any):
    before = starting.assets_fingerprint()
    assert starting.assets_fingerprint() == before
    settings.STORAGES = {**project.STORAGES, "staticfiles": {"BACKEND": "another"}}
    assert starting.assets_fingerprint() != before


@pytest.mark.slow
def test_the_demo_answers_when_loaded_stops_cleanly_and_keeps_its_data(tmp_path: Path):
    first = run(tmp_path, "demo", *SIZES)
    assert "Protocolos: 60" in first
    assert first.index("Protocolos: 60") < first.index("Central: http://127.0.0.1:")
    for login in ("ana.atendente", "nilo.noc", "tiago.tecnico", "sara.supervisora", "admin"):
        assert login in first
    assert "central-demo" in first
    assert "Protocolos: 60" not in run(tmp_path, "demo", *SIZES)
    assert "Protocolos: 60" in run(tmp_path, "demo", *SIZES, "--reset")


@pytest.mark.slow
def test_serve_prepares_an_empty_installation_with_a_providers_catalogue(tmp_path: Path):
    assert "Central: http://127.0.0.1:" in run(tmp_path, "serve")
    with contextlib.closing(sqlite3.connect(tmp_path / "demo.sqlite3")) as database:
        assert database.execute("SELECT count(*) FROM catalog_tickettype").fetchone()[0] > 60
        assert database.execute("SELECT count(*) FROM catalog_ticketstatus").fetchone()[0] == 10
        assert database.execute("SELECT count(*) FROM people_person").fetchone()[0] == 0
    run(tmp_path, "serve")


def run(folder: Path, *command: str) -> str:
    """Start a command as a person does, wait for an answer, press Ctrl+C; what it printed."""
    port = free_port()
    given = {
        "CENTRAL_DATA_DIR": str(folder),
        "CENTRAL_STATIC": "plain",
        "PORT": str(port),
        "CENTRAL_LOG_LEVEL": "WARNING",
        "DATABASE_URL": f"sqlite:///{folder / 'demo.sqlite3'}",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "central", *command],
        cwd=PROJECT,
        env={**os.environ, **given},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert wait_for_answer(process, port) == 302
        process.send_signal(signal.SIGINT)
        output, _nothing = process.communicate(timeout=30)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    assert process.returncode == 0, output
    return output


def wait_for_answer(process: "subprocess.Popen[str]", port: int) -> int:
    """The status of the first answer; 0 when the process ends before."""
    limit = time.monotonic() + 120
    while time.monotonic() < limit and process.poll() is None:
        try:
            with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
                connection.request("GET", "/")
                return connection.getresponse().status
        except OSError:
            time.sleep(0.1)
    return 0
