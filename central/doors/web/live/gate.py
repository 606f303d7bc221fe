"""Who may listen to live screens, and what each is told: the hub asks here, in its own thread."""

import time
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from central.domain.access.queries import signed_in
from central.domain.access.sessions import session_marks
from central.domain.workspace.live import sees, topics_of
from central.foundation.actor import Actor
from central.foundation.errors import NotFound
from central.foundation.live.feed import Fact
from central.foundation.live.hub import Guest

RIGHTS_SECONDS = 1.5
PAGE = 500
WORK = frozenset({"ticket", "activity"})
"""Facts about these change nobody's rights; any other may."""


class DeskGate:
    """The sessions and rights of the web."""

    def __init__(self) -> None:
        self.actors: dict[int, tuple[float, Actor | None]] = {}

    def admit(self, session_key: str) -> Guest | None:
        """Who a session belongs to; the stored session counts, not the cached one."""
        found = Session.objects.filter(pk=session_key, expire_date__gt=timezone.now()).first()
        held = found.get_decoded() if found else {}
        try:
            user_id = int(held[SESSION_KEY])
        except (KeyError, ValueError):
            return None
        user = session_marks([user_id]).get(user_id)
        if user is None or user.mark != held.get(HASH_SESSION_KEY):
            return None
        return Guest(session_key, user_id, user.person_id, user.mark)

    def still_welcome(self, guests: Collection[Guest]) -> set[Guest]:
        """Those whose session is stored and whose user is active with the same password."""
        if not guests:
            return set()
        keys, now = sorted({guest.session_key for guest in guests}), timezone.now()
        stored: set[str] = set()
        for start in range(0, len(keys), PAGE):
            rows = Session.objects.filter(pk__in=keys[start : start + PAGE], expire_date__gt=now)
            stored.update(rows.values_list("pk", flat=True))
        marks = session_marks({guest.user_id for guest in guests})
        held = {user_id: user.mark for user_id, user in marks.items()}
        return {
            guest for guest in guests if guest.session_key in stored and held.get(guest.user_id) == guest.mark
        }

    def topics(self, user_id: int, facts: Sequence[Fact]) -> Counter[str]:
        """What changed for a user; nothing for one who may no longer be here."""
        actor = self.actor(user_id)
        return topics_of(actor, facts) if actor else Counter()

    def sees(self, user_id: int, place: int) -> bool:
        """Whether a user may know who is at a protocol."""
        actor = self.actor(user_id)
        return actor is not None and sees(actor, place)

    def note(self, facts: Iterable[Fact]) -> None:
        """Forget what is known of rights when a fact may have changed some."""
        if any(fact.subject_kind not in WORK for fact in facts):
            self.actors.clear()

    def actor(self, user_id: int) -> Actor | None:
        """A user's rights, read anew after a moment."""
        read_at, actor = self.actors.get(user_id, (0.0, None))
        if read_at and time.monotonic() - read_at < RIGHTS_SECONDS:
            return actor
        try:
            actor = signed_in(user_id).actor
        except NotFound:
            actor = None
        self.actors[user_id] = (time.monotonic(), actor)
        return actor
