"""Holidays: typed, corrected, put out of use, copied from year to year, brought in from the library."""

from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from central.domain.calendars import rules
from central.domain.calendars.events import (
    Change,
    HolidayActivated,
    HolidayChanged,
    HolidayDeactivated,
    HolidayRegistered,
)
from central.domain.calendars.inputs import HolidayValues, check_holiday
from central.domain.calendars.models import Holiday
from central.domain.calendars.operations.windows import check_unchanged
from central.domain.calendars.proposing import Proposal, copy_proposals, import_proposals
from central.foundation.actor import Actor
from central.foundation.errors import Conflict, Invalid, NotFound
from central.foundation.events.publishing import plain, publish
from central.foundation.operation import operation

FIELDS = (
    *("name", "on", "scope", "state", "city_ibge_code", "city_name"),
    *("starts_minute", "ends_minute", "is_optional"),
)
COUNTED = tuple(name for name in FIELDS if name not in ("name", "city_name"))
"""The values that deadlines are counted by."""


@operation
def register_holiday(*, actor: Actor, values: HolidayValues, once: str = "") -> Holiday:
    """Register a holiday; raises `Invalid` with the keys of its values."""
    rules.check_can_manage(actor)
    return make_holiday(actor, check_holiday(values), source="typed")


@operation
def change_holiday(
    *,
    actor: Actor,
    holiday_id: int,
    values: HolidayValues,
    expected_event_count: int | None = None,
    once: str = "",
) -> Holiday:
    """Change a holiday; open protocols that it touches are counted anew soon after.

    Of a past day only the names may be corrected. Raises `Invalid` with the keys of the values,
    `Conflict` when it changed after `expected_event_count` or when the day is past.
    """
    holiday = holiday_for_change(actor, holiday_id)
    rules.check_can_manage(actor)
    check_unchanged(holiday.event_count, expected_event_count)
    given = check_holiday(values)
    changes: dict[str, Change] = {
        name: (plain(getattr(holiday, name)), plain(getattr(given, name)))
        for name in FIELDS
        if getattr(holiday, name) != getattr(given, name)
    }
    if not changes:
        return holiday
    if any(name in COUNTED for name in changes):
        rules.check_day_is_open(holiday)
        if rules.is_past(given.on):
            raise Invalid(_("Deadlines were counted up to today: give a day from today on."), field="on")
    for name in FIELDS:
        setattr(holiday, name, getattr(given, name))
    save_once(holiday)
    publish(HolidayChanged(changes=changes), actor=actor, subject=holiday)
    return holiday


@operation
def set_holiday_active(*, actor: Actor, holiday_id: int, is_active: bool, once: str = "") -> Holiday:
    """Let a holiday count, or no longer; raises `Conflict` for a past day, or when it is so already."""
    holiday = holiday_for_change(actor, holiday_id)
    rules.check_can_manage(actor)
    if holiday.is_active == is_active:
        raise Conflict(
            _("This holiday counts already.") if is_active else _("This holiday does not count already.")
        )
    if rules.is_past(holiday.on):
        raise Conflict(_("This day is past and deadlines were counted on it. It stays as it was."))
    holiday.is_active = is_active
    holiday.save(update_fields=["is_active"])
    publish(HolidayActivated() if is_active else HolidayDeactivated(), actor=actor, subject=holiday)
    return holiday


@operation
def copy_holidays(
    *, actor: Actor, from_year: int, to_year: int, holiday_ids: Collection[int] | None = None, once: str = ""
) -> int:
    """Copy the holidays of a year, or some of them, to another; answers how many came in.

    The same day and month, movable feasts by their distance from Easter; what is there stays.
    """
    rules.check_can_manage(actor)
    proposals = copy_proposals(from_year, to_year)
    wanted = [p for p in proposals if holiday_ids is None or p.source_id in holiday_ids]
    return take_in(actor, wanted, source="copied")


@operation
def import_holidays(
    *, actor: Actor, year: int, states: Collection[str], with_optional: bool = True, once: str = ""
) -> int:
    """Bring in the national holidays of a year and those of some states; answers how many came in.

    What is there already stays as it is, also when it was renamed or put out of use.
    """
    rules.check_can_manage(actor)
    return take_in(actor, import_proposals(year, states, with_optional=with_optional), source="imported")


def take_in(actor: Actor, proposals: list[Proposal], *, source: str) -> int:
    """Register the proposals that are new."""
    new = [proposal for proposal in proposals if proposal.is_new]
    for proposal in new:
        make_holiday(actor, check_holiday(proposal.values), source=source)
    return len(new)


def make_holiday(actor: Actor, given: HolidayValues, *, source: str) -> Holiday:
    """Store a checked holiday and publish it."""
    holiday = Holiday(**{name: getattr(given, name) for name in FIELDS})
    save_once(holiday)
    fact = HolidayRegistered(name=holiday.name, on=holiday.on, source=source)
    publish(fact, actor=actor, subject=holiday)
    return holiday


def save_once(holiday: Holiday) -> None:
    """Save it; raises `Invalid` when the same name stands there on the same day already."""
    try:
        with transaction.atomic():
            holiday.save(update_fields=FIELDS if holiday.pk else None)
    except IntegrityError:
        raise Invalid(_("There is a holiday with this name on this day already."), field="name") from None


def holiday_for_change(actor: Actor, holiday_id: int) -> Holiday:
    """A holiday that the actor sees, its row locked; raises `NotFound`."""
    seen = Holiday.objects.all() if rules.can_view(actor) else Holiday.objects.none()
    holiday = seen.select_for_update(no_key=True).filter(pk=holiday_id).first()
    if holiday is None:
        raise NotFound(_("This holiday does not exist."))
    return holiday
