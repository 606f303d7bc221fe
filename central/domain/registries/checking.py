"""What was given for an entry against its declaration: clean values, or a sentence for each wrong field."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from central.domain.people.names import fold
from central.domain.registries.declarations import Field, Kind, Registry, Rows, Text, Values
from central.foundation.errors import Invalid
from central.foundation.events.models import ChainedModel

UNSTORABLE = {"Cc", "Cs"}
BREAKS = {"\n", "\r", "\t"}
PLACES = re.compile(r"[+-]?\d{1,7}(\.\d{0,2})?\Z", re.ASCII)
WHOLE = re.compile(r"-?\d{1,18}\Z", re.ASCII)


class Wrong(Exception):
    """One value is wrong; the message says how to mend it."""


def check_values(registry: Registry, given: Values, stored: ChainedModel | None) -> dict[str, Any]:
    """The clean values of all fields of a registry; raises `Invalid` with all that is wrong at once."""
    errors: dict[str, Text] = {}
    values: dict[str, Any] = {}
    for field in registry.fields:
        if field.kind is Kind.ROWS:
            values[field.name], wrong_rows = check_rows(field, given.get(field.name, ()), stored)
            errors |= wrong_rows
        else:
            clean_into(values, errors, field, given, stored)
    drop_hidden(registry.fields, values, errors)
    if not errors:
        errors |= settled(registry, values, stored)
        for check in registry.checks:
            errors |= check(values, stored)
    if not errors.get("name") and (sentence := name_is_taken(registry, values, stored)):
        errors["name"] = sentence
    if errors:
        raise Invalid(_("Some fields need mending."), errors=errors)
    return values


def clean_into(
    values: dict[str, Any],
    errors: dict[str, Text],
    field: Field,
    given: Values,
    stored: ChainedModel | None = None,
) -> None:
    """Put the clean value of a field among the values, or the sentence that refuses it among the errors."""
    try:
        values[field.name] = clean(field, given.get(field.name, default_of(field)), stored)
    except Wrong as wrong:
        errors[field.name] = str(wrong)


def default_of(field: Field) -> Any:
    """What a field that nobody filled in holds."""
    if field.default is not None:
        return field.default
    several = field.kind in (Kind.ENTRIES, Kind.LINES)
    return False if field.kind is Kind.YES_NO else [] if several else ""


def check_rows(
    field: Field, given: Any, stored: ChainedModel | None
) -> tuple[list[dict[str, Any]], dict[str, Text]]:
    """The clean rows of a ROWS field, and a sentence for each wrong value by `field-number-name`."""
    assert field.rows is not None
    declared = field.rows
    errors: dict[str, Text] = {}
    known = rows_by_id(declared, stored)
    rows: list[dict[str, Any]] = []
    for number, row in enumerate(list(given)[: declared.most + 1]):
        old = known.pop(row.get("id"), None) if row.get("id") else None
        values, wrong = check_row(declared, row, old)
        values |= {"id": old.pk if old else None, "is_active": bool(row.get("is_active", True)) or not old}
        rows.append(values)
        errors |= {f"{field.name}-{number}-{name}": sentence for name, sentence in wrong.items()}
    if len(rows) + len(known) > declared.most:
        errors[field.name] = _("At most %(count)s rows.") % {"count": declared.most}
    elif field.required and not any(row["is_active"] for row in rows):
        errors[field.name] = _("At least one row must be there.")
    return rows, errors


def rows_by_id(declared: Rows, stored: ChainedModel | None) -> dict[int, Any]:
    """The rows that stand under an entry, by id."""
    if stored is None:
        return {}
    found = declared.model._default_manager.filter(**{declared.parent: stored.pk})
    return {row.pk: row for row in found}


def check_row(declared: Rows, given: Values, old: Any) -> tuple[dict[str, Any], dict[str, Text]]:
    """The clean values of one row with what is wrong in it; a settled field stays as the row was made."""
    values: dict[str, Any] = {}
    errors: dict[str, Text] = {}
    settled = {name: getattr(old, name) for name in declared.settled} if old else {}
    for one in declared.fields:
        clean_into(values, errors, one, {**given, **settled})
    drop_hidden(declared.fields, values, errors)
    if not errors:
        for check in declared.checks:
            errors |= check(values)
    return values, errors


def clean(field: Field, value: Any, stored: ChainedModel | None) -> Any:
    """One value as the model keeps it; raises `Wrong`."""
    if field.kind is Kind.YES_NO:
        return bool(value)
    if field.kind is Kind.NUMBER:
        return clean_number(field, value)
    if field.kind is Kind.ENTRY:
        return clean_entry(field, value, stored)
    if field.kind is Kind.ENTRIES:
        return clean_entries(field, value, stored)
    if field.kind is Kind.DECIMAL:
        return clean_decimal(field, value)
    if field.kind is Kind.LINES:
        return clean_lines(field, value)
    text = clean_text(field, "" if value is None else str(value))
    if field.kind in (Kind.CHOICE, Kind.COLOUR):
        return chosen(field, text)
    return text


def chosen(field: Field, text: str) -> Any:
    """The choice that a text names."""
    if not text and not field.required:
        return ""
    keys = {str(key): key for key, _words in field.choices}
    if text not in keys:
        raise Wrong(_("Choose one of the options."))
    return keys[text]


def clean_text(field: Field, text: str) -> str:
    """A text without spaces at its ends, that every database can keep."""
    text = text.strip()
    allowed = BREAKS if field.kind is Kind.LONG_TEXT else set()
    if any(unicodedata.category(sign) in UNSTORABLE and sign not in allowed for sign in text):
        raise Wrong(_("There is a sign in it that cannot be stored: type the text again."))
    if field.required and not text:
        raise Wrong(_("Fill this in."))
    if len(text) > field.longest:
        raise Wrong(
            ngettext("At most %(count)s sign.", "At most %(count)s signs.", field.longest)
            % {"count": field.longest}
        )
    return text


def clean_number(field: Field, value: Any) -> int | None:
    """A whole number within the bounds, `empty` where it may be missing."""
    text = str("" if value is None else value).strip()
    if not text:
        if field.required:
            raise Wrong(_("Fill this in."))
        empty: int | None = field.empty
        return empty
    if not WHOLE.match(text) or not field.least <= int(text) <= field.most:
        raise Wrong(
            _("Type a whole number from %(least)s to %(most)s.") % {"least": field.least, "most": field.most}
        )
    return int(text)


def clean_decimal(field: Field, value: Any) -> Decimal | None:
    """A number with at most two places, typed with a comma or a point; None where none was given."""
    text = str("" if value is None else value).strip().replace("−", "-").replace(",", ".")
    if not text:
        return None
    if not PLACES.match(text):
        raise Wrong(_("Type a number, such as −19,8."))
    return round(Decimal(text), 2)


def clean_lines(field: Field, value: Any) -> list[str]:
    """The texts of several lines, empty ones and repeated ones left out."""
    lines = value.splitlines() if isinstance(value, str) else [str(one) for one in value or ()]
    texts = dict.fromkeys(text for line in lines if (text := clean_line(field, line)))
    if field.required and not texts:
        raise Wrong(_("Fill this in."))
    if len(texts) > field.most:
        raise Wrong(_("At most %(count)s rows.") % {"count": field.most})
    return list(texts)


def clean_line(field: Field, line: str) -> str:
    """One line of several, which may be empty."""
    return clean_text(replace(field, kind=Kind.TEXT, required=False), line)


def clean_entry(field: Field, value: Any, stored: ChainedModel | None) -> int | None:
    """The id of an active entry, or of the one that is stored already."""
    ids = ids_of([value] if value not in (None, "") else [])
    if not ids:
        if field.required:
            raise Wrong(_("Choose one of the options."))
        return None
    kept = {getattr(stored, f"{field.name}_id", None)} if stored else set()
    if offered(field, ids - kept) != ids - kept:
        raise Wrong(_("Choose one of the options."))
    return next(iter(ids))


def clean_entries(field: Field, value: Any, stored: ChainedModel | None) -> list[int]:
    """The ids of several entries, in the order of the ids."""
    ids = ids_of(value or [])
    if field.required and not ids:
        raise Wrong(_("Choose one of the options."))
    kept = set(getattr(stored, field.name).values_list("pk", flat=True)) if stored else set()
    if offered(field, ids - kept) != ids - kept:
        raise Wrong(_("Choose among the options."))
    return sorted(ids)


def ids_of(given: Any) -> set[int]:
    """Whole numbers that can be ids; raises `Wrong` for anything else."""
    texts = [str(one).strip() for one in given]
    if any(not WHOLE.match(text) for text in texts):
        raise Wrong(_("Choose one of the options."))
    return {int(text) for text in texts}


def offered(field: Field, ids: set[int]) -> set[int]:
    """Those among some ids that may be chosen now."""
    assert field.of is not None
    rows = field.of._default_manager.filter(pk__in=ids, is_active=True)
    return (
        set((rows.filter(field.only) if field.only else rows).values_list("pk", flat=True)) if ids else set()
    )


def drop_hidden(fields: tuple[Field, ...], values: dict[str, Any], errors: dict[str, Text]) -> None:
    """Empty the fields that another field's value makes meaningless, whatever was typed there."""
    for field in fields:
        if field.shown_when is None:
            continue
        on, wanted = field.shown_when
        if str(values.get(on)) not in wanted:
            errors.pop(field.name, None)
            values[field.name] = nothing(field)


def nothing(field: Field) -> Any:
    """What a field holds that has no meaning."""
    if field.kind is Kind.YES_NO:
        return False
    return field.empty if field.kind in (Kind.NUMBER, Kind.ENTRY, Kind.DECIMAL) else default_of(field)


def settled(registry: Registry, values: Values, stored: ChainedModel | None) -> dict[str, Text]:
    """A sentence for each field that may no longer change, and for a flag that only another entry takes."""
    if stored is None:
        return {}
    wrong: dict[str, Text] = {
        name: _("This cannot change once the entry exists: make another entry.")
        for name in registry.settled
        if getattr(stored, attribute(registry, name)) != values.get(name)
    }
    flag = registry.single[0] if registry.single else ""
    if flag and getattr(stored, flag) and not values.get(flag):
        wrong[flag] = _("Make another entry the default instead.")
    if flag and values.get(flag) and not stored.is_active:  # type: ignore[attr-defined]
        wrong[flag] = _("An inactive entry cannot be the default: activate it first.")
    return wrong


def name_is_taken(registry: Registry, values: Mapping[str, Any], stored: ChainedModel | None) -> str:
    """A sentence when another entry has this name, accents and capitals ignored; '' otherwise."""
    name = fold(values.get("name", "")) or values.get("name", "")
    if not name:
        return ""
    same = {key: values[key] for key in registry.unique_within if key in values}
    others = registry.rows.filter(**same)
    if stored is not None:
        if fold(getattr(stored, "name", "")) == name and all(
            getattr(stored, attribute(registry, key)) == value for key, value in same.items()
        ):
            return ""
        others = others.exclude(pk=stored.pk)
    for other, is_active in others.values_list("name", "is_active"):
        if (fold(other) or other) == name:
            found = _("There is an entry with this name already: %(name)s.")
            if not is_active:
                found = _("There is an inactive entry with this name: %(name)s. Activate that one.")
            return found % {"name": other}
    return ""


def attribute(registry: Registry, name: str) -> str:
    """The attribute of the model that holds a field's value: the id for a reference."""
    field = registry.field(name)
    return f"{name}_id" if field and field.kind is Kind.ENTRY else name
