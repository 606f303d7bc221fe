"""What a copy of a year, or the library, would bring in: computed first, shown, then taken in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from central.domain.calendars.holidays import easter, library_holidays
from central.domain.calendars.inputs import EARLIEST, LATEST, HolidayValues
from central.domain.calendars.models import Holiday
from central.domain.calendars.zones import STATES
from central.foundation.errors import Invalid

MOVABLE = {-48: ("carnaval",), -47: ("carnaval",), -46: ("cinzas",), -2: ("santa", "paixão"), 60: ("corpus",)}
"""Days from Easter Sunday, and a word of the name that each of them is known by."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A holiday that would come in; `why_not` tells why it does not."""

    values: HolidayValues
    source_id: int | None = None
    why_not: str = ""

    @property
    def is_new(self) -> bool:
        """Whether it comes in when asked for."""
        return not self.why_not


def copy_proposals(from_year: int, to_year: int) -> list[Proposal]:
    """The holidays in use of a year as they would stand in another, by date; raises `Invalid`."""
    check_year(from_year, "from_year")
    check_year(to_year, "to_year")
    if from_year == to_year:
        raise Invalid(_("Choose two different years."), field="to_year")
    there = set(Holiday.objects.filter(on__year=to_year).values_list(*PLACE, "name"))
    proposals = []
    rows = Holiday.objects.filter(on__year=from_year, is_active=True)
    for row in rows.order_by("on", "scope", "state", "city_ibge_code", "name"):
        on = same_day_in(row.on, row.name, to_year)
        why_not = "" if on else _("%(day)s does not exist in %(year)d") % {"day": "29/02", "year": to_year}
        if (*(getattr(row, name) for name in PLACE), row.name) in there:
            why_not = _("already registered")
        proposals.append(Proposal(values_of(row, on or row.on), row.pk, why_not))
    return proposals


def import_proposals(year: int, states: Collection[str], *, with_optional: bool = True) -> list[Proposal]:
    """The holidays of the library for a year and some states, by date; raises `Invalid`."""
    check_year(year, "year")
    if not set(states) <= set(STATES):
        raise Invalid(_("Choose the states from the list."), field="states")
    there = set(Holiday.objects.filter(on__year=year).values_list("on", *PLACE))
    proposals = []
    for seed in library_holidays(year, sorted(states)):
        if seed.is_optional and not with_optional:
            continue
        values = HolidayValues(
            seed.name, seed.on, seed.scope, seed.state, "", "",
            seed.starts_minute, seed.ends_minute, seed.is_optional,
        )  # fmt: skip
        known = (seed.on, seed.scope, seed.state, "") in there
        proposals.append(Proposal(values, why_not=_("already registered") if known else ""))
    return proposals


PLACE = ("scope", "state", "city_ibge_code")


def same_day_in(on: date, name: str, year: int) -> date | None:
    """The same holiday's day in another year; None for 29 February where there is none."""
    distance = (on - easter(on.year)).days
    if any(word in name.lower() for word in MOVABLE.get(distance, ())):
        return easter(year) + timedelta(days=distance)
    try:
        return on.replace(year=year)
    except ValueError:
        return None


def values_of(row: Holiday, on: date) -> HolidayValues:
    """A stored holiday as values on a day."""
    return HolidayValues(
        row.name, on, row.scope, row.state, row.city_ibge_code, row.city_name,
        row.starts_minute, row.ends_minute, row.is_optional,
    )  # fmt: skip


def check_year(year: int, field: str) -> None:
    """Raises `Invalid` for a year outside the calendar's range."""
    if not EARLIEST.year <= year < LATEST.year:
        raise Invalid(_("Give a year between 2000 and 2099."), field=field)
