"""Who looks after the installation finds a mail that failed for good, and sends it once more."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from central.domain.access.operations import invite_user
from central.doors.console.serving import TIMERS
from central.foundation.jobs.models import Job, JobState
from central.foundation.jobs.worker import Worker, fire_timers
from central.foundation.signs.keeping import give
from central.foundation.signs.models import SignKind
from tests.cast import World, person
from tests.journeys.conftest import Enter
from tests.journeys.desk import assert_accessible, picture, said
from tests.reactions import conftest as mails
from tests.reactions.conftest import Received

pytestmark = pytest.mark.journey
server = mails.server


def given_up(company: World) -> Job:
    """The mail of an invitation that no attempt could send."""
    invite_user(
        actor=company.actor("ada"),
        person_id=person("Nádia Rios", is_collaborator=True).pk,
        username="nadia",
        email="nadia@example.com",
        profile_id=company.users["ana"].profile_id,
    )
    job = Job.objects.get(task__endswith="send_invitation", state=JobState.READY)
    error = "Traceback\nConnectionRefusedError: [Errno 111] Connection refused"
    Job.objects.filter(pk=job.pk).update(
        state=JobState.FAILED, attempts=8, finished_at=timezone.now(), last_error=error
    )
    return job


def work_all() -> None:
    """Run what waits in the queue, whatever journeys before this one left there."""
    while Worker().run_once():
        pass


def test_a_failed_delivery_is_sent_once_more(enter: Enter, company: World, server: Received) -> None:
    work_all()
    job = given_up(company)
    fire_timers(TIMERS)
    give(SignKind.WORKER, "central-1:4211", since=timezone.now().isoformat(), skew=0.004)
    give(SignKind.HISTORY, "last", subjects=410, records=3120, broken=0, named=[])
    page = enter("ada")
    page.goto("/configuracoes/saude/")
    row = page.get_by_role("row").filter(has_text="E-mail: convite")
    expect(row).to_contain_text("Connection refused")
    expect(page.get_by_role("listitem").filter(has_text="Cópia de segurança")).to_contain_text(
        "sem cópia ainda"
    )
    picture(page, "saude-do-sistema")
    assert_accessible(page)
    row.get_by_role("button", name="Tentar de novo").click()
    said(page, "De volta à fila")
    expect(row).to_have_count(0)
    work_all()
    assert [mail["To"] for mail in server.mails] == ["nadia@example.com"]
    job.refresh_from_db()
    assert job.state == JobState.DONE
    page.get_by_role("link", name="Olhar de novo").click()
    expect(page.get_by_role("listitem").filter(has_text="E-mail que sai")).to_contain_text(
        "O último e-mail saiu"
    )
    expect(page.get_by_text("Nada falhou")).to_be_visible()
    assert_accessible(page)
