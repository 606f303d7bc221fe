"""The hash chain of a subject's events: canonical JSON, each record sealed with the one before it."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any


def canonical(value: Mapping[str, Any]) -> bytes:
    """The one spelling of a JSON object that the hash is taken over."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def seal(
    *,
    previous_hash: str,
    subject_kind: str,
    subject_id: int,
    sequence: int,
    name: str,
    at: datetime,
    user_id: int | None,
    person_id: int | None,
    team_id: int | None,
    is_private: bool,
    payload: Mapping[str, Any],
) -> str:
    """SHA-256 (hex) over a record and the hash of the record before it ('' for the first)."""
    content = {
        "previous": previous_hash,
        "subject": [subject_kind, subject_id, sequence],
        "name": name,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "by": [user_id, person_id, team_id],
        "private": is_private,
        "payload": payload,
    }
    return hashlib.sha256(canonical(content)).hexdigest()


def text_hash(text: str) -> str:
    """The short hash that an event carries instead of a free text (hex, 32 characters)."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]
