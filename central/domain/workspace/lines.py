"""What all entries of a timeline have in common, and how their moments are written."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.workspace.entries import Entry
from central.domain.workspace.texts import PageTexts
from central.foundation.events.models import EventRecord


def entry(event: EventRecord, page: PageTexts, **values: Any) -> Entry:
    """An entry with what all have in common; plain lines unless told otherwise."""
    shown: dict[str, Any] = {
        "form": "line",
        "icon": "progress",
        "tone": "",
        "who": page.names.of("person", event.person_id) or _("Central"),
        "who_id": event.person_id,
        "team": page.names.at(event.at).of("team", event.team_id),
        "is_private": event.is_private,
        **values,
    }
    return Entry(id=event.pk, sequence=event.sequence, name=event.name, at=event.at, **shown)


def moment(text: str) -> datetime:
    """A moment of a payload in local time."""
    return timezone.localtime(datetime.fromisoformat(text))


def hour(text: str) -> str:
    """The hour and minute of a moment of a payload."""
    return f"{moment(text):%H:%M}"


def day_hour(text: str) -> str:
    """Day, month, hour and minute of a moment of a payload."""
    return f"{moment(text):%d/%m %H:%M}"
