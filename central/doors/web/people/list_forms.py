"""The forms around the list of persons."""

from django import forms
from django.utils.translation import gettext_lazy as _

from central.domain.people.columns import COLUMNS
from central.doors.web.components.forms import ActForm
from central.doors.web.people.list_words import COLUMN_NAMES


class ColumnsForm(ActForm):
    """The columns that the list shows beside the name."""

    columns = forms.MultipleChoiceField(
        label=_("Columns"),
        choices=[(column, COLUMN_NAMES[column]) for column in COLUMNS],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"required": _("Choose at least one column.")},
    )
