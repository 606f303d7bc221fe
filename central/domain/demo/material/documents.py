"""TOML documents of the material, read strictly; what is wrong is named with file and line."""

import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Any

from central.domain.demo.material.placeholders import PLACEHOLDER, PLACEHOLDERS, placeholders_in


class Document:
    """A TOML file: its parts come out checked, its errors with file and line."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self.source = path.read_text(encoding="utf-8")
        try:
            self.parts: dict[str, Any] = tomllib.loads(self.source)
        except tomllib.TOMLDecodeError as error:
            raise ValueError(f"{self.name}: {error}") from None

    def wrong(self, why: str, near: str) -> ValueError:
        """The error to raise; the line is where these words last stand in the file."""
        lines = self.source.splitlines()
        found = [number for number, line in enumerate(lines, 1) if near and near in line]
        return ValueError(f"{self.name}, line {found[-1] if found else 1}: {why}")

    def check_keys(
        self, part: dict[str, Any], required: Collection[str], optional: Collection[str] = ()
    ) -> None:
        """Raises `ValueError` for an unknown or missing key of a part."""
        for key in part:
            if key not in required and key not in optional:
                raise self.wrong(f"unknown {key}", near=key)
        for key in required:
            if key not in part:
                raise self.wrong(f"{key} is missing", near="")

    def table(self, key: str) -> dict[str, Any]:
        """A part that holds keys."""
        part = self.parts[key]
        if not isinstance(part, dict):
            raise self.wrong(f"{key} is not a table", near=key)
        return part

    def text(self, value: object, *, allowed: Collection[str] = PLACEHOLDERS) -> str:
        """One text with known placeholders only."""
        if not isinstance(value, str) or not value or value != value.strip():
            raise self.wrong("a text is empty, has spaces around it, or is none", near=str(value))
        for name in placeholders_in(value):
            if name not in allowed:
                raise self.wrong(f"unknown placeholder {name}", near=value)
        if any(brace in PLACEHOLDER.sub("", value) for brace in "{}"):
            raise self.wrong("a brace stands alone", near=value)
        return value

    def texts(
        self, part: dict[str, Any], key: str, *, allowed: Collection[str] = PLACEHOLDERS
    ) -> tuple[str, ...]:
        """A list of different texts; empty where the key is missing."""
        found = tuple(self.text(value, allowed=allowed) for value in self.items(part, key))
        for value in found:
            if found.count(value) > 1:
                raise self.wrong(f"{key} says the same twice", near=value)
        return found

    def pairs(self, part: dict[str, Any], key: str) -> tuple[tuple[str, str], ...]:
        """A list of different pairs of texts."""
        found = []
        for value in self.items(part, key):
            if not isinstance(value, list) or len(value) != 2:
                raise self.wrong(f"{key} holds pairs of texts", near=key)
            found.append((self.text(value[0]), self.text(value[1])))
        for pair in found:
            if sum(pair[0] == other[0] or pair[1] == other[1] for other in found) > 1:
                raise self.wrong(f"{key} says the same twice", near=pair[1])
        return tuple(found)

    def items(self, part: dict[str, Any], key: str) -> list[Any]:
        """A list as it stands; empty where the key is missing."""
        value = part.get(key, [])
        if not isinstance(value, list):
            raise self.wrong(f"{key} is not a list", near=key)
        return value
