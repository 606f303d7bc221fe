"""Checklists: what is asked when a protocol is opened, worked on or closed, item by item."""

from collections.abc import Mapping

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from central.domain.catalog.models import Checklist, ChecklistItem, ItemKind
from central.domain.registries.declarations import Field, Kind, Registry, Rows, Text, Values
from central.domain.registries.uses import protocols, types_by
from central.domain.tickets.models import Ticket

NUMBERS = ("kind", (str(ItemKind.NUMBER.value),))
CHOICES = ("kind", (str(ItemKind.CHOICE.value),))


def options_suffice(values: Values) -> Mapping[str, Text]:
    """A choice has at least two options."""
    if values["kind"] == ItemKind.CHOICE and len(values["choices"]) < 2:
        return {"choices": _("Give at least two options.")}
    return {}


def bounds_fit(values: Values) -> Mapping[str, Text]:
    """The least number is below the greatest."""
    least, most = values["minimum"], values["maximum"]
    if least is not None and most is not None and least >= most:
        return {"maximum": _("Must be greater than the minimum.")}
    return {}


ITEMS = Rows(
    model=ChecklistItem,
    parent="checklist",
    one=pgettext_lazy("checklist", "Item"),
    new=_("Add an item"),
    fields=(
        Field(name="label", label=pgettext_lazy("checklist", "Question"), width=6),
        Field(
            name="kind",
            label=_("Answer"),
            kind=Kind.CHOICE,
            choices=tuple(ItemKind.choices),
            default=ItemKind.CHECK.value,
            width=3,
        ),
        Field(name="is_required", label=_("Mandatory"), kind=Kind.YES_NO, width=3),
        Field(
            name="unit", label=_("Unit"), required=False, longest=12, width=3, shown_when=NUMBERS, empty=""
        ),
        Field(
            name="minimum", label=_("Minimum"), kind=Kind.DECIMAL, required=False, width=3, shown_when=NUMBERS
        ),
        Field(
            name="maximum", label=_("Maximum"), kind=Kind.DECIMAL, required=False, width=3, shown_when=NUMBERS
        ),
        Field(
            name="choices",
            label=_("Options"),
            kind=Kind.LINES,
            most=30,
            required=False,
            help=_("One a line, in the order in which they are offered."),
            shown_when=CHOICES,
        ),
    ),
    settled=("kind", "unit"),
    checks=(options_suffice, bounds_fit),
)

CHECKLISTS = Registry(
    key="checklist",
    slug="checklists",
    model=Checklist,
    plural=_("Checklists"),
    one=_("Checklist"),
    new=_("New checklist"),
    explains=_("What is asked, item by item, when a ticket is opened, worked on or closed."),
    icon="checklist",
    fields=(
        Field(name="name", label=_("Name"), width=8),
        Field(
            name="min_photos",
            label=_("Photos at least"),
            kind=Kind.NUMBER,
            default=0,
            most=20,
            in_list=True,
            width=4,
            help=_("Asked when the work is concluded."),
        ),
        Field(name="items", label=_("Items"), kind=Kind.ROWS, rows=ITEMS, part=_("Items")),
    ),
    uses=(
        types_by("opening_checklist", "checklist", "closing_checklist"),
        protocols(lambda pk: Ticket.objects.filter(Q(type__checklist=pk) | Q(opening_checklist=pk))),
    ),
)

REGISTRIES = (CHECKLISTS,)
