"""The form of an entry, made from the fields that its registry declares."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy

from central.domain.registries.declarations import Field, Kind, Registry
from central.doors.web.forms import DeskForm
from central.doors.web.registries.rows import (
    FRESH,
    RowsBlock,
    blocks_of,
    flat_row,
    flat_rows,
    given_rows,
    numbers_in,
    own_fields,
    row_fields,
)
from central.foundation.actor import Actor

NONE = pgettext_lazy("choice", "None")
SELECT = pgettext_lazy("choice", "Select")
LONGEST_POST = 20_000
Offers = Mapping[str, list[tuple[str, str]]]


class AnyChoice(forms.ChoiceField):
    """One of some choices; whether it may be chosen, the operation says beside the field."""

    def valid_value(self, value: str) -> bool:
        """Any text has the right shape."""
        return True


class AnyChoices(forms.MultipleChoiceField):
    """Several of some choices; the operation says whether they may be chosen."""

    def valid_value(self, value: str) -> bool:
        """Any text has the right shape."""
        return True


def entry_form(registry: Registry, actor: Actor, offers: Offers, *args: Any, **kwargs: Any) -> DeskForm:
    """The form of a registry's entry for an actor; what is wrong in it, the operation says."""
    fields: dict[str, Any] = {field.name: form_field(field, offers) for field in registry.fields}
    starred = [field.name for field in registry.fields if is_starred(field)]
    given = (args[0] if args else kwargs.get("initial")) or {}
    for field in row_fields(registry):
        for number in numbers_in(field, given):
            fields |= fields_of_row(field, number, offers)
            starred += [f"{field.name}-{number}-{one.name}" for one in rows_of(field) if is_starred(one)]
    kind = type("EntryForm", (DeskForm,), {**fields, "starred": tuple(starred)})
    form: DeskForm = kind(*args, actor=actor, **kwargs)
    return form


def is_starred(field: Field) -> bool:
    """Whether the field is marked as one that must be filled."""
    return field.required and field.kind not in (Kind.YES_NO, Kind.ROWS)


def rows_of(field: Field) -> tuple[Field, ...]:
    """The fields of each row of a field."""
    return field.rows.fields if field.rows else ()


def fields_of_row(field: Field, number: int | str, offers: Offers) -> dict[str, forms.Field]:
    """The controls of one row, labelled with it, so that a list of errors tells which is meant."""
    assert field.rows is not None
    begin = f"{field.name}-{number}-"
    title = field.rows.one if number == FRESH else f"{field.rows.one} {int(number) + 1}"
    made = {f"{begin}{one.name}": form_field(one, offers) for one in field.rows.fields}
    for control in made.values():
        control.label = f"{title} · {control.label}"
    return own_fields(begin) | made


def rows_block(form: DeskForm, field: Field, offers: Offers) -> RowsBlock:
    """The rows of a form for the page, with the empty one that scripts copy."""
    kind = type("FreshRow", (forms.Form,), fields_of_row(field, FRESH, offers))
    fresh: forms.Form = kind(initial=flat_row(field, FRESH, {}, FRESH))
    (empty,) = blocks_of(fresh, field, [FRESH])
    return RowsBlock(field, blocks_of(form, field, numbers_in(field, form.fields)), empty, form[field.name])


def form_field(field: Field, offers: Offers) -> forms.Field:
    """The control of one declared field; of a ROWS field only the place of its errors."""
    common: dict[str, Any] = {"label": field.label, "help_text": field.help, "required": False}
    if field.kind is Kind.ROWS:
        return forms.CharField(**common)
    if field.kind is Kind.YES_NO:
        return forms.BooleanField(**common)
    if field.kind is Kind.ENTRIES:
        boxes = forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"})
        return AnyChoices(choices=offers.get(field.name, []), widget=boxes, **common)
    if field.kind is Kind.COLOUR:
        return AnyChoice(choices=field.choices, widget=forms.RadioSelect, **common)
    if field.kind in (Kind.CHOICE, Kind.ENTRY):
        offered = list(offers.get(field.name, ())) if field.of is not None else list(field.choices)
        if field.kind is Kind.ENTRY or not field.required:
            offered = [("", SELECT if field.required else NONE), *offered]
        return AnyChoice(choices=offered, **common)
    return text_field(field, common)


def text_field(field: Field, common: dict[str, Any]) -> forms.Field:
    """The control of a text or of a number."""
    attrs: dict[str, Any] = {"autocomplete": "off"}
    if field.kind in (Kind.NUMBER, Kind.DECIMAL):
        typed = ("numeric", 6) if field.kind is Kind.NUMBER else ("decimal", 12)
        attrs |= dict(zip(("inputmode", "maxlength"), typed, strict=True))
        return forms.CharField(strip=False, widget=forms.TextInput(attrs=attrs), **common)
    several = field.kind in (Kind.LONG_TEXT, Kind.LINES)
    widget = forms.Textarea if several else forms.TextInput
    if field.kind is not Kind.LINES:
        attrs["maxlength"] = field.longest
    if several:
        attrs["rows"] = 3
    return forms.CharField(strip=False, widget=widget(attrs=attrs), **common)


def initial_of(registry: Registry, values: Mapping[str, Any] | None) -> dict[str, Any]:
    """What the form shows first: the stored values, or the defaults of a new entry."""
    if values is None:
        values = {field.name: field.default for field in registry.fields if field.default is not None}
    flat: dict[str, Any] = {name: "" if value is None else value for name, value in values.items()}
    for field in registry.fields:
        if field.kind is Kind.LINES:
            flat[field.name] = "\n".join(flat.get(field.name) or ())
    for field in row_fields(registry):
        flat |= flat_rows(field, flat.pop(field.name, ()))
    return flat


def given_values(registry: Registry, form: DeskForm) -> dict[str, Any]:
    """What was typed, for the operation."""
    return {
        field.name: given_rows(field, form) if field.rows else form.cleaned_data.get(field.name)
        for field in registry.fields
    }
