"""Reading custom fields: as a form asks for them, as the sheet and the printed OS show them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from central.domain.catalog.models import CustomField, FieldKind
from central.domain.fields.kinds import shown_value, stored_value
from central.domain.fields.models import FieldValue
from central.domain.tickets import filling, queries
from central.domain.tickets.models import Ticket
from central.foundation.actor import Actor
from central.foundation.prepared.queries import Prepared


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field as a form asks for it; `value` as it is typed, of a file its name."""

    id: int
    name: str
    label: str
    kind: str
    help: str
    options: tuple[str, ...]
    is_required: bool
    value: str = ""


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A value as it is shown; `is_kept` when the protocol's type no longer asks for it."""

    label: str
    value: str
    attachment_id: int | None
    is_kept: bool
    on_work_order: bool = False

    @property
    def shown_label(self) -> str:
        """The label, with a word about a value that is only kept."""
        return _("%(label)s (not asked any more)") % {"label": self.label} if self.is_kept else self.label


def field_row(field: CustomField, value: str, *, is_required: bool) -> FieldRow:
    """A definition as a form asks for it."""
    options = list(field.options)
    if field.kind == FieldKind.CHOICE and value and value not in options:
        options.append(value)
    shown = shown_value(field.kind, value)
    return FieldRow(
        id=field.pk,
        name=filling.name_of(field.pk),
        label=field.name,
        kind=field.kind,
        help=field.help_text,
        options=tuple(str(option) for option in options),
        is_required=is_required,
        value=value if field.kind == FieldKind.YES_NO else shown,
    )


def opening_fields(type_id: int | None) -> list[FieldRow]:
    """What a type asks for when a protocol is opened, with the defaults; one query."""
    return [
        field_row(field, default_of(field), is_required=field.required_at_opening)
        for field in filling.fields_of(type_id)
    ]


def default_of(field: CustomField) -> str:
    """The default of a field in its stored form, '' for one that no longer fits."""
    try:
        stored = stored_value(field.kind, field.default_value, field.options)
    except ValueError:
        return ""
    return stored.text if stored else ""


def ticket_fields(actor: Actor, ticket_id: int, type_id: int | None) -> list[FieldRow]:
    """What a type asks for with the values of a visible protocol; raises `NotFound`."""
    ticket = queries.loaded(actor, ticket_id)
    asked = filling.fields_of(type_id)
    held = filling.values_of(ticket) if asked else {}
    is_other = type_id != ticket.type_id
    return [
        field_row(
            field,
            held[field.pk].text if field.pk in held else default_of(field) if is_other else "",
            is_required=field.required_at_opening and (is_other or field.pk in held),
        )
        for field in asked
    ]


def kept_values(actor: Actor, ticket_id: int, type_id: int | None) -> list[FieldLine]:
    """The values of a visible protocol that a type does not ask for; raises `NotFound`."""
    ticket = queries.loaded(actor, ticket_id)
    return [line for line in field_lines(ticket.pk, type_id or 0) if line.is_kept]


def closing_fields(ticket: Ticket) -> list[FieldRow]:
    """What the closing of a loaded protocol demands, with the values that are there."""
    asked = [field for field in filling.fields_of(ticket.type_id) if field.required_at_closing]
    held = filling.values_of(ticket) if asked else {}
    return [
        field_row(field, held[field.pk].text if field.pk in held else "", is_required=True) for field in asked
    ]


def value_rows(ticket_id: int, type_id: int) -> QuerySet[FieldValue]:
    """The values of a protocol with their fields, in the order of these."""
    asked = CustomField.types.through._default_manager.filter(
        customfield_id=OuterRef("field_id"), tickettype_id=type_id
    )
    found = FieldValue.objects.filter(ticket_id=ticket_id).select_related("field")
    return found.annotate(is_asked=Exists(asked)).order_by("field__position", "field_id")


VALUES: Prepared[Any] = Prepared(value_rows)


def field_lines(ticket_id: int, type_id: int) -> tuple[FieldLine, ...]:
    """The values of a protocol that the caller may see; what its type asks for first; one query."""
    lines = [
        FieldLine(
            label=value.field.name,
            value=shown_value(value.field.kind, value.text),
            attachment_id=value.attachment_id,
            is_kept=not (value.is_asked and value.field.is_active),
            on_work_order=value.field.on_work_order,
        )
        for value in VALUES(ticket_id=ticket_id, type_id=type_id)
    ]
    return tuple(sorted(lines, key=lambda line: line.is_kept))
