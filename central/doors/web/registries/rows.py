"""Rows of an entry's form: fields named `items-0-label`, as many as were sent, in order of their places."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from central.domain.registries.declarations import Field, Kind, Registry, Rows
from central.doors.web.forms import DeskForm
from central.doors.web.registries.layout import Control

FRESH = "__n__"
"""The number of the empty row that scripts copy."""
WHOLE = re.compile(r"\d{1,18}\Z", re.ASCII)
OWN = ("id", "place", "is_active")
"""What every row sends beside its fields."""
Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RowBlock:
    """One row of the page; `own` are its hidden id, its place and whether it is in use."""

    title: str
    controls: tuple[Control, ...]
    id: Any
    place: Any
    is_active: Any
    is_stored: bool
    is_retired: bool


@dataclass(frozen=True, slots=True)
class RowsBlock:
    """All rows of a field, and the empty one that scripts copy."""

    field: Field
    rows: tuple[RowBlock, ...]
    fresh: RowBlock
    bound: Any


def row_fields(registry: Registry) -> list[Field]:
    """The fields of a registry that hold rows."""
    return [field for field in registry.fields if field.kind is Kind.ROWS]


def numbers_in(field: Field, given: Given) -> list[int]:
    """The numbers of the rows that a form or its first values hold."""
    pattern = re.compile(rf"{re.escape(field.name)}-(\d{{1,3}})-", re.ASCII)
    return sorted({int(found[1]) for name in given if (found := pattern.match(name))})


def tidied(registry: Registry, sent: QueryDict) -> QueryDict:
    """What was sent with its rows in the order of their places, numbered anew, empty new ones left out."""
    fresh = sent.copy()
    for field in row_fields(registry):
        assert field.rows is not None
        rows = [row_sent(field, sent, number) for number in numbers_in(field, sent)]
        for name in [name for name in fresh if name.startswith(f"{field.name}-")]:
            del fresh[name]
        kept = sorted((row for row in rows if not is_blank(field.rows, row)), key=place_of)
        for number, row in enumerate(kept[: field.rows.most + 1]):
            for name, value in {**row, "place": str(number + 1)}.items():
                fresh[f"{field.name}-{number}-{name}"] = value
    return fresh


def row_sent(field: Field, sent: QueryDict, number: int) -> dict[str, str]:
    """The values of one row as they were sent."""
    begin = f"{field.name}-{number}-"
    row = {name.removeprefix(begin): str(sent[name]) for name in sent if name.startswith(begin)}
    return {**row, "id": row.get("id", "") if WHOLE.match(row.get("id", "")) else ""}


def is_blank(declared: Rows, row: Mapping[str, str]) -> bool:
    """Whether a row is a new one in which no text was typed."""
    typed = [row.get(one.name, "") for one in declared.fields if one.kind not in (Kind.CHOICE, Kind.YES_NO)]
    return not row.get("id") and not any(text.strip() for text in typed)


def place_of(row: Mapping[str, str]) -> int:
    """The place that was typed; without one, the last."""
    text = row.get("place", "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 10**6


def with_row(registry: Registry, sent: Given, name: str) -> dict[str, Any]:
    """The first values of a form with one more empty row."""
    field = next((one for one in row_fields(registry) if one.name == name), None)
    if field is None:
        return dict(sent)
    number = len(numbers_in(field, sent))
    return {**sent, **flat_row(field, number, {}, number + 1)}


def flat_rows(field: Field, rows: Sequence[Given]) -> dict[str, Any]:
    """Stored rows as the first values of a form; a row to fill in where there is none."""
    flat: dict[str, Any] = {}
    for number, row in enumerate(rows or [{}]):
        flat |= flat_row(field, number, row, number + 1)
    return flat


def flat_row(field: Field, number: int | str, row: Given, place: int | str) -> dict[str, Any]:
    """One row as the first values of a form."""
    assert field.rows is not None
    begin = f"{field.name}-{number}-"
    values = {one.name: shown(one, row.get(one.name, one.default)) for one in field.rows.fields}
    own = {"id": row.get("id") or "", "place": place, "is_active": row.get("is_active", True)}
    return {f"{begin}{name}": value for name, value in {**values, **own}.items()}


def shown(field: Field, value: Any) -> Any:
    """A stored value as it is typed."""
    if field.kind is Kind.DECIMAL and value is not None:
        return f"{value.normalize():f}".replace(".", ",").replace("-", "−")
    if field.kind is Kind.LINES:
        return "\n".join(value or ())
    return "" if value is None else value


def given_rows(field: Field, form: DeskForm) -> list[dict[str, Any]]:
    """The rows that were sent, for the operation."""
    assert field.rows is not None
    rows = []
    for number in numbers_in(field, form.fields):
        begin = f"{field.name}-{number}-"
        row = {one.name: form.cleaned_data.get(f"{begin}{one.name}") for one in field.rows.fields}
        row["id"] = int(form.cleaned_data.get(f"{begin}id") or 0) or None
        row["is_active"] = bool(form.cleaned_data.get(f"{begin}is_active"))
        rows.append(row)
    return rows


def own_fields(begin: str) -> dict[str, forms.Field]:
    """The fields that every row has."""
    place = forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4, "autocomplete": "off"})
    return {
        f"{begin}id": forms.CharField(required=False, widget=forms.HiddenInput),
        f"{begin}place": forms.CharField(required=False, label=_("Place"), widget=place),
        f"{begin}is_active": forms.BooleanField(required=False, label=_("In use")),
    }


def blocks_of(form: forms.Form, field: Field, numbers: Iterable[int | str]) -> tuple[RowBlock, ...]:
    """The rows of a form as the page draws them."""
    assert field.rows is not None
    found = []
    for at, number in enumerate(numbers, start=1):
        begin = f"{field.name}-{number}-"
        own = {name: form[f"{begin}{name}"] for name in OWN}
        stored = bool(own["id"].value())
        settled = field.rows.settled if stored else ()
        controls = tuple(
            Control(one, form[f"{begin}{one.name}"], begin, one.name in settled) for one in field.rows.fields
        )
        title = f"{field.rows.one} {FRESH if number == FRESH else at}"
        retired = stored and not own["is_active"].value()
        found.append(RowBlock(title, controls, **own, is_stored=stored, is_retired=retired))
    return tuple(found)
