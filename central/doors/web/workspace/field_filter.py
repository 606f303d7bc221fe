"""The filter by a custom field: its words in an address, its part of the dialog, its name above the list."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from central.domain.workspace.queries import FieldFilter, field_choice, field_filter
from central.doors.web.http import DeskRequest, desk_login_required

LONGEST = 80
LONGEST_ID = 18
WORDS = {"valor": "equal", "contem": "contains", "minimo": "least", "maximo": "most"}
"""The words of the address beside `campo`, which names the field."""


def read_field_filter(given: Mapping[str, str]) -> FieldFilter | None:
    """The filter that an address names; None without a field."""
    field = given.get("campo", "")
    if not (field.isascii() and field.isdigit() and len(field) <= LONGEST_ID):
        return None
    typed = {name: given.get(word, "").strip()[:LONGEST] for word, name in WORDS.items()}
    return field_filter(int(field), **typed)


def field_filter_words(wanted: FieldFilter | None) -> dict[str, str]:
    """The filter as an address carries it."""
    if wanted is None:
        return {}
    return {"campo": str(wanted.field_id)} | {word: getattr(wanted, name) for word, name in WORDS.items()}


def named_filter(label: str, wanted: FieldFilter) -> str:
    """What stands above the list: the field and what it is filtered by."""
    words = {
        "field": label,
        "value": wanted.equal or wanted.contains,
        "from": wanted.least,
        "to": wanted.most,
    }
    if wanted.not_understood:
        return _("%(field)s: “%(value)s” is no number and no day") % {**words, "value": wanted.not_understood}
    if wanted.equal in ("0", "1"):
        words["value"] = _("Yes") if wanted.equal == "1" else _("No")
    if wanted.equal:
        return _("%(field)s: %(value)s") % words
    if wanted.contains:
        return _("%(field)s contains “%(value)s”") % words
    if wanted.least and wanted.most:
        return _("%(field)s from %(from)s to %(to)s") % words
    if wanted.least:
        return _("%(field)s from %(from)s on") % words
    return _("%(field)s up to %(to)s") % words if wanted.most else _("%(field)s filled in") % words


def field_filter_context(wanted: FieldFilter | None) -> dict[str, Any]:
    """What the part of the dialog shows for the chosen field."""
    return {"custom": field_choice(wanted.field_id if wanted else None), "by_field": wanted}


@require_GET
@desk_login_required
def field_filter_part(request: DeskRequest) -> HttpResponse:
    """The part of the dialog that follows the chosen field."""
    wanted = read_field_filter(request.GET)
    return render(request, "workspace/filter_field.html", field_filter_context(wanted))
