"""How protocols are handled: types of solicitação, situações, statuses."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from central.domain.calendars.models import Calendar
from central.domain.catalog.models import (
    BaseStatus,
    Checklist,
    Priority,
    PriorityStep,
    ServiceLevel,
    TermUnit,
    TicketStatus,
    TicketType,
)
from central.domain.catalog.priorities import StepChoices
from central.domain.registries.declarations import Field, Kind, Registry, Related, Text, Values
from central.domain.registries.declared.type_parameters import (
    PARAMETERS,
    assignee_is_of_the_team,
    demanded_catalog_exists,
)
from central.domain.registries.uses import protocols, protocols_by, types_by
from central.domain.teams.models import Team
from central.domain.tickets.models import Ticket
from central.foundation.events.models import ChainedModel

COLOURS = (
    ("plain", _("Grey")),
    ("brand", _("Blue")),
    ("ok", _("Green")),
    ("warn", _("Amber")),
    ("bad", _("Red")),
    ("hand", _("Violet")),
    ("note", _("Yellow")),
    ("out", _("Outlined")),
)
FIELD_WORK = (("N", _("No")), ("S", _("Yes")), ("T", _("Sometimes")))
COUNTED = tuple(str(unit.value) for unit in TermUnit if unit is not TermUnit.MANUAL)
OPENING, CLOSING, PORTAL = _("Opening of a ticket"), _("Closing of a ticket"), _("Field work and portal")


def default_is_allowed(values: Values, stored: ChainedModel | None) -> Mapping[str, Text]:
    """The default situação of a type is one of those that it allows."""
    allowed = values["allowed_levels"]
    if allowed and values["service_level"] not in allowed:
        return {"allowed_levels": _("The default service level must be among the allowed ones.")}
    return {}


TYPES = Registry(
    key="ticket-type",
    slug="tipos-de-solicitacao",
    model=TicketType,
    plural=_("Types of ticket"),
    one=_("Type of ticket"),
    new=_("New type"),
    explains=_("What a client may ask for, with the defaults of its opening and what its closing demands."),
    icon="category",
    fields=(
        Field(name="name", label=_("Name"), width=8),
        Field(name="group", label=_("Group"), longest=40, in_list=True, width=4),
        Field(
            name="team",
            label=_("Default team"),
            kind=Kind.ENTRY,
            of=Team,
            in_list=True,
            part=OPENING,
            width=6,
        ),
        Field(
            name="priority",
            label=_("Default priority"),
            kind=Kind.CHOICE,
            choices=StepChoices(),
            default=int(Priority.NORMAL),
            part=OPENING,
            width=6,
        ),
        Field(
            name="service_level",
            label=_("Default service level"),
            kind=Kind.ENTRY,
            of=ServiceLevel,
            in_list=True,
            part=OPENING,
            width=6,
        ),
        Field(
            name="first_answer_minutes",
            label=_("First answer within (minutes)"),
            kind=Kind.NUMBER,
            default=60,
            least=1,
            most=100_000,
            part=OPENING,
            width=6,
        ),
        Field(
            name="title_hint",
            label=_("Hint for the title"),
            required=False,
            part=OPENING,
            help=_("Shown in the empty title, to say what it should tell."),
        ),
        Field(
            name="allowed_levels",
            label=_("Allowed service levels"),
            kind=Kind.ENTRIES,
            of=ServiceLevel,
            required=False,
            part=OPENING,
            help=_("With none ticked, every service level may be chosen."),
        ),
        Field(
            name="requires_assignee",
            label=_("Asks for somebody responsible"),
            kind=Kind.YES_NO,
            part=OPENING,
            width=6,
        ),
        Field(
            name="requires_attachment", label=_("Asks for a file"), kind=Kind.YES_NO, part=OPENING, width=6
        ),
        *PARAMETERS,
        Field(
            name="checklist",
            label=_("Checklist of the work"),
            kind=Kind.ENTRY,
            of=Checklist,
            required=False,
            part=CLOSING,
            width=6,
        ),
        Field(
            name="closing_checklist",
            label=_("Checklist of the closing"),
            kind=Kind.ENTRY,
            of=Checklist,
            required=False,
            part=CLOSING,
            width=6,
        ),
        Field(name="requires_solution", label=_("Asks for the solution"), kind=Kind.YES_NO, part=CLOSING),
        Field(
            name="requires_technician_report",
            label=_("Asks for a report of the technician"),
            kind=Kind.YES_NO,
            part=CLOSING,
        ),
        Field(
            name="requires_customer_answer",
            label=_("Asks for an answer to the customer"),
            kind=Kind.YES_NO,
            part=CLOSING,
        ),
        Field(
            name="field_work",
            label=_("Needs a visit"),
            kind=Kind.CHOICE,
            choices=FIELD_WORK,
            default="N",
            part=PORTAL,
            width=6,
        ),
        Field(
            name="on_portal", label=_("Clients open it themselves"), kind=Kind.YES_NO, part=PORTAL, width=6
        ),
    ),
    uses=(protocols_by("type"),),
    checks=(default_is_allowed, assignee_is_of_the_team, demanded_catalog_exists),
    related=(
        Related(
            title=_("Custom fields"),
            registry="custom-field",
            field="types",
            nothing=_("This type has no custom field."),
        ),
    ),
    unique_within=("group",),
)

LEVELS = Registry(
    key="service-level",
    slug="situacoes",
    model=ServiceLevel,
    plural=_("Service levels"),
    one=_("Service level"),
    new=_("New service level"),
    explains=_("The classes of deadline: a term counted by a calendar, or a moment that is typed."),
    icon="clock",
    fields=(
        Field(name="name", label=_("Name")),
        Field(
            name="term_unit",
            label=_("The term counts in"),
            kind=Kind.CHOICE,
            choices=tuple(TermUnit.choices),
            default=TermUnit.BUSINESS_HOURS.value,
            in_list=True,
            width=6,
        ),
        Field(
            name="term_amount",
            label=_("Term"),
            kind=Kind.NUMBER,
            least=1,
            most=10_000,
            in_list=True,
            width=6,
            shown_when=("term_unit", COUNTED),
        ),
        Field(
            name="calendar",
            label=_("Calendar"),
            kind=Kind.ENTRY,
            of=Calendar,
            in_list=True,
            width=6,
            shown_when=("term_unit", COUNTED),
        ),
        Field(
            name="warning_percent",
            label=_("Warns at (% of the term)"),
            kind=Kind.NUMBER,
            default=75,
            least=1,
            most=100,
            width=6,
        ),
        Field(
            name="stops_in_pauses",
            label=_("Stops while the status pauses the deadline"),
            kind=Kind.YES_NO,
            default=True,
            width=6,
            help=_("Terms of the law run on while the client is awaited. A typed deadline never stops."),
        ),
        Field(
            name="ground",
            label=_("Ground"),
            required=False,
            empty="",
            longest=200,
            help=_("The law or the contract that the term comes from."),
        ),
    ),
    uses=(protocols_by("service_level"), types_by("service_level")),
    needs=(types_by("service_level", is_active=True),),
)

STATUSES = Registry(
    key="ticket-status",
    slug="status",
    model=TicketStatus,
    plural=pgettext_lazy("registry of tickets", "Statuses"),
    one=pgettext_lazy("registry of tickets", "Status"),
    new=_("New status"),
    explains=_("The steps of a ticket. The rules look at the base status; name and colour are yours."),
    icon="progress",
    fields=(
        Field(name="name", label=_("Name"), width=6),
        Field(
            name="base_status",
            label=_("Base status"),
            kind=Kind.CHOICE,
            choices=tuple(BaseStatus.choices),
            default=BaseStatus.IN_PROGRESS.value,
            in_list=True,
            width=6,
            help=_("What the step means to the rules. It cannot change later."),
        ),
        Field(
            name="color", label=_("Colour"), kind=Kind.COLOUR, choices=COLOURS, default="plain", in_list=True
        ),
        Field(name="pauses_clock", label=_("Pauses the deadline"), kind=Kind.YES_NO, in_list=True, width=6),
        Field(name="requires_awaiting", label=_("Asks what is awaited"), kind=Kind.YES_NO, width=6),
        Field(name="requires_schedule", label=_("Asks for a date"), kind=Kind.YES_NO, width=6),
        Field(
            name="is_default",
            label=_("Default of its base status"),
            kind=Kind.YES_NO,
            width=6,
            help=_("The product itself gives this one: when a ticket is opened, started or closed."),
        ),
    ),
    uses=(protocols_by("status"),),
    single=("is_default", "base_status"),
    settled=("base_status",),
)

PRIORITIES = Registry(
    key="priority",
    slug="prioridades",
    model=PriorityStep,
    plural=_("Priorities"),
    one=_("Priority"),
    new=_("Priorities"),
    explains=_("The scale of urgency, from the lowest to the highest, in your words and colours."),
    icon="flag",
    fields=(
        Field(name="name", label=_("Name"), longest=30, width=6),
        Field(
            name="color", label=_("Colour"), kind=Kind.COLOUR, choices=COLOURS, default="plain", in_list=True
        ),
        Field(
            name="is_default",
            label=_("Default of an opening without a type"),
            kind=Kind.YES_NO,
            in_list=True,
        ),
    ),
    uses=(types_by("priority"), protocols(lambda pk: Ticket.objects.filter(priority=pk))),
    needs=(types_by("priority", is_active=True),),
    has_order=False,
    is_fixed=True,
    single=("is_default", ""),
)

REGISTRIES = (TYPES, LEVELS, STATUSES, PRIORITIES)
