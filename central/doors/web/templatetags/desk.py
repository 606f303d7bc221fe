"""Filters and tags of the lists: deadlines, statuses, bounded counts; made for many rows."""

import datetime
import functools

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from central.domain.workspace.queries import Due
from central.doors.web.components import texts
from central.doors.web.templatetags.central import icon

register = template.Library()

MOST = 1_000
CPF_LENGTH = 11
TONES = {"in_progress": "brand", "tech_closed": "ok", "closed": "ok"}
ICONS = {
    "waiting": "player-pause",
    "scheduled": "calendar-event",
    "tech_closed": "check",
    "closed": "circle-check",
    "cancelled": "circle-x",
}
COLOURS = frozenset({"brand", "ok", "warn", "bad", "hand", "note"})
PRIORITIES = {0: "chevron-down", 2: "arrow-up", 3: "alert-triangle"}


@register.filter
def counted(number: int | None) -> str:
    """A number as lists show it: `1.284`, `1.000+` beyond."""
    if number is None:
        return ""
    text = f"{min(number, MOST):,}".replace(",", ".")
    return f"{text}+" if number > MOST else text


@register.filter
def hours(value: datetime.timedelta) -> str:
    """A time that counted, in hours however long: `42 min`, `26 h 10`."""
    total = texts.minutes_of(value)
    if total < 60:
        return texts.duration_text(value)
    whole, rest = divmod(total, 60)
    return f"{whole}{texts.NBSP}h{texts.NBSP}{rest:02d}" if rest else f"{whole}{texts.NBSP}h"


mark = functools.cache(icon)


@register.simple_tag
def due(found: Due | None) -> SafeString | str:
    """A deadline in its colour, with its icon and hidden words; all of it our own, nothing to be escaped."""
    if found is None:
        return ""
    if found.state == "paused":
        return SafeString(f'<span class="due paused">{mark("player-pause")}{escape(_("Paused"))}</span>')
    if not found.is_ticking:
        met = found.state == "done"
        text = _("within the deadline") if met else _("after the deadline")
        tone, drawn = ("far", "check") if met else ("late", "alert-triangle")
        return SafeString(f'<span class="due {tone}">{mark(drawn)}{text}</span>')
    late = found.state == "late"
    word = _("overdue by") if late else _("due in")
    return SafeString(
        f'<span class="due {found.state}">{mark("alert-triangle" if late else "clock")}'
        f'<span class="visually-hidden">{word} </span>'
        f'<due-in data-at="{found.at.isoformat()}">{texts.duration_text(found.left)}</due-in></span>'
    )


@register.simple_tag
def status(name: str, base_status: str, color: str = "") -> SafeString:
    """A status as a pill: its own colour, else that of its step."""
    tone = color if color in COLOURS else TONES.get(base_status, "")
    drawn = ICONS.get(base_status)
    return format_html('<span class="pill {}">{}{}</span>', tone, icon(drawn) if drawn else "", name)


@register.simple_tag
def priority(level: int, name: str, color: str = "") -> SafeString | str:
    """A priority as a pill in the colour of the registry; the normal one is not worth a word."""
    if level not in PRIORITIES:
        return ""
    drawn, tone = PRIORITIES[level], color if color in COLOURS else ""
    return format_html('<span class="pill {}">{}{}</span>', tone, icon(drawn), name)


@register.filter
def filesize(size: int) -> str:
    """Bytes in few words: `84 kB`, `1,2 MB`."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}\u00a0kB"
    return f"{size / 1_000_000:.1f}\u00a0MB".replace(".", ",")


@register.filter
def lower_first(text: str) -> str:
    """A sentence that goes on after a name."""
    return text[:1].lower() + text[1:]


@register.simple_tag
def link(name: str, *arguments: int) -> str:
    """An address by name, '' where the routine is not installed: the template then leaves the link out."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


@register.filter
def days_name(day: datetime.date) -> str:
    """A day as the timeline heads it: `Hoje, 24 nov.`, `Ontem, 23 nov.`, `20 nov.`."""
    away = (timezone.localdate() - day).days
    near = {0: _("Today"), 1: _("Yesterday")}.get(away)
    return f"{near}, {texts.day_text(day)}" if near else texts.day_text(day)


@register.filter
def document_kind(document: str) -> str:
    """What a document is called: CPF or CNPJ."""
    return "CPF" if len(document) == CPF_LENGTH else "CNPJ"


@register.filter
def fact_value(value: str | datetime.datetime) -> str:
    """A fact's value: a moment in words, anything else as it is."""
    return texts.moment_text(timezone.localtime(value)) if isinstance(value, datetime.datetime) else value
