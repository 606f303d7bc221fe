"""Measure the main pages on a large installation: bench.py (make bench).

Makes the data once (in var/bench-ROWS-PEOPLE, or in the database that DATABASE_URL names), starts the real
server on a free port of this machine, logs in over HTTP and prints the median and the worst of the answer
times, beside the bare SQL of the same reads in the same run.
    BENCH_ROWS=1000000   how many protocols (100,000 by default)
    BENCH_PEOPLE=100000  how many persons (a tenth of the protocols unless said)
    BENCH_ONLY=people    pages of the Central alone (desk), those of the persons (people), streams (live)
    BENCH_STREAMS=1000   how many idle streams are weighed (200 by default)
    BENCH_ROUNDS=30      how often each is asked
    scripts/with_postgres.py .venv/bin/python scripts/bench.py    the same on a private PostgreSQL
"""

import http.client
import os
import re
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from scripts.bench_forms import Form, Forms  # noqa: E402
from scripts.bench_live import measure_live  # noqa: E402
from scripts.bench_people import Known, lists_of  # noqa: E402
from tests.servers import free_port  # noqa: E402

ROWS = int(os.environ.get("BENCH_ROWS", "100000"))
PEOPLE = int(os.environ.get("BENCH_PEOPLE", "0")) or max(ROWS // 10, 100)
ONLY = os.environ.get("BENCH_ONLY", "")
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "30"))
LOGIN, PASSWORD = "admin", "central-demo"
START_SECONDS = 180
IDLE_SECONDS = 900
WARM_UP = 40
"""Ten for each thread of the server: a thread builds its statements once, and PostgreSQL plans the first five
runnings of each. Fewer would measure a server that has just been started."""


class Browser:
    """One connection with its cookies."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.origin = f"http://127.0.0.1:{port}"
        self.cookies: dict[str, str] = {}

    def ask(
        self, method: str, path: str, form: Form | None = None, *, part: bool = False
    ) -> tuple[int, str, str]:
        """Status, place to go and text of an answer."""
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), "Origin": self.origin}
        if part:
            headers["HX-Request"] = "true"
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = urlencode(form) if form is not None else None
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError):  # kept open too long: once more, anew
            self.connection.close()
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers.get("Location", ""), answer.read().decode("utf-8", "replace")

    def page(self, path: str, *, part: bool = False) -> str:
        """The text of a page that must be there."""
        status, _place, text = self.ask("GET", path, part=part)
        if status != 200:
            raise SystemExit(f"bench: {path} answered {status}")
        return text

    def form(self, path: str, action: str) -> Form:
        """The form of a page that goes to an address."""
        reader = Forms()
        reader.feed(self.page(path))
        for where, form in reader.found:
            if where.partition("?")[0] in {action, ""} and len(form) > 1:
                return form
        raise SystemExit(f"bench: no form to {action} at {path}")

    def send(self, path: str, form: Form) -> None:
        """Send a form that must be accepted."""
        status, _place, text = self.ask("POST", path, form)
        if status not in {200, 204, 302, 303} or "invalid-feedback" in text:
            told = re.findall(r'class="[^"]*\b(?:err|error|invalid)[^"]*"[^>]*>(.*?)</', text, re.DOTALL)
            words = [re.sub(r"<[^>]+>|\s+", " ", one).strip() for one in told]
            raise SystemExit(
                f"bench: {path} answered {status} {[one for one in words if one][:4]} for {form}"
            )


def environment(port: int) -> dict[str, str]:
    """The environment of the commands: a data folder of its own, a quiet log, the port."""
    folder = os.environ.get("CENTRAL_DATA_DIR") or str(PROJECT / "var" / f"bench-{ROWS}-{PEOPLE}")
    given = {"CENTRAL_DATA_DIR": folder, "PORT": str(port), "CENTRAL_LOG_LEVEL": "WARNING"}
    return {**os.environ, **given, "CENTRAL_LOGIN_FAILURES": "1000/m/ip"}


def central(*arguments: str, port: int) -> list[str]:
    """A command of the product."""
    return [sys.executable, "-m", "central", *arguments]


def make_data(port: int) -> None:
    """Load the data where they are not there yet."""
    start = time.perf_counter()
    wanted = ["demo", "--no-serve", "--protocols", str(ROWS), "--people", str(PEOPLE)]
    subprocess.run(central(*wanted, port=port), cwd=PROJECT, env=environment(port), check=True)
    print(
        f"data: {ROWS:,} protocols, {PEOPLE:,} persons, ready after {time.perf_counter() - start:.0f} s",
        flush=True,
    )


@contextmanager
def server(port: int) -> Iterator[int]:
    """The real server as a process of its own, whose number is given; stopped at the end."""
    process = subprocess.Popen(
        central("serve", port=port), cwd=PROJECT, env=environment(port), stdout=subprocess.DEVNULL
    )
    try:
        limit = time.monotonic() + START_SECONDS
        while time.monotonic() < limit and process.poll() is None:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                connection.request("GET", "/entrar/")
                connection.getresponse().read()
                break
            except OSError:
                time.sleep(0.1)
        else:
            raise SystemExit("bench: the server did not start")
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def timed(act: Callable[[], object], rounds: int) -> list[float]:
    """The times of some rounds in milliseconds, after a warm-up."""
    for _round in range(WARM_UP):
        act()
    found = []
    for _round in range(rounds):
        start = time.perf_counter()
        act()
        found.append((time.perf_counter() - start) * 1000)
    return found


class Bench:
    """The measuring: the same things over HTTP and, for reads, as bare SQL."""

    def __init__(self, browser: Browser, rows: "BareSql") -> None:
        self.browser, self.bare = browser, rows
        self.tickets = rows.some_tickets(2 * (ROUNDS + WARM_UP) + 1)
        self.lines: list[tuple[str, list[float], list[float]]] = []

    def read(self, name: str, path: str, *, part: bool = False) -> None:
        """A page or a part of one."""
        over_http = timed(lambda: self.browser.page(path, part=part), ROUNDS)
        self.lines.append((name, over_http, self.bare.times(path, ROUNDS, part=part)))

    def ask(self, name: str, path: str, form: Form) -> None:
        """A question that is put as a form and answered by a part."""
        self.lines.append((name, timed(lambda: self.browser.send(path, form), ROUNDS), []))

    def write(self, name: str, act: str, fill: Callable[[Form, str], None]) -> None:
        """An act: its form is fetched and filled apart, only its sending is measured."""
        found = []
        for number in range(ROUNDS + WARM_UP):
            path = f"/solicitacoes/{self.tickets.pop()}/{act}/"
            form = self.browser.form(path, path)
            fill(form, self.browser.page(path))
            start = time.perf_counter()
            self.browser.send(path, form)
            if number >= WARM_UP:
                found.append((time.perf_counter() - start) * 1000)
        self.lines.append((name, found, []))

    def table(self) -> str:
        """The figures as a table."""
        head = f"{'':<34}{'HTTP median':>13}{'worst':>9}{'SQL median':>13}   ms"
        lines = [head, "-" * len(head)]
        for name, over_http, bare in self.lines:
            sql = f"{statistics.median(bare):>13.2f}" if bare else f"{'':>13}"
            lines.append(f"{name:<34}{statistics.median(over_http):>13.1f}{max(over_http):>9.1f}{sql}")
        return "\n".join(lines)


class BareSql:
    """The statements of a page, caught once in this process and run again without anything around them."""

    def __init__(self, port: int) -> None:
        os.environ.update(environment(port), DJANGO_SETTINGS_MODULE="central.config.settings")
        import django

        django.setup()
        from django.contrib.auth import get_user_model
        from django.test import Client

        self.user = get_user_model().objects.get(username=LOGIN)
        self.client = Client(headers={"host": "127.0.0.1"})
        self.cookies()

    def cookies(self) -> dict[str, str]:
        """The cookies of a new session of the administrator."""
        self.client.cookies.clear()
        self.client.force_login(self.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return {name: one.value for name, one in self.client.cookies.items()}

    def times(self, path: str, rounds: int, *, part: bool) -> list[float]:
        """The times of all reading statements of a page together."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        headers = {"HX-Request": "true"} if part else {}
        self.client.get(path, headers=headers)
        with CaptureQueriesContext(connection) as caught:
            self.client.get(path, headers=headers)
        statements = [q["sql"] for q in caught.captured_queries if q["sql"].lstrip("( ").startswith("SELECT")]

        def run() -> None:
            with (
                connection.connection.cursor()
                if connection.vendor == "postgresql"
                else closing_cursor() as cursor
            ):
                for statement in statements:
                    cursor.execute(statement)  # type: ignore[union-attr]
                    cursor.fetchall()  # type: ignore[union-attr]

        return timed(run, rounds)

    def wait_until_idle(self) -> None:
        """Let the worker do what the loading left it: alarms of what is late already, marks to clear."""
        from django.db import connection

        start = time.monotonic()
        while time.monotonic() < start + IDLE_SECONDS:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT count(*) FROM tickets_ticket WHERE is_open AND (needs_arming OR alarm_at < %s)",
                    [datetime.now(UTC) - timedelta(minutes=1)],
                )
                if not cursor.fetchone()[0]:
                    print(f"the worker was idle after {time.monotonic() - start:.0f} s", flush=True)
                    return
            time.sleep(2)
        raise SystemExit("bench: the worker did not come to rest")

    def some_tickets(self, number: int) -> list[int]:
        """Open protocols that can be reported on and forwarded."""
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT t.id FROM tickets_ticket t JOIN teams_team m ON m.id = t.team_id "
                "WHERE t.is_open AND t.handover_id IS NULL AND m.forwards_to_all ORDER BY t.due_at, t.id"
            )
            found = [row[0] for row in cursor.fetchall()]
        if len(found) < number:
            raise SystemExit(f"bench: {len(found)} open protocols, {number} needed; take more BENCH_ROWS")
        return found[:: max(1, len(found) // number)][:number]

    def customer_of(self, ticket: int) -> int:
        """The client of a protocol."""
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT customer_id FROM tickets_ticket WHERE id = %s", [ticket])
            return int(cursor.fetchone()[0])

    def some_person(self) -> Known:
        """A client with an open protocol, in the middle of the registry by name."""
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT p.id, p.name, p.document, p.main_phone, p.city, p.state FROM people_person p "
                "WHERE p.search_name >= 'm' AND p.document IS NOT NULL AND EXISTS "
                "(SELECT 1 FROM tickets_ticket t WHERE t.customer_id = p.id AND t.is_open) "
                "ORDER BY p.search_name, p.id LIMIT 1"
            )
            return Known(*cursor.fetchone())


@contextmanager
def closing_cursor() -> Iterator[object]:
    """A cursor of the SQLite library itself."""
    from django.db import connection

    cursor = connection.connection.cursor()
    try:
        yield cursor
    finally:
        cursor.close()


def fill_report(form: Form, page: str) -> None:
    """A report with words and nothing else."""
    form["text"] = "<p>Contato feito com o cliente, segue em acompanhamento.</p>"


def fill_forward(form: Form, page: str) -> None:
    """To the first team that is offered."""
    form["kind"] = "team"
    places = re.findall(r'value="(team:\d+)"', page)
    reasons = re.search(r'name="reason"[^>]*>.*?<option value="(\d+)"', page, re.DOTALL)
    if not places or reasons is None:
        raise SystemExit("bench: the window of forwarding offers no destination")
    form["destination"], form["reason"] = places[0], reasons[1]


def measure_desk(bench: Bench, bare: BareSql) -> None:
    """The Central: its list, a client, a protocol, the acts."""
    ticket = bench.tickets.pop()
    customer = bare.customer_of(ticket)
    bench.read("client list", "/central/?escopo=todas&parte=clients", part=True)
    bench.read("a client's protocols", f"/central/?escopo=todas&cliente={customer}&parte=customer", part=True)
    bench.read("a protocol", f"/central/?cliente={customer}&protocolo={ticket}&parte=sheet", part=True)
    bench.read("the whole Central", f"/central/?escopo=todas&cliente={customer}&protocolo={ticket}")
    bench.read("Minhas Tarefas", "/tarefas/")
    bench.write("report", "relato", fill_report)
    bench.write("forward", "encaminhar", fill_forward)


def measure_people(bench: Bench, bare: BareSql) -> None:
    """The registry: the list in its ways, a person's page, who may be registered already."""
    known = bare.some_person()
    for name, words in lists_of(known).items():
        bench.read(name, f"/pessoas/?{urlencode(words)}")
    bench.read("a person at a glance", f"/pessoas/{known.id}/")
    bench.read("a person's tickets", f"/pessoas/{known.id}/solicitacoes/")
    form = bench.browser.form("/pessoas/nova/", "/pessoas/nova/")
    typed = {"name": known.name, "document": known.document, "phones-0-typed": known.phone}
    bench.ask("duplicates while typing", "/pessoas/semelhantes/", {**form, **typed})


def reporting(bench: Bench, ticket: int) -> Callable[[], None]:
    """A report on a protocol, its form fetched and filled: what remains is sending it."""
    path = f"/solicitacoes/{ticket}/relato/"
    form = bench.browser.form(path, path)
    fill_report(form, "")
    return lambda: bench.browser.send(path, form)


def main() -> int:
    """Make the data, measure, print."""
    port = free_port()
    make_data(port)
    bare = BareSql(port)
    live = ""
    with server(port) as pid:
        bare.wait_until_idle()
        browser = Browser(port)
        form = browser.form("/entrar/", "/entrar/")
        browser.send("/entrar/", {**form, "login": LOGIN, "password": PASSWORD})
        bench = Bench(browser, bare)
        if ONLY in {"", "desk"}:
            measure_desk(bench, bare)
        if ONLY in {"", "people"}:
            measure_people(bench, bare)
        if ONLY in {"", "live"}:
            tickets = bare.some_tickets(2 * ROUNDS)
            live = measure_live(port, pid, bare.cookies, tickets, lambda one: reporting(bench, one))
    print(bench.table(), live, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
