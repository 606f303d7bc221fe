"""Facts about the catalogue."""

from dataclasses import dataclass

from central.foundation.events.publishing import Event


@dataclass(frozen=True, slots=True)
class CatalogueLoaded(Event):
    """The seed catalogue was loaded: how many entries of each table were missing and came in.

    Told on the company's first Local, which is the subject that every installation has.
    """

    subject_kind = "companyplace"
    added: dict[str, int]
