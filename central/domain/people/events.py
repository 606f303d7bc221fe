"""Facts about persons: which parts changed, never what a person's names, numbers or addresses say.

A chained record cannot be erased, personal values must be erasable: so events carry ids, codes and
the names of parts, and the values from and to only of what does not identify anybody.
"""

from dataclasses import dataclass, field

from central.foundation.events.publishing import Event

Plain = str | bool | list[str]


@dataclass(frozen=True, slots=True)
class PersonRegistered(Event):
    """A person came into the registry."""

    subject_kind = "person"
    kind: str
    roles: tuple[str, ...]
    is_import: bool | None = None


@dataclass(frozen=True, slots=True)
class PersonUpdated(Event):
    """Parts of a person were changed; kind and roles with their values from and to."""

    subject_kind = "person"
    changed: tuple[str, ...]
    before: dict[str, Plain] = field(default_factory=dict)
    after: dict[str, Plain] = field(default_factory=dict)
    is_import: bool | None = None
    digests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactAdded(Event):
    """A person got one more contact."""

    subject_kind = "person"
    contact_id: int
    digests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactChanged(Event):
    """A contact of a person was changed."""

    subject_kind = "person"
    contact_id: int
    digests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactRetired(Event):
    """A contact of a person is no longer in use."""

    subject_kind = "person"
    contact_id: int
    digests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AddressAdded(Event):
    """A person got one more address."""

    subject_kind = "person"
    address_id: int
    digests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AddressChanged(Event):
    """An address of a person was changed."""

    subject_kind = "person"
    address_id: int
    digests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AddressRemoved(Event):
    """An address of a person was taken out; the change keeps what it was."""

    subject_kind = "person"
    address_id: int
    digests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonActivated(Event):
    """A person is in use again."""

    subject_kind = "person"


@dataclass(frozen=True, slots=True)
class PersonDeactivated(Event):
    """A person is no longer in use; nothing of it is lost."""

    subject_kind = "person"


@dataclass(frozen=True, slots=True)
class PersonDocumentRevealed(Event):
    """Somebody looked at the whole document, for a reason of the list."""

    subject_kind = "person"
    reason: str


@dataclass(frozen=True, slots=True)
class PersonFileAdded(Event):
    """A document of a person was kept as a file."""

    subject_kind = "person"
    file_id: int
    kind: str
    digests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonFileRemoved(Event):
    """A document of a person was taken off its page; the file stays until its time of keeping is over."""

    subject_kind = "person"
    file_id: int
    kind: str
    digests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonFileOpened(Event):
    """Somebody opened a document of a person (LGPD art. 37)."""

    subject_kind = "person"
    file_id: int
    kind: str


@dataclass(frozen=True, slots=True)
class ConsentGiven(Event):
    """A person agreed to a use of its data."""

    subject_kind = "person"
    consent_id: int
    purpose: str
    channel: str
    digests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConsentWithdrawn(Event):
    """A person took a consent back; from that moment the use has to stop."""

    subject_kind = "person"
    consent_id: int
    purpose: str
    channel: str
    digests: tuple[str, ...] = ()
