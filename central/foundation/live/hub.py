"""The hub of a process: its open streams, and the thread that tells each what its person may know."""

import asyncio
import functools
import json
import logging
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.conf import settings
from django.db import close_old_connections, connection
from django.utils.module_loading import import_string

from central.foundation.live.bus import keep_listening
from central.foundation.live.feed import Fact, Feed, missed_since, missed_since_id
from central.foundation.live.presence import Presence, Watcher

log = logging.getLogger("central.live")

Topics = Counter[str]
EVERYTHING = "*"
MOST_TOPICS = 100
CHECK_SECONDS = 3.0
"""How often sessions and users are looked at again; with the age of rights in the gate under 5 s."""
MOST_MESSAGES = 1000


@dataclass(frozen=True, slots=True)
class Guest:
    """Who listens: a session, its user and person, and the mark of the password it was opened with."""

    session_key: str
    user_id: int
    person_id: int
    mark: str


class Gate(Protocol):
    """Who may listen, and what each may know."""

    def admit(self, session_key: str) -> Guest | None:
        """Who a session belongs to; None when nobody is signed in with it."""

    def still_welcome(self, guests: Collection[Guest]) -> set[Guest]:
        """Those whose session and user still hold."""

    def topics(self, user_id: int, facts: Sequence[Fact]) -> Topics:
        """What changed for a user, by what it may see now."""

    def sees(self, user_id: int, place: int) -> bool:
        """Whether a user may know who is at a place."""

    def note(self, facts: Iterable[Fact]) -> None:
        """Look at facts before they are told: some change rights."""


class Seat:
    """One stream, between the hub's thread and the event loop that writes to the browser.

    What waits is merged by topic, so a slow reader holds a bounded amount.
    """

    def __init__(self, session_key: str, *, last: int | None = None, since: datetime | None = None) -> None:
        self.session_key, self.last_told, self.since = session_key, last, since
        self.guest: Guest | None = None
        self.loop = asyncio.get_running_loop()
        self.admitted: asyncio.Future[bool] = self.loop.create_future()
        self.ring = asyncio.Event()
        self.topics: Topics = Counter()
        self.last, self.has_news, self.is_over = 0, False, False

    def offer(self, topics: Topics, last: int, *, always: bool = False) -> None:
        """From the hub: what changed, up to which fact."""
        self._call(self._take_in, topics, last, always)

    def answer(self, admitted: bool) -> None:
        """From the hub: whether the stream may begin."""
        self._call(self._answer, admitted)

    def end(self) -> None:
        """From anywhere: the stream is over."""
        self._call(self._end)

    async def next(self, seconds: float) -> Topics | None:
        """Wait for news at most so long; None when there was none or the stream is over."""
        try:
            async with asyncio.timeout(seconds):
                await self.ring.wait()
        except TimeoutError:
            return None
        self.ring.clear()
        if self.is_over or not self.has_news:
            return None
        found, self.topics, self.has_news = self.topics, Counter(), False
        return found

    def _call(self, act: Callable[..., None], *values: Any) -> None:
        try:
            self.loop.call_soon_threadsafe(act, *values)
        except RuntimeError:  # the server's loop has ended
            self.is_over = True

    def _take_in(self, topics: Topics, last: int, always: bool) -> None:
        self.last = max(self.last, last)
        if not topics and not always:
            return
        self.topics += topics
        if len(self.topics) > MOST_TOPICS:
            self.topics = Counter({EVERYTHING: 1})
        self.has_news = True
        self.ring.set()

    def _answer(self, admitted: bool) -> None:
        if not self.admitted.done():
            self.admitted.set_result(admitted)

    def _end(self) -> None:
        self.is_over = True
        self._answer(False)
        self.ring.set()


class Hub:
    """One per process: started by the first stream, ended with the server."""

    def __init__(self, gate: Gate) -> None:
        self.gate = gate
        self.lock = threading.Lock()
        self.seats: set[Seat] = set()
        self.joining: deque[Seat] = deque()
        self.messages: deque[dict[str, Any]] = deque(maxlen=MOST_MESSAGES)
        self.presence = Presence()
        self.moved: deque[int] = deque(maxlen=MOST_MESSAGES)
        self.wakeup, self.stopping = threading.Event(), threading.Event()
        self.threads: list[threading.Thread] = []
        self.feed: Feed | None = None
        self.check_at = 0.0

    def join(self, seat: Seat) -> None:
        """Ask for a place; the seat is answered by the hub's thread."""
        with self.lock:
            self.joining.append(seat)
        self.listen()
        self.wakeup.set()

    def listen(self) -> None:
        """Hear the bus from now on."""
        with self.lock:
            if not self.threads:
                self._start()

    def leave(self, seat: Seat) -> None:
        """Give a place back, or no longer wait for one."""
        with self.lock:
            seat.is_over = True
            self.seats.discard(seat)
            if seat in self.joining:
                self.joining.remove(seat)

    def count(self, session_key: str) -> int:
        """How many streams a session has open."""
        with self.lock:
            return sum(1 for seat in self.seats if seat.session_key == session_key)

    def hear(self, message: str) -> None:
        """What the bus brings: a wake-up, a message for some persons, or a sign of somebody at a place."""
        if message:
            told = json.loads(message)
            if "place" in told:
                self._note_presence(told)
            else:
                self.messages.append(told)
        self.wakeup.set()

    def _note_presence(self, told: dict[str, Any]) -> None:
        one = Watcher(told["person"], told["name"], told["writing"])
        if self.presence.note(told["place"], one, is_gone=told["gone"]):
            self.moved.append(told["place"])

    def stop(self, *, wait: float = 0) -> None:
        """End all streams at once, then the threads; a later stream starts them anew."""
        with self.lock:
            seats, self.seats = [*self.seats, *self.joining], set()
            self.joining.clear()
            threads, self.threads = self.threads, []
            self.stopping.set()
        self.wakeup.set()
        for seat in seats:
            seat.end()
        for thread in threads if wait else ():
            thread.join(wait)

    def _start(self) -> None:
        self.stopping, self.feed, self.check_at = threading.Event(), None, 0.0
        bodies = (functools.partial(keep_listening, self.hear, self.stopping), self._run)
        self.threads = [threading.Thread(target=body, name="live", daemon=True) for body in bodies]
        for thread in self.threads:
            thread.start()

    def _run(self) -> None:
        stopping = self.stopping
        try:
            while not stopping.is_set():
                self.wakeup.wait(CHECK_SECONDS)
                self.wakeup.clear()
                try:
                    if self.seats or self.joining:
                        close_old_connections()
                        self.round()
                    else:
                        self.feed = None
                except Exception as error:
                    log.warning("live round failed", extra={"error": repr(error)})
                    stopping.wait(1)
        finally:
            connection.close()

    def round(self) -> None:
        """Tell what is new, let in who waits, send away who must go."""
        if self.feed is None:
            self.feed = Feed()
        facts = self.feed.fresh()
        if facts:
            self.gate.note(facts)
        self._deliver(facts, self.feed.last)
        self._pass_on()
        self._tell_presence()
        while self.joining:
            with self.lock:
                seat = self.joining.popleft()
            try:
                self._let_in(seat, self.feed.last)
            except Exception:
                seat.end()
                raise
        if time.monotonic() >= self.check_at:
            self._check()
            self.check_at = time.monotonic() + CHECK_SECONDS

    def _deliver(self, facts: list[Fact], last: int) -> None:
        if not facts:
            return
        for user_id, seats in self._by_user().items():
            topics = self.gate.topics(user_id, facts)
            for seat in seats:
                seat.offer(topics, last)

    def _pass_on(self) -> None:
        while self.messages:
            message = self.messages.popleft()
            told = set(message.get("persons", ()))
            for seat in tuple(self.seats):
                if seat.guest and seat.guest.person_id in told:
                    seat.offer(Counter(message["topics"]), 0)

    def _tell_presence(self) -> None:
        """Who is at a place hears that somebody came, went, or began to write there."""
        self.moved.extend(self.presence.expire())
        places = set()
        while self.moved:
            places.add(self.moved.popleft())
        for place in places:
            here = {one.person_id for one in self.presence.at(place)}
            for user_id, seats in self._by_user().items():
                near = [seat for seat in seats if seat.guest and seat.guest.person_id in here]
                if near and self.gate.sees(user_id, place):
                    for seat in near:
                        seat.offer(Counter({f"presence:{place}": 1}), 0)

    def _let_in(self, seat: Seat, last: int) -> None:
        guest = self.gate.admit(seat.session_key)
        if guest is None:
            seat.answer(False)
            return
        seat.guest = guest
        seat.answer(True)
        seat.offer(self._missed(seat, guest), last, always=True)
        with self.lock:
            if not seat.is_over:
                self.seats.add(seat)

    def _missed(self, seat: Seat, guest: Guest) -> Topics:
        missed: list[Fact] | None = []
        if seat.last_told is not None:
            missed = missed_since_id(seat.last_told)
        elif seat.since is not None:
            missed = missed_since(seat.since)
        if missed is None:
            return Counter({EVERYTHING: 1})
        return self.gate.topics(guest.user_id, missed) if missed else Counter()

    def _check(self) -> None:
        welcome = self.gate.still_welcome({seat.guest for seat in self.seats if seat.guest})
        for seat in tuple(self.seats):
            if seat.guest not in welcome:
                self.leave(seat)
                seat.end()

    def _by_user(self) -> dict[int, list[Seat]]:
        with self.lock:
            found: dict[int, list[Seat]] = {}
            for seat in self.seats:
                if seat.guest:
                    found.setdefault(seat.guest.user_id, []).append(seat)
            return found


@functools.cache
def hub() -> Hub:
    """The hub of this process."""
    return Hub(import_string(settings.LIVE_GATE)())
