"""The forms of a page, read as a browser reads them: where they go and what they would send."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import quote_plus, urljoin

VOID = {"input", "br", "hr", "img", "meta", "link", "use", "path", "rect", "source", "wbr"}
IDLE = {"submit", "button", "image", "reset", "file"}


@dataclass
class Control:
    """A field of a form: its kind, what it holds, and whether it is there for some values of another only."""

    name: str
    kind: str
    value: str = ""
    options: list[str] = field(default_factory=list)
    is_required: bool = False
    is_off: bool = False
    is_conditional: bool = False
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass
class PageForm:
    """A form of a page."""

    action: str
    method: str
    id: str = ""
    controls: list[Control] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """The names of its fields, each once."""
        return list(dict.fromkeys(control.name for control in self.controls))

    def sent(self) -> list[tuple[str, str]]:
        """What the form sends as it stands: boxes that are not ticked send nothing."""
        return [(control.name, control.value) for control in self.controls if not control.is_off]

    def with_value(self, name: str, value: str, good: dict[str, str]) -> list[tuple[str, str]]:
        """What it sends when one field holds this; what it leaves empty is filled from `good` where it can be."""
        sent = [(other, text or good.get(other, "")) for other, text in self.sent() if other != name]
        return [*sent, (name, value)]


class FormReader(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self.address = address
        self.forms: list[PageForm] = []
        self.loose: list[tuple[str, Control]] = []
        self._stack: list[PageForm] = []
        self._select: Control | None = None
        self._text: Control | None = None
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a form, or add a field to the one that is open."""
        given = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._open.append((tag, "data-shown-when" in given))
        if tag == "form":
            self._stack.append(self.form_of(given))
        elif tag == "option" and self._select is not None:
            value = given.get("value", "")
            self._select.options.append(value)
            if "selected" in given:
                self._select.value = value
        elif tag in {"input", "select", "textarea"} and given.get("name"):
            self.add(tag, given)

    def form_of(self, given: dict[str, str]) -> PageForm:
        """The form that a tag opens."""
        posted = given.get("hx-post")
        action = posted or given.get("action") or self.address
        method = "post" if posted else given.get("method", "get").lower()
        form = PageForm(urljoin(self.address, action), method, given.get("id", ""))
        self.forms.append(form)
        return form

    def add(self, tag: str, given: dict[str, str]) -> None:
        """Add a field to its form; a box or a radio that is not chosen sends nothing."""
        kind = given.get("type", "text") if tag == "input" else tag
        control = Control(given["name"], kind, given.get("value", ""), attributes=given)
        control.is_required = "required" in given
        control.is_conditional = any(is_conditional for _tag, is_conditional in self._open)
        if kind in IDLE:
            return
        if kind in {"checkbox", "radio"}:
            control.value = control.value or "on"
            control.is_off = "checked" not in given
        if tag == "select":
            self._select = control
        if tag == "textarea":
            self._text = control
        if given.get("form"):
            self.loose.append((given["form"], control))
        elif self._stack:
            self._stack[-1].controls.append(control)

    def handle_data(self, data: str) -> None:
        """The text of a textarea."""
        if self._text is not None:
            self._text.value += data

    def handle_endtag(self, tag: str) -> None:
        """Close a form, a field, or a block that is there for some values only."""
        while tag not in VOID and any(tag == name for name, _conditional in self._open):
            if self._open.pop()[0] == tag:
                break
        if tag == "form" and self._stack:
            self._stack.pop()
        elif tag == "select" and self._select is not None:
            if not self._select.value and self._select.options:
                self._select.value = self._select.options[0]
            self._select = None
        elif tag == "textarea":
            self._text = None


def forms_of(page: str, address: str) -> list[PageForm]:
    """The forms of a page, fields that name their form from elsewhere included."""
    reader = FormReader(address)
    reader.feed(page)
    for form in reader.forms:
        form.controls += [control for owner, control in reader.loose if owner and owner == form.id]
    return reader.forms


def encoded(pairs: list[tuple[str, str]]) -> bytes:
    """Fields as a browser would send them; lone surrogates as a hostile one would."""

    def quoted(text: str) -> str:
        return quote_plus(text.encode("utf-8", "surrogatepass"))

    return "&".join(f"{quoted(name)}={quoted(value)}" for name, value in pairs).encode("ascii")


def plain_text(text: str) -> str:
    """A text with all white space as one blank."""
    return re.sub(r"\s+", " ", text).strip()
