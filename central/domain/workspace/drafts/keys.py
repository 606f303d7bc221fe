"""Which form a draft belongs to."""

from dataclasses import dataclass
from enum import StrEnum


class DraftAct(StrEnum):
    """The acts whose forms are kept while they are written."""

    OPEN = "open"
    REPORT = "report"
    QUICK_REPORT = "quick_report"
    TECHNICIAN = "technician"
    FORWARD = "forward"
    GIVE_BACK = "give_back"
    EDIT = "edit"
    CLOSE = "close"
    CANCEL = "cancel"
    REOPEN = "reopen"
    CORRECT_REPORT = "correct_report"
    ANNUL_REPORT = "annul_report"
    ACTIVITY = "activity"
    CORRECT_ACTIVITY = "correct_activity"
    ANNUL_ACTIVITY = "annul_activity"


NOT_OF_A_TICKET = frozenset(
    {DraftAct.OPEN, DraftAct.ACTIVITY, DraftAct.CORRECT_ACTIVITY, DraftAct.ANNUL_ACTIVITY}
)


@dataclass(frozen=True, slots=True)
class DraftKey:
    """The form of one act on one subject; see `Draft` for what the numbers name."""

    act: str
    subject_id: int = 0
    part_id: int = 0

    @property
    def ticket_id(self) -> int | None:
        """The protocol that the form is about, None for a form about none."""
        return None if self.act in NOT_OF_A_TICKET else self.subject_id
