"""Who acts: a person at a screen, or the system itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum


class Reach(IntEnum):
    """How far a permission goes; greater includes smaller."""

    NONE = 0
    OWN = 1
    TEAM = 2
    ALL = 3


@dataclass(frozen=True, slots=True)
class Grant:
    """One permission of an actor: how far it reaches and, where it has one, its limit."""

    reach: Reach
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """The one on whose behalf an operation runs; made once per request and never changed."""

    user_id: int | None
    person_id: int | None
    name: str
    login: str = ""
    grants: Mapping[str, Grant] = field(default_factory=dict)
    team_ids: frozenset[int] = frozenset()
    main_team_id: int | None = None
    is_technician: bool = False
    is_system: bool = False

    @property
    def signer_id(self) -> int:
        """The person who signs what this actor does; the system signs nothing that needs a person."""
        if self.person_id is None:
            raise RuntimeError("this act needs a person")
        return self.person_id

    def reach(self, permission: str) -> Reach:
        """How far the permission reaches for this actor; the system reaches everything."""
        if self.is_system:
            return Reach.ALL
        grant = self.grants.get(permission)
        return grant.reach if grant else Reach.NONE

    def may(self, permission: str) -> bool:
        """Whether the actor holds the permission at any reach."""
        return self.reach(permission) is not Reach.NONE

    def limit(self, permission: str) -> int | None:
        """The limit that goes with the permission, None where it has none."""
        grant = self.grants.get(permission)
        return grant.limit if grant else None


SYSTEM = Actor(user_id=None, person_id=None, name="Central", login="central", is_system=True)
