"""Calendars: the windows of a week. What follows for open protocols is told by the table of reactions."""

from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from central.domain.calendars import rules
from central.domain.calendars.events import (
    CalendarActivated,
    CalendarChanged,
    CalendarCreated,
    CalendarDeactivated,
    Change,
    Plain,
)
from central.domain.calendars.inputs import CalendarValues, Window, check_calendar, clock
from central.domain.calendars.models import Calendar, CalendarWindow
from central.domain.calendars.uses import uses_of
from central.foundation.actor import Actor
from central.foundation.errors import Conflict, Invalid, NotFound
from central.foundation.events.publishing import publish
from central.foundation.operation import operation

FIELDS = ("name", "is_calendar_days", "time_zone")


@operation
def create_calendar(*, actor: Actor, values: CalendarValues, once: str = "") -> Calendar:
    """Make a calendar; raises `Invalid` with the keys name, time_zone, windows, day_0 … day_6."""
    rules.check_can_manage(actor)
    given = check_calendar(values)
    check_name_is_free(given.name)
    calendar = Calendar.objects.create(
        code=free_code(given.name), **{name: getattr(given, name) for name in FIELDS}
    )
    write_windows(calendar, given.windows)
    publish(CalendarCreated(name=calendar.name), actor=actor, subject=calendar)
    return calendar


@operation
def save_calendar(
    *,
    actor: Actor,
    calendar_id: int,
    values: CalendarValues,
    expected_event_count: int | None = None,
    once: str = "",
) -> Calendar:
    """Change a calendar; open protocols that count by it are counted anew soon after.

    Raises `Invalid` as `create_calendar` does, `Conflict` when it changed after `expected_event_count`.
    """
    calendar = calendar_for_change(actor, calendar_id)
    rules.check_can_manage(actor)
    check_unchanged(calendar.event_count, expected_event_count)
    given = check_calendar(values)
    check_name_is_free(given.name, other_than=calendar.pk)
    before, after = told(calendar, windows_of(calendar)), told(given, given.windows)
    changes: dict[str, Change] = {
        key: (before[key], after[key]) for key in after if before[key] != after[key]
    }
    if not changes:
        return calendar
    for name in FIELDS:
        setattr(calendar, name, getattr(given, name))
    calendar.save(update_fields=FIELDS)
    write_windows(calendar, given.windows)
    publish(CalendarChanged(changes=changes), actor=actor, subject=calendar)
    return calendar


@operation
def set_calendar_active(*, actor: Actor, calendar_id: int, is_active: bool, once: str = "") -> Calendar:
    """Let a calendar be chosen, or no longer; raises `Conflict` while situações or teams count by it."""
    calendar = calendar_for_change(actor, calendar_id)
    rules.check_can_manage(actor)
    if calendar.is_active == is_active:
        raise Conflict(
            _("This calendar is active already.") if is_active else _("This calendar is inactive already.")
        )
    if not is_active and any(uses_of([calendar.pk])[calendar.pk].values()):
        raise Conflict(_("This calendar is in use. Give those who use it another one first."))
    calendar.is_active = is_active
    calendar.save(update_fields=["is_active"])
    publish(CalendarActivated() if is_active else CalendarDeactivated(), actor=actor, subject=calendar)
    return calendar


def calendar_for_change(actor: Actor, calendar_id: int) -> Calendar:
    """A calendar that the actor sees, its row locked; raises `NotFound`."""
    seen = Calendar.objects.all() if rules.can_view(actor) else Calendar.objects.none()
    calendar = seen.select_for_update(no_key=True).filter(pk=calendar_id).first()
    if calendar is None:
        raise NotFound(_("This calendar does not exist."))
    return calendar


def check_unchanged(event_count: int, expected: int | None) -> None:
    """Raises `Conflict` when something changed after it was shown."""
    if expected is not None and event_count != expected:
        raise Conflict(
            _("Somebody changed this while you had it open. Nothing was saved; compare and save again.")
        )


def check_name_is_free(name: str, other_than: int = 0) -> None:
    """Raises `Invalid` when another calendar has this name."""
    if Calendar.objects.filter(name__iexact=name).exclude(pk=other_than).exists():
        raise Invalid(_("There is a calendar with this name already."), field="name")


def free_code(name: str) -> str:
    """A code made from the name that no calendar has."""
    stem = slugify(name)[:20] or "calendario"
    if not Calendar.objects.filter(code=stem).exists():
        return stem
    last = Calendar.objects.aggregate(last=Max("pk"))["last"] or 0
    return f"{stem}-{last + 1}"


def windows_of(calendar: Calendar) -> tuple[Window, ...]:
    """The stored windows in order."""
    rows = calendar.windows.order_by("weekday", "starts_at", "id")
    return tuple(Window(row.weekday, row.starts_at, row.ends_at) for row in rows)


def write_windows(calendar: Calendar, windows: tuple[Window, ...]) -> None:
    """Put the windows in place of those stored, where they differ."""
    if windows_of(calendar) == windows:
        return
    calendar.windows.all().delete()
    CalendarWindow.objects.bulk_create(
        CalendarWindow(
            calendar=calendar, weekday=window.weekday, starts_at=window.starts_at, ends_at=window.ends_at
        )
        for window in windows
    )


def told(calendar: Calendar | CalendarValues, windows: tuple[Window, ...]) -> dict[str, Plain]:
    """The values that a fact tells: the fields, and the windows of each day."""
    values: dict[str, Plain] = {name: getattr(calendar, name) for name in FIELDS}
    for weekday in range(7):
        values[f"day_{weekday}"] = [
            f"{clock(w.starts_at)}–{clock(w.ends_at)}" for w in windows if w.weekday == weekday
        ]
    return values
