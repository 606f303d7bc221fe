"""The sessions of users, as who holds one open must look at them again."""

from collections.abc import Iterable
from dataclasses import dataclass

from central.domain.access.models import User


@dataclass(frozen=True, slots=True)
class SessionMark:
    """The person of an active user, and the mark that the sessions of its present password carry."""

    person_id: int
    mark: str


def session_marks(user_ids: Iterable[int]) -> dict[int, SessionMark]:
    """The marks of those of some users who may be signed in; one query."""
    found = User.objects.filter(pk__in=sorted(user_ids), is_active=True, person__is_active=True)
    return {user.pk: SessionMark(user.person_id, user.get_session_auth_hash()) for user in found}
