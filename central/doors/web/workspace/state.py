"""What the Central shows, as its address says it: every state has one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from central.domain.workspace.queries import NO_FILTER, ClientSort, Scope, TicketFilter, TimelineFilter
from central.doors.web.workspace.reading import (
    address,
    filter_words,
    read_filter,
    read_id,
    read_word,
    word_of,
)

SCOPES = {"minhas": Scope.MINE, "equipes": Scope.TEAMS, "todas": Scope.ALL}
SORTS = {
    "prazo": ClientSort.DUE,
    "atividade": ClientSort.ACTIVITY,
    "nome": ClientSort.NAME,
    "abertura": ClientSort.OLDEST,
}
FEEDS = {
    "tudo": TimelineFilter.ALL,
    "relatos": TimelineFilter.REPORTS,
    "tecnico": TimelineFilter.TECHNICIAN,
    "encaminhamentos": TimelineFilter.FORWARDINGS,
}
TABS = ("protocolos", "atividades", "dados")
LONGEST_SEARCH = 80
LONGEST_MARK = 600


@dataclass(frozen=True, slots=True)
class DeskState:
    """One state of the Central; `scope` is None where the address names none."""

    scope: Scope | None = None
    sort: ClientSort = ClientSort.DUE
    filter: TicketFilter = NO_FILTER
    search: str = ""
    after: str = ""
    before: str = ""
    customer: int | None = None
    ticket: int | None = None
    tab: str = "protocolos"
    closed: bool = False
    feed: TimelineFilter = TimelineFilter.ALL
    public: bool = False
    older: int | None = None

    @property
    def view(self) -> str:
        """The level that a phone shows: list, customer or ticket."""
        if self.ticket:
            return "ticket"
        return "customer" if self.customer else "list"

    def with_(self, **changes: Any) -> "DeskState":
        """Another state, next to this one."""
        return replace(self, **changes)

    def url(self, part: str = "", **changes: Any) -> str:
        """The address of this state, or of one next to it; with a part, of that part of the page."""
        state = replace(self, **changes) if changes else self
        return address(reverse("workspace:central"), state.words() | {"parte": part})

    def words(self) -> dict[str, str | int | None]:
        """The words of the address, defaults left out."""
        return {
            "escopo": word_of(SCOPES, self.scope),
            "ordem": "" if self.sort is ClientSort.DUE else word_of(SORTS, self.sort),
            **filter_words(self.filter),
            "q": self.search,
            "depois": self.after,
            "antes": self.before,
            "cliente": self.customer,
            "protocolo": self.ticket,
            "aba": "" if self.tab == TABS[0] else self.tab,
            "encerrados": "1" if self.closed else "",
            "linha": "" if self.feed is TimelineFilter.ALL else word_of(FEEDS, self.feed),
            "publicos": "1" if self.public else "",
            "ate": self.older,
        }


def read_state(given: Mapping[str, str]) -> DeskState:
    """The state that an address names; what is not understood is passed over."""
    tab = given.get("aba", "")
    return DeskState(
        scope=read_word(SCOPES, given.get("escopo")),
        sort=read_word(SORTS, given.get("ordem")) or ClientSort.DUE,
        filter=read_filter(given),
        search=given.get("q", "").strip()[:LONGEST_SEARCH],
        after=given.get("depois", "")[:LONGEST_MARK],
        before=given.get("antes", "")[:LONGEST_MARK],
        customer=read_id(given.get("cliente")),
        ticket=read_id(given.get("protocolo")),
        tab=tab if tab in TABS else TABS[0],
        closed=given.get("encerrados") == "1",
        feed=read_word(FEEDS, given.get("linha")) or TimelineFilter.ALL,
        public=given.get("publicos") == "1",
        older=read_id(given.get("ate")),
    )
