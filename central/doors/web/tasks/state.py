"""What Minhas Tarefas shows, as its address says it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from central.domain.workspace.queries import NO_FILTER, Counter, TaskFilter, TaskSort, TaskTab, TicketFilter
from central.doors.web.workspace.reading import address, filter_words, read_filter, read_word, word_of

TABS = {
    "comigo": TaskTab.MINE,
    "equipes": TaskTab.TEAMS,
    "abri": TaskTab.OPENED,
    "todas": TaskTab.ALL,
    "encaminhei": TaskTab.SENT,
    "encerradas": TaskTab.CLOSED,
}
SORTS = {"prazo": TaskSort.DUE, "atividade": TaskSort.ACTIVITY, "abertura": TaskSort.OLDEST}
COUNTERS = {
    "atraso": Counter.LATE,
    "hoje": Counter.TODAY,
    "execucao": Counter.RUNNING,
    "aguardando": Counter.WAITING,
    "aceitar": Counter.ACCEPT,
}
LONGEST_SEARCH = 80
LONGEST_MARK = 100


@dataclass(frozen=True, slots=True)
class TaskState:
    """One state of Minhas Tarefas."""

    tab: TaskTab = TaskTab.MINE
    sort: TaskSort = TaskSort.DUE
    counter: Counter | None = None
    filter: TicketFilter = NO_FILTER
    search: str = ""
    after: str = ""
    before: str = ""

    @property
    def wanted(self) -> TaskFilter:
        """The filters as the query takes them."""
        return TaskFilter(self.counter, self.search, self.filter)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is filtered or searched."""
        return bool(self.counter or self.search or self.filter != NO_FILTER)

    def with_(self, **changes: Any) -> "TaskState":
        """Another state, next to this one, from its first page."""
        return replace(self, **{"after": "", "before": "", **changes})

    def words(self) -> dict[str, str]:
        """The words of the address, defaults left out."""
        return {
            "quais": "" if self.tab is TaskTab.MINE else word_of(TABS, self.tab),
            "ordem": "" if self.sort is TaskSort.DUE else word_of(SORTS, self.sort),
            "conta": word_of(COUNTERS, self.counter),
            **filter_words(self.filter),
            "q": self.search,
            "depois": self.after,
            "antes": self.before,
        }

    def url(self, part: str = "", **changes: Any) -> str:
        """The address of this state, or of one next to it."""
        state = self.with_(**changes) if changes else self
        return address(reverse("tasks:mine"), state.words() | {"parte": part})


def read_state(given: Mapping[str, str]) -> TaskState:
    """The state that an address names; what is not understood is passed over."""
    return TaskState(
        tab=read_word(TABS, given.get("quais")) or TaskTab.MINE,
        sort=read_word(SORTS, given.get("ordem")) or TaskSort.DUE,
        counter=read_word(COUNTERS, given.get("conta")),
        filter=read_filter(given),
        search=given.get("q", "").strip()[:LONGEST_SEARCH],
        after=given.get("depois", "")[:LONGEST_MARK],
        before=given.get("antes", "")[:LONGEST_MARK],
    )
