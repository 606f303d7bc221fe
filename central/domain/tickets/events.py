"""Facts about protocols: past tense, ids and plain values; free texts by their hash."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from central.foundation.events.publishing import Event

Change = tuple[object, object]


class TicketEvent(Event):
    """A fact about one protocol."""

    subject_kind = "ticket"


@dataclass(frozen=True, slots=True)
class TicketOpened(TicketEvent):
    """A protocol was opened, with its number."""

    protocol: int
    customer_id: int
    type_id: int
    service_level_id: int
    status_id: int
    priority: int
    to_team_id: int
    assignee_id: int | None
    origin_id: int
    due_at: datetime
    text_hash: str
    file_ids: tuple[str, ...] = ()
    pauses: bool | None = None
    filing: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class ExecutionStarted(TicketEvent):
    """Somebody's clock started on a protocol."""

    execution_id: int
    executor_id: int
    started_at: datetime


@dataclass(frozen=True, slots=True)
class ExecutionPaused(TicketEvent):
    """Somebody's clock stopped: by the person, or because of what the person did next (`cause`)."""

    execution_id: int
    executor_id: int
    started_at: datetime
    ended_at: datetime
    seconds: int
    cause: str = "paused"


@dataclass(frozen=True, slots=True)
class TechnicianActivityReported(TicketEvent):
    """A technician told what was done, from when to when."""

    activity_id: int
    report_id: int
    activity_type_id: int
    started_at: datetime
    ended_at: datetime
    seconds: int
    progress: int
    assistant_ids: tuple[int, ...]
    is_conclusion: bool
    text_hash: str
    is_private: bool
    file_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportAdded(TicketEvent):
    """A Relato was added."""

    report_id: int
    notify: str
    text_hash: str
    is_private: bool
    file_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportCorrected(TicketEvent):
    """The author corrected a report; the earlier version stays."""

    report_id: int
    version_id: int
    before_hash: str
    text_hash: str
    is_private: bool


@dataclass(frozen=True, slots=True)
class ReportAnnulled(TicketEvent):
    """The author took a report back, with a reason; its text stays readable as annulled."""

    report_id: int
    reason: str
    is_private: bool


@dataclass(frozen=True, slots=True)
class TicketForwarded(TicketEvent):
    """A protocol went from team and person to team and person."""

    forwarding_id: int
    reason_id: int
    destination_kind: str
    from_team_id: int
    from_person_id: int | None
    to_team_id: int
    to_person_id: int | None
    from_type_id: int
    to_type_id: int
    notify: str
    text_hash: str
    file_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HandoverAccepted(TicketEvent):
    """The destination took a forwarded protocol over: by saying so, or by an act on it (`cause`)."""

    forwarding_id: int
    team_id: int
    sender_id: int | None
    waited_seconds: int
    cause: str


@dataclass(frozen=True, slots=True)
class HandoverReturned(TicketEvent):
    """The destination gave a forwarded protocol back, with a reason; `count` returns so far."""

    forwarding_id: int
    from_team_id: int
    to_team_id: int
    to_person_id: int | None
    from_type_id: int
    to_type_id: int
    text_hash: str
    count: int


@dataclass(frozen=True, slots=True)
class HandoverTakenBack(TicketEvent):
    """The sender took a forwarded protocol back before it was accepted."""

    forwarding_id: int
    from_team_id: int
    to_team_id: int
    to_person_id: int | None
    from_type_id: int
    to_type_id: int


@dataclass(frozen=True, slots=True)
class HandoverOverdue(TicketEvent):
    """The team's time to accept is used; its leader is called. Told once for each forwarding."""

    forwarding_id: int
    team_id: int
    accept_by: datetime
    is_private: bool = True


@dataclass(frozen=True, slots=True)
class HandoverExpired(TicketEvent):
    """Nobody accepted in twice the team's time: the protocol went back to who sent it."""

    forwarding_id: int
    from_team_id: int
    to_team_id: int
    to_person_id: int | None
    from_type_id: int
    to_type_id: int


@dataclass(frozen=True, slots=True)
class HandoverLapsed(TicketEvent):
    """A forwarding was overtaken before anybody accepted it: forwarded on, closed, cancelled (`cause`)."""

    forwarding_id: int
    cause: str


@dataclass(frozen=True, slots=True)
class PingPongNoted(TicketEvent):
    """The protocol was returned so often that its supervisor is called."""

    forwarding_id: int
    count: int
    is_private: bool = True


@dataclass(frozen=True, slots=True)
class StatusChanged(TicketEvent):
    """The status went from one to another; `pauses`: the new one pauses the deadline."""

    from_status_id: int
    to_status_id: int
    from_base: str
    to_base: str
    wait_reason_id: int | None = None
    awaiting: str | None = None
    cause: str = ""
    pauses: bool | None = None


@dataclass(frozen=True, slots=True)
class VisitScheduled(TicketEvent):
    """A day and hour were agreed, or agreed anew."""

    schedule_id: int
    starts_at: datetime
    technician_id: int
    count: int
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class PriorityChanged(TicketEvent):
    """The priority went from one to another."""

    before: int
    after: int


@dataclass(frozen=True, slots=True)
class DeadlineChanged(TicketEvent):
    """Situação and deadline went from one to another.

    `counted_from` is given when the term began anew; `cause` when no person chose it: resumed, calendar,
    place.
    """

    from_service_level_id: int
    to_service_level_id: int
    from_due_at: datetime
    to_due_at: datetime
    counted_from: datetime | None = None
    cause: str = ""


@dataclass(frozen=True, slots=True)
class DeadlineNear(TicketEvent):
    """The warning share of the term is used; told once for each deadline."""

    due_at: datetime
    percent: int
    is_private: bool = True


@dataclass(frozen=True, slots=True)
class DeadlineMissed(TicketEvent):
    """The deadline passed and the work is not done; told once for each deadline."""

    due_at: datetime
    is_private: bool = True


@dataclass(frozen=True, slots=True)
class AssigneeChanged(TicketEvent):
    """The responsible person changed within the team; `taken` when it was the actor's own doing."""

    before_id: int | None
    after_id: int | None
    taken: bool = False


@dataclass(frozen=True, slots=True)
class DetailsChanged(TicketEvent):
    """Title, description, contact or type changed: ids from → to, texts by their `TextChange` row."""

    changes: dict[str, Change]
    text_change_ids: tuple[int, ...] = ()
    text_hash: str = ""


@dataclass(frozen=True, slots=True)
class FieldsChanged(TicketEvent):
    """Custom fields were filled in or changed: each from → to by its `TextChange` row."""

    text_change_ids: tuple[int, ...]
    text_hash: str


@dataclass(frozen=True, slots=True)
class TicketClosed(TicketEvent):
    """Encerramento: the final closing."""

    report_id: int | None
    solution_id: int | None
    was_late: bool


@dataclass(frozen=True, slots=True)
class TicketTechClosed(TicketEvent):
    """Fechamento: the technical closing."""

    was_late: bool


@dataclass(frozen=True, slots=True)
class TicketCancelled(TicketEvent):
    """The protocol was cancelled, with a reason."""

    reason_id: int
    report_id: int | None


@dataclass(frozen=True, slots=True)
class TicketReopened(TicketEvent):
    """A closed protocol was opened again, simply or as rework."""

    kind: str
    reason_id: int
    report_id: int | None
    count: int


@dataclass(frozen=True, slots=True)
class FilesAttached(TicketEvent):
    """Files were attached outside a report."""

    attachment_ids: tuple[int, ...]
    is_private: bool
    file_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowingChanged(TicketEvent):
    """Somebody started or stopped following the protocol."""

    follower_id: int
    is_following: bool


MOVES = ("TicketOpened", "TicketForwarded", "HandoverReturned", "HandoverTakenBack", "HandoverExpired")
"""The facts that give a protocol to a team: each names it in `to_team_id`."""
