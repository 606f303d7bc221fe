"""The forms around the list of persons."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from central.domain.exports.columns import HEADS
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


class ExportForm(ActForm):
    """What kind of file, which columns, and why whole documents are needed."""

    file_format = forms.ChoiceField(
        label=_("Kind of file"),
        choices=[("xlsx", _("Spreadsheet (XLSX)")), ("csv", _("Text with semicolons (CSV)"))],
        widget=forms.RadioSelect,
        initial="xlsx",
        error_messages={"required": _("Choose the kind of file.")},
    )
    columns = forms.MultipleChoiceField(
        label=_("Columns"),
        choices=list(HEADS.items()),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"required": _("Choose at least one column.")},
    )
    reason = forms.ChoiceField(label=_("Whole documents"), required=False)

    def __init__(self, *args: Any, reasons: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        masked = ("", pgettext_lazy("documents", "No, masked"))
        choice: Any = self.fields["reason"]
        choice.choices = [masked, *reasons]
        if not reasons:
            del self.fields["reason"]
