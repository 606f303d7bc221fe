"""Facts about persons that were one and the same, and about the protocols that went over."""

from dataclasses import dataclass

from central.foundation.events.publishing import Event


@dataclass(frozen=True, slots=True)
class PersonMerged(Event):
    """A person was merged into another and stands for itself no longer."""

    subject_kind = "person"
    merge_id: int
    into_person_id: int


@dataclass(frozen=True, slots=True)
class PersonAbsorbed(Event):
    """Another person was merged into this one; `taken` names the parts that came from it."""

    subject_kind = "person"
    merge_id: int
    other_person_id: int
    taken: tuple[str, ...]
    moved_count: int
    is_document_confirmed: bool | None = None


@dataclass(frozen=True, slots=True)
class PersonMergeUndone(Event):
    """A merging was undone: both persons stand for themselves again."""

    subject_kind = "person"
    merge_id: int
    other_person_id: int
    stayed_count: int


@dataclass(frozen=True, slots=True)
class DuplicateDismissed(Event):
    """Somebody said that this person and another are two."""

    subject_kind = "person"
    other_person_id: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DuplicateProposedAgain(Event):
    """Somebody took it back that this person and another are two."""

    subject_kind = "person"
    other_person_id: int


@dataclass(frozen=True, slots=True)
class TicketCustomerMerged(Event):
    """The client of a protocol was merged into another person, to whom the protocol went over."""

    subject_kind = "ticket"
    merge_id: int
    from_person_id: int
    to_person_id: int


@dataclass(frozen=True, slots=True)
class TicketCustomerMergeUndone(Event):
    """The merging of a protocol's client was undone; the protocol went back."""

    subject_kind = "ticket"
    merge_id: int
    from_person_id: int
    to_person_id: int
