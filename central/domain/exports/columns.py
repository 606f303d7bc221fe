"""The columns that an exported list may have, in their order, with their heads."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

SEPARATOR = ","
HEADS: dict[str, str | Promise] = {
    "code": pgettext_lazy("column", "Code"),
    "name": gettext_lazy("Name"),
    "document": gettext_lazy("CPF/CNPJ"),
    "roles": gettext_lazy("Roles"),
    "phone": gettext_lazy("Phone"),
    "email": gettext_lazy("E-mail"),
    "city": gettext_lazy("City"),
    "state": gettext_lazy("UF"),
    "groups": gettext_lazy("Groups"),
    "badge": gettext_lazy("Badge"),
    "region": gettext_lazy("Region"),
    "open": gettext_lazy("Open tickets"),
    "registered": gettext_lazy("Registered"),
    "changed": gettext_lazy("Changed"),
    "status": gettext_lazy("Status of a person"),
}


def known_columns(names: Iterable[str]) -> tuple[str, ...]:
    """Those of the names that are columns, in the order of the file."""
    given = set(names)
    return tuple(column for column in HEADS if column in given)
