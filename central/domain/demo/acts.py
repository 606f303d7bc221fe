"""What the acts of a history are told with: everything looked up, nothing to be refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from central.domain.calendars.business_time import WorkCalendar
from central.domain.catalog.models import CustomField, ServiceLevel, TicketStatus, TicketType
from central.domain.fields.kinds import Stored
from central.domain.sla.deadlines import Standing
from central.domain.teams.models import Team
from central.domain.tickets.filing import Filing
from central.domain.tickets.kinds import DestinationKind, Notify
from central.foundation.actor import Actor

Files = Sequence[str]
NOWHERE = Filing()


@dataclass(frozen=True, slots=True)
class Filled:
    """A custom field with the value that it is given."""

    field: CustomField
    stored: Stored


@dataclass(frozen=True, slots=True)
class Opening:
    """What a protocol is opened with, everything looked up."""

    protocol: int
    customer_id: int
    contact_id: int
    origin_id: int
    kind: TicketType
    level: ServiceLevel
    due: Standing
    calendar: WorkCalendar | None
    place_id: int
    title: str
    description: str
    priority: int
    team: Team
    assignee_id: int | None = None
    file_ids: Files = ()
    filing: Filing = NOWHERE
    answers: Mapping[str, str] = field(default_factory=dict)
    fields: Sequence[Filled] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A report with what it changes."""

    text: str
    is_private: bool = True
    notify: str = Notify.NOBODY
    status: TicketStatus | None = None
    wait_reason_id: int | None = None
    awaiting: str = ""
    visit_at: datetime | None = None
    technician_id: int | None = None
    file_ids: Files = ()


@dataclass(frozen=True, slots=True)
class Work:
    """A technician's activity."""

    activity_type_id: int
    started_at: datetime
    ended_at: datetime
    text: str
    progress: int = 0
    assistant_ids: tuple[int, ...] = ()
    materials: list[dict[str, str]] = field(default_factory=list)
    answers: Mapping[str, str] = field(default_factory=dict)
    concludes: bool = False
    unproductive_reason_id: int | None = None
    solution_id: int | None = None
    is_private: bool = True
    file_ids: Files = ()


@dataclass(frozen=True, slots=True)
class Hand:
    """Where a protocol is forwarded to, why, and with which words.

    `calendar` is that of the team at the client's place, `receiver` who accepts, None where nobody has yet.
    """

    reason_id: int
    team: Team
    kind: TicketType
    person_id: int | None = None
    destination: str = DestinationKind.TEAM
    done_text: str = ""
    expected_text: str = ""
    is_private: bool = True
    notify: str = Notify.TEAM
    calendar: WorkCalendar | None = None
    receiver: Actor | None = None
