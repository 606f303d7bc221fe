"""The words of the list: its columns, its roles, the filters that are set."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from central.domain.exports.columns import HEADS
from central.domain.workspace.people_filter import PeopleSort
from central.domain.workspace.people_list import ListChoices
from central.doors.web.people.list_state import PeopleState

Text = str | Promise

COLUMN_NAMES: dict[str, Text] = {
    "name": HEADS["name"],
    **{column: HEADS[column] for column in ("code", "roles", "phone", "email", "city", "groups")},
    **{column: HEADS[column] for column in ("badge", "region", "open", "registered", "changed")},
    "status": gettext_lazy("Status"),
}
SORTED_BY = {
    "name": PeopleSort.NAME,
    "code": PeopleSort.CODE,
    "city": PeopleSort.CITY,
    "registered": PeopleSort.REGISTERED,
    "changed": PeopleSort.CHANGED,
}


def chip_names() -> list[tuple[str, str]]:
    """The roles that stand beside the search."""
    return [
        ("", _("All persons")),
        ("client", _("Clients")),
        ("collaborator", _("Collaborators")),
        ("technician", _("Technicians")),
        ("supplier", _("Suppliers")),
    ]


def filter_chips(state: PeopleState, choices: ListChoices) -> list[dict[str, Any]]:
    """The filters that are set beside the role, each with the address that lifts it."""
    wanted = state.filter
    found: list[tuple[str, dict[str, Any]]] = []
    if wanted.city:
        found.append((wanted.city, {"city": ""}))
    if wanted.state:
        found.append((_("UF %(state)s") % {"state": wanted.state}, {"state": ""}))
    lists = (
        ("group_id", _("Group"), choices.groups),
        ("badge_id", _("Badge"), choices.badges),
        ("region_id", _("Region"), choices.regions),
    )
    for field, label, entries in lists:
        pk = getattr(wanted, field)
        if pk is not None:
            found.append((f"{label}: {dict(entries).get(pk, pk)}", {field: None}))
    if wanted.is_active is not None:
        told = _("Active ones") if wanted.is_active else _("Inactive ones")
        found.append((told, {"is_active": None}))
    if wanted.has_open:
        found.append((_("With open protocols"), {"has_open": False}))
    return [{"label": label, "url": state.with_(**lifted).url()} for label, lifted in found]
