"""Where the company works."""

from central.domain.company.models import CompanyPlace


def states_of_places() -> tuple[str, ...]:
    """The UFs of the active Locais, in order."""
    rows = CompanyPlace.objects.filter(is_active=True).order_by("state")
    return tuple(dict.fromkeys(rows.values_list("state", flat=True)))
