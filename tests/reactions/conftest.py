"""A real mail server on loopback."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from pytest_django import Settings

from tests.servers import free_port


@dataclass
class Received:
    """What the mail server took; `refusals` are told first, one a mail."""

    mails: list[Any] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  the library asks for it
        if self.refusals:
            return self.refusals.pop()
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def server(settings: Settings) -> Iterator[Received]:
    """A mail server that the product sends through."""
    received = Received()
    port = free_port()
    controller = Controller(received, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.CENTRAL_URL = "https://central.example.com"
    yield received
    controller.stop()
