"""A calendar, a holiday, a situação or a client's place changed: its open protocols are counted anew.
A new or changed escalation rule lets all of them be armed anew.

Here they are only marked, in one statement; the clock door recounts what is marked in fixed batches.
"""

from collections.abc import Callable

from django_tasks import task

from central.domain.escalation import arming
from central.domain.tickets import marking
from central.foundation.events.models import EventRecord

COUNTED = {"term_amount", "term_unit", "calendar", "warning_percent", "stops_in_pauses"}
"""The fields of a situação that its deadlines are counted by."""


def mark_level(record: EventRecord) -> int:
    """Mark the protocols of a situação whose term changed."""
    return marking.mark_of_level(record.subject_id) if COUNTED & set(record.payload.get("changes", ())) else 0


def mark_for_rule(record: EventRecord) -> int:
    """Arm open protocols anew for a rule that is new, in use again, or changed in when or where it acts."""
    changes = record.payload.get("changes")
    if changes is not None and not arming.SCOPE & set(changes):
        return 0
    return arming.rearm(record.subject_id, record.at)


MARKERS: dict[str, Callable[[EventRecord], int]] = {
    "calendar": lambda record: marking.mark_of_calendar(record.subject_id),
    "holiday": lambda record: marking.mark_at_holiday(record.subject_id),
    "person": lambda record: marking.mark_of_customer(record.subject_id),
    "servicelevel": mark_level,
    "escalationrule": mark_for_rule,
}


@task()
def mark_deadlines(event_id: int) -> int:
    """Mark the open protocols that a fact lets count anew; answers how many."""
    record = EventRecord.objects.filter(pk=event_id).first()
    marker = MARKERS.get(record.subject_kind) if record else None
    return marker(record) if marker and record else 0
