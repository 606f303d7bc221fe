"""Facts as rows: sealed as `foundation.events.chain.seal` does it, each payload spelled once.

A million protocols have seven million facts: spelling them once instead of twice, without a dictionary
between, is a third of the time. That both ways give the same hash is what the verification in
tests/domain/demo proves of every fact.
"""

import hashlib
import json
from datetime import UTC, datetime

from central.domain.demo.rows import Rows
from central.foundation.actor import Actor
from central.foundation.events.models import EventRecord
from central.foundation.events.publishing import Event

SPELL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def add_fact(
    rows: Rows, event: Event, subject_id: int, sequence: int, previous: str, actor: Actor, at: datetime
) -> str:
    """The row of a fact that follows the one with the hash `previous`; answers its own hash."""
    name, kind, is_private = (
        type(event).__name__,
        event.subject_kind,
        bool(getattr(event, "is_private", False)),
    )
    payload = SPELL(event.payload())
    by = f"{number(actor.user_id)},{number(actor.person_id)},{number(actor.main_team_id)}"
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    content = (
        f'{{"at":"{moment}","by":[{by}],"name":"{name}","payload":{payload},"previous":"{previous}",'
        f'"private":{"true" if is_private else "false"},"subject":["{kind}",{subject_id},{sequence}]}}'
    )
    digest = hashlib.sha256(content.encode()).hexdigest()
    sheet = rows[EventRecord]
    sheet.rows.append(
        [
            sheet.new_id(), kind, subject_id, sequence, name, at, actor.user_id, actor.person_id,
            actor.main_team_id, is_private, payload, digest,
        ]
    )  # fmt: skip
    return digest


def number(value: int | None) -> str:
    """An id as JSON spells it."""
    return "null" if value is None else str(value)
