"""Filters and tags of the pages; `{% icon %}` and `|dh` are made for long lists."""

import datetime
import functools
from collections.abc import Callable
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, HiddenInput, RadioSelect, Select
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from central.doors.web.components import texts

register = template.Library()

STYLES: dict[str, Callable[[Any], str]] = {
    "time": texts.clock_text,
    "day": texts.day_text,
    "date": texts.date_text,
    "short": texts.short_text,
    "moment": texts.moment_text,
}


@register.filter
def dh(value: Any, style: str = "moment") -> str:
    """A moment in words: `time` 14:45, `day` 24 nov., `date` 24/11/2026, `short`, `moment`, `iso`."""
    if not value:
        return ""
    if style == "iso":
        return str(value.isoformat())
    if isinstance(value, datetime.time):
        return texts.clock_text(value)
    return STYLES[style](texts.local(value))


@register.filter
def ago(value: datetime.datetime | None) -> str:
    """How long ago: `há 6 min`."""
    return texts.ago_text(value) if value else ""


@register.filter
def duration(value: datetime.timedelta | int | None) -> str:
    """`42 min`, `1 h 18`, `2 d 3 h` from minutes or a timedelta."""
    return "" if value is None else texts.duration_text(value)


@register.filter
def hours(value: int) -> str:
    """Minutes as hours, also over a day: `44 h`, `7 h 30`."""
    whole, rest = divmod(value, 60)
    return f"{whole}{texts.NBSP}h{texts.NBSP}{rest:02d}" if rest else f"{whole}{texts.NBSP}h"


@register.filter
def mask(value: str | None) -> str:
    """A CPF or CNPJ with its outer digits hidden."""
    return texts.masked(value) if value else ""


@register.filter
def initials(value: str | None) -> str:
    """The two letters of a monogram."""
    return texts.initials(str(value or ""))


@register.filter
def tone(value: int | None) -> int:
    """The number of a monogram's colour."""
    return texts.tone(value)


@functools.cache
def sprite() -> str:
    """The address of the icon sprite."""
    return static("central/icons.svg")


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """An icon of the sprite, hidden from screen readers."""
    return format_html(
        '<svg class="ic{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        f" {size}" if size else "",
        sprite(),
        name,
    )


@register.filter
def control(field: BoundField, extra: str = "") -> SafeString:
    """The widget of a field with our classes and the ties to its hint and its error."""
    widget = field.field.widget
    attrs: dict[str, Any] = {"class": f"{css_class(widget)} {extra}".strip()}
    described = []
    if field.errors:
        attrs["aria-invalid"] = "true"
        attrs["class"] += " is-invalid"
        described.append(f"{field.auto_id}-e")
    if field.help_text:
        described.append(f"{field.auto_id}-h")
    if described:
        attrs["aria-describedby"] = " ".join(described)
    return field.as_widget(attrs=attrs)


def css_class(widget: Any) -> str:
    """The class of a widget by its kind."""
    if isinstance(widget, HiddenInput | RadioSelect):
        return ""
    if isinstance(widget, CheckboxInput):
        return "form-check-input"
    if isinstance(widget, Select):
        return "form-select"
    return "form-control"


@register.filter
def keycaps(keys: str) -> list[str]:
    """The caps of a key sequence: `Shift n` → Shift, N."""
    return [cap if len(cap) > 1 else cap.upper() for cap in keys.split()]
