"""Rows as files: CSV for spreadsheets in Portuguese, XLSX written row by row."""

import csv
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import xlsxwriter
from django.utils import timezone

Cell = str | int | datetime
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: such a beginning gets an apostrophe before it."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_SIGNS) or text.startswith("\n") else text


class CsvFile(AbstractContextManager["CsvFile"]):
    """Semicolons and a byte order mark, as spreadsheets in Portuguese expect them."""

    content_type = "text/csv"

    def __init__(self, path: Path) -> None:
        self.stream = path.open("w", encoding="utf-8-sig", newline="")
        self.writer = csv.writer(self.stream, delimiter=";", lineterminator="\r\n")

    def write(self, cells: Sequence[Cell]) -> None:
        """One row."""
        self.writer.writerow([self.text(cell) for cell in cells])

    def text(self, cell: Cell) -> str:
        """A cell as text; moments by the clock of the installation."""
        if isinstance(cell, datetime):
            return timezone.localtime(cell).strftime("%d/%m/%Y %H:%M")
        return harmless(cell) if isinstance(cell, str) else str(cell)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stream.close()


class XlsxFile(AbstractContextManager["XlsxFile"]):
    """A workbook of one sheet; texts stay texts, whatever they begin with."""

    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def __init__(self, path: Path) -> None:
        self.book: Any = xlsxwriter.Workbook(
            str(path), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        self.sheet: Any = self.book.add_worksheet()
        self.head = self.book.add_format({"bold": True})
        self.moment = self.book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        self.row = 0

    def write(self, cells: Sequence[Cell]) -> None:
        """One row, the first one as the head."""
        for column, cell in enumerate(cells):
            if isinstance(cell, datetime):
                local = timezone.localtime(cell).replace(tzinfo=None, microsecond=0)
                self.sheet.write_datetime(self.row, column, local, self.moment)
            elif isinstance(cell, int):
                self.sheet.write_number(self.row, column, cell)
            else:
                self.sheet.write_string(self.row, column, cell, self.head if not self.row else None)
        if not self.row:
            self.sheet.freeze_panes(1, 0)
            self.sheet.set_column(0, max(len(cells) - 1, 0), 22)
        self.row += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.book.close()


WRITERS: dict[str, type[CsvFile] | type[XlsxFile]] = {"csv": CsvFile, "xlsx": XlsxFile}
