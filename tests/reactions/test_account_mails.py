"""Account mails: made when they are sent, through a real server on loopback, kept in a demonstration."""

import re
from typing import Any

import pytest
from pytest_django import Settings

from central.config import env
from central.domain.access.links import link_holder
from central.domain.access.models import User
from central.domain.access.operations import invite_user, record_password_change, request_password_reset
from central.foundation.actor import SYSTEM
from central.foundation.events.models import EventRecord
from central.foundation.jobs import queue
from central.foundation.jobs.models import Job, JobState
from central.foundation.jobs.worker import Worker, run_job
from central.foundation.mail.sending import kept_mails
from central.foundation.signs.keeping import signs
from central.foundation.signs.models import SignKind
from central.reactions.notices import ways
from tests.cast import World, person
from tests.reactions.conftest import Received


@pytest.fixture
def nina(world: World) -> User:
    return invite_user(
        actor=world.actor("ada"), person_id=person("Nina Rocha", is_collaborator=True).pk, username="nina",
        email="nina@example.com", profile_id=world.users["ana"].profile_id,
    )  # fmt: skip


def token_in(text: str) -> str:
    found = re.search(r"chave=(\S+)", text)
    assert found
    return found[1].replace("%3A", ":")


def test_an_invitation_arrives_with_a_good_link(nina: User, server: Received) -> None:
    Worker().run_once()
    (mail,) = server.mails
    assert mail["To"] == "nina@example.com"
    assert mail["Subject"] == "Seu usuário na Central de Serviços"
    text = mail.get_content()
    assert "https://central.example.com/senha/nova/?chave=" in text
    assert link_holder(token_in(text)).user_id == nina.pk


def test_neither_fact_nor_job_nor_log_holds_the_link(
    nina: User, server: Received, caplog: pytest.LogCaptureFixture
) -> None:
    server.refusals = ["451 later"]
    Worker().run_once()
    job = Job.objects.get(task__contains="notices")
    assert set(job.arguments) == {"event_id"}
    written = f"{job.last_error} {caplog.text} {list(EventRecord.objects.values_list('payload', flat=True))}"
    assert "chave=" not in written
    assert "nina@" not in str(list(EventRecord.objects.values_list("payload", flat=True)))


def test_a_mail_that_failed_is_tried_again_as_the_same_mail(nina: User, server: Received) -> None:
    server.refusals = ["451 later"]
    Worker().run_once()
    job = Job.objects.get(task__contains="notices")
    assert (job.state, job.attempts) == (JobState.READY, 1)
    (failed,) = signs(SignKind.MAIL)
    assert (failed.name, failed.told) == ("failed", {"error": "SMTPDataError"})
    Job.objects.update(run_at=job.created_at)
    Worker().run_once()
    assert [told.name for told in signs(SignKind.MAIL)] == ["failed", "sent"]
    assert Job.objects.get(pk=job.pk).state == JobState.DONE
    record = EventRecord.objects.get(name="UserInvited")
    assert (
        server.mails[0]["Message-ID"] == f"<userinvited.{record.pk}.{record.hash[:12]}@central.example.com>"
    )


def test_reset_and_changed_password_speak_the_users_language(world: World, server: Received) -> None:
    User.objects.filter(username="ana").update(email="ana@example.com", language="en")
    request_password_reset(actor=SYSTEM, login="ana")
    record_password_change(actor=world.actor("ana"))
    Worker().run_once()
    assert [mail["Subject"] for mail in server.mails] == [
        "New password in the Service Center",
        "Your password was changed",
    ]


def test_who_left_gets_nothing(nina: User, server: Received) -> None:
    User.objects.filter(pk=nina.pk).update(is_active=False)
    Worker().run_once()
    assert server.mails == []


def test_a_demonstration_keeps_its_mails(
    nina: User, server: Received, settings: Settings, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(ways, "state", lambda: ways.DemoState.LOADED)
    for job in queue.claim():
        run_job(job)
    assert server.mails == []
    (kept,) = kept_mails()
    assert kept.to == "nina@example.com"
    assert "7 dias" in kept.text


def test_without_a_server_nothing_is_tried(nina: User) -> None:
    Worker().run_once()
    assert Job.objects.get(task__contains="notices").state == JobState.DONE


@pytest.mark.parametrize(
    ("url", "host", "port", "tls", "ssl"),
    [
        ("smtp://u:p%40@mail.example.com", "mail.example.com", 587, True, False),
        ("smtps://mail.example.com:1465", "mail.example.com", 1465, False, True),
        ("smtp+plain://127.0.0.1", "127.0.0.1", 25, False, False),
        ("", "", 25, False, False),
    ],
)
def test_the_server_comes_from_the_environment(url: str, host: str, port: int, tls: bool, ssl: bool) -> None:
    found = env.mail_server(url)
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == (host, port)
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (tls, ssl)


@pytest.mark.parametrize("url", ["mail.example.com", "http://x", "smtp://", "smtp://x:99999"])
def test_a_bad_server_stops_the_start(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        env.mail_server(url)
    assert "bad setting EMAIL_URL" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("read", "value"), [(env.mail_sender, "nobody"), (env.public_address, "central.example.com")]
)
def test_bad_addresses_stop_the_start(read: Any, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIVEN", value)
    with pytest.raises(SystemExit):
        read("GIVEN", "")
