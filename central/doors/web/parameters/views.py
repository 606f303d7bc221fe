"""Parâmetros: one form made from the declaration, with what each value does and when it changed."""

from http import HTTPStatus
from itertools import groupby
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from central.domain.company.declared import BY_KEY, CHOICE, CNPJ, EMAIL, LONG_TEXT, NUMBER, PHONE, Parameter
from central.domain.company.logo import has_logo, logo_facts
from central.domain.company.setting import parameters_shown, set_parameters, shown_value
from central.domain.people.facts import Change, Fact, HistoryRow, facts_of
from central.doors.web.components.forms import ActForm
from central.doors.web.errors import form_refusals
from central.doors.web.http import DeskRequest, desk_login_required, done, form_status
from central.foundation.errors import Conflict

ATTRIBUTES = {
    NUMBER: {"inputmode": "numeric"},
    CNPJ: {"data-mask": "cnpj"},
    PHONE: {"inputmode": "tel", "data-mask": "phone"},
    EMAIL: {"inputmode": "email", "autocomplete": "off"},
}
"""What helps to type each kind."""


class ParametersForm(ActForm):
    """A field for each parameter."""

    def __init__(self, *args: Any, shown: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for parameter, _stored, holds, _row in shown:
            self.fields[parameter.key] = field_of(parameter, holds)


def field_of(parameter: Parameter, holds: str) -> forms.Field:
    """The field of a parameter; the domain checks it."""
    given: dict[str, Any] = {
        "label": parameter.label, "required": False, "help_text": parameter.takes_effect, "initial": holds,
    }  # fmt: skip
    if parameter.kind == CHOICE:
        return forms.ChoiceField(choices=parameter.choices, **given)
    field = forms.CharField(strip=False, **given)
    if parameter.kind == LONG_TEXT:
        field.widget = forms.Textarea(attrs={"rows": 4})
    field.widget.attrs.update({"maxlength": parameter.most if parameter.kind != NUMBER else 20})
    field.widget.attrs.update(ATTRIBUTES.get(parameter.kind, {}))
    if parameter.kind == NUMBER:
        field.widget.attrs["placeholder"] = parameter.default or str(parameter.greatest)
    return field


@require_http_methods(["GET", "POST"])
@desk_login_required
def page(request: DeskRequest) -> HttpResponse:
    """Show the parameters, or set them."""
    shown = parameters_shown(request.actor)
    form = ParametersForm(request.POST or None, shown=shown)
    conflict = ""
    if request.method == "POST" and form.is_valid():
        given = {key: form.cleaned_data[key] for key in BY_KEY}
        holds = {parameter.key: value for parameter, stored, value, _row in shown if not stored}
        values = {key: "" if holds.get(key) == value else value for key, value in given.items()}
        seen = {key: request.POST[f"seen_{key}"] for key in BY_KEY if f"seen_{key}" in request.POST}
        try:
            with form_refusals(form):
                changed = set_parameters(
                    actor=request.actor, values=values, seen=seen, once=form.cleaned_data["once"]
                )
                told = ngettext("%(n)d parameter changed.", "%(n)d parameters changed.", len(changed)) % {
                    "n": len(changed)
                }
                told = told if changed else _("Nothing was changed.")
                return done(request, told, reverse("parameters:page"), go=True)
        except Conflict as error:
            conflict = str(error)
    status = HTTPStatus.CONFLICT if conflict else form_status(form)
    context = {
        "form": form,
        "groups": groups_of(form, shown),
        "conflict": conflict,
        "history": histories(shown, logo_facts(request.actor)),
        "has_logo": has_logo(),
    }
    return render(request, "parameters/page.html", context, status=status)


def groups_of(form: ParametersForm, shown: list[Any]) -> list[dict[str, Any]]:
    """The fields by group, each with the value that was stored when it was shown."""
    return [
        {
            "name": name,
            "fields": [
                {"field": form[one[0].key], "key": one[0].key, "seen": one[1], "width": width_of(one[0])}
                for one in members
            ],
        }
        for name, members in groupby(shown, key=lambda one: str(one[0].group))
    ]


def width_of(parameter: Parameter) -> str:
    """How wide the field of a parameter is."""
    return "f12" if parameter.kind == LONG_TEXT else "f6"


def histories(shown: list[Any], logo: list[Fact]) -> list[HistoryRow]:
    """The last changes of all parameters and of the logo, the newest first."""
    rows = [
        HistoryRow(
            fact.at,
            fact.who,
            _("changed"),
            (Change(str(BY_KEY[key].label), words(key, old), words(key, new)),),
        )
        for _parameter, _stored, _holds, row in shown
        if row
        for fact in facts_of("parametervalue", row)
        for key, old, new in fact.changes
        if key in BY_KEY
    ]
    rows += [HistoryRow(fact.at, fact.who, _("changed the logo")) for fact in logo]
    return sorted(rows, key=lambda row: row.at, reverse=True)[:20]


def words(key: str, value: str) -> str:
    """A value of a parameter as its form shows it."""
    parameter = BY_KEY[key]
    return str(dict(parameter.choices).get(value, shown_value(parameter, value)))
