"""Facts about deliveries that had failed for good."""

from dataclasses import dataclass

from central.foundation.events.publishing import Event


@dataclass(frozen=True, slots=True)
class DeliveryRetried(Event):
    """Somebody queued a failed delivery anew."""

    subject_kind = "deliverydecision"
    job_id: int
    task: str
    event_id: int | None = None


@dataclass(frozen=True, slots=True)
class DeliveryDropped(Event):
    """Somebody decided to do without a failed delivery."""

    subject_kind = "deliverydecision"
    job_id: int
    task: str
    event_id: int | None = None
