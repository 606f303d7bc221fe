"""While a person is being registered: who in the registry may be the same."""

import re

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_POST

from central.domain.people import rules
from central.domain.people.duplicates import Typed, candidates
from central.domain.people.likeness import Place
from central.doors.web.http import DeskRequest, desk_login_required

LONGEST = 200
MOST_ROWS = 10
PHONE = re.compile(r"phones-\d{1,4}-typed")
EMAIL = re.compile(r"email|emails-\d{1,4}-email")
STREET = re.compile(r"(addresses-\d{1,4}-)street")
PLACE_PARTS = ("street", "number", "complement", "district", "city", "state")


@require_POST
@desk_login_required
def duplicates(request: DeskRequest) -> HttpResponse:
    """The likeliest persons for what the form holds; a POST, so that no document stands in an address."""
    rules.check_can_register(request.actor, {"client"})
    rows = candidates(request.actor, typed_so_far(request.POST))
    return render(request, "people/duplicates.html", {"candidates": rows})


def typed_so_far(given: QueryDict) -> Typed:
    """What the fields of the form hold."""

    def texts(names: re.Pattern[str]) -> list[str]:
        named = [name for name in given if names.fullmatch(name)][:MOST_ROWS]
        return [str(given[name]).strip()[:LONGEST] for name in named]

    return Typed(
        name=given.get("name", "")[:LONGEST],
        document=given.get("document", "")[:LONGEST],
        emails=texts(EMAIL),
        phones=texts(PHONE),
        birth_date=iso_day(given.get("birth_date", "")),
        trade_name=given.get("trade_name", "")[:LONGEST],
        places=places_so_far(given),
    )


def places_so_far(given: QueryDict) -> list[Place]:
    """The addresses that the fields hold."""
    prefixes = [found[1] for name in given if (found := STREET.fullmatch(name))][:MOST_ROWS]
    return [
        Place(*(str(given.get(f"{prefix}{part}", ""))[:LONGEST] for part in PLACE_PARTS))
        for prefix in prefixes
    ]


def iso_day(text: str) -> str:
    """A day typed as `31/12/1990`, as ISO; '' for anything else."""
    found = re.fullmatch(r"([0-9]{2})/([0-9]{2})/([0-9]{4})", text.strip())
    return f"{found[3]}-{found[2]}-{found[1]}" if found else text.strip()[:10]
