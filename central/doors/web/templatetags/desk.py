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
    text = thousands(min(number, MOST))
    return f"{text}+" if number > MOST else text


@register.filter
def up_to_99(number: int) -> str:
    """A number as the bell shows it: `7`, `99+` beyond."""
    return str(number) if number < 100 else "99+"


@register.filter
def thousands(number: int) -> str:
    """A whole number as people read it: `30.012`."""
    return f"{number:,}".replace(",", ".")


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
def due(found: Due | None, why: str = "", protocol: int = 0) -> SafeString | str:
    """A deadline in its colour, with its icon and hidden words; all of it our own, nothing to be escaped.

    With the address of its explanation, and the number that tells it from its neighbours, it opens that.
    """
    if found is None:
        return ""
    tone, drawn, words = due_words(found)
    if not why:
        return SafeString(f'<span class="due {tone}">{mark(drawn)}{words}</span>')
    asks = escape(_("Why this deadline?"))
    return SafeString(
        f'<a class="due {tone}" href="{why}" data-dialog aria-haspopup="dialog" title="{asks}">{mark(drawn)}'
        f'{words}<span class="visually-hidden">. {asks} {protocol}</span></a>'
    )


def due_words(found: Due) -> tuple[str, str, str]:
    """Tone, icon and words of a deadline."""
    if found.state == "paused":
        return "paused", "player-pause", escape(_("Paused"))
    if not found.is_ticking:
        met = found.state == "done"
        return (
            ("far", "check", _("within the deadline"))
            if met
            else ("late", "alert-triangle", _("after the deadline"))
        )
    late = found.state == "late"
    word = _("overdue by") if late else _("due in")
    ticking = f'<due-in data-at="{found.at.isoformat()}">{texts.duration_text(found.left)}</due-in>'
    words = f'<span class="visually-hidden">{word} </span>{ticking}'
    return found.state, "alert-triangle" if late else "clock", words


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
