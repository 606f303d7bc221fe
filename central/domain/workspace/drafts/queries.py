"""Reading one's own drafts."""

import json
from dataclasses import dataclass
from datetime import datetime

from central.domain.tickets.visibility import tickets_visible_to
from central.domain.workspace.drafts.keys import DraftKey
from central.domain.workspace.drafts.operations import columns
from central.domain.workspace.models import Draft
from central.foundation.actor import Actor
from central.foundation.richtext import to_plain

TEXTS = ("text", "description", "done_text", "reason", "title")
"""The fields whose words tell a draft from another, the most telling first."""
EXCERPT = 160


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft as it was left; `pairs` are the names and values of its form."""

    key: DraftKey
    saved_at: datetime
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in the list of its writer; number and names are empty where the protocol is not visible."""

    key: DraftKey
    saved_at: datetime
    excerpt: str
    protocol: int | None = None
    title: str = ""
    customer: str = ""


def draft_of(actor: Actor, key: DraftKey) -> KeptDraft | None:
    """The actor's draft of a form, None where nothing is kept."""
    found = Draft.objects.filter(**columns(actor, key)).first()
    return KeptDraft(key, found.saved_at, read_body(found.body)) if found else None


def read_body(body: str) -> tuple[tuple[str, str], ...]:
    """The names and values of a stored draft."""
    return tuple((str(name), str(value)) for name, value in json.loads(body))


def draft_lines(actor: Actor) -> list[DraftLine]:
    """All drafts of the actor, the newest first, in two queries."""
    drafts = list(Draft.objects.filter(user_id=actor.user_id or 0).order_by("-saved_at", "-id"))
    keys = {draft.pk: DraftKey(draft.act, draft.subject_id, draft.part_id) for draft in drafts}
    wanted = {key.ticket_id for key in keys.values() if key.ticket_id is not None}
    found = tickets_visible_to(actor).filter(pk__in=wanted).select_related("customer").order_by("pk")
    tickets = {ticket.pk: ticket for ticket in found} if wanted else {}
    lines = []
    for draft in drafts:
        ticket = tickets.get(keys[draft.pk].ticket_id or 0)
        lines.append(
            DraftLine(
                key=keys[draft.pk],
                saved_at=draft.saved_at,
                excerpt=excerpt_of(read_body(draft.body)),
                protocol=ticket.protocol if ticket else None,
                title=ticket.title if ticket else "",
                customer=ticket.customer.shown_name if ticket else "",
            )
        )
    return lines


def excerpt_of(pairs: tuple[tuple[str, str], ...]) -> str:
    """The first words of what was written, '' where only choices were made."""
    given = dict(pairs)
    for name in TEXTS:
        words = " ".join(to_plain(given.get(name, "")).split())
        if words:
            return words if len(words) <= EXCERPT else f"{words[:EXCERPT]}…"
    return ""
