"""Saúde do sistema: the page, its buttons, and what a monitor is told."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from central.doors.console.serving import TIMERS
from central.doors.web.health import monitoring, words
from central.foundation.jobs import queue
from central.foundation.jobs.models import Job, JobState
from central.foundation.signs.keeping import give
from central.foundation.signs.models import SignKind
from central.reactions.table import TABLE
from tests.cast import World

LogIn = Callable[[str], Client]
PAGE, JSON = "/configuracoes/saude/", "/saude.json"
TOKEN = "a-token-of-the-environment"


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """What strangers were told belongs to an earlier test."""
    monitoring._told.clear()
    yield
    monitoring._told.clear()


def failed() -> Job:
    """A mail that was given up."""
    made = queue.enqueue("central.reactions.notices.accounts.send_invitation", {"event_id": 0})
    assert made is not None
    error = "Traceback\nSMTPDataError: <later>"
    Job.objects.filter(pk=made.pk).update(
        state=JobState.FAILED, attempts=8, finished_at=timezone.now(), last_error=error
    )
    return made


def test_everything_that_runs_has_a_name() -> None:
    assert set(TIMERS) <= set(words.TIMERS)
    assert {task.rsplit(".", 1)[-1] for tasks in TABLE.values() for task in tasks} <= set(words.TASKS)


def test_the_page_says_what_is_and_what_to_do(world: World, as_user: LogIn) -> None:
    failed()
    give(SignKind.HISTORY, "last", subjects=1, records=1234, broken=1, named=["ticket 5 #2: x"])
    text = as_user("ada").get(PAGE).content.decode()
    assert "Ninguém trabalha a fila" in text
    assert "Inicie central serve" in text
    assert "sem cópia ainda" in text
    assert "ticket 5 #2: x" in text
    assert "E-mail: convite" in text
    assert "SMTPDataError: &lt;later&gt;" in text
    assert f'href="{PAGE}"' in as_user("ada").get("/tarefas/").content.decode()
    for name in ("ana", "sara"):
        assert as_user(name).get(PAGE).status_code == 403
        assert f'href="{PAGE}"' not in as_user(name).get("/tarefas/").content.decode()


def test_the_buttons_queue_anew_and_drop_once(world: World, as_user: LogIn) -> None:
    jobs, client = [failed(), failed()], as_user("ada")
    for job, act, state in zip(
        jobs, ("tentar", "descartar"), (JobState.READY, JobState.DROPPED), strict=True
    ):
        url = f"{PAGE}entregas/{job.pk}/{act}/"
        form = re.search(
            rf'action="{url}".*?name="once" value="([^"]+)"', client.get(PAGE).content.decode(), re.S
        )
        assert form
        assert client.post(url, {"once": form[1]}).status_code == 303
        assert client.post(url, {"once": form[1]}).status_code == 303
        assert client.post(url).status_code == 409
        assert as_user("sara").post(url).status_code == 403
        job.refresh_from_db()
        assert job.state == state
    assert client.post(f"{PAGE}entregas/{2**60}/tentar/").status_code == 404


def read(client: Client, **headers: Any) -> tuple[int, dict[str, Any]]:
    """What a monitor gets."""
    response = client.get(JSON, headers=headers)
    assert response.headers["Cache-Control"] == "no-store"
    return response.status_code, json.loads(response.content)


def test_a_stranger_is_told_one_word(world: World, as_user: LogIn, settings: Settings) -> None:
    settings.CENTRAL_HEALTH_TOKEN = TOKEN
    for client, headers in ((Client(), {}), (Client(), {"Authorization": "Bearer x"}), (as_user("sara"), {})):
        assert read(client, **headers) == (503, {"status": "failure"})
    settings.CENTRAL_HEALTH_TOKEN = ""
    assert read(Client(), Authorization="Bearer ") == (503, {"status": "failure"})


def test_token_and_session_are_told_everything(world: World, as_user: LogIn, settings: Settings) -> None:
    settings.CENTRAL_HEALTH_TOKEN = TOKEN
    give(SignKind.WORKER, "machine:1", skew=0)
    for client, headers in ((Client(), {"Authorization": f"Bearer {TOKEN}"}), (as_user("ada"), {})):
        status, told = read(client, **headers)
        assert (status, told["status"]) == (200, "attention")
        assert told["checks"]["workers"] == {
            "status": "ok", "case": "ok", "count": 1, "silent": 0, "at": told["processes"][0]["at"],
        }  # fmt: skip
        assert set(told["checks"]) == set(words.TITLES)
    assert read(Client()) == (200, {"status": "attention"})


def test_without_the_database_the_monitor_is_told_so(
    world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CENTRAL_HEALTH_TOKEN = TOKEN

    def away(*_given: object, **_named: object) -> None:
        raise DatabaseError("away")

    monkeypatch.setattr(monitoring, "system_health", away)
    assert read(Client(), Authorization=f"Bearer {TOKEN}") == (503, {"status": "failure"})
