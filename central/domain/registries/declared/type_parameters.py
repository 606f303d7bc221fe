"""The parameters of a type of solicitação beyond its defaults: what is asked at the opening, and of whom."""

from collections.abc import Mapping

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from central.domain.catalog.models import Checklist, ContractRule, ServiceCatalog
from central.domain.people.models import Person
from central.domain.registries.declarations import Field, Kind, Text, Values
from central.domain.tickets.starting import effective_member
from central.foundation.events.models import ChainedModel

OPENING = _("Opening of a ticket")
PARAMETERS = (
    Field(
        name="default_assignee",
        label=_("Default assignee"),
        kind=Kind.ENTRY,
        of=Person,
        only=Q(is_effective=True),
        required=False,
        part=OPENING,
        width=6,
        help=_("An effective member of the default team."),
    ),
    Field(
        name="contract_rule",
        label=_("Blocked or suspended contracts"),
        kind=Kind.CHOICE,
        choices=tuple(ContractRule.choices),
        default=ContractRule.ALLOW.value,
        part=OPENING,
        width=6,
    ),
    Field(
        name="default_description",
        label=_("Default description"),
        kind=Kind.LONG_TEXT,
        longest=4_000,
        required=False,
        part=OPENING,
        help=_("Fills the empty description when the type is chosen."),
    ),
    Field(
        name="opening_checklist",
        label=_("Checklist of the opening"),
        kind=Kind.ENTRY,
        of=Checklist,
        required=False,
        part=OPENING,
        width=6,
    ),
    Field(
        name="available_in_attendance",
        label=_("Offered to attendants"),
        kind=Kind.YES_NO,
        default=True,
        part=OPENING,
        width=6,
    ),
    Field(
        name="catalogs",
        label=_("Catalogues of services"),
        kind=Kind.ENTRIES,
        of=ServiceCatalog,
        required=False,
        part=OPENING,
        help=_("With none ticked, the field Catalogue does not appear."),
    ),
    Field(name="requires_catalog", label=_("Demands the catalogue"), kind=Kind.YES_NO, part=OPENING, width=6),
    Field(
        name="requires_problem",
        label=_("Demands context and problem"),
        kind=Kind.YES_NO,
        part=OPENING,
        width=6,
    ),
)


def assignee_is_of_the_team(values: Values, stored: ChainedModel | None) -> Mapping[str, Text]:
    """Who is made responsible by default is an effective member of the default team."""
    person_id = values["default_assignee"]
    if person_id and not effective_member(values["team"], person_id):
        return {"default_assignee": _("Choose an effective member of the default team.")}
    return {}


def demanded_catalog_exists(values: Values, stored: ChainedModel | None) -> Mapping[str, Text]:
    """A catalogue is demanded only where there is one to choose."""
    if values["requires_catalog"] and not values["catalogs"]:
        return {"catalogs": _("Tick at least one catalogue, or do not demand it.")}
    return {}
