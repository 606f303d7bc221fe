"""What a timeline is made of: frozen entries, ready to be drawn."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.utils.safestring import SafeString, mark_safe

from central.domain.people.facts import Change
from central.domain.tickets.field_rows import FieldLine

Form = Literal["message", "line", "small", "handover"]


@dataclass(frozen=True, slots=True)
class Pill:
    """A short mark beside a name: its colour (brand, ok, warn, bad, hand, note, out) and icon."""

    text: str
    tone: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class FileRow:
    """An attachment as the timeline and the facts column show it; `size` in bytes."""

    id: int
    file_id: str
    name: str
    size: int
    is_image: bool
    has_thumbnail: bool
    is_private: bool
    added_at: datetime
    report_id: int | None
    forwarding_id: int | None


@dataclass(frozen=True, slots=True)
class Version:
    """What a text said until a moment."""

    until: datetime
    body: SafeString


@dataclass(frozen=True, slots=True)
class Waiting:
    """A forwarding that waits to be accepted, and what the reader may do about it.

    `until` is when it goes back by itself, None where the team's calendar never opens.
    """

    forwarding_id: int
    since: datetime
    until: datetime | None
    sender: str
    from_team: str
    to_team: str
    is_mine: bool
    can_accept: bool
    can_return: bool
    can_take_back: bool


@dataclass(frozen=True, slots=True)
class Handover:
    """A forwarding: from whom to whom and why; the texts are empty for who may not read them."""

    from_person: str
    from_person_id: int | None
    from_team: str
    to_person: str
    to_person_id: int | None
    to_team: str
    reason: str
    done: SafeString
    expected: SafeString
    promise: str = ""
    waiting: Waiting | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of the timeline.

    `says` continues the name of `who`; `label` and `before` → `after` tell a change; `since` is the
    start of an execution that still runs; `report_id` names the text that `can_correct` and
    `can_annul` speak of.
    """

    id: int
    sequence: int
    name: str
    form: Form
    icon: str
    tone: str
    at: datetime
    who: str = ""
    who_id: int | None = None
    team: str = ""
    says: str = ""
    label: str = ""
    before: str = ""
    after: str = ""
    since: datetime | None = None
    span: timedelta | None = None
    pills: tuple[Pill, ...] = ()
    meta: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    body: SafeString | None = None
    handover: Handover | None = None
    files: tuple[FileRow, ...] = ()
    versions: tuple[Version, ...] = ()
    is_private: bool = False
    corrected_at: datetime | None = None
    annulled_at: datetime | None = None
    annul_reason: str = ""
    report_id: int | None = None
    can_correct: bool = False
    can_annul: bool = False

    @property
    def pictures(self) -> tuple[FileRow, ...]:
        """The attachments that are shown as small pictures."""
        return tuple(file for file in self.files if file.has_thumbnail)

    @property
    def papers(self) -> tuple[FileRow, ...]:
        """The other attachments."""
        return tuple(file for file in self.files if not file.has_thumbnail)


@dataclass(frozen=True, slots=True)
class CheckState:
    """An item of the checklist with how it stands."""

    label: str
    is_answered: bool
    is_required: bool
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """One page of entries, newest first; `before` is the mark of the next page, None at the end."""

    entries: tuple[Entry, ...]
    before: int | None
    files: tuple[FileRow, ...] = ()
    checklist: tuple[CheckState, ...] = ()
    fields: tuple[FieldLine, ...] = ()


def safe_body(text: str) -> SafeString:
    """Stored rich text as it is put on a page: it was sanitised when it was stored (foundation.richtext)."""
    return mark_safe(text)
