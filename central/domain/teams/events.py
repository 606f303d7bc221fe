"""Facts about teams; membership is kept in the history of the person."""

from dataclasses import dataclass

from central.foundation.events.publishing import Event

Plain = str | int | bool | None | list[int]


@dataclass(frozen=True, slots=True)
class TeamCreated(Event):
    """A team came into use."""

    subject_kind = "team"
    code: str


@dataclass(frozen=True, slots=True)
class TeamUpdated(Event):
    """Something of a team changed, from and to."""

    subject_kind = "team"
    before: dict[str, Plain]
    after: dict[str, Plain]


@dataclass(frozen=True, slots=True)
class ForwardingsChanged(Event):
    """Where a team may forward to changed, from and to."""

    subject_kind = "team"
    before: dict[str, Plain]
    after: dict[str, Plain]


@dataclass(frozen=True, slots=True)
class MemberAdded(Event):
    """A person became a member of a team."""

    subject_kind = "person"
    member_id: int
    joined_team_id: int
    is_leader: bool
    is_main: bool


@dataclass(frozen=True, slots=True)
class MemberChanged(Event):
    """A member leads a team or no longer does, or has it as main team or no longer has."""

    subject_kind = "person"
    member_id: int
    in_team_id: int
    is_leader: bool
    is_main: bool


@dataclass(frozen=True, slots=True)
class MemberRemoved(Event):
    """A person is no longer a member of a team."""

    subject_kind = "person"
    member_id: int
    left_team_id: int
