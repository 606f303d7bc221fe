"""Custom fields: what protocols of some types hold beside what all do."""

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from central.domain.catalog.models import CustomField, FieldKind, TicketType
from central.domain.fields.kinds import stored_value
from central.domain.fields.models import FieldValue
from central.domain.registries.declarations import Field, Kind, Registry, Text, Values
from central.domain.registries.uses import protocols_through, types_by
from central.foundation.events.models import ChainedModel

CHOICE = (FieldKind.CHOICE.value,)
TYPED = tuple(kind.value for kind in FieldKind if kind is not FieldKind.FILE)
FOUND = tuple(kind.value for kind in FieldKind if kind not in (FieldKind.FILE, FieldKind.LONG_TEXT))
ASKED, SHOWN = _("When it is asked"), _("Where it is shown")


def kind_is_settled(values: Values, stored: ChainedModel | None) -> Mapping[str, Text]:
    """The kind of a field with values stays what it is."""
    if stored is None or getattr(stored, "kind", "") == values["kind"]:
        return {}
    if not FieldValue.objects.filter(field_id=stored.pk).exists():
        return {}
    return {"kind": gettext("Tickets have values in this field: its kind cannot change. Make another field.")}


def default_fits(values: Values, stored: ChainedModel | None) -> Mapping[str, Text]:
    """The default is a value of the field's kind."""
    try:
        stored_value(values["kind"], values["default_value"], values["options"])
    except ValueError as error:
        return {"default_value": str(error)}
    return {}


FIELDS = Registry(
    key="custom-field",
    slug="campos-personalizados",
    model=CustomField,
    plural=_("Custom fields"),
    one=_("Custom field"),
    new=_("New field"),
    explains=_("What tickets of some types ask for beside what all do; one field serves many types."),
    icon="template",
    fields=(
        Field(name="name", label=_("Label"), width=8, help=_("With its unit, such as: Optical power (dBm).")),
        Field(
            name="kind",
            label=_("Kind of value"),
            kind=Kind.CHOICE,
            choices=tuple(FieldKind.choices),
            default=FieldKind.TEXT.value,
            in_list=True,
            width=4,
        ),
        Field(name="help_text", label=_("Help text"), longest=200, required=False),
        Field(
            name="options",
            label=_("Options"),
            kind=Kind.LINES,
            longest=80,
            most=100,
            shown_when=("kind", CHOICE),
            help=_("One a line, in the order of the list. Tickets keep an option that leaves the list."),
        ),
        Field(
            name="default_value",
            label=_("Default"),
            longest=200,
            required=False,
            shown_when=("kind", TYPED),
            help=_("Filled in at the opening, typed as it is there: 24/11/2026, −19,8 or Yes."),
        ),
        Field(
            name="types",
            label=_("Types of ticket"),
            kind=Kind.ENTRIES,
            of=TicketType,
            required=False,
            help=_("Tickets of these types have the field. With none ticked it is not asked anywhere."),
        ),
        Field(
            name="required_at_opening",
            label=_("Required when the ticket is opened"),
            kind=Kind.YES_NO,
            in_list=True,
            part=ASKED,
            width=6,
        ),
        Field(
            name="required_at_closing",
            label=_("Required when the ticket is closed"),
            kind=Kind.YES_NO,
            in_list=True,
            part=ASKED,
            width=6,
        ),
        Field(
            name="on_work_order",
            label=_("Printed on the work order"),
            kind=Kind.YES_NO,
            part=SHOWN,
            width=6,
        ),
        Field(
            name="is_filter",
            label=_("Lists can be filtered by it"),
            kind=Kind.YES_NO,
            part=SHOWN,
            width=6,
            shown_when=("kind", FOUND),
        ),
    ),
    uses=(protocols_through(FieldValue, "field"), types_by("custom_fields")),
    checks=(kind_is_settled, default_fits),
    unique_within=("kind",),
)

REGISTRIES = (FIELDS,)
