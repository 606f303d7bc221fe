"""Does the Portuguese catalogue fit the texts of the program?"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from central.foundation.translations.catalogue import Entry, Key, fragments, read_fragment
from central.foundation.translations.messages import Message, messages_under

# Texts of libraries that are worded anew here: no call in our own code asks for them.
OUTSIDE = "outside.po"
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@dataclass(frozen=True)
class Problem:
    """One fault of the catalogue: its kind, the text concerned and where that stands."""

    kind: str
    msgid: str
    where: str
    detail: str = ""

    def __str__(self) -> str:
        detail = f" ({self.detail})" if self.detail else ""
        return f"{self.where}: {self.kind}: {self.msgid!r}{detail}"


def missing_messages(root: Path) -> list[Problem]:
    """What is untranslated, unused, translated in two ways, or lost a placeholder under a project's root."""
    entries = [entry for path in fragments(root / "central" / "locale") for entry in read_fragment(path)]
    asked: dict[Key, Message] = {}
    plurals: dict[Key, Message] = {}
    for message in messages_under(root):
        key = message.context, message.msgid
        asked.setdefault(key, message)
        if message.plural is not None:
            plurals.setdefault(key, message)
    known = {entry.key: entry for entry in entries if entry.is_translated}
    problems = [*_untranslated(asked, plurals, known), *_unused(asked, entries)]
    problems += [*_conflicts(entries), *_placeholders(entries)]
    return problems


def _untranslated(
    asked: dict[Key, Message], plurals: dict[Key, Message], known: dict[Key, Entry]
) -> Iterator[Problem]:
    for key, message in asked.items():
        entry, plural = known.get(key), plurals.get(key)
        if entry is None:
            yield Problem("missing", message.msgid, message.where)
        elif plural is not None and entry.plural != plural.plural:
            yield Problem("missing", message.msgid, plural.where, f"plural {plural.plural!r}")


def _unused(asked: dict[Key, Message], entries: list[Entry]) -> Iterator[Problem]:
    for entry in entries:
        if entry.key not in asked and not entry.where.startswith(f"{OUTSIDE}:"):
            yield Problem("unused", entry.msgid, entry.where)


def _conflicts(entries: list[Entry]) -> Iterator[Problem]:
    first: dict[Key, Entry] = {}
    for entry in entries:
        other = first.setdefault(entry.key, entry)
        if other.forms != entry.forms:
            yield Problem("translated in two ways", entry.msgid, entry.where, f"other one at {other.where}")


def _placeholders(entries: list[Entry]) -> Iterator[Problem]:
    for entry in entries:
        if not entry.is_translated:
            continue
        plural = entry.msgid if entry.plural is None else entry.plural
        wanted, has = _marks(plural), _marks(entry.forms[-1])
        if wanted != has:
            yield Problem(
                "placeholders differ", entry.msgid, entry.where, f"{sorted(wanted)} / {sorted(has)}"
            )
        singular = _marks(entry.forms[0])
        if singular.keys() - (wanted | _marks(entry.msgid)).keys():
            yield Problem("placeholders differ", entry.msgid, entry.where, f"singular has {sorted(singular)}")


def _marks(text: str) -> Counter[str]:
    return Counter(_PLACEHOLDER.findall(text.replace("%%", "")))
