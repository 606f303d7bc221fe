"""Keeping and dropping drafts, which concern nobody but their writer: no fact is published of them."""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.tickets.visibility import visible_ticket
from central.domain.workspace.drafts.keys import DraftAct, DraftKey
from central.domain.workspace.models import Draft
from central.foundation.actor import Actor
from central.foundation.errors import AlreadyDone, Conflict, Invalid, NotFound
from central.foundation.once.models import SpentKey
from central.foundation.operation import operation

LONGEST_DRAFT = 128_000
"""Characters of a draft: the longest report, with its other fields, several times."""
MOST_DRAFTS = 100
"""Drafts that one user may have."""
KEPT_FOR = timedelta(days=30)

Pairs = Sequence[tuple[str, str]]


@operation
def save_draft(*, actor: Actor, key: DraftKey, pairs: Pairs, form_key: str = "") -> Draft:
    """Keep the form of an act as it stands; a form whose key was spent was sent already and is not kept.

    The key is looked at once more at the end: an act done while the draft was being written is noticed too.
    Raises `NotFound` for a protocol that the actor does not see, unless it was seen when the draft began.
    """
    held = Draft.objects.select_for_update().filter(**columns(actor, key)).first()
    check_not_sent(actor, form_key)
    body = json.dumps([[name, value] for name, value in pairs], ensure_ascii=False)
    if len(body) > LONGEST_DRAFT:
        raise Invalid(_("This text is too long to be kept as a draft."))
    if held is None:
        check_can_begin(actor, key)
    draft, _made = Draft.objects.update_or_create(
        **columns(actor, key), defaults={"body": body, "saved_at": timezone.now()}
    )
    check_not_sent(actor, form_key)
    return draft


def check_not_sent(actor: Actor, form_key: str) -> None:
    """Raise when the key of the form was spent: its act is done."""
    if form_key and SpentKey.objects.filter(key=form_key, user_id=actor.user_id).exists():
        raise AlreadyDone(_("This was already sent."), result_id=None)


def check_can_begin(actor: Actor, key: DraftKey) -> None:
    """Raise unless the actor may begin a draft of this form."""
    check_is_a_form(key)
    if key.ticket_id is not None:
        visible_ticket(actor, key.ticket_id)
    if Draft.objects.filter(user_id=actor.user_id or 0).count() >= MOST_DRAFTS:
        raise Conflict(_("You have too many drafts. Send or discard some of them."))


def check_is_a_form(key: DraftKey) -> None:
    """Raise unless the act is one whose form is kept."""
    if key.act not in set(DraftAct):
        raise NotFound(_("There is no such form."))


@operation
def discard_draft(*, actor: Actor, key: DraftKey) -> None:
    """Drop the draft of a form: its act succeeded, or its writer does not want it; none is no error.

    Raises `NotFound` for a form that does not exist.
    """
    check_is_a_form(key)
    Draft.objects.filter(**columns(actor, key)).delete()


def columns(actor: Actor, key: DraftKey) -> dict[str, Any]:
    """What names the actor's own draft of a form."""
    return {"user_id": actor.user_id, "act": key.act, "subject_id": key.subject_id, "part_id": key.part_id}


def forget_drafts(*, older_than: timedelta = KEPT_FOR) -> int:
    """Delete drafts that nobody touched within the time; answers how many."""
    return Draft.objects.filter(saved_at__lt=timezone.now() - older_than).delete()[0]
