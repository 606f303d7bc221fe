"""Rich text from people: cleaned when stored, so that what is shown was never anything but safe."""

import html
import re

import nh3

TAGS = {
    "p",
    "br",
    "strong",
    "b",
    "em",
    "i",
    "u",
    "s",
    "ul",
    "ol",
    "li",
    "a",
    "blockquote",
    "code",
    "pre",
    "h3",
    "h4",
}
ATTRIBUTES = {"a": {"href"}}
BLOCK_END = re.compile(r"</(?:p|li|h3|h4|blockquote|pre|ul|ol)>|<br ?/?>")
LONGEST = 60_000


def clean_html(text: str) -> str:
    """Sanitised HTML of a text that may be HTML or plain; plain lines become paragraphs."""
    source = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not looks_like_html(source):
        source = plain_to_html(source)
    return nh3.clean(
        source,
        tags=TAGS,
        attributes={name: set(allowed) for name, allowed in ATTRIBUTES.items()},
        url_schemes={"https", "http", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
    ).strip()


def looks_like_html(text: str) -> bool:
    """Whether a text comes from the editor: it starts with one of its blocks."""
    return bool(re.match(r"<(p|ul|ol|h3|h4|blockquote|pre)[\s>]", text))


def plain_to_html(text: str) -> str:
    """Paragraphs and line breaks of a plain text, everything else escaped."""
    blocks = [block for block in re.split(r"\n\s*\n", text) if block.strip()]
    return "".join(
        f"<p>{html.escape(block.strip(), quote=False).replace(chr(10), '<br>')}</p>" for block in blocks
    )


def to_plain(text: str) -> str:
    """The words of sanitised HTML, one line a block."""
    without = nh3.clean(BLOCK_END.sub("\n", text), tags=set())
    return "\n".join(line.strip() for line in html.unescape(without).splitlines() if line.strip())


def is_blank(text: str) -> bool:
    """Whether a text has no words once its markup is gone."""
    return not to_plain(clean_html(text))
