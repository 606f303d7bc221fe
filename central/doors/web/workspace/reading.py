"""Reading addresses: words of the address become enums and ids, anything else is passed over."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from central.domain.workspace.queries import (
    CATALOGS,
    NO_FILTER,
    PROBLEMS,
    Deadline,
    Filed,
    FiledUnder,
    TicketFilter,
)
from central.doors.web.workspace.field_filter import WORDS, field_filter_words, read_field_filter

E = TypeVar("E", bound=StrEnum)
LONGEST_ID = 18

DEADLINES = {
    "atraso": Deadline.LATE,
    "1hora": Deadline.HOUR,
    "hoje": Deadline.TODAY,
    "3dias": Deadline.NEAR,
    "pausado": Deadline.PAUSED,
}
FILTER_IDS = {
    "equipe": "team_id",
    "responsavel": "assignee_id",
    "tipo": "type_id",
    "status": "status_id",
    "situacao": "service_level_id",
}
FILED_WORDS = {
    "catalogo": Filed.CATALOG,
    "item": Filed.ITEM,
    "classe": Filed.CLASS,
    "contexto": Filed.CONTEXT,
    "problema": Filed.PROBLEM,
}
"""The levels as an address calls them: `catalogo=item-12`, `problema=contexto-3`."""
FILTER_NAMES = (
    *FILTER_IDS,
    "prioridade",
    "cidade",
    "prazo",
    "execucao",
    "catalogo",
    "problema",
    "campo",
    *WORDS,
)


def read_id(text: str | None) -> int | None:
    """An id; None for anything else."""
    if text and text.isascii() and text.isdigit() and len(text) <= LONGEST_ID:
        return int(text)
    return None


def read_word(words: Mapping[str, E], text: str | None) -> E | None:
    """The member that a word of the address names."""
    return words.get(text or "")


def word_of(words: Mapping[str, E], member: E | None) -> str:
    """The word of the address for a member."""
    return next((word for word, one in words.items() if one is member), "")


def read_filed(text: str | None, levels: tuple[Filed, ...]) -> FiledUnder | None:
    """The entry of one of these levels that a word of the address names."""
    word, _dash, number = (text or "").partition("-")
    level, pk = FILED_WORDS.get(word), read_id(number)
    return FiledUnder(level, pk) if level in levels and pk is not None else None


def filed_word(filed: FiledUnder | None) -> str:
    """The word of the address for an entry, '' for none."""
    return f"{word_of(FILED_WORDS, filed.level)}-{filed.id}" if filed else ""


def read_filter(given: Mapping[str, str]) -> TicketFilter:
    """The filters that an address names."""
    ids = {field: read_id(given.get(name)) for name, field in FILTER_IDS.items()}
    priority = given.get("prioridade", "")
    return TicketFilter(
        **ids,
        priority=int(priority) if priority in {"0", "1", "2", "3"} else None,
        city=given.get("cidade", "").strip()[:80],
        deadline=read_word(DEADLINES, given.get("prazo")),
        is_running=given.get("execucao") == "1",
        custom=read_field_filter(given),
        catalog=read_filed(given.get("catalogo"), CATALOGS),
        problem=read_filed(given.get("problema"), PROBLEMS),
    )


def filter_words(wanted: TicketFilter) -> dict[str, str]:
    """The filters as an address carries them, those not set left out."""
    if wanted == NO_FILTER:
        return {}
    words = {name: getattr(wanted, field) for name, field in FILTER_IDS.items()}
    words |= {
        "prioridade": wanted.priority,
        "cidade": wanted.city,
        "prazo": word_of(DEADLINES, wanted.deadline),
        "catalogo": filed_word(wanted.catalog),
        "problema": filed_word(wanted.problem),
    }
    words["execucao"] = "1" if wanted.is_running else ""
    words |= field_filter_words(wanted.custom)
    return {name: str(value) for name, value in words.items() if value not in (None, "")}


def address(path: str, words: Mapping[str, str | int | None]) -> str:
    """An address with what is set of its words."""
    kept = {name: value for name, value in words.items() if value not in (None, "")}
    return f"{path}?{urlencode(kept)}" if kept else path
