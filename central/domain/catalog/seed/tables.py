"""Tables of the seed: CSV with `;`, read strictly; what is wrong is named with file and line."""

import csv
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Protocol, TypeVar

FLAGS = {"S": True, "N": False}


class Coded(Protocol):
    """Anything that is found by its code."""

    @property
    def code(self) -> str:
        """The code."""
        ...


C = TypeVar("C", bound=Coded)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; every reading of a cell that fails names file and line."""

    file: str
    line: int
    cells: dict[str, str]

    def wrong(self, why: str) -> ValueError:
        """The error to raise for this line."""
        return ValueError(f"{self.file}, line {self.line}: {why}")

    def optional(self, column: str) -> str:
        """A text, '' where the cell is empty."""
        return self.cells[column]

    def text(self, column: str) -> str:
        """A text that must be there."""
        value = self.cells[column]
        if not value:
            raise self.wrong(f"{column} is empty")
        return value

    def whole(self, column: str) -> int:
        """A whole number that is not negative."""
        value = self.text(column)
        if not (value.isascii() and value.isdigit()):
            raise self.wrong(f"{column} is not a whole number: {value}")
        return int(value)

    def optional_whole(self, column: str) -> int | None:
        """A whole number, None where the cell is empty."""
        return self.whole(column) if self.cells[column] else None

    def optional_decimal(self, column: str) -> Decimal | None:
        """A decimal number, None where the cell is empty."""
        value = self.cells[column]
        if not value:
            return None
        try:
            number = Decimal(value)
        except InvalidOperation:
            raise self.wrong(f"{column} is not a number: {value}") from None
        if not number.is_finite():
            raise self.wrong(f"{column} is not a number: {value}")
        return number

    def flag(self, column: str) -> bool:
        """S or N."""
        return FLAGS[self.one_of(column, FLAGS)]

    def one_of(self, column: str, allowed: Collection[str]) -> str:
        """One of the allowed words; also the check of a reference to another table."""
        value = self.text(column)
        if value not in allowed:
            raise self.wrong(f"unknown {column}: {value}")
        return value

    def optional_one_of(self, column: str, allowed: Collection[str]) -> str | None:
        """One of the allowed words, None where the cell is empty."""
        return self.one_of(column, allowed) if self.cells[column] else None

    def many(
        self, column: str, allowed: Collection[str] | None = None, separator: str = ","
    ) -> tuple[str, ...]:
        """Several words of one cell, each an allowed one, none twice."""
        values = tuple(part.strip() for part in self.cells[column].split(separator) if part.strip())
        for value in values:
            if allowed is not None and value not in allowed:
                raise self.wrong(f"unknown {column}: {value}")
        if len(set(values)) != len(values):
            raise self.wrong(f"{column} names something twice")
        return values


def read_table(path: Path, columns: Collection[str]) -> list[Row]:
    """The rows of a table that has exactly these columns, in any order."""
    with path.open(encoding="utf-8", newline="") as source:
        reader = csv.reader(source, delimiter=";", strict=True)
        header = next(reader, [])
        check_header(path.name, header, columns)
        rows = []
        for cells in reader:
            if len(cells) != len(header):
                raise ValueError(
                    f"{path.name}, line {reader.line_num}: {len(cells)} cells, {len(header)} expected"
                )
            values = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
            rows.append(Row(path.name, reader.line_num, values))
    return rows


def check_header(name: str, header: list[str], columns: Collection[str]) -> None:
    """Raises `ValueError` for an unknown, missing or repeated column."""
    for column in header:
        if column not in columns:
            raise ValueError(f"{name}, line 1: unknown column {column}")
    for column in columns:
        if header.count(column) != 1:
            raise ValueError(f"{name}, line 1: column {column} must be there once")


def unique(rows: Iterable[Row], *columns: str) -> list[Row]:
    """The same rows; raises `ValueError` where two share these cells."""
    seen: set[tuple[str, ...]] = set()
    kept = []
    for row in rows:
        key = tuple(row.cells[column] for column in columns)
        if key in seen:
            raise row.wrong(f"{', '.join(columns)} given twice: {' '.join(key)}")
        seen.add(key)
        kept.append(row)
    return kept


def codes(entries: Iterable[Coded]) -> frozenset[str]:
    """The codes of these entries, to check references against."""
    return frozenset(entry.code for entry in entries)


def named(entries: Iterable[C], code: str) -> C:
    """The entry with this code; raises `KeyError`."""
    for entry in entries:
        if entry.code == code:
            return entry
    raise KeyError(code)
