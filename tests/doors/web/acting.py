"""What the tests of the acts share: sending a form as a dialog does, reading what it answers."""

import html
import json
import re
from typing import Any

from django.test import Client

DIALOG = {"HX-Request": "true", "X-Dialog": "true"}


def text_of(response: Any) -> str:
    """The words of an answer, entities resolved."""
    return html.unescape(response.content.decode())


def toast_of(response: Any) -> str:
    """What the toast of an answer says."""
    told = json.loads(response.headers.get("HX-Trigger", "{}"))
    return str(told.get("toast", {}).get("message", ""))


def send(client: Client, url: str, data: dict[str, Any], *, dialog: bool = True) -> Any:
    """Post a form as a dialog, or as a page."""
    return client.post(url, {"once": "key", **data}, headers=DIALOG if dialog else {})


def shown_error(response: Any, name: str) -> str:
    """The sentence beside a field, '' when there is none."""
    found = re.search(rf'id="id_{name}-e">(?:<svg.*?</svg>)?([^<]*)', response.content.decode())
    return html.unescape(found[1]).strip() if found else ""


def value_of(response: Any, name: str) -> str:
    """What an input of a page holds."""
    found = re.search(rf'<input[^>]*name="{name}"[^>]*>', response.content.decode())
    value = re.search(r'value="([^"]*)"', found[0]) if found else None
    return html.unescape(value[1]) if value else ""


def chosen_in(response: Any, name: str) -> str:
    """The chosen option of a list."""
    block = re.search(rf'<select[^>]*name="{name}".*?</select>', response.content.decode(), re.S)
    found = re.search(r'<option value="([^"]*)" selected', block[0]) if block else None
    return found[1] if found else ""
