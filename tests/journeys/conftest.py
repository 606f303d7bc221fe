"""A real server on a free port and a real Chromium; one company for all journeys of the folder."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from central.domain.access.models import User
from central.doors.console.serving import Server
from central.foundation.live.hub import hub
from tests.cast import PASSWORD, World, build_world
from tests.servers import free_port

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE = 60_000
COOKIE = "central_session"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"

Enter = Callable[..., Page]


@pytest.fixture(scope="package")
def company(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The small company with real passwords, committed; all journeys share it, the end empties the tables."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        password = make_password(PASSWORD)
    with django_db_blocker.unblock():
        assert (
            "test" in Path(str(connection.settings_dict["NAME"])).name
        )  # never the tables of an installation
        call_command("flush", interactive=False, verbosity=0)
        made = build_world()
        User.objects.update(password=password)
        yield made
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(scope="package")
def address(company: World) -> Iterator[str]:
    """The address of the product."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    from central.config.asgi import application

    port = free_port()
    server = Server(uvicorn.Config(application, port=port, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)
    hub().stop(wait=5)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS, timeout=120_000)
        yield browser
        browser.close()


@pytest.fixture
def transactional_db() -> None:
    """Tells pytest-django that a database is needed; `company` fills and empties it, once for all journeys."""


@pytest.fixture
def enter(chromium: Browser, address: str, company: World, transactional_db: None) -> Iterator[Enter]:
    """`enter("ana")` is a page of a browser of her own, signed in; `enter("")` is signed out.

    A request to any other host, or an error in the scripts, fails the journey.
    """
    made: list[BrowserContext] = []
    wrong: list[str] = []

    def open_page(login: str, **options: Any) -> Page:
        shape = {"viewport": {"width": 1440, "height": 900}, "locale": "pt-BR", "color_scheme": "light"}
        context = chromium.new_context(
            base_url=address, timezone_id="America/Sao_Paulo", **{**shape, **options}
        )
        context.set_default_timeout(PATIENCE)
        context.set_default_navigation_timeout(PATIENCE)
        made.append(context)
        context.on(
            "request",
            lambda r: None if r.url.startswith((address, "data:", "blob:")) else wrong.append(r.url),
        )
        context.on("weberror", lambda e: wrong.append(str(e.error)))
        context.on("console", lambda m: wrong.append(m.text) if is_fault(m.type, m.text) else None)
        if login:
            context.add_cookies([{"name": COOKIE, "value": session_of(company, login), "url": address}])
        return context.new_page()

    yield open_page
    for context in made:
        context.close()
    assert wrong == []


def is_fault(kind: str, text: str) -> bool:
    """Whether a line of the console tells an error; a refused answer (422) and an overtaken one are none."""
    overtaken = "htmx:error" in text and "abort" in text.lower()
    return kind == "error" and "Failed to load resource" not in text and not overtaken


def session_of(company: World, login: str) -> str:
    """The key of a new session of one of the cast."""
    client = Client()
    client.force_login(User.objects.get(pk=company.users[login].pk), backend=BACKEND)
    return str(client.cookies[COOKIE].value)


@pytest.fixture
def page(enter: Enter) -> Page:
    """The page of Ana, who attends in Support."""
    return enter("ana")
