"""Reading the company's Locais, for who manages them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from central.domain.company import rules
from central.domain.company.models import CompanyPlace
from central.domain.people.documents import format_document
from central.foundation.actor import Actor
from central.foundation.errors import NotFound


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A Local as its list and its form show it; `seen` is its count of facts."""

    id: int
    code: str
    name: str
    trade_name: str
    document: str
    city: str
    state: str
    time_zone: str
    phone: str
    is_active: bool
    seen: int

    @property
    def shown_name(self) -> str:
        """The name that people use."""
        return self.trade_name or self.name


def place_row(place: CompanyPlace) -> PlaceRow:
    """A loaded Local as a frozen row."""
    return PlaceRow(
        id=place.pk,
        code=place.code,
        name=place.name,
        trade_name=place.trade_name,
        document=format_document(place.document) if place.document else "",
        city=place.city,
        state=place.state,
        time_zone=place.time_zone,
        phone=place.phone,
        is_active=place.is_active,
        seen=place.event_count,
    )


def places_list(actor: Actor) -> list[PlaceRow]:
    """All Locais, those in use first; one query. Raises `NotAllowed`."""
    rules.check_can_view_places(actor)
    return [place_row(place) for place in CompanyPlace.objects.order_by("-is_active", "id")[:500]]


def place_for_form(actor: Actor, place_id: int) -> PlaceRow:
    """One Local; raises `NotAllowed`, `NotFound`."""
    rules.check_can_manage_places(actor)
    place = CompanyPlace.objects.filter(pk=place_id).first()
    if place is None:
        raise NotFound(_("This Local does not exist."))
    return place_row(place)
