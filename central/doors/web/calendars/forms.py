"""The forms of calendars and holidays."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from central.domain.calendars.inputs import HolidayValues, clock
from central.domain.calendars.listing import CalendarRow, HolidayRow
from central.domain.calendars.zones import STATES, ZONES
from central.doors.web.calendars.week import read_hour
from central.doors.web.calendars.words import SCOPES, ZONE_NAMES
from central.doors.web.components.forms import ActForm, DateField

STATE_CHOICES = [("", pgettext_lazy("choice", "Select")), *((code, code) for code in STATES)]


def text(label: Any, longest: int, **attrs: Any) -> forms.CharField:
    """A one-line text; the domain says what it needs."""
    field = forms.CharField(label=label, required=False, strip=False)
    field.widget.attrs.update({"maxlength": longest, "autocomplete": "off", **attrs})
    return field


class CalendarForm(ActForm):
    """The fields of a calendar beside its week."""

    name = text(gettext_lazy("Name"), 80)
    counts = forms.ChoiceField(
        label=gettext_lazy("Counts"),
        choices=[
            ("windows", gettext_lazy("Windows of the week")),
            ("days", gettext_lazy("Calendar days, until 23:59")),
        ],
        widget=forms.RadioSelect,
        initial="windows",
    )
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        required=False,
        choices=[("", gettext_lazy("That of the place of the service"))]
        + [(zone, ZONE_NAMES.get(zone, zone)) for zone in ZONES],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].error_messages["required"] = _("Write the name.")

    @classmethod
    def of(cls, sheet: CalendarRow) -> "CalendarForm":
        """The form of a stored calendar."""
        counts = "days" if sheet.is_calendar_days else "windows"
        return cls(initial={"name": sheet.name, "counts": counts, "time_zone": sheet.time_zone})


class HolidayForm(ActForm):
    """One holiday; of a past one only the names can be written."""

    FIXED = ("on", "scope", "state", "city_ibge_code", "extent", "starts", "ends", "is_optional")

    name = text(gettext_lazy("Name"), 80)
    on = DateField(label=gettext_lazy("Day"), error_messages={"required": gettext_lazy("Give the day.")})
    scope = forms.ChoiceField(
        label=gettext_lazy("Holds in"),
        choices=list(SCOPES.items()),
        widget=forms.RadioSelect,
        initial="national",
    )
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False, choices=STATE_CHOICES)
    city_name = text(gettext_lazy("Town"), 80)
    city_ibge_code = text(gettext_lazy("IBGE code of the town"), 7, inputmode="numeric")
    extent = forms.ChoiceField(
        label=gettext_lazy("How much of the day"),
        choices=[("whole", gettext_lazy("Whole day")), ("part", gettext_lazy("Part of the day"))],
        widget=forms.RadioSelect,
        initial="whole",
    )
    starts = text(gettext_lazy("From"), 5, inputmode="numeric")
    ends = text(gettext_lazy("Until"), 5, inputmode="numeric")
    is_optional = forms.BooleanField(
        label=gettext_lazy("Optional day (ponto facultativo)"),
        required=False,
        help_text=gettext_lazy("An optional day counts as a working day in deadlines."),
    )

    def __init__(self, *args: Any, sheet: HolidayRow | None = None, **kwargs: Any) -> None:
        if sheet:
            kwargs["initial"] = initial_of(sheet.values)
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].error_messages["required"] = _("Write the name.")
        if sheet and sheet.is_past:
            for name in self.FIXED:
                self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        """Hours of a part of the day can be read."""
        given = super().clean() or {}
        if given.get("extent") == "part":
            for name in ("starts", "ends"):
                if read_hour(given.get(name) or "") is None:
                    self.add_error(name, _("Not an hour. Write it like 14:10."))
        return given

    def values(self) -> HolidayValues:
        """What was typed, for the operation."""
        given = self.cleaned_data
        part = given["extent"] == "part"
        return HolidayValues(
            name=given["name"],
            on=given["on"] or datetime.date.min,
            scope=given["scope"],
            state=given["state"],
            city_ibge_code=given["city_ibge_code"],
            city_name=given["city_name"],
            starts_minute=(read_hour(given["starts"]) or 0) if part else 0,
            ends_minute=(read_hour(given["ends"], is_end=True) or 0) if part else 1440,
            is_optional=given["is_optional"],
        )


FIELD_OF = {"starts_minute": "starts", "ends_minute": "ends"}
"""Where the form shows what the operation finds wrong with a value."""


def initial_of(values: HolidayValues) -> dict[str, Any]:
    """A stored holiday as the form shows it."""
    part = (values.starts_minute, values.ends_minute) != (0, 1440)
    return {
        "name": values.name,
        "on": values.on,
        "scope": values.scope,
        "state": values.state,
        "city_name": values.city_name,
        "city_ibge_code": values.city_ibge_code,
        "extent": "part" if part else "whole",
        "starts": clock(values.starts_minute) if part else "",
        "ends": clock(values.ends_minute) if part else "",
        "is_optional": values.is_optional,
    }


class CopyForm(ActForm):
    """From which year to which."""

    from_year = forms.IntegerField(label=gettext_lazy("From the year"), min_value=2000, max_value=2099)
    to_year = forms.IntegerField(label=gettext_lazy("To the year"), min_value=2000, max_value=2099)


class ImportForm(ActForm):
    """Which year and states to bring in from the library."""

    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2000, max_value=2099)
    states = forms.MultipleChoiceField(
        label=gettext_lazy("States besides the national ones"),
        required=False,
        choices=[(code, code) for code in STATES],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )
    with_optional = forms.BooleanField(
        label=gettext_lazy("With the optional days (carnival, Corpus Christi)"), required=False, initial=True
    )
