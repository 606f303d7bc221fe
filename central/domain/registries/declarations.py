"""What a registry is: its fields, where its entries are used, what else must hold; no page of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from central.foundation.events.models import ChainedModel

Text = str | Promise
Values = Mapping[str, Any]
Choices = Sequence[tuple[Any, Text]]


class Kind(StrEnum):
    """How the value of a field is given, and what it is."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    YES_NO = "yes_no"
    CHOICE = "choice"
    COLOUR = "colour"
    ENTRY = "entry"
    ENTRIES = "entries"
    DECIMAL = "decimal"
    LINES = "lines"
    ROWS = "rows"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One value of an entry, named as the model names it.

    `longest` bounds texts, `least` and `most` numbers; `choices` are the values of CHOICE and COLOUR
    with their words; `of` is the model that ENTRY (one, None for none) and ENTRIES (several) refer to,
    narrowed by `only`. `shown_when` (field, values) is the field that this one depends on: with any
    other value it is kept empty. `empty` is what a number or text that is not given is stored as.
    DECIMAL takes two places; LINES is a list of texts, one a line; `rows` declares what a ROWS field holds.
    """

    name: str
    label: Text
    kind: Kind = Kind.TEXT
    help: Text = ""
    required: bool = True
    longest: int = 120
    least: int = 0
    most: int = 32_767
    empty: Any = None
    default: Any = None
    choices: Choices = ()
    of: type[Any] | None = None
    only: Q | None = None
    in_list: bool = False
    part: Text = ""
    width: int = 12
    shown_when: tuple[str, tuple[str, ...]] | None = None
    rows: "Rows | None" = None


RowCheck = Callable[[Values], Mapping[str, Text]]
"""A rule of a row by itself: its values; answers a sentence for each wrong field of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What stands under an entry in a table of its own: rows in order, retired instead of removed.

    `parent` is the row's reference to its entry; the first of `fields` names the row, and what it was called
    before is kept in the column `earlier`, one a line; `settled` fields stay as the row was made.
    A value is a list of mappings: `id` (None for a new row), `is_active`, and the fields.
    """

    model: type[Any]
    parent: str
    one: Text
    new: Text
    fields: tuple[Field, ...]
    settled: tuple[str, ...] = ()
    checks: tuple[RowCheck, ...] = ()
    most: int = 60

    @property
    def naming(self) -> Field:
        """The field that names a row."""
        return self.fields[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """Where the entries of a registry are used: `count` answers how many times one of them is."""

    words: Callable[[int], str]
    count: Callable[[int], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Entries of another registry that refer to an entry in a field of theirs: shown on its page."""

    title: Text
    registry: str
    field: str
    nothing: Text


Check = Callable[[Values, "ChainedModel | None"], Mapping[str, Text]]
"""A rule of its own: the values given, the entry as stored; answers a sentence for each wrong field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """A list that an administrator keeps.

    `slug` is its part of the address; `plural` and `one` are its names; `unique_within` are the fields
    whose values may repeat a name; `has_order` says that people put the entries in order (`position`),
    else they stand by name; of `single` (flag, field) one entry has the flag among those with the same
    value of the field: giving it to one takes it from the other; `needs` are uses that forbid switching
    an entry off; `is_fixed` has the entries that
    the product knows, none is added; `settled` fields keep the value that
    an entry was made with; `module` is the one whose menu leads to it.
    """

    key: str
    slug: str
    model: type[ChainedModel]
    plural: Text
    one: Text
    explains: Text
    new: Text
    icon: str = "list"
    module: str = "service-desk"
    fields: tuple[Field, ...] = ()
    uses: tuple[Use, ...] = ()
    needs: tuple[Use, ...] = ()
    checks: tuple[Check, ...] = ()
    related: tuple[Related, ...] = ()
    unique_within: tuple[str, ...] = ()
    has_order: bool = True
    is_fixed: bool = False
    has_code: bool = True
    longest_code: int = 40
    single: tuple[str, str] | None = None
    settled: tuple[str, ...] = ()
    defaults: Mapping[str, Any] = field(default_factory=dict)

    def field(self, name: str) -> Field | None:
        """The field of a name."""
        return next((field for field in self.fields if field.name == name), None)

    @property
    def rows(self) -> QuerySet[Any, Any]:
        """All entries."""
        manager: Any = self.model._default_manager
        rows: QuerySet[Any, Any] = manager.all()
        return rows

    @property
    def columns(self) -> tuple[Field, ...]:
        """The fields that the list shows beside the name."""
        return tuple(field for field in self.fields if field.in_list)
