"""Facts of exports: personal data leave the Central by them (LGPD art. 37)."""

from dataclasses import dataclass
from typing import Any

from central.foundation.events.publishing import Event


@dataclass(frozen=True, slots=True)
class PeopleExportRequested(Event):
    """Somebody asked for a list of persons as a file; what was searched for stays with the export."""

    subject_kind = "peopleexport"
    format: str
    filters: dict[str, Any]
    is_searched: bool
    columns: tuple[str, ...]
    has_documents: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PeopleExported(Event):
    """The file was written, with so many persons."""

    subject_kind = "peopleexport"
    count: int
    has_documents: bool


@dataclass(frozen=True, slots=True)
class PeopleExportFetched(Event):
    """The file was fetched."""

    subject_kind = "peopleexport"
    count: int
