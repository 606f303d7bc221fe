"""The little Markdown that the manual is written in, as safe HTML.

Headings, paragraphs, lists with parts indented under an item, **bold**, `code`, links, pictures; all escaped.
"""

import re
from collections.abc import Callable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

Address = Callable[[str], str]

HEADING = re.compile(r"(#{1,4}) +(.+)")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^()\s]+)\)")
BULLET = re.compile(r"- +(.*)")
NUMBERED = re.compile(r"\d{1,3}\. +(.*)")
LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(([^()\s]+)\)")
BOLD = re.compile(r"\*\*(.+?)\*\*")
CODE = re.compile(r"(`[^`]+`)")
INDENT = re.compile(r"[ \t]{1,3}")


def rendered(text: str, *, link: Address, picture: Address) -> SafeString:
    """A whole text; `link` and `picture` give the address of a target, '' where it leads nowhere."""
    return mark_safe("\n".join(blocks(text.splitlines(), link, picture)))


def blocks(lines: list[str], link: Address, picture: Address) -> list[str]:
    """The blocks of some lines, each as HTML."""
    found: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        marker = list_marker(line)
        if not line.strip():
            at += 1
        elif marker:
            end = end_of_list(lines, at, marker)
            found.append(list_html(lines[at:end], marker, link, picture))
            at = end
        elif heading := HEADING.fullmatch(line):
            level, title = len(heading[1]), heading[2].strip()
            found.append(f'<h{level} id="{slugify(title)}">{inline(title, link)}</h{level}>')
            at += 1
        elif shown := PICTURE.fullmatch(line.strip()):
            found += picture_html(shown[1], picture(shown[2]))
            at += 1
        else:
            end = end_of_paragraph(lines, at)
            found.append(f"<p>{inline(' '.join(part.strip() for part in lines[at:end]), link)}</p>")
            at = end
    return found


def list_marker(line: str) -> re.Pattern[str] | None:
    """The kind of list item that a line begins, None for no list."""
    return next((kind for kind in (BULLET, NUMBERED) if kind.fullmatch(line)), None)


def end_of_list(lines: list[str], start: int, marker: re.Pattern[str]) -> int:
    """Where a list ends: items, what is indented under them, and blank lines between."""
    end = at = start
    while at < len(lines):
        line = lines[at]
        if marker.fullmatch(line) or (line.strip() and INDENT.match(line)):
            end = at + 1
        elif line.strip():
            break
        at += 1
    return end


def end_of_paragraph(lines: list[str], start: int) -> int:
    """Where a paragraph ends: at a blank line or at another block."""
    at = start + 1
    while at < len(lines) and lines[at].strip():
        if list_marker(lines[at]) or HEADING.fullmatch(lines[at]) or PICTURE.fullmatch(lines[at].strip()):
            break
        at += 1
    return at


def list_html(lines: list[str], marker: re.Pattern[str], link: Address, picture: Address) -> str:
    """A list; what is indented under an item belongs to it."""
    items: list[list[str]] = []
    for line in lines:
        if first := marker.fullmatch(line):
            items.append([first[1]])
        else:
            items[-1].append(INDENT.sub("", line, count=1))
    tag = "ul" if marker is BULLET else "ol"
    return f"<{tag}>{''.join(f'<li>{item_html(item, link, picture)}</li>' for item in items)}</{tag}>"


def item_html(lines: list[str], link: Address, picture: Address) -> str:
    """An item, its first paragraph without a frame of its own."""
    first, *others = blocks(lines, link, picture) or [""]
    return first.removeprefix("<p>").removesuffix("</p>") + "".join(others)


def picture_html(words: str, address: str) -> list[str]:
    """A picture with its words; nothing when there is no such picture."""
    return [f'<figure><img src="{escape(address)}" alt="{escape(words)}"></figure>'] if address else []


def inline(text: str, link: Address) -> str:
    """Text with bold, code and links, everything escaped."""

    def linked(found: re.Match[str]) -> str:
        address = link(found[2])
        return f'<a href="{escape(address)}">{found[1]}</a>' if address else found[1]

    def marked(part: str) -> str:
        if CODE.fullmatch(part):
            return f"<code>{part[1:-1]}</code>"
        return BOLD.sub(r"<b>\1</b>", LINK.sub(linked, part))

    return "".join(map(marked, CODE.split(escape(text))))
