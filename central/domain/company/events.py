"""Facts about the company's Locais."""

from dataclasses import dataclass

from central.foundation.events.publishing import Event

Plain = str | bool


@dataclass(frozen=True, slots=True)
class PlaceCreated(Event):
    """A Local came into use."""

    subject_kind = "companyplace"
    code: str


@dataclass(frozen=True, slots=True)
class PlaceUpdated(Event):
    """Something of a Local changed, from and to."""

    subject_kind = "companyplace"
    before: dict[str, Plain]
    after: dict[str, Plain]
