"""The fact that a rule acted on a protocol; what it changed is told by the facts of those changes too."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from central.foundation.events.publishing import Event


@dataclass(frozen=True, slots=True)
class EscalationFired(Event):
    """A rule acted on a protocol.

    `told` are the roles that were told and `told_ids` their persons; `refused` says by effect (assignee,
    leader, supervisors, profile, priority, forward) why it could not be.
    """

    subject_kind = "ticket"
    rule_id: int
    timing: str
    amount: int | None
    due_at: datetime
    moment_at: datetime
    told: tuple[str, ...] = ()
    told_ids: tuple[int, ...] = ()
    before_priority: int | None = None
    after_priority: int | None = None
    to_team_id: int | None = None
    refused: Mapping[str, str] | None = None
    is_private: bool = True
