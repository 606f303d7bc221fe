"""A real server on a free port and a real Chromium, for the journeys."""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.cast import PASSWORD, World
from tests.servers import free_port

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
AXE = Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


class QuietServer(uvicorn.Server):
    """A server in a thread: it leaves the signals alone."""

    def install_signal_handlers(self) -> None:
        """Nothing to install."""


@pytest.fixture
def address(lasting_world: World) -> Iterator[str]:
    """The address of the product, serving the small company with real passwords."""
    from central.config.asgi import application

    for user in lasting_world.users.values():
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
    port = free_port()
    server = QuietServer(uvicorn.Config(application, port=port, log_level="error", lifespan="off"))
    server.capture_signals = no_signals  # type: ignore[method-assign]
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


def no_signals() -> "ContextOfNothing":
    """The context in which the server would catch signals."""
    return ContextOfNothing()


class ContextOfNothing:
    """A context that does nothing."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, *args: object) -> None:
        return None


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser, address: str) -> Iterator[BrowserContext]:
    """A browser profile of its own; a request to any other host fails the journey."""
    made = chromium.new_context(base_url=address, viewport={"width": 1440, "height": 900}, locale="pt-BR")
    made.set_default_timeout(30_000)
    strangers: list[str] = []
    made.on("request", lambda r: None if r.url.startswith((address, "data:", "blob:")) else strangers.append(r.url))
    yield made
    made.close()
    assert strangers == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page; an error in its console or scripts fails the journey when it is looked at."""
    return context.new_page()


def log_in(page: Page, login: str) -> None:
    """Log in as one of the cast."""
    page.goto("/entrar/")
    page.locator("input[name=login]").fill(login)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/entrar" not in url)


def assert_accessible(page: Page) -> None:
    """axe-core finds nothing on the page as it is."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, rules)", RULES)
    assert [(v["id"], [n["html"][:160] for n in v["nodes"]][:3]) for v in found["violations"]] == []
