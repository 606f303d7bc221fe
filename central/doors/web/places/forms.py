"""The form of a Local."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from central.domain.calendars.zones import STATES
from central.domain.company.operations import PlaceInput
from central.domain.company.queries import PlaceRow
from central.doors.web.components.forms import ActForm


def line(
    label: Any, longest: int, attrs: dict[str, str] | None = None, *, required: bool = False
) -> forms.CharField:
    """A text of one line; what is wrong with it, the operation says."""
    field = forms.CharField(
        label=label,
        required=required,
        max_length=200,
        widget=forms.TextInput(attrs={"maxlength": longest, **(attrs or {})}),
    )
    field.error_messages["required"] = _("Fill this in.")
    return field


class PlaceForm(ActForm):
    """What a Local is."""

    name = line(_("Company name"), 120, required=True)
    trade_name = line(_("Trade name"), 120)
    document = line("CNPJ", 20, {"data-mask": "cnpj", "autocomplete": "off"})
    code = line(_("Code"), 20, required=True)
    city = line(_("City"), 80, required=True)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", pgettext_lazy("choice", "Select")), *((s, s) for s in sorted(STATES))],
    )
    phone = line(_("Phone"), 30, {"inputmode": "tel", "autocomplete": "off"})
    is_active = forms.BooleanField(label=pgettext_lazy("place", "In use"), required=False, initial=True)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def given(self) -> PlaceInput:
        """What was typed, as the operation takes it."""
        return PlaceInput(**{name: self.cleaned_data[name] for name in PlaceInput.__slots__})


def place_values(row: PlaceRow) -> dict[str, Any]:
    """The form's values for a stored Local."""
    return {name: getattr(row, name) for name in (*PlaceInput.__slots__, "seen")}
