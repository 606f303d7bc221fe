"""How moments, durations, documents and names are written on a page: plain functions, made for long lists."""

import datetime

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

NBSP = "\u00a0"
MINUS = "\u2212"
DOT = "\u2022"
DAY = 24 * 60
MONTHS = {
    "pt": ("jan.", "fev.", "mar.", "abr.", "maio", "jun.", "jul.", "ago.", "set.", "out.", "nov.", "dez."),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
SMALL_WORDS = frozenset({"de", "da", "do", "das", "dos", "e", "del", "di", "du", "d"})
TONES = 5

Moment = datetime.datetime | datetime.date


def months() -> tuple[str, ...]:
    """The short names of the months in the page's language."""
    return MONTHS["pt" if (get_language() or "pt").startswith("pt") else "en"]


def local(value: Moment) -> Moment:
    """A moment in the page's time zone; a day as it is."""
    if isinstance(value, datetime.datetime) and value.tzinfo is not None:
        return timezone.localtime(value)
    return value


def clock_text(value: datetime.datetime | datetime.time) -> str:
    """`14:45`."""
    return f"{value.hour:02d}:{value.minute:02d}"


def day_text(value: Moment) -> str:
    """`24 nov.`, with the year when it is not this one."""
    today = timezone.localdate()
    text = f"{value.day}{NBSP}{months()[value.month - 1]}"
    return text if value.year == today.year else f"{text}{NBSP}{value.year}"


def date_text(value: Moment) -> str:
    """`24/11/2026`, as fields show it."""
    return f"{value.day:02d}/{value.month:02d}/{value.year}"


def moment_text(value: Moment) -> str:
    """`hoje, 14:45`, `ontem, 14:45`, `amanhã, 14:45`, else `24 nov., 14:45`."""
    if not isinstance(value, datetime.datetime):
        return day_text(value)
    away = (value.date() - timezone.localdate()).days
    near = {0: _("today"), -1: _("yesterday"), 1: _("tomorrow")}
    return f"{near.get(away) or day_text(value)}, {clock_text(value)}"


def short_text(value: Moment) -> str:
    """`14:45` today, else `24 nov.`."""
    if isinstance(value, datetime.datetime) and value.date() == timezone.localdate():
        return clock_text(value)
    return day_text(value)


def minutes_of(value: datetime.timedelta | int | float) -> int:
    """Whole minutes of a duration, cut towards zero; plain numbers are minutes."""
    return int(value.total_seconds() / 60) if isinstance(value, datetime.timedelta) else int(value)


def duration_text(value: datetime.timedelta | int | float) -> str:
    """`42 min`, `1 h 18`, `2 d 3 h`; `−18 min` when negative."""
    total = minutes_of(value)
    sign, total = (MINUS, -total) if total < 0 else ("", total)
    if total < 60:
        return f"{sign}{total}{NBSP}min"
    if total < DAY:
        hours, rest = divmod(total, 60)
        return f"{sign}{hours}{NBSP}h{NBSP}{rest:02d}" if rest else f"{sign}{hours}{NBSP}h"
    days, rest = divmod(total, DAY)
    hours = rest // 60
    return f"{sign}{days}{NBSP}d{NBSP}{hours}{NBSP}h" if hours else f"{sign}{days}{NBSP}d"


def ago_text(value: datetime.datetime) -> str:
    """`agora`, `há 6 min`, `há 1 h`, `há 2 d`; from 30 days on the day itself."""
    total = minutes_of(timezone.now() - value)
    if total < 1:
        return _("now")
    if total >= 30 * DAY:
        return day_text(local(value))
    coarse = total if total < 60 else total // 60 * 60 if total < DAY else total // DAY * DAY
    return _("%(duration)s ago") % {"duration": duration_text(coarse)}


def masked(document: str) -> str:
    """`•••.482.917-••` for a CPF, `••.318.204/0001-••` for a CNPJ; anything else keeps its last two signs."""
    bare = "".join(sign for sign in document if sign.isalnum())
    if len(bare) == 11:
        return f"{DOT * 3}.{bare[3:6]}.{bare[6:9]}-{DOT * 2}"
    if len(bare) == 14:
        return f"{DOT * 2}.{bare[2:5]}.{bare[5:8]}/{bare[8:12]}-{DOT * 2}"
    return DOT * max(len(bare) - 2, 0) + bare[-2:]


def initials(name: str) -> str:
    """Two letters for a monogram: the first and the second word that count."""
    words = [word for word in name.split() if word.lower() not in SMALL_WORDS and word[:1].isalnum()]
    return "".join(word[0] for word in words[:2]).upper() or "?"


def tone(number: int | None) -> int:
    """Which of the five colours a monogram has; 6 is the neutral one."""
    return TONES + 1 if number is None else number % TONES + 1
