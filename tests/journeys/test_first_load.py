"""What the Central weighs when it is opened for the first time, everything included."""

import gzip

import brotli
import pytest
from playwright.sync_api import Response

from tests.journeys.conftest import Enter

pytestmark = pytest.mark.journey
MOST_BYTES = 250_000
PACKED = ("text/css", "text/javascript", "application/javascript", "image/svg+xml")


def weight(answer: Response) -> int:
    """The bytes of an answer on the wire: static files lie packed beside themselves in an installation."""
    body = answer.body()
    kind = answer.headers.get("content-type", "").partition(";")[0]
    if answer.headers.get("content-encoding") == "gzip":
        return len(gzip.compress(body, 6))
    return len(brotli.compress(body)) if kind in PACKED else len(body)


def is_whole(answer: Response) -> bool:
    """Whether an answer has an end; the stream of the live screens has none."""
    return answer.status == 200 and "/events/" not in answer.url


def test_the_first_load_stays_under_250_kilobytes(enter: Enter) -> None:
    page = enter("ana")
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto("/central/")
    page.locator("html[data-ready]").wait_for()
    page.wait_for_load_state("load")
    found = {answer.url: weight(answer) for answer in answers if is_whole(answer)}
    assert any("/static/" in url for url in found)
    assert sum(found.values()) < MOST_BYTES, sorted(found.items(), key=lambda one: -one[1])[:12]
