"""The form of an entry, made from the fields that its registry declares."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy

from central.domain.registries.declarations import Field, Kind, Registry
from central.doors.web.forms import DeskForm
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
    starred = tuple(f.name for f in registry.fields if f.required and f.kind is not Kind.YES_NO)
    kind = type("EntryForm", (DeskForm,), {**fields, "starred": starred})
    form: DeskForm = kind(*args, actor=actor, **kwargs)
    return form


def form_field(field: Field, offers: Offers) -> forms.Field:
    """The control of one declared field."""
    common: dict[str, Any] = {"label": field.label, "help_text": field.help, "required": False}
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
    if field.kind is Kind.NUMBER:
        attrs |= {"inputmode": "numeric", "maxlength": 6}
        return forms.CharField(strip=False, widget=forms.TextInput(attrs=attrs), **common)
    attrs["maxlength"] = field.longest
    widget = forms.Textarea if field.kind is Kind.LONG_TEXT else forms.TextInput
    if field.kind is Kind.LONG_TEXT:
        attrs["rows"] = 3
    return forms.CharField(strip=False, widget=widget(attrs=attrs), **common)


def initial_of(registry: Registry, values: Mapping[str, Any] | None) -> dict[str, Any]:
    """What the form shows first: the stored values, or the defaults of a new entry."""
    if values is not None:
        return {name: "" if value is None else value for name, value in values.items()}
    return {field.name: field.default for field in registry.fields if field.default is not None}


def given_values(registry: Registry, form: DeskForm) -> dict[str, Any]:
    """What was typed, for the operation."""
    return {field.name: form.cleaned_data.get(field.name) for field in registry.fields}
