"""Catálogo › Item › Classe and Contexto › Problema in the forms: each choice follows the one above."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from central.domain.tickets.filing import LEVELS, NAMES, Filing
from central.domain.tickets.opening_options import filing_choices, held_filing, type_start
from central.doors.web.forms import ChoiceIdField, DeskForm
from central.doors.web.http import DeskRequest
from central.doors.web.tickets.due import number

LEADS = dict.fromkeys(("catalog", "catalog_item", "context"), ("filing",))
"""The fields whose choice changes what others offer, with the part that follows them."""


class FilingFields(forms.Form):
    """The five fields; which of them are shown, the type says."""

    catalog = ChoiceIdField(label=gettext_lazy("Catalogue"), required=False)
    catalog_item = ChoiceIdField(label=pgettext_lazy("catalogue", "Item"), required=False)
    catalog_class = ChoiceIdField(label=pgettext_lazy("catalogue", "Class"), required=False)
    context = ChoiceIdField(label=gettext_lazy("Context"), required=False)
    problem = ChoiceIdField(label=gettext_lazy("Problem"), required=False)


def filing_given(given: Mapping[str, Any]) -> Filing:
    """What a cleaned form was filed under."""
    return Filing(**{name: given.get(name) for name in NAMES})


def offer_filing(form: DeskForm, type_id: int | None, held: Filing | None = None) -> dict[str, Any]:
    """Give the fields their choices below what is chosen above them; answers which of them are shown."""
    chosen = Filing(**{name: number(form[name].value()) for name in NAMES})
    offers = filing_choices(type_id, chosen, held or Filing())
    for name, choices in offers.items():
        form.fields[name].offer(choices)  # type: ignore[attr-defined]
    shown = [name for name, *_rest in LEVELS if offers[name]]
    return {"filing_levels": [form[name] for name in shown], "filing_problems": bool(offers["context"])}


def edit_filing(request: DeskRequest, form: DeskForm, ticket_id: int, type_id: int | None) -> dict[str, Any]:
    """The five fields of *Editar solicitação* with their choices."""
    held = held_filing(request.actor, ticket_id)
    return {"start": type_start(type_id), **offer_filing(form, type_id, held)}
