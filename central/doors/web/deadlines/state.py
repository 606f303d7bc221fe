"""What the panel of deadlines shows, as its address says it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from central.domain.workspace.queries import PanelRows, Scope
from central.doors.web.workspace.reading import address, read_id, read_word, word_of

ROWS = {"equipes": PanelRows.TEAMS, "tipos": PanelRows.TYPES}
SCOPES = {"equipes": Scope.TEAMS, "todas": Scope.ALL}
WITHIN = {PanelRows.TEAMS: "tipo", PanelRows.TYPES: "equipe"}
"""By what an address narrows the rows: teams by a type, types by a team."""


@dataclass(frozen=True, slots=True)
class PanelState:
    """One state of the panel; `scope` is None where the address names none."""

    rows: PanelRows = PanelRows.TEAMS
    scope: Scope | None = None
    within: int | None = None

    def url(self, **changes: Any) -> str:
        """The address of this state, or of one next to it."""
        state = replace(self, **changes)
        words = {
            "por": "" if state.rows is PanelRows.TEAMS else word_of(ROWS, state.rows),
            "escopo": word_of(SCOPES, state.scope),
            WITHIN[state.rows]: state.within,
        }
        return address(reverse("deadlines:panel"), words)


def read_state(given: Mapping[str, str]) -> PanelState:
    """The state that an address names; what is not understood is passed over."""
    rows = read_word(ROWS, given.get("por")) or PanelRows.TEAMS
    return PanelState(rows, read_word(SCOPES, given.get("escopo")), read_id(given.get(WITHIN[rows])))
