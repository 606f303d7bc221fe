"""The page of a person: its head, its tabs, and the one that is open."""

from collections.abc import Mapping
from typing import Any, cast

from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from central.domain.merging.queries import merged_into
from central.domain.merging.rules import can_merge
from central.domain.people.changes import ChangedMeanwhile
from central.domain.people.rules import can_read_history
from central.domain.people.sheet import PersonSheet
from central.domain.workspace.person import PersonCounts, person_counts
from central.doors.web.http import DeskRequest, render_page
from central.doors.web.people.labels import part_name, shown_value
from central.doors.web.people.views import links_allowed, role_pills


def tab_page(
    request: DeskRequest,
    sheet: PersonSheet,
    tab: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
    keeps_typed: bool = False,
) -> HttpResponse:
    """A tab of a person; one with a form to fill does not reload itself, so that nothing typed is lost."""
    counts = person_counts(request.actor, sheet.id)
    is_merged = sheet.merged_into_id is not None
    shown: dict[str, Any] = {
        "sheet": sheet,
        "roles": role_pills(sheet.roles),
        "merged_into": merged_into(request.actor, sheet.id) if is_merged else None,
        "can_merge": can_merge(request.actor),
        "counts": counts,
        "tab": tab,
        "tabs": tab_links(sheet, counts, tab, reads_history=can_read_history(request.actor)),
        "panel": f"people/tab_{tab}.html",
        "keeps_primary": keeps_typed,
        "refresh_url": "" if keeps_typed else request.get_full_path(),
        **links_allowed(request.actor),
        **(context or {}),
    }
    return render_page(request, "people/person.html", "sheet", shown, status=status)


def tab_links(
    sheet: PersonSheet, counts: PersonCounts, tab: str, *, reads_history: bool
) -> list[dict[str, Any]]:
    """The tabs of a person that the actor may open, with what is counted on them."""
    tabs: list[tuple[str, str, str, int | None]] = [
        ("glance", "people:person", _("Overview"), None),
        ("main", "people:edit", _("Main data"), None),
        ("addresses", "people:addresses", _("Addresses"), counts.addresses),
        ("contacts", "people:contact_list", _("Contacts"), counts.contacts),
        ("roles", "people:roles", _("Roles"), None),
        ("groups", "people:groups", _("Groups"), None),
        ("files", "people:files", pgettext("person tab", "Documents"), counts.files),
        ("consents", "people:consents", _("Consents"), None),
        ("colleague", "people:colleague", _("Collaborator"), None),
        ("tickets", "people:tickets", pgettext("person tab", "Tickets"), counts.tickets),
        ("activities", "people:activities", _("Activities"), counts.activities),
        ("notes", "people:notes", pgettext("tab", "Notes"), None),
        ("history", "people:history", _("History"), None),
    ]
    return [
        {
            "label": label,
            "url": reverse(name, args=[sheet.id]),
            "count": count,
            "is_chosen": key == tab,
        }
        for key, name, label, count in tabs
        if {"main": sheet.can_edit, "history": reads_history}.get(key, True)
    ]


def conflict_context(error: ChangedMeanwhile) -> dict[str, Any]:
    """What somebody else changed meanwhile, part by part, for the person who was second."""
    return {
        "conflict": str(error),
        "differences": [
            {
                "part": part_name(difference.part),
                "before": shown_value(difference.part, difference.before),
                "after": shown_value(difference.part, difference.after),
                "who": difference.who,
                "at": difference.at,
            }
            for difference in error.differences
        ],
    }


def see_again(form: Form, sheet: PersonSheet) -> None:
    """Let the form that was second be saved over what is there now, which it shows."""
    data = cast(QueryDict, form.data).copy()
    data["seen"] = str(sheet.event_count)
    form.data = data
