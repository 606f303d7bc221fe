"""What the registered addresses tell about a CEP: no base of CEPs is shipped."""

from dataclasses import dataclass

from django.db.models import Count

from central.domain.people import rules
from central.domain.people.models import Address
from central.foundation.actor import Actor

MOST_PLACES = 50


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """What the addresses of a CEP have in common; street and district are '' where they differ."""

    street: str
    district: str
    city: str
    state: str
    city_ibge_code: str


def place_of_postal_code(actor: Actor, typed: str) -> KnownPlace | None:
    """What is known of a CEP from the addresses already registered, None when nothing is; one query.

    A CEP of a whole small town has many streets: then only the city is proposed.
    """
    postal_code = "".join(sign for sign in typed if sign in "0123456789")
    if len(postal_code) != 8 or not rules.can_view(actor):
        return None
    found = Address.objects.filter(postal_code=postal_code)
    columns = ("street", "district", "city", "state", "city_ibge_code")
    rows = list(
        found.values_list(*columns).annotate(times=Count("pk")).order_by("-times", "street")[:MOST_PLACES]
    )
    if not rows:
        return None
    streets, districts = ({row[at] for row in rows} for at in (0, 1))
    return KnownPlace(
        street=rows[0][0] if len(streets) == 1 else "",
        district=rows[0][1] if len(districts) == 1 else "",
        city=rows[0][2],
        state=rows[0][3],
        city_ibge_code=rows[0][4],
    )
