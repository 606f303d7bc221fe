"""How a part of the installation is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """Good, worth a look, or in need of somebody now."""

    OK = "ok"
    ATTENTION = "attention"
    FAILURE = "failure"


ORDER = (State.OK, State.ATTENTION, State.FAILURE)


def worst(states: Iterable[State]) -> State:
    """The worst of some states; good for none."""
    return max(states, key=ORDER.index, default=State.OK)


@dataclass(frozen=True, slots=True)
class Check:
    """One part of the installation: its state, which case it is, and the figures of it."""

    key: str
    state: State
    case: str
    values: Mapping[str, Any] = field(default_factory=dict)
