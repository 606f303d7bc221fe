"""Fields the pages share: Brazilian dates and hours, several files, a person, the one-use key of an act."""

import datetime
import re
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

DATE_SHAPES = (
    (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z"), (3, 2, 1)),
    (re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\Z"), (1, 2, 3)),
    (re.compile(r"(\d{2})(\d{2})(\d{4})\Z"), (1, 2, 3)),
    (re.compile(r"(\d{1,2})[/.-](\d{1,2})\Z"), (1, 2, 0)),
)
TIME_SHAPE = re.compile(r"(\d{1,2})(?:[:hH](\d{2})?|(\d{2}))?\Z")
WORDS = {"hoje": 0, "today": 0, "ontem": -1, "yesterday": -1, "amanha": 1, "amanhã": 1, "tomorrow": 1}


def read_date(text: str) -> datetime.date | None:
    """A day as people type it: 24/11/2026, 24/11, 24112026, hoje, 2026-11-24; None when it is none."""
    text = text.strip().lower()
    if text in WORDS:
        return timezone.localdate() + datetime.timedelta(days=WORDS[text])
    for shape, (day, month, year) in DATE_SHAPES:
        if found := shape.match(text):
            try:
                return datetime.date(
                    int(found[year]) if year else timezone.localdate().year,
                    int(found[month]),
                    int(found[day]),
                )
            except ValueError:
                return None
    return None


def read_time(text: str) -> datetime.time | None:
    """An hour as people type it: 14:10, 1410, 14h10, 9; None when it is none."""
    found = TIME_SHAPE.match(text.strip())
    if not found:
        return None
    try:
        return datetime.time(int(found[1]), int(found[2] or found[3] or 0))
    except ValueError:
        return None


class DateField(forms.Field):
    """A day, shown as 24/11/2026 at every language of the browser."""

    widget = forms.TextInput(
        attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 10, "data-date": True}
    )
    default_error_messages = {"invalid": _("Not a date. Write it like 24/11/2026.")}

    def to_python(self, value: Any) -> datetime.date | None:
        """The day that was typed."""
        if value in self.empty_values:
            return None
        day = value if isinstance(value, datetime.date) else read_date(str(value))
        if day is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day

    def prepare_value(self, value: Any) -> Any:
        """The Brazilian form of a day; what was typed wrongly stays as typed."""
        if isinstance(value, datetime.date):
            return f"{value.day:02d}/{value.month:02d}/{value.year}"
        return value


class TimeField(forms.Field):
    """An hour and minute, shown as 14:10."""

    widget = forms.TextInput(
        attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 5, "data-time": True}
    )
    default_error_messages = {"invalid": _("Not an hour. Write it like 14:10.")}

    def to_python(self, value: Any) -> datetime.time | None:
        """The hour that was typed."""
        if value in self.empty_values:
            return None
        hour = value if isinstance(value, datetime.time) else read_time(str(value))
        if hour is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return hour

    def prepare_value(self, value: Any) -> Any:
        """The hour as 14:10; what was typed wrongly stays as typed."""
        if isinstance(value, datetime.time):
            return f"{value.hour:02d}:{value.minute:02d}"
        return value


class SeveralFiles(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; cleaned to a list."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Each file checked, empty list when there is none."""
        given: Sequence[UploadedFile[Any]] = (
            data if isinstance(data, list | tuple) else [data] if data else []
        )
        if not given and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return [super(FilesField, self).clean(one, initial) for one in given]


class PersonField(forms.IntegerField):
    """A person by id, as `<c-person-picker>` sends it."""

    widget = forms.TextInput
    default_error_messages = {
        "required": _("Choose a person from the list."),
        "invalid": _("Choose a person from the list."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=2**53, **kwargs)


def new_key() -> str:
    """A one-use key."""
    return uuid.uuid4().hex


class ActForm(forms.Form):
    """The form of an act: carries the one-use key that makes a double click one thing."""

    use_required_attribute = False
    once = forms.CharField(widget=forms.HiddenInput, max_length=64, initial=new_key)
