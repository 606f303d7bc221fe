"""Live screens, measured by bench.py: from an act to the other's stream, and what idle streams weigh.

BENCH_STREAMS=1000   how many idle streams are opened to weigh them (200 by default)
"""

import asyncio
import http.client
import json
import math
import os
import statistics
import threading
import time
from collections.abc import Callable
from pathlib import Path

STREAMS = int(os.environ.get("BENCH_STREAMS", "200"))
PATIENCE = 10.0
SETTLE_SECONDS = 3.0
PER_SESSION = 15
WARM_UP = 8


class Screen:
    """The stream of somebody who is signed in: when which topic came."""

    def __init__(self, port: int, cookies: dict[str, str]) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.connection.request("GET", "/events/?age=0", headers={"Cookie": cookie_line(cookies)})
        self.answer = self.connection.getresponse()
        if self.answer.status != 200:
            raise SystemExit(f"bench: the stream answered {self.answer.status}")
        self.came: dict[str, float] = {}
        self.news = threading.Condition()
        threading.Thread(target=self.read, daemon=True).start()

    def read(self) -> None:
        """Note when each topic came last."""
        while line := self.answer.readline():
            if line.startswith(b"data: "):
                topics = json.loads(line[6:])["topics"]
                with self.news:
                    self.came.update(dict.fromkeys(topics, time.perf_counter()))
                    self.news.notify_all()

    def wait(self, topic: str, since: float) -> float:
        """When a topic came after a moment; ends the measuring when it does not come."""
        limit = time.perf_counter() + PATIENCE
        with self.news:
            while self.came.get(topic, 0.0) < since:
                if not self.news.wait(limit - time.perf_counter()):
                    raise SystemExit(f"bench: {topic} did not reach the other's stream")
            return self.came[topic]


def cookie_line(cookies: dict[str, str]) -> str:
    """The header of a browser's cookies."""
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def measure_reach(
    screen: Screen, tickets: list[int], send: Callable[[int], Callable[[], None]]
) -> list[float]:
    """From CONFIRMAR to the other's stream in milliseconds; `send(id)` prepares an act."""
    found = []
    for ticket in tickets:
        act = send(ticket)
        start = time.perf_counter()
        act()
        found.append((screen.wait(f"ticket:{ticket}", start) - start) * 1000)
    return found


def p95(times: list[float]) -> float:
    """The 95th percentile."""
    return sorted(times)[math.ceil(len(times) * 0.95) - 1]


def memory_kb(pid: int) -> int:
    """The resident memory of a process."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])


async def hold_streams(port: int, sessions: list[dict[str, str]], pid: int) -> tuple[int, int]:
    """The memory of the server before and with many idle streams."""
    before = memory_kb(pid)
    opened = []
    for number in range(STREAMS):
        cookies = sessions[number % len(sessions)]
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(
            f"GET /events/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie_line(cookies)}\r\n\r\n".encode()
        )
        head = await reader.readuntil(b"\r\n\r\n")
        if b" 200 " not in head.partition(b"\r\n")[0]:
            raise SystemExit(f"bench: stream {number} was refused: {head[:40]!r}")
        opened.append(writer)
    await asyncio.sleep(SETTLE_SECONDS)
    after = memory_kb(pid)
    for writer in opened:
        writer.close()
    return before, after


def weigh_streams(port: int, sessions: list[dict[str, str]], pid: int) -> str:
    """A line about what idle streams add to one process."""
    before, after = asyncio.run(hold_streams(port, sessions, pid))
    each = (after - before) / STREAMS
    return f"{STREAMS:,} idle streams: {before / 1024:.0f} MB → {after / 1024:.0f} MB, {each:.0f} kB each"


def measure_live(
    port: int,
    pid: int,
    new_session: Callable[[], dict[str, str]],
    tickets: list[int],
    send: Callable[[int], Callable[[], None]],
) -> str:
    """How soon another one hears of an act, and what idle streams weigh."""
    screen = Screen(port, new_session())
    measure_reach(screen, tickets[:WARM_UP], send)
    times = measure_reach(screen, tickets[WARM_UP:], send)
    sessions = [new_session() for _number in range(STREAMS // PER_SESSION + 1)]
    middle, worst = statistics.median(times), p95(times)
    reach = f"from CONFIRMAR to the other's stream: median {middle:.0f} ms, p95 {worst:.0f} ms"
    return f"{reach}\n{weigh_streams(port, sessions, pid)}"
