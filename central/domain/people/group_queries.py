"""The lists that persons are classified by: groups, badges, regions."""

from central.domain.people import rules
from central.domain.people.models import Badge, PersonGroup, Region
from central.domain.people.sheet import ListName, PersonSheet
from central.foundation.actor import Actor


def offered_lists(actor: Actor, sheet: PersonSheet | None = None) -> dict[str, list[ListName]]:
    """What may be chosen for a person: entries in use, and those it holds already; three queries."""
    if not rules.can_view(actor):
        return {"groups": [], "badge": [], "region": []}
    held = {
        "groups": {group.id for group in sheet.groups} if sheet else set(),
        "badge": {sheet.badge.id} if sheet and sheet.badge else set(),
        "region": {sheet.region.id} if sheet and sheet.region else set(),
    }
    return {
        name: [
            ListName(row.pk, row.name, getattr(row, "tone", ""))
            for row in model.objects.order_by("position", "name")
            if row.is_active or row.pk in held[name]
        ]
        for name, model in (("groups", PersonGroup), ("badge", Badge), ("region", Region))
    }
