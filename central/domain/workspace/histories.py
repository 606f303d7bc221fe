"""What happened to an entry of a registry: who, when, what, each value from → to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from central.domain.people.models import Person
from central.foundation.events.models import EventRecord

MOST = 50


@dataclass(frozen=True, slots=True)
class Happened:
    """One fact of a registry's entry; `changes` are the values from → to by name, as they were told."""

    name: str
    at: datetime
    who: str
    changes: tuple[tuple[str, Any, Any], ...]
    told: dict[str, Any]


def history_of(subject_kind: str, subject_id: int, *, after: int = 0) -> list[Happened]:
    """The last facts of a subject that the caller may see, the newest first; only those after a sequence."""
    found = EventRecord.objects.filter(
        subject_kind=subject_kind, subject_id=subject_id, sequence__gt=after
    ).order_by("-sequence")[:MOST]
    records = list(found)
    authors = Person.objects.filter(pk__in={r.person_id for r in records if r.person_id})
    names = {author.pk: author.shown_name for author in authors}
    return [
        Happened(
            name=record.name,
            at=record.at,
            who=names.get(record.person_id or 0, _("Central")),
            changes=tuple(
                (key, change[0], change[1]) for key, change in record.payload.get("changes", {}).items()
            ),
            told=record.payload,
        )
        for record in records
    ]
