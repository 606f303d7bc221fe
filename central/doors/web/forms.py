"""Forms of the acts: ids of a list, moments from day and hour, files that a refusal does not lose."""

import datetime
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from central.doors.web.components.forms import ActForm, DateField, FilesField, TimeField, new_key
from central.doors.web.http import BIGGEST_ID
from central.foundation.actor import Actor
from central.foundation.errors import Conflict, Invalid, Stale
from central.foundation.files.kinds import ACCEPTED_EXTENSIONS
from central.foundation.files.limits import file_megabytes, files_at_once
from central.foundation.files.store import Upload, stage_uploads, staged_files

__all__ = ["ActForm", "DateField", "FilesField", "TimeField", "new_key"]

SELECT = pgettext_lazy("choice", "Select")
LONGEST_ID = len(str(BIGGEST_ID))
CHECKLISTS = ("checklist_", "closing_", "opening_")
"""What the names of the answers to a checklist begin with: those of the work, those of the closing."""
CUSTOM = "field_"
"""What the names of custom fields begin with."""


def is_id(text: str) -> bool:
    """Whether a text may be an id; looks at its length first, for no number is as long as a text may be."""
    return len(text) <= LONGEST_ID and text.isascii() and text.isdigit() and int(text) < BIGGEST_ID


class ChoiceIdField(forms.ChoiceField):
    """One entry of a list by its id, None for none; whether it may be chosen, the operation says."""

    def __init__(self, *, empty: Any = SELECT, **kwargs: Any) -> None:
        self.empty = empty
        super().__init__(**kwargs)

    def offer(self, choices: Iterable[Any]) -> None:
        """Give the field its choices, after the empty one where there is one."""
        blank = [("", self.empty)] if self.empty is not None else []
        self.choices = [*blank, *choices]

    def valid_value(self, value: str) -> bool:
        """Any whole number has the right shape."""
        return is_id(value)

    def clean(self, value: Any) -> Any:
        """The id as a number."""
        text = super().clean(value)
        return int(text) if text else None


class SettledChoiceField(forms.ChoiceField):
    """One of a few choices with a default: nothing sent means the default."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> Any:
        """What was chosen, else the default."""
        return super().clean(value) or (self.initial() if callable(self.initial) else self.initial)


class ChoiceIdsField(forms.MultipleChoiceField):
    """Several entries of a list by their ids."""

    def valid_value(self, value: str) -> bool:
        """Any whole number has the right shape."""
        return is_id(str(value))

    def clean(self, value: Any) -> Any:
        """The ids as numbers."""
        return [int(one) for one in super().clean(value)]


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that was sent with a form and waits for it to be accepted."""

    id: str
    name: str
    size: int


class DeskForm(ActForm):
    """The form of an act for an actor. `conflict` tells what changed meanwhile; files survive a refusal.

    `stale` stops an act because others did something since the form was opened.

    Files given in the field `files_field` are kept as soon as the form is read, each by itself, so
    that a refused form comes back with them; their ids travel in `<field>_kept`. `starred` fields
    must be filled; `parts` names what has errors without being a field, with its label; `beside` the field
    that shows what is refused under another name. `draft` is where the form is kept while it is written, and
    `typed` what was kept of it.
    """

    files_field = ""
    conflict = ""
    stale: Stale | None = None
    draft: Any = None
    starred: ClassVar[tuple[str, ...]] = ()
    parts: ClassVar[Mapping[str, Any]] = {}
    beside: ClassVar[Mapping[str, str]] = {}

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        self.actor = actor
        self.kept: list[KeptFile] = []
        self.typed = QueryDict()
        super().__init__(*args, **kwargs)
        self.star(True)
        if self.files_field:
            self.fields[self.files_field].allow_empty_file = True  # type: ignore[attr-defined]

    def full_clean(self) -> None:
        """Keep the files first, then read the fields; what is missing, the operation says in its words."""
        self.kept, refused = [], []
        if self.is_bound and self.files_field:
            refused = self.keep_files()
        self.star(False)
        super().full_clean()
        self.star(True)
        if self.is_bound and self.files_field:
            self.cleaned_data[self.files_field] = tuple(file.id for file in self.kept)
            for sentence in refused:
                self.add_error(self.files_field, sentence)

    def star(self, required: bool) -> None:
        """Mark the fields that must be filled."""
        for name in self.starred:
            if name in self.fields:
                self.fields[name].required = required

    def take_up(self, draft: Any) -> None:
        """Go on from a draft: its fields are among the initial values, its files are found again."""
        self.draft, self.typed = draft, draft.values
        if self.files_field:
            self.kept = known_files(draft.values.getlist(self.kept_name), self.actor)

    def keep_files(self) -> list[str]:
        """Stage what was sent and find what was kept before; answers a sentence for each refused file."""
        data, files = cast(QueryDict, self.data), cast("MultiValueDict[str, Any]", self.files)
        held = known_files(data.getlist(self.kept_name), self.actor)
        given = files.getlist(self.files_field) if files else []
        if self.takes_one_file and given:
            held = []
        refused: list[str] = []
        for upload in given:
            if len(held) >= files_at_once():
                refused.append(_("At most %(limit)s files at once.") % {"limit": files_at_once()})
                break
            try:
                held += staged(upload, self.actor)
            except Invalid as error:
                refused.append(str(error.message))
        self.kept = held
        return refused

    @property
    def takes_one_file(self) -> bool:
        """Whether the field takes a single file."""
        return not isinstance(self.fields[self.files_field], FilesField)

    @property
    def kept_name(self) -> str:
        """The name under which the kept files' ids are sent."""
        return f"{self.files_field}_kept"

    @property
    def file_limit(self) -> int:
        """Megabytes that a file may have."""
        return file_megabytes()

    @property
    def file_kinds(self) -> str:
        """The endings that are accepted, as the file field's script reads them."""
        return ",".join(f".{ending}" for ending in ACCEPTED_EXTENSIONS)

    @property
    def file_field(self) -> BoundField | None:
        """The field of the files, None for a form without files."""
        return self[self.files_field] if self.files_field else None

    def moment(self, day_field: str, hour_field: str) -> datetime.datetime | None:
        """A moment of the installation's time zone from a day and an hour; None when one is missing."""
        return joined(self.cleaned_data.get(day_field), self.cleaned_data.get(hour_field))


def staged(upload: Upload, actor: Actor) -> list[KeptFile]:
    """Keep one upload."""
    return [KeptFile(str(file.pk), file.name, file.size) for file in stage_uploads([upload], actor=actor)]


def known_files(ids: Iterable[str], actor: Actor) -> list[KeptFile]:
    """The actor's kept files among some ids; what is not an id is passed over."""
    wanted = [one for one in ids if is_uuid(one)]
    if not wanted:
        return []
    return [KeptFile(str(file.pk), file.name, file.size) for file in staged_files(wanted, actor=actor)]


def is_uuid(text: str) -> bool:
    """Whether a text has the form of a file's id."""
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def joined(day: datetime.date | None, hour: datetime.time | None) -> datetime.datetime | None:
    """Day and hour as a moment of the installation's time zone; None when one of them is missing."""
    if day is None or hour is None:
        return None
    return timezone.make_aware(datetime.datetime.combine(day, hour), timezone.get_default_timezone())


def parts_of(moment: datetime.datetime | None) -> tuple[datetime.date | None, datetime.time | None]:
    """Day and hour of a moment at the installation, for two fields."""
    if moment is None:
        return None, None
    local = timezone.localtime(moment, timezone.get_default_timezone())
    return local.date(), local.time().replace(second=0, microsecond=0, tzinfo=None)


def refill(data: QueryDict, several: Collection[str] = ("assistants",)) -> dict[str, Any]:
    """What was typed as initial values of a fresh form: shown again without being judged."""
    return {name: data.getlist(name) if name in several else data[name] for name in data}


@contextmanager
def act_refusals(form: DeskForm, labels: Mapping[str, str] | None = None) -> Iterator[None]:
    """Put what an operation refuses into the form, and go on to show it again.

    Sentences go beside their fields; those of a checklist get a field for the occasion. What changed
    meanwhile becomes `form.conflict`, and the mark of the owner seen is renewed: whoever sends again knows.
    """
    try:
        yield
    except Invalid as error:
        for name, sentence in error.errors.items():
            field = place_for_error(form, name, labels or {})
            form.add_error(field, ValidationError(str(sentence)))
    except Stale as error:
        form.stale, form.conflict = error, str(error.message)
    except Conflict as error:
        form.conflict = str(error.message)


def place_for_error(form: DeskForm, name: str, labels: Mapping[str, str]) -> str | None:
    """The field that shows an error of this name; None for the whole form."""
    name = labels.get(name, form.beside.get(name, name))
    if name not in form.fields and (name.startswith((*CHECKLISTS, CUSTOM)) or name in form.parts):
        form.fields[name] = forms.CharField(required=False, label=form.parts.get(name, ""))
    return name if name in form.fields else None
