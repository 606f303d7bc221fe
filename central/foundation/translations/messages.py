"""Which texts the code and the templates ask gettext for."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Function -> positions of its context, text and plural among the arguments.
_FUNCTIONS: dict[str, tuple[int | None, int, int | None]] = {
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
_TEXT = r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_COMMENT = re.compile(r"{#.*?#}|{%\s*comment\b.*?%}.*?{%\s*endcomment\s*%}", re.DOTALL)
_TRANSLATE = re.compile(rf"{{%-?\s*(?:translate|trans)\s+{_TEXT}(.*?)%}}")
_UNDERSCORE = re.compile(rf"(?<![\w.])_\(\s*{_TEXT}\s*\)")
_BLOCK = re.compile(
    r"{%\s*(blocktranslate|blocktrans)\b(.*?)%}(.*?){%\s*end\1\s*%}",
    re.DOTALL,
)
_PLURAL = re.compile(r"{%\s*plural\s*%}")
_CONTEXT = re.compile(rf"\bcontext\s+{_TEXT}")
_VARIABLE = re.compile(r"{{\s*(.*?)\s*}}")


@dataclass(frozen=True)
class Message:
    """One text that is asked for, and where (`file:line`)."""

    context: str | None
    msgid: str
    plural: str | None
    where: str


def messages_in_code(source: str, name: str) -> Iterator[Message]:
    """The texts of all gettext calls with literal arguments in a Python module."""
    tree = ast.parse(source)
    aliases = _aliases(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        positions = _FUNCTIONS.get(aliases.get(called, called))
        if positions is None:
            continue
        context, msgid, plural = (None if at is None else _literal(node, at) for at in positions)
        if msgid:
            yield Message(context, msgid, plural, f"{name}:{node.lineno}")


def _aliases(tree: ast.Module) -> dict[str, str]:
    """Under which other names the module imports gettext's functions."""
    aliases = {"_": "gettext"}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in {"django.utils.translation", "gettext"}:
            aliases |= {item.asname: item.name for item in node.names if item.asname}
    return aliases


def _literal(call: ast.Call, at: int) -> str | None:
    argument = call.args[at] if at < len(call.args) else None
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    return None


def messages_in_template(source: str, name: str) -> Iterator[Message]:
    """The texts of translate and blocktranslate tags and of `_("…")`, as Django looks them up."""
    source = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), source)
    for found in _TRANSLATE.finditer(source):
        yield _single(found, source, name, found[2])
    for found in _UNDERSCORE.finditer(source):
        yield _single(found, source, name, "")
    for found in _BLOCK.finditer(source):
        options = re.sub(_TEXT, lambda text: " " * len(text[0]), found[2])
        is_trimmed = re.search(r"\btrimmed\b", options) is not None
        parts = [_block_text(part, is_trimmed) for part in _PLURAL.split(found[3])]
        plural = parts[1] if len(parts) > 1 else None
        yield Message(_context(found[2]), parts[0], plural, _where(found, source, name))


def _single(found: re.Match[str], source: str, name: str, options: str) -> Message:
    # Django doubles the percent signs of a literal before it looks it up.
    msgid = _unquote(found[1]).replace("%", "%%")
    return Message(_context(options), msgid, None, _where(found, source, name))


def _block_text(body: str, is_trimmed: bool) -> str:
    """The body of a block tag with its variables in the form of named placeholders."""
    pieces, end = [], 0
    for found in _VARIABLE.finditer(body):
        pieces += [body[end : found.start()].replace("%", "%%"), f"%({found[1]})s"]
        end = found.end()
    text = "".join(pieces) + body[end:].replace("%", "%%")
    return re.sub(r"\s*\n\s*", " ", text.strip()) if is_trimmed else text


def _context(options: str) -> str | None:
    found = _CONTEXT.search(options)
    return _unquote(found[1]) if found else None


def _unquote(quoted: str) -> str:
    return quoted[1:-1].replace(f"\\{quoted[0]}", quoted[0]).replace("\\\\", "\\")


def _where(found: re.Match[str], source: str, name: str) -> str:
    return f"{name}:{source.count(chr(10), 0, found.start()) + 1}"


def messages_under(root: Path) -> Iterator[Message]:
    """All texts of the package `central` below the root of the project, in the order of the files."""
    package = root / "central"
    for path in sorted((*package.rglob("*.py"), *package.rglob("*.html"), *package.rglob("*.txt"))):
        name = path.relative_to(root).as_posix()
        if {"migrations", "static", "locale"} & set(path.relative_to(root).parts):
            continue
        reader = messages_in_code if path.suffix == ".py" else messages_in_template
        yield from reader(path.read_text(encoding="utf-8"), name)
