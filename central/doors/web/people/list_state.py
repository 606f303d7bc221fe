"""What *Pessoas - Completo* shows, as its address says it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from central.domain.workspace.people_filter import NO_FILTER, PeopleFilter, PeopleOrder, PeopleSort
from central.domain.workspace.people_list import BY_NAME
from central.doors.web.workspace.reading import address, read_id

ROLE_WORDS = {
    "clientes": "client",
    "colaboradores": "collaborator",
    "tecnicos": "technician",
    "fornecedores": "supplier",
    "efetivos": "effective",
    "supervisores": "supervisor",
    "vendedores": "seller",
    "transportadores": "carrier",
    "candidatos": "candidate",
    "concorrentes": "competitor",
    "peritos": "expert",
    "advogados": "house_lawyer",
}
WORD_OF_ROLE = {role: word for word, role in ROLE_WORDS.items()}
SORT_WORDS = {
    "nome": PeopleSort.NAME,
    "cidade": PeopleSort.CITY,
    "codigo": PeopleSort.CODE,
    "cadastro": PeopleSort.REGISTERED,
    "alteracao": PeopleSort.CHANGED,
}
WORD_OF_SORT = {sort: word for word, sort in SORT_WORDS.items()}
STATUS_WORDS = {"ativas": True, "inativas": False}
LIST_IDS = {"grupo": "group_id", "insignia": "badge_id", "regiao": "region_id"}
FILTER_NAMES = ("papel", "cidade", "uf", *LIST_IDS, "situacao", "abertas")
LONGEST_SEARCH = 200


@dataclass(frozen=True, slots=True)
class PeopleState:
    """One state of the list."""

    filter: PeopleFilter = NO_FILTER
    order: PeopleOrder = BY_NAME
    after: int | None = None
    before: int | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is filtered or searched."""
        return self.filter != NO_FILTER

    def with_(self, **changes: Any) -> "PeopleState":
        """Another filter next to this one, from its first page."""
        return PeopleState(replace(self.filter, **changes), self.order)

    def words(self) -> dict[str, str | int | None]:
        """The words of the address; what is not set is empty."""
        wanted, order = self.filter, self.order
        sign = "-" if order.is_descending else ""
        status = {True: "ativas", False: "inativas", None: ""}[wanted.is_active]
        return {
            "q": wanted.search,
            "papel": WORD_OF_ROLE.get(wanted.role, ""),
            "cidade": wanted.city,
            "uf": wanted.state,
            **{word: getattr(wanted, field) for word, field in LIST_IDS.items()},
            "situacao": status,
            "abertas": "1" if wanted.has_open else "",
            "ordem": "" if order == BY_NAME else sign + WORD_OF_SORT[order.sort],
            "depois": self.after,
            "antes": self.before,
        }

    def url(self, name: str = "people:list") -> str:
        """The address of the list in this state, or of a page that speaks of it."""
        return address(reverse(name), self.words())


def read_people_state(given: Mapping[str, str]) -> PeopleState:
    """The state that an address names; what is not understood is passed over."""
    ids = {field: read_id(given.get(word)) for word, field in LIST_IDS.items()}
    order = given.get("ordem", "")
    sort = SORT_WORDS.get(order.removeprefix("-"))
    state = given.get("uf", "").strip().upper()
    return PeopleState(
        PeopleFilter(
            search=fit(given.get("q", "")),
            role=ROLE_WORDS.get(given.get("papel", ""), ""),
            city=fit(given.get("cidade", ""))[:80],
            state=state if len(state) == 2 and state.isascii() and state.isalpha() else "",
            is_active=STATUS_WORDS.get(given.get("situacao", "")),
            has_open=given.get("abertas") == "1",
            **ids,
        ),
        PeopleOrder(sort, order.startswith("-")) if sort else BY_NAME,
        after=read_id(given.get("depois")),
        before=read_id(given.get("antes")),
    )


def fit(text: str) -> str:
    """A text as every database takes it: without control signs and halves of pairs."""
    kept = "".join(sign for sign in text if sign.isprintable())
    return kept.strip()[:LONGEST_SEARCH]
