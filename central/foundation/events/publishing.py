"""`publish()`: write one fact and queue what follows from it, in the open transaction."""

from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.db import transaction
from django.utils import timezone

from central.foundation.actor import Actor
from central.foundation.events import delivery
from central.foundation.events.chain import seal
from central.foundation.events.models import ChainedModel, EventRecord
from central.foundation.live.bus import wake_after_commit

EVENTS: "dict[str, type[Event]]" = {}
ANY_SUBJECT = "*"
"""The `subject_kind` of facts that happen to things of several kinds: the record carries the subject's."""


class Event:
    """A fact in the past tense. Subclasses are frozen dataclasses of ids and plain values.

    `subject_kind` names the kind of thing it happened to. A field called `is_private` moves into
    the record's own column, where queries can filter by it.
    """

    subject_kind: ClassVar[str] = ""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if cls.subject_kind:
            EVENTS[cls.__name__] = cls

    def payload(self) -> dict[str, Any]:
        """The fields as plain JSON values, without `is_private` and without what is None."""
        values = {name: plain(getattr(self, name)) for name in field_names(type(self))}
        values.pop("is_private", None)
        return {name: value for name, value in values.items() if value is not None}


FIELD_NAMES: "dict[type[Event], tuple[str, ...]]" = {}


def field_names(kind: type[Event]) -> tuple[str, ...]:
    """The fields of a class of facts, looked up once."""
    if kind not in FIELD_NAMES:
        FIELD_NAMES[kind] = tuple(field.name for field in fields(kind))  # type: ignore[arg-type]
    return FIELD_NAMES[kind]


def plain(value: Any) -> Any:
    """A value as JSON knows it: moments in ISO 8601, decimals as text, the rest unchanged."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value


def kind_of(event: Event, subject: ChainedModel) -> str:
    """The kind of thing that a fact happened to."""
    if event.subject_kind == ANY_SUBJECT:
        return str(subject._meta.model_name)
    return event.subject_kind


def publish(event: Event, *, actor: Actor, subject: ChainedModel, at: datetime | None = None) -> EventRecord:
    """Append a fact to its subject's chain and queue its reactions; needs the subject's row locked.

    The subject must have been loaded with its row locked in this transaction (or just created in
    it): its `event_count` and `event_hash` are read from the instance and written back.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("publish() needs an open transaction")
    moment = at or timezone.now()
    sequence = subject.event_count + 1
    content: dict[str, Any] = {
        "subject_kind": kind_of(event, subject),
        "subject_id": subject.pk,
        "sequence": sequence,
        "name": type(event).__name__,
        "at": moment,
        "user_id": actor.user_id,
        "person_id": actor.person_id,
        "team_id": getattr(event, "team_id", None) or actor.main_team_id,
        "is_private": bool(getattr(event, "is_private", False)),
        "payload": event.payload(),
    }
    digest = seal(previous_hash=subject.event_hash, **content)
    record = EventRecord.objects.create(**content, hash=digest)
    subject.event_count, subject.event_hash = sequence, digest
    type(subject)._default_manager.filter(pk=subject.pk).update(event_count=sequence, event_hash=digest)
    delivery.queue_reactions(record)
    wake_after_commit()
    return record
