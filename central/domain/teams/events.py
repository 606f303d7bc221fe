"""Facts about membership, kept in the history of the person."""

from dataclasses import dataclass

from central.foundation.events.publishing import Event


@dataclass(frozen=True, slots=True)
class MemberAdded(Event):
    """A person became a member of a team."""

    subject_kind = "person"
    member_id: int
    joined_team_id: int
    is_leader: bool
    is_main: bool
