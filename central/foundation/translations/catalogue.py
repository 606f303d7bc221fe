"""From the .po fragments of a language to the one compiled .mo file that gettext reads."""

import os
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LANGUAGE = "pt_BR"
HEADER = (
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    f"Language: {LANGUAGE}\n"
    "Plural-Forms: nplurals=2; plural=(n > 1);\n"
)
_FIELD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d)\])?)\s+(".*")$')
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"$')
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}

Key = tuple[str | None, str]


class CatalogueError(ValueError):
    """A fragment that cannot be read; the text names file and line."""


@dataclass(frozen=True)
class Entry:
    """One message of a fragment with its translation; `forms` has one text, or two when it has a plural."""

    context: str | None
    msgid: str
    plural: str | None
    forms: tuple[str, ...]
    is_fuzzy: bool
    where: str

    @property
    def key(self) -> Key:
        """What gettext looks a message up by."""
        return self.context, self.msgid

    @property
    def is_translated(self) -> bool:
        """Whether every form has a text that somebody has confirmed."""
        expected = 1 if self.plural is None else 2
        return not self.is_fuzzy and len(self.forms) == expected and all(self.forms)


def fragments(locale_dir: Path) -> list[Path]:
    """The .po fragments of the language, in the order they are merged."""
    return sorted((locale_dir / LANGUAGE / "parts").glob("*.po"))


def read_fragment(path: Path) -> list[Entry]:
    """All messages of one fragment; CatalogueError when it is malformed."""
    entries = []
    for block in _blocks(path):
        entry = _entry(block, path)
        if entry is not None:
            entries.append(entry)
    return entries


def _blocks(path: Path) -> Iterator[list[tuple[int, str]]]:
    """Groups of numbered lines, one group a message; a translation ends its message."""
    block: list[tuple[int, str]] = []
    has_translation = False
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = raw.strip()
        starts = line.startswith(("#", "msgctxt", "msgid ", 'msgid"'))
        if block and has_translation and (not line or starts):
            yield block
            block, has_translation = [], False
        if line:
            block.append((number, line))
            has_translation = has_translation or line.startswith("msgstr")
    if block:
        yield block


def _entry(block: list[tuple[int, str]], path: Path) -> Entry | None:
    """The message of one group of lines; None for a group of comments."""
    texts: dict[str, str] = {}
    field, is_fuzzy, start = "", False, block[0][0]
    for number, line in block:
        if line.startswith("#"):
            is_fuzzy = is_fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        found = _FIELD.match(line)
        if found:
            field, quoted = (f"msgstr[{found[2]}]" if found[2] else found[1]), found[3]
            if field in texts:
                raise CatalogueError(f"{path}:{number}: {field} twice in one message")
            start = number if field == "msgid" else start
            texts[field] = ""
        else:
            quoted = line
        if not field or not _QUOTED.match(quoted):
            raise CatalogueError(f"{path}:{number}: not a line of a .po file: {line}")
        texts[field] += _unescape(quoted[1:-1])
    if not texts:
        return None
    if not texts.get("msgid"):
        raise CatalogueError(f"{path}:{start}: a message without msgid (fragments carry no header)")
    plural = texts.get("msgid_plural")
    names = ("msgstr",) if plural is None else ("msgstr[0]", "msgstr[1]")
    if any(name not in texts for name in names):
        raise CatalogueError(f"{path}:{start}: expected {' and '.join(names)}")
    forms = tuple(texts[name] for name in names)
    return Entry(texts.get("msgctxt"), texts["msgid"], plural, forms, is_fuzzy, f"{path.name}:{start}")


def _unescape(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[1]), text)


def merged(locale_dir: Path) -> dict[Key, Entry]:
    """All translated messages by key; of two translations the later fragment's holds."""
    entries = (entry for path in fragments(locale_dir) for entry in read_fragment(path))
    return {entry.key: entry for entry in entries if entry.is_translated}


def compile_catalogue(locale_dir: Path) -> Path:
    """Bring the compiled catalogue up to date with its fragments and return its path.

    Writes only when a fragment is newer, came or went; processes that start together may all call it.
    """
    target = locale_dir / LANGUAGE / "LC_MESSAGES" / "django.mo"
    sources = fragments(locale_dir)
    newest = max((path.stat().st_mtime_ns for path in (locale_dir / LANGUAGE / "parts", *sources)), default=0)
    if target.exists() and target.stat().st_mtime_ns > newest:
        return target
    compiled = encode(list(merged(locale_dir).values()))
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(f".{os.getpid()}")
    part.write_bytes(compiled)
    part.replace(target)
    return target


def encode(entries: list[Entry]) -> bytes:
    """The messages in the binary form of gettext: two sorted tables of (length, offset), then the texts."""
    pairs = [(b"", HEADER.encode())]
    for entry in entries:
        name = entry.msgid if entry.context is None else f"{entry.context}\x04{entry.msgid}"
        name = name if entry.plural is None else f"{name}\0{entry.plural}"
        pairs.append((name.encode(), "\0".join(entry.forms).encode()))
    pairs.sort()
    count = len(pairs)
    offset = 7 * 4 + count * 16
    tables: list[int] = []
    for texts in ([name for name, _ in pairs], [text for _, text in pairs]):
        for text in texts:
            tables += [len(text), offset]
            offset += len(text) + 1
    head = struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + count * 8, 0, 28 + count * 16)
    body = b"".join(text + b"\0" for column in (0, 1) for text in (pair[column] for pair in pairs))
    return head + struct.pack(f"<{len(tables)}I", *tables) + body
