"""The same form sent twice at the very same time: one thing is made, both senders are told of success."""

from collections.abc import Callable
from threading import Barrier, Thread

from django.db import connections
from django.test import Client
from django.urls import reverse

from central.domain.activities.models import Activity
from central.domain.tickets.models import Execution, Report, Ticket
from tests.cast import World
from tests.doors.web.acting import DIALOG

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.users[name], backend=BACKEND)
    return client


def at_once(*calls: Callable[[], int]) -> list[int]:
    """The answers of several requests that start together."""
    gate, answers = Barrier(len(calls)), []

    def run(call: Callable[[], int]) -> None:
        gate.wait()
        try:
            answers.append(call())
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def twice(world: World, url: str, data: dict[str, object]) -> list[int]:
    clients = [signed_in(world, "ana") for _ in range(2)]
    sent = {"once": "same", **data}
    return at_once(*(lambda c=client: c.post(url, sent, headers=DIALOG).status_code for client in clients))


def test_two_same_reports_are_one(lasting_world: World):
    ticket = lasting_world.ticket()
    sent = {
        "text": "Medido.",
        "status": ticket.status_id,
        "privacy": "private",
        "notify": "nobody",
        "priority": 2,
    }
    assert twice(lasting_world, reverse("tickets:report", args=[ticket.pk]), sent) == [204, 204]
    assert Report.objects.count() == 1


def test_two_same_openings_are_one(lasting_world: World):
    world = lasting_world
    sent = {
        "customer": world.marlene.pk, "contact": world.contact.pk, "origin": world.method.pk,
        "type": world.types["connection"].pk, "service_level": world.levels["day"].pk,
        "status": world.statuses["in_progress"].pk, "title": "Queda", "description": "LOS.", "priority": 2,
        "team": world.support.pk,
    }  # fmt: skip
    assert twice(world, reverse("tickets:open"), sent) == [303, 303]
    assert Ticket.objects.count() == 1


def test_two_same_activities_are_one(lasting_world: World):
    world = lasting_world
    sent = {
        "person": world.marlene.pk, "contact": world.contact.pk, "reason": world.activity_reason.pk,
        "method": world.method.pk, "description": "Ok.", "day": "ontem", "start": "10:00", "end": "10:05",
    }  # fmt: skip
    assert twice(world, reverse("activities:new"), sent) == [204, 204]
    assert Activity.objects.count() == 1


def test_of_two_colleagues_who_start_at_once_one_succeeds(lasting_world: World):
    ticket = lasting_world.ticket()
    url = reverse("tickets:start", args=[ticket.pk])
    clients = [signed_in(lasting_world, name) for name in ("ana", "bia")]
    answers = at_once(*(lambda c=client: c.post(url, headers=DIALOG).status_code for client in clients))
    assert answers == [204, 409]
    assert Execution.objects.count() == 1
