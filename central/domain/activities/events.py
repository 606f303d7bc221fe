"""Facts about activity records."""

from dataclasses import dataclass
from datetime import datetime

from central.foundation.events.publishing import Event


class ActivityEvent(Event):
    """A fact about one activity record."""

    subject_kind = "activity"


@dataclass(frozen=True, slots=True)
class ActivityRecorded(ActivityEvent):
    """A contact with a person was recorded."""

    recorded_person_id: int
    contact_id: int
    reason_id: int
    method_id: int
    started_at: datetime
    ended_at: datetime
    text_hash: str
    file_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActivityCorrected(ActivityEvent):
    """The author corrected the record; the earlier version stays."""

    version_id: int
    before_hash: str
    text_hash: str


@dataclass(frozen=True, slots=True)
class ActivityAnnulled(ActivityEvent):
    """The author took the record back, with a reason."""

    reason: str
