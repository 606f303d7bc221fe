"""The words of calendars and holidays: names of values, histories, hours."""

from typing import Any

from django.utils.dateparse import parse_date
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from central.domain.calendars.inputs import HolidayValues, clock
from central.domain.calendars.uses import Uses
from central.domain.people.facts import Change, Fact, HistoryRow

ZONE_NAMES = {
    "America/Sao_Paulo": gettext_lazy("Brasília"),
    "America/Noronha": "Fernando de Noronha",
    "America/Eirunepe": "Eirunepé",
    "America/Rio_Branco": "Rio Branco",
    "America/Manaus": "Manaus",
    "America/Cuiaba": "Cuiabá",
    "America/Campo_Grande": "Campo Grande",
    "America/Porto_Velho": "Porto Velho",
    "America/Boa_Vista": "Boa Vista",
    "America/Bahia": "Salvador",
    "America/Fortaleza": "Fortaleza",
    "America/Recife": "Recife",
    "America/Maceio": "Maceió",
    "America/Belem": "Belém",
    "America/Araguaina": "Palmas",
}
SCOPES = {
    "national": pgettext_lazy("holiday", "National"),
    "state": pgettext_lazy("holiday", "State"),
    "city": pgettext_lazy("holiday", "Municipal"),
}
VALUE_NAMES = {
    "name": gettext_lazy("Name"),
    "is_calendar_days": gettext_lazy("Counts"),
    "time_zone": gettext_lazy("Time zone"),
    "on": gettext_lazy("Day"),
    "scope": gettext_lazy("Holds in"),
    "state": gettext_lazy("State"),
    "city_ibge_code": gettext_lazy("IBGE code of the town"),
    "city_name": gettext_lazy("Town"),
    "starts_minute": gettext_lazy("From"),
    "ends_minute": gettext_lazy("Until"),
    "is_optional": gettext_lazy("Optional day"),
}
FACTS = {
    "CalendarCreated": gettext_lazy("made the calendar"),
    "CalendarChanged": gettext_lazy("changed the calendar"),
    "CalendarActivated": gettext_lazy("put it in use"),
    "CalendarDeactivated": gettext_lazy("put it out of use"),
    "HolidayRegistered": gettext_lazy("registered the holiday"),
    "HolidayChanged": gettext_lazy("changed the holiday"),
    "HolidayActivated": gettext_lazy("made it count again"),
    "HolidayDeactivated": gettext_lazy("made it no longer count"),
}
SOURCES = {
    "copied": gettext_lazy("copied from another year"),
    "imported": gettext_lazy("from the official list"),
}


def zone_name(zone: str) -> str:
    """A time zone by its town; without one, the place of the service."""
    return str(ZONE_NAMES.get(zone, zone)) if zone else _("that of the place of the service")


def uses_in_words(uses: Uses) -> str:
    """Who counts by a calendar: `used by 3 situações and 2 teams`; empty when nobody does."""
    levels, teams = uses.get("servicelevel", 0), uses.get("team", 0)
    parts = []
    if levels:
        parts.append(ngettext("%(n)d situação", "%(n)d situações", levels) % {"n": levels})
    if teams:
        parts.append(ngettext("%(n)d team", "%(n)d teams", teams) % {"n": teams})
    return _(" and ").join(parts)


def hours_of(values: HolidayValues) -> str:
    """The part of the day that a holiday takes; empty for the whole day."""
    if (values.starts_minute, values.ends_minute) == (0, 1440):
        return ""
    return f"{clock(values.starts_minute)}–{clock(values.ends_minute)}"


def place_of(values: HolidayValues) -> str:
    """Where a holiday holds."""
    if values.scope == "state":
        return values.state
    return f"{values.city_name}/{values.state}" if values.scope == "city" else _("Brazil")


def value_name(key: str) -> str:
    """The name of a value as its field is called."""
    if key.startswith("day_"):
        return str(WEEKDAYS[int(key[4:])]).capitalize()
    return str(VALUE_NAMES.get(key, key))


def value_in_words(key: str, value: Any) -> str:
    """A value of a fact as a person reads it."""
    if key == "is_calendar_days":
        return _("calendar days") if value else _("windows of the week")
    if key == "time_zone":
        return zone_name(value)
    if key == "scope":
        return str(SCOPES.get(value, value))
    if key in ("starts_minute", "ends_minute"):
        return clock(int(value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(str(one) for one in value) or _("no hours")
    if key == "on" and (day := parse_date(str(value))):
        return date_format(day, "d/m/Y")
    return str(value) or "–"


def history_lines(facts: list[Fact]) -> list[HistoryRow]:
    """The history of a calendar or holiday, in words."""
    return [
        HistoryRow(
            fact.at,
            fact.who,
            " ".join(filter(None, (says_of(fact), source_of(fact)))),
            tuple(
                Change(value_name(key), value_in_words(key, old), value_in_words(key, new))
                for key, old, new in fact.changes
            ),
        )
        for fact in facts
    ]


def says_of(fact: Fact) -> str:
    """What a fact was."""
    return str(FACTS.get(fact.name, fact.name))


def source_of(fact: Fact) -> str:
    """Where a holiday came from, when it was not typed."""
    found = SOURCES.get(str(fact.told.get("source", "")), "")
    return f"({found})" if found else ""
