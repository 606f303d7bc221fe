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


@dataclass(frozen=True, slots=True)
class ParameterChanged(Event):
    """A parameter of the company has another value, from → to."""

    subject_kind = "parametervalue"
    changes: dict[str, tuple[str, str]]
