"""What persons are classified by, and why somebody may look at a whole document."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from central.domain.people.models import Badge, Person, PersonGroup, Region, RevealReason
from central.domain.registries.declarations import Field, Kind, Registry, Use
from central.domain.registries.declared.handling import COLOURS
from central.domain.registries.uses import bounded, counted

NAME = Field(name="name", label=_("Name"), longest=60)


def persons(rows: Callable[[int], QuerySet[Person]]) -> Use:
    """Persons that hold an entry."""

    def words(number: int) -> str:
        return ngettext("%(count)s person", "%(count)s persons", number) % {"count": counted(number)}

    return Use(words=words, count=lambda entry_id: bounded(rows(entry_id)))


def classification(**declared: Any) -> Registry:
    """A list that persons are classified by."""
    return Registry(**{"module": "suite", "has_code": False, "fields": (NAME,), **declared})


REGISTRIES = (
    classification(
        key="person-group",
        slug="grupos-de-pessoas",
        model=PersonGroup,
        plural=_("Groups of persons"),
        one=_("Group of persons"),
        new=_("New group"),
        explains=_(
            "How clients are sorted: residential, corporate, condominium. A person may be in several."
        ),
        icon="users-group",
        uses=(persons(lambda pk: Person.objects.filter(groups=pk)),),
    ),
    classification(
        key="badge",
        slug="insignias",
        model=Badge,
        plural=_("Badges"),
        one=_("Badge"),
        new=_("New badge"),
        explains=_("What stands beside the name of a person, so that everybody sees it."),
        icon="star",
        fields=(
            NAME,
            Field(
                name="tone",
                label=_("Colour"),
                kind=Kind.COLOUR,
                choices=COLOURS,
                default="brand",
                in_list=True,
            ),
        ),
        uses=(persons(lambda pk: Person.objects.filter(badge_id=pk)),),
    ),
    classification(
        key="region",
        slug="regioes",
        model=Region,
        plural=_("Regions"),
        one=_("Region"),
        new=_("New region"),
        explains=_("The sales or service region that a person belongs to."),
        icon="map-pin",
        uses=(persons(lambda pk: Person.objects.filter(region_id=pk)),),
    ),
    classification(
        key="reveal-reason",
        slug="motivos-de-consulta",
        model=RevealReason,
        plural=_("Reasons to see a document"),
        one=_("Reason to see a document"),
        new=_("New reason"),
        explains=_("What is asked of who wants to see a whole CPF or CNPJ; each answer is recorded."),
        icon="eye",
        has_code=True,
        longest_code=30,
        fields=(Field(name="name", label=_("Name"), longest=80),),
    ),
)
