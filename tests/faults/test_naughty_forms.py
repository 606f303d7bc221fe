"""Every field of every form, filled with what nobody expects: stored as typed, or refused with words.

The fields are read from the pages themselves, so that a new form is tried without being named here. By default each
field gets one of the texts, which one depends on its name and its page; `CENTRAL_NAUGHTY=1` gives it all.
"""

import html
import os
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import resolve, reverse

from central.domain.registries.listing import REGISTRIES
from tests.cast import World
from tests.faults.page_forms import Control, PageForm, encoded, forms_of, plain_text
from tests.faults.scene import WHO, Scene, addresses, build_scene, routes

pytestmark = pytest.mark.django_db
AsUser = Callable[[str], Client]

TEXTS = [
    "nul\x00byte", "\ud83d", "a" * 10_000, "linha\r\noutra", "<script>alert(1)</script>", "👩‍👩‍👧 família",
    "'; DROP TABLE ticket; --", "{{ 7*7 }} {% x %} %s %d", "\u202eabc\u202c", "\u200b", "ﷺ" * 20, "e\u0301" * 40,
    "İstanbul ıİ", "null", "None", "NaN", "Infinity", "-1", "-0", "0", "1e309", "9" * 20, "9" * 5_000, str(2**63),
    str(2**31), "²", "٣", "1.234", "12,50", "31/02/2026", "01/01/0001", "31/12/9999", "24:00", "99:99", "%00",
    "../../etc/passwd", "=1+1", "\x1f\x7f\ufffe", "[]", "true", "a@b", "\t", "📡" * 300,
]  # fmt: skip
STRIDE = 1 if os.environ.get("CENTRAL_NAUGHTY") else len(TEXTS)
IDLE = {"csrfmiddlewaretoken"}
FORM = "application/x-www-form-urlencoded"


def route_of(address: str) -> str:
    """The route that an address leads to."""
    return resolve(urlsplit(address).path).view_name


def texts_for(page: str, name: str) -> list[str]:
    """The texts that a field of a page gets."""
    start = crc32(f"{page} {name}".encode()) % STRIDE
    return TEXTS[start::STRIDE]


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside leaves nothing behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def kept() -> Iterator[list[str]]:
    """The values that are written to the database inside."""
    values: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE")):
            rows = params if many else [params or ()]
            values.extend(plain_text(html.unescape(str(value))) for row in rows for value in row)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield values


def forms_on(client: Client, address: str) -> list[PageForm]:
    """The forms of a page that post; none where the page is not to be had."""
    answer = client.get(address)
    if answer.status_code != 200 or "html" not in answer.headers.get("Content-Type", ""):
        return []
    return [form for form in forms_of(answer.content.decode(), address) if form.method == "post"]


WRITTEN = {"text", "textarea", "search", "email", "tel", "url"}
"""Kinds of fields whose text is kept as it was typed."""
READ_AS = {"date", "time", "number"}
PLAIN = {text for text in TEXTS if any(letter.isalpha() for letter in text) and text.isprintable()}
"""Texts that no date, number or blank can be read from: where they are accepted, they are stored."""

ON_ANOTHER_PAGE = {
    "account_theme": "account_logout",
    "first_steps:dismiss": "first_steps:page",
    "health:drop": "health:page",
    "health:retry": "health:page",
    "people:drop_address": "people:addresses",
    "people:drop_contact": "people:contact_list",
    "people:drop_file": "people:files",
    "people:set_active": "people:activities",
    "merging:dismiss": "merging:pairs",
    "merging:undo": "merging:merge",
    "settings:end_absence": "settings:user",
    "settings:link": "settings:user",
    "tickets:quick_report": "workspace:central",
}
"""Where the form of a route stands that has no page of its own."""


GOOD = {
    "name": "Nome novo", "username": "nova.pessoa", "email": "nova@example.com", "title": "Sem sinal",
    "description": "Sem sinal desde cedo.", "text": "Conferido.", "reason": "Motivo", "code": "NOVO",
    "done_text": "Feito.", "expected_text": "Fazer.", "document": "111.444.777-35", "typed": "(48) 99912-0147",
}  # fmt: skip


BESIDE = {"no_document_reason": {"document": ""}}
"""What another field must hold for this one to be kept: who has a document needs no reason for having none."""


def tried_on(page: str, form: PageForm) -> bool:
    """Whether a form is tried by the test of this page."""
    action = route_of(form.action)
    return ON_ANOTHER_PAGE.get(action, action) == page


def pages() -> list[str]:
    """The routes that may show a form; the stream's answers 503 on this side of the server, as it must."""
    other = {"file", "thumbnail", "picture", "json", "events"}
    return [name for name in routes() if name.rpartition(":")[2] not in other]


def chunks() -> dict[str, list[str]]:
    """The pages by subject: what one company and one test try together; registries in four parts."""
    found: dict[str, list[str]] = {}
    for page in pages():
        space, _colon, rest = page.rpartition(":")
        part = f"-{crc32(registry_key(rest).encode()) % 4}" if space == "registries" else ""
        found.setdefault(f"{space or 'account'}{part}", []).append(page)
    return found


def registry_key(page: str) -> str:
    """The registry that a page belongs to."""
    return page.removesuffix("-new").removesuffix("-entry").removesuffix("-active").removesuffix("-order")


EACH_CHUNK = pytest.mark.parametrize("chunk", chunks())


def first_forms(client: Client, scene: Scene, page: str) -> list[tuple[str, PageForm]]:
    """The forms that the test of a page tries, each once, with the address of its page."""
    found: dict[str, tuple[str, PageForm]] = {}
    for address in addresses(scene, page, routes()[page]):
        for form in forms_on(client, address):
            if tried_on(page, form):
                found.setdefault(route_of(form.action), (address, form))
    return list(found.values())


@EACH_CHUNK
def test_each_field_keeps_or_refuses_each_text(world: World, as_user: AsUser, chunk: str) -> None:
    scene, client = build_scene(world), as_user(WHO)
    wrong: list[str] = []
    for page in chunks()[chunk]:
        for _address, form in first_forms(client, scene, page):
            wrong.extend(faults_of_form(client, page, form))
    assert not wrong, "\n".join(wrong)


def faults_of_form(client: Client, page: str, form: PageForm) -> Iterator[str]:
    """What is wrong with how a form takes the texts, field by field."""
    controls = {control.name: control for control in form.controls if "__n__" not in control.name}
    for name, control in controls.items():
        for text in texts_for(page, name) if name not in IDLE else ():
            with undone(), kept() as values:
                body = encoded(form.with_value(name, text, {**GOOD, **BESIDE.get(name, {})}))
                answer = client.post(form.action, body, content_type=FORM)
            fault = fault_of(answer, control, text, values)
            if fault:
                yield f"{form.action} {name}={text[:40]!r}: {fault}"


def fault_of(answer: Any, control: Control, text: str, values: list[str]) -> str:
    """What is wrong with an answer, '' for nothing."""
    is_written = control.kind in WRITTEN and text in PLAIN and may_be_typed(control, text)
    if answer.status_code >= 500:
        return f"answers {answer.status_code}"
    page = html.unescape(answer.content.decode()) if not answer.streaming else ""
    if answer.status_code == 422:
        if 'aria-invalid="true"' not in page and 'role="alert"' not in page:
            return "is refused without a word"
        if is_written and plain_text(text) not in plain_text(page):
            return "is refused and what was typed is gone"
        return ""
    if answer.status_code < 400 and is_written and not control.is_conditional and not is_kept(text, values):
        return "is accepted and not stored as typed"
    return ""


def may_be_typed(control: Control, text: str) -> bool:
    """Whether a browser lets this be typed; a place in an order that is no number moves nothing."""
    longest = control.attributes.get("maxlength", "")
    fits = not longest or len(text) <= int(longest)
    return fits and "readonly" not in control.attributes and not control.name.endswith("-place")


def is_kept(text: str, values: list[str]) -> bool:
    """Whether a text is among what was written, composed letters and blanks aside."""
    wanted = unicodedata.normalize("NFC", plain_text(text))
    return any(wanted in unicodedata.normalize("NFC", value) for value in values)


NAMED_FIELDS = {
    "account_choose_password": ("password", "key"),
    "account_forgotten": ("email",),
    "account_login": ("login", "password", "remember"),
    "calendars:set_active": ("active", "seen"),
    "calendars:set_holiday_active": ("active", "seen"),
    "drafts:save": ("text", "once", "privacy"),
    "drafts:discard": ("next",),
    "first_steps:catalogue": ("catalogue", "once"),
    "live:presence": ("writing", "gone"),
    "notices:read": ("notice", "ticket", "opened", "next"),
    "merging:propose": ("once",),
    "people:fetch_export": ("once",),
    "people:duplicates": ("name", "document", "email", "phones-0-typed", "addresses-0-street", "id"),
    "tickets:bulk": ("act", "ticket", "once", "reason", "destination", "text", "priority", "person"),
}
"""Routes whose form is written by scripts, or stands on a page that this company does not show."""
ORDER = ("position", "before", "after", "direction", "once", "seen", "q")


def fields_of(route: str) -> tuple[str, ...]:
    """The names of the fields of a route that has no form on any page here."""
    return ORDER if route.endswith("-order") else NAMED_FIELDS.get(route, ())


def test_what_scripts_send_is_taken_or_refused(world: World, as_user: AsUser) -> None:
    scene, broken = build_scene(world), []
    for route in pages():
        client = Client() if route.startswith("account_") else as_user(WHO)
        for name in fields_of(route):
            address = addresses(scene, route, routes()[route])[0]
            for text in texts_for(route, name):
                with undone():
                    answer = client.post(address, encoded([(name, text)]), content_type=FORM)
                if answer.status_code >= 500:
                    broken.append(f"{address} {name}={text[:40]!r}")
    assert not broken


def test_every_route_that_takes_a_form_is_tried(world: World, as_user: AsUser) -> None:
    scene, client = build_scene(world), as_user(WHO)
    left = []
    for route in pages():
        if route.endswith("-new") and REGISTRIES[route.partition(":")[2][:-4]].is_fixed:
            continue
        takes = [
            "POST" in client.generic("PATCH", address).headers.get("Allow", "")
            for address in addresses(scene, route, routes()[route])
        ]
        if not any(takes) or fields_of(route) or route == "account_change_password":
            continue
        shown = first_forms(client, scene, ON_ANOTHER_PAGE.get(route, route))
        if route not in {route_of(form.action) for _address, form in shown}:
            left.append(route)
    assert not left


@EACH_CHUNK
def test_what_stands_in_an_address_never_breaks_a_page(world: World, as_user: AsUser, chunk: str) -> None:
    scene, client = build_scene(world), as_user(WHO)
    broken = []
    for page in chunks()[chunk]:
        address = addresses(scene, page, routes()[page])[0]
        for name in sorted(asked_names(client, page, address)):
            for text in texts_for(page, name):
                query = encoded([(name, text)]).decode()
                if client.get(f"{address}?{query}").status_code >= 500:
                    broken.append(f"{address}?{query[:60]}")
    assert not broken


def asked_names(client: Client, page: str, address: str) -> set[str]:
    """What an address may ask for: the fields of its search forms, and what lists understand."""
    answer = client.get(address)
    shown = answer.content.decode() if "html" in answer.headers.get("Content-Type", "") else ""
    asked = [form for form in forms_of(shown, address) if form.method == "get" and tried_on(page, form)]
    return {name for form in asked for name in form.names} | {"q", "depois", "cliente", "protocolo", "tipo"}


def test_numbers_that_nothing_has_are_not_found(as_user: AsUser) -> None:
    client, wrong = as_user(WHO), []
    for page, names in routes().items():
        if not names or set(names) & {"slug", "name"}:
            continue
        for number in (2**31, 2**63, 10**30):
            address = reverse(page, kwargs=dict.fromkeys(names, number))
            seen = (client.get(address, follow=True).status_code, client.post(address).status_code)
            if seen[0] not in {404, 405} or seen[1] not in {404, 405, 409, 422}:
                wrong.append((address[:60], seen))
    assert not wrong
