"""Custom fields in the windows: their controls, what was typed there, uploads kept over a refusal."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from central.domain.tickets import field_rows
from central.domain.tickets.field_rows import FieldRow
from central.doors.web.forms import SELECT, DeskForm, KeptFile, known_files, place_for_error, refill, staged
from central.doors.web.http import DeskRequest, desk_login_required
from central.doors.web.tickets.due import number
from central.doors.web.tickets.filing import FilingFields, edit_filing
from central.foundation.errors import Invalid

NAME = re.compile(r"field_(\d{1,18})\Z", re.ASCII)
WIDE = ("long_text",)


class FieldsForm(DeskForm):
    """A form with custom fields, which its window adds; their values are judged by the operation.

    An upload is kept as soon as the form is read, under the name of its field.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.uploads: dict[str, KeptFile] = {}
        super().__init__(*args, **kwargs)

    def full_clean(self) -> None:
        """Keep the uploads of custom fields first; what is wrong with one stands beside its field."""
        refused = self.keep_uploads() if self.is_bound else {}
        super().full_clean()
        if self.is_bound:
            self.cleaned_data["fields"] = self.typed_fields()
        for name, sentence in refused.items():
            self.add_error(place_for_error(self, name, {}), sentence)

    def take_up(self, draft: Any) -> None:
        """Find the uploads of a draft again too."""
        super().take_up(draft)
        self.uploads = self.held_uploads(draft.values)

    def held_uploads(self, given: Any) -> dict[str, KeptFile]:
        """The uploads that were kept before, by the name of their field."""
        found: dict[str, KeptFile] = {}
        for name in given:
            if NAME.match(name) and (held := known_files(given.getlist(f"{name}_kept"), self.actor)):
                found[name] = held[0]
        return found

    def keep_uploads(self) -> dict[str, str]:
        """Stage what was sent and find what was kept before; answers a sentence for each refused one."""
        refused: dict[str, str] = {}
        self.uploads = self.held_uploads(self.data)
        for name in self.files or ():
            if not NAME.match(name):
                continue
            upload: Any = self.files[name]
            try:
                (self.uploads[name],) = staged(upload, self.actor)
            except Invalid as error:
                refused[name] = str(error.message)
        return refused

    def typed_fields(self) -> dict[int, str]:
        """What was typed, by the id of the field; a file that stays as it was is left out."""
        typed: dict[int, str] = {}
        for name in {**self.data, **self.uploads}:
            found = NAME.match(name)
            if found and name in self.uploads:
                typed[int(found[1])] = self.uploads[name].id
            elif found and not self.data.get(f"{name}_held"):
                typed[int(found[1])] = str(self.data[name])
        return typed


def add_fields(form: FieldsForm, rows: Iterable[FieldRow], *, required: bool = True) -> list[dict[str, Any]]:
    """Give a form the controls of custom fields; answers them as the page draws them."""
    shown = []
    for row in rows:
        control = control_of(row)
        control.required = row.is_required and required
        form.fields[row.name] = control
        form._bound_fields_cache.pop(row.name, None)  # type: ignore[attr-defined]
        form.initial.setdefault(row.name, row.value)
        held = row.kind == "file" and row.value and (not form.is_bound or f"{row.name}_held" in form.data)
        shown.append(
            {
                "row": row,
                "bound": form[row.name],
                "width": "f12" if row.kind in WIDE else "f6",
                "control": "num" if row.kind in ("number", "date") else "",
                "upload": form.uploads.get(row.name),
                "is_held": held,
            }
        )
    return shown


def control_of(row: FieldRow) -> forms.Field:
    """The control of one field by its kind."""
    given: dict[str, Any] = {"label": row.label, "help_text": row.help, "required": False}
    if row.kind == "choice":
        return forms.ChoiceField(choices=[("", SELECT), *((one, one) for one in row.options)], **given)
    if row.kind == "yes_no":
        return forms.ChoiceField(choices=[("", SELECT), ("1", _("Yes")), ("0", _("No"))], **given)
    attrs: dict[str, Any] = {"autocomplete": "off"}
    if row.kind == "file":
        return forms.FileField(**given)
    if row.kind == "long_text":
        return forms.CharField(widget=forms.Textarea(attrs={**attrs, "rows": 3, "maxlength": 4_000}), **given)
    if row.kind == "number":
        attrs |= {"inputmode": "decimal", "maxlength": 24}
    elif row.kind == "date":
        attrs |= {"inputmode": "numeric", "maxlength": 10, "data-date": True}
    else:
        attrs["maxlength"] = 200
    return forms.CharField(widget=forms.TextInput(attrs=attrs), **given)


def edit_context(
    request: DeskRequest, form: FieldsForm, ticket_id: int, type_id: int | None
) -> dict[str, Any]:
    """The fields of a type with the values of a protocol, and the values that this type does not ask for."""
    rows = field_rows.ticket_fields(request.actor, ticket_id, type_id)
    return {
        "custom": add_fields(form, rows),
        "kept_values": field_rows.kept_values(request.actor, ticket_id, type_id),
    }


class PartsForm(FilingFields, FieldsForm):
    """The fields of *Editar solicitação* that follow a choice."""


@require_GET
@desk_login_required
def field_pieces(request: DeskRequest, pk: int) -> HttpResponse:
    """The parts of *Editar solicitação* that follow the type, the catalogue or the context just chosen."""
    form, type_id = (
        PartsForm(initial=refill(request.GET), actor=request.actor),
        number(request.GET.get("type")),
    )
    context = edit_filing(request, form, pk, type_id) | {"form": form}
    if "type" in request.GET.get("changed", "type").split(","):
        context |= edit_context(request, form, pk, type_id) | {"with_fields": True}
    return render(request, "tickets/parts/edit_pieces.html", context)
