"""Pages travel packed, files as they are."""

import gzip
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from central.doors.web.packing import PackedPages
from tests.cast import World

pytestmark = pytest.mark.django_db


def test_a_page_is_packed_for_a_browser_that_takes_it(world: World, as_user: Any) -> None:
    plain = as_user("ana").get("/central/")
    packed = as_user("ana").get("/central/", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert b"<h1" in gzip.decompress(packed.content)
    assert len(packed.content) * 3 < len(plain.content)


def test_what_is_no_page_is_not_packed() -> None:
    request = RequestFactory(headers={"accept-encoding": "gzip"}).get("/")
    picture = HttpResponse(b"x" * 5000, content_type="image/svg+xml")
    page = HttpResponse(b"x" * 5000, content_type="text/html; charset=utf-8")
    assert "Content-Encoding" not in PackedPages(lambda _request: picture)(request).headers
    assert "Content-Encoding" in PackedPages(lambda _request: page)(request).headers
