"""Live screens: each hears of what it may see, from where it left off, as long as it may be there."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, cast

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from central.domain.access.operations.users import set_user_active
from central.domain.teams.operations.members import remove_member
from central.domain.tickets.models import Ticket
from central.domain.tickets.operations.forwarding import Destination, forward_ticket
from central.domain.tickets.operations.handover import accept_handover
from central.domain.tickets.operations.reporting import NewReport, add_report
from central.doors.web.live.gate import DeskGate
from central.doors.web.live.stream import stream
from central.foundation.events.models import EventRecord
from central.foundation.live import hub as hubs
from central.foundation.live.hub import Hub, Seat
from central.foundation.live.presence import Presence, Watcher
from tests.cast import World

COOKIE = "central_session"


class HeldSeat:
    """A seat without a loop: keeps what it is told."""

    def __init__(self, client: Client, *, last: int | None = None) -> None:
        self.session_key = client.cookies[COOKIE].value if COOKIE in client.cookies else "nobody"
        self.last_told, self.since, self.guest, self.is_over = last, None, None, False
        self.told: dict[str, int] = {}
        self.admitted: bool | None = None
        self.last = 0

    def offer(self, topics: dict[str, int], last: int, *, always: bool = False) -> None:
        self.told.update(topics)
        self.last = max(last, self.last)

    def answer(self, admitted: bool) -> None:
        self.admitted = admitted

    def end(self) -> None:
        self.is_over = True

    def heard(self) -> dict[str, int]:
        told, self.told = self.told, {}
        return told


@pytest.fixture
def desk(world: World, as_user: Callable[[str], Client]) -> "Desk":
    """A hub whose rounds the test turns itself."""
    return Desk(world, as_user)


class Desk:
    """A hub with the screens of the cast."""

    def __init__(self, world: World, as_user: Callable[[str], Client]) -> None:
        self.world, self.as_user, self.hub = world, as_user, Hub(DeskGate())
        self.clients: dict[str, Client] = {}

    def open(self, name: str, *, last: int | None = None) -> HeldSeat:
        """A screen of one of the cast, let in."""
        self.clients[name] = self.as_user(name) if name else Client()
        seat = HeldSeat(self.clients[name], last=last)
        self.hub.joining.append(cast(Seat, seat))
        self.hub.round()
        return seat

    def turn(self) -> None:
        """A round of the hub with everything looked at."""
        self.hub.check_at = 0
        self.hub.round()


def report(world: World, ticket: Ticket, *, is_private: bool = False) -> None:
    """Ana reports on a protocol."""
    told = NewReport(text="<p>Feito.</p>", is_private=is_private)
    add_report(actor=world.actor("ana"), ticket_id=ticket.pk, report=told)


def send(world: World, ticket: Ticket, team_id: int) -> None:
    """Ana forwards a protocol to a team."""
    to = Destination(
        kind="team",
        team_id=team_id,
        person_id=None,
        reason_id=world.forward_reason.pk,
        type_id=ticket.type_id,
    )
    forward_ticket(actor=world.actor("ana"), ticket_id=ticket.pk, destination=to)


def topics(ticket: Ticket, number: int = 1) -> dict[str, int]:
    """What a screen hears when so many facts happened to a protocol."""
    names = (f"ticket:{ticket.pk}", f"client:{ticket.customer_id}", "lists")
    return dict.fromkeys(names, number)


def test_topics_go_to_who_sees_the_protocol(desk: Desk) -> None:
    ticket = desk.world.ticket()
    bia, otto = desk.open("bia"), desk.open("otto")
    report(desk.world, ticket)
    desk.turn()
    assert bia.heard() == topics(ticket)
    assert otto.heard() == {} and otto.last == bia.last == EventRecord.objects.latest("pk").pk


def test_a_private_fact_is_told_to_its_readers_alone(desk: Desk) -> None:
    first, second = desk.world.ticket(), desk.world.ticket()
    send(desk.world, second, desk.world.finance.pk)
    bia, otto = desk.open("bia"), desk.open("otto")
    report(desk.world, first)
    desk.turn()
    assert otto.heard() == topics(first) == bia.heard()  # a client whom Otto serves
    report(desk.world, first, is_private=True)
    desk.turn()
    assert otto.heard() == {} and bia.heard() == topics(first)


def test_who_loses_a_protocol_is_told_once(desk: Desk) -> None:
    ticket = desk.world.ticket()
    bia, teo = desk.open("bia"), desk.open("teo")
    send(desk.world, ticket, desk.world.field.pk)
    desk.turn()
    assert f"ticket:{ticket.pk}" in bia.heard() and f"ticket:{ticket.pk}" in teo.heard()
    accept_handover(actor=desk.world.actor("tiago"), ticket_id=ticket.pk)
    desk.turn()
    assert bia.heard() == {} and f"ticket:{ticket.pk}" in teo.heard()


def test_a_right_that_was_taken_away_counts_at_once(desk: Desk) -> None:
    ticket = desk.world.ticket()
    bia, world = desk.open("bia"), desk.world
    report(world, ticket)
    desk.turn()
    assert bia.heard()
    remove_member(actor=world.actor("ada"), team_id=world.support.pk, person_id=world.persons["bia"].pk)
    report(world, ticket)
    desk.turn()
    assert f"ticket:{ticket.pk}" not in bia.heard() and not bia.is_over


def test_who_logs_out_or_is_put_out_of_use_hears_no_more(desk: Desk) -> None:
    ana, bia, sara = desk.open("ana"), desk.open("bia"), desk.open("sara")
    desk.clients["ana"].post("/sair/")
    set_user_active(actor=desk.world.actor("ada"), user_id=desk.world.users["bia"].pk, is_active=False)
    desk.turn()
    assert (ana.is_over, bia.is_over, sara.is_over) == (True, True, False)
    assert {seat.guest.user_id for seat in desk.hub.seats if seat.guest} == {desk.world.users["sara"].pk}
    assert desk.open("").admitted is False


def test_what_was_missed_comes_again(desk: Desk) -> None:
    ticket = desk.world.ticket()
    last = desk.open("bia").last
    report(desk.world, ticket)
    assert desk.open("bia", last=last).heard()[f"ticket:{ticket.pk}"] >= 1
    EventRecord.objects.bulk_create(
        EventRecord(subject_kind="team", subject_id=1, sequence=n, name="Told", at=timezone.now(), hash="-")
        for n in range(1000, 1300)
    )
    assert desk.open("bia", last=last).heard() == {"*": 1}


def test_a_message_reaches_the_persons_it_names(desk: Desk) -> None:
    ana, bia = desk.open("ana"), desk.open("bia")
    desk.hub.hear(json.dumps({"persons": [desk.world.persons["bia"].pk], "topics": ["notices"]}))
    desk.turn()
    assert bia.heard() == {"notices": 1} and ana.heard() == {}


def test_a_round_asks_as_much_for_many_screens_as_for_one(
    desk: Desk, django_assert_num_queries: Callable[..., Any]
) -> None:
    ticket = desk.world.ticket()
    for _ in range(3):
        desk.open("bia")
    desk.turn()
    report(desk.world, ticket)
    desk.hub.gate.actors.clear()  # type: ignore[attr-defined]
    with django_assert_num_queries(6):  # facts, user, rights, protocols; sessions, users
        desk.turn()


def test_pages_without_streams_refuse_one(client: Client) -> None:
    assert client.get("/events/").status_code == 503


class Call:
    """A request to the stream as a server passes it on."""

    def __init__(self, cookie: str = "", method: str = "GET", query: str = "") -> None:
        headers = [(b"cookie", f"{COOKIE}={cookie}".encode())] if cookie else []
        self.scope = {"type": "http", "method": method, "headers": headers, "query_string": query.encode()}
        self.sent: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.left = asyncio.Event()

    async def receive(self) -> dict[str, Any]:
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def answer(self) -> dict[str, Any]:
        async with asyncio.timeout(10):
            return await self.sent.get()

    def run(self) -> "asyncio.Task[None]":
        return asyncio.ensure_future(stream(self.scope, self.receive, self.sent.put))  # type: ignore[arg-type]


@pytest.fixture
def running(lasting_world: World) -> Iterator[Hub]:
    """The hub of the process with its threads, ended afterwards."""
    yield hubs.hub()
    hubs.hub().stop(wait=5)


def in_thread(act: Callable[[], None]) -> Awaitable[None]:
    """Run something that uses the database beside the loop."""

    def run() -> None:
        try:
            act()
        finally:
            connections.close_all()

    return asyncio.to_thread(run)


def test_a_stream_from_its_opening_to_the_stop_of_the_server(lasting_world: World, running: Hub) -> None:
    ticket = lasting_world.ticket()
    browser = Client()
    browser.force_login(
        lasting_world.users["bia"], backend="allauth.account.auth_backends.AuthenticationBackend"
    )

    async def talk() -> None:
        call = Call(browser.cookies[COOKIE].value)
        task = call.run()
        start = await call.answer()
        assert start["status"] == 200 and (b"x-accel-buffering", b"no") in start["headers"]
        assert json.loads((await call.answer())["body"].decode().partition("data: ")[2]) == {"topics": {}}
        await in_thread(lambda: report(lasting_world, ticket))
        told = (await call.answer())["body"].decode()
        assert told.startswith("id: ") and json.loads(told.partition("data: ")[2]) == {
            "topics": topics(ticket)
        }
        running.stop()
        assert (await call.answer())["more_body"] is False
        await task

    asyncio.run(talk())


def test_a_stream_is_refused_to_nobody_and_given_back(lasting_world: World, running: Hub) -> None:
    async def talk() -> None:
        for call, status in ((Call(), 401), (Call("unknown"), 401), (Call("x", method="POST"), 405)):
            await call.run()
            assert (await call.answer())["status"] == status

    asyncio.run(talk())
    assert not running.seats and not running.joining


def test_who_is_at_a_protocol_is_told_to_those_who_are_there(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hubs.Hub, "listen", lambda self: None)
    monkeypatch.setattr("central.doors.web.live.views.hub", lambda: desk.hub)
    monkeypatch.setattr("central.doors.web.live.views.tell", desk.hub.hear)
    ticket = desk.world.ticket()
    address = f"/solicitacoes/{ticket.pk}/presenca/"
    ana, bia, sara, otto = (desk.open(name) for name in ("ana", "bia", "sara", "otto"))
    assert desk.clients["otto"].post(address).status_code == 404
    desk.clients["ana"].post(address)
    desk.turn()
    ana.heard()
    assert (
        "Ana Beatriz Moraes está vendo"
        in desk.clients["bia"].post(address, {"writing": "1"}).content.decode()
    )
    desk.turn()
    assert ana.heard() == bia.heard() == {f"presence:{ticket.pk}": 1}
    assert sara.heard() == otto.heard() == {}
    assert "Beatriz Lacerda está escrevendo" in desk.clients["ana"].get(address).content.decode()
    desk.clients["bia"].post(address, {"gone": "1"})
    desk.turn()
    assert ana.heard() and desk.clients["ana"].get(address).content.decode().strip() == ""


def test_a_person_without_signs_of_life_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    place, ana = Presence(), Watcher(1, "Ana", False)
    assert place.note(7, ana) and not place.note(7, ana)
    assert place.note(7, Watcher(1, "Ana", True))
    monkeypatch.setattr("central.foundation.live.presence.STAYS_SECONDS", -1.0)
    assert place.at(7) == [] and place.expire() == [7] and place.expire() == []
