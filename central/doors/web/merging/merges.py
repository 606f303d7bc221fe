"""Merging two persons with a preview, the mergings that were done, and undoing one."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from central.domain.merging import rules
from central.domain.merging.operations import merge_persons, undo_merge
from central.domain.merging.parts import SINGLE
from central.domain.merging.preview import MergePage, MergePreview, merge_page, merge_preview
from central.domain.merging.queries import PAGE, merge_rows
from central.domain.people.choices import ROLE_NAMES
from central.domain.people.sheet import person_sheet
from central.doors.web.components.forms import ActForm, PersonField, new_key
from central.doors.web.errors import form_refusals
from central.doors.web.http import (
    DeskRequest,
    desk_login_required,
    done,
    form_status,
    render_page,
    see_other,
)
from central.doors.web.merging.words import column_name, column_value, counted, moving_lines
from central.doors.web.people.labels import part_name, shown_value
from central.doors.web.people.views import number_of

MOST_COLUMNS = 60


class MergeForm(ActForm):
    """The key, what was seen, and the word for different documents; the parts are radios beside it."""

    seen = forms.RegexField(r"^[0-9]{1,9}-[0-9]{1,9}$", widget=forms.HiddenInput)
    documents = forms.BooleanField(
        required=False, label=gettext_lazy("I looked at both documents: it is one and the same person")
    )


class ChooseForm(ActForm):
    """The other person."""

    other = PersonField(label=gettext_lazy("Person that is merged into this one"))


@require_http_methods(["GET", "POST"])
@desk_login_required
def choose(request: DeskRequest, survivor_id: int) -> HttpResponse:
    """Choose who is merged into a person; the preview comes next."""
    rules.check_can_merge(request.actor)
    sheet = person_sheet(request.actor, survivor_id)
    form = ChooseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        url = reverse("merging:preview", args=[survivor_id, form.cleaned_data["other"]])
        if request.headers.get("HX-Request"):
            response = HttpResponse(status=204)
            response.headers["HX-Redirect"] = url
            return response
        return see_other(url)
    context = {"sheet": sheet, "form": form}
    return render_page(request, "merging/choose.html", "dialog", context, status=form_status(form))


@require_http_methods(["GET", "POST"])
@desk_login_required
def preview(request: DeskRequest, survivor_id: int, merged_id: int) -> HttpResponse:
    """Both persons field by field: what stays, what moves; then the merging."""
    shown = merge_preview(request.actor, survivor_id, merged_id)
    initial = {"seen": f"{shown.seen[0]}-{shown.seen[1]}"}
    form = MergeForm(request.POST or None, initial=initial)
    taken = [part for part in SINGLE if request.POST.get(f"take-{part}") == "merged"]
    if request.method == "POST" and form.is_valid():
        with form_refusals(form):
            first, _dash, second = form.cleaned_data["seen"].partition("-")
            merge = merge_persons(
                actor=request.actor,
                survivor_id=survivor_id,
                merged_id=merged_id,
                taken=taken,
                is_document_confirmed=form.cleaned_data["documents"],
                seen=(int(first), int(second)),
                once=form.cleaned_data["once"],
            )
            told = _("%(merged)s was merged into %(survivor)s.")
            names = {"merged": shown.merged.name, "survivor": shown.survivor.name}
            return done(request, told % names, reverse("merging:merge", args=[merge.pk]), go=True)
    context = {
        "preview": shown,
        "form": form,
        "lines": part_rows(shown, taken),
        "roles": ", ".join(str(ROLE_NAMES[role]) for role in shown.roles),
        "moving": moving_lines(shown.moving),
        "swap_url": reverse("merging:preview", args=[merged_id, survivor_id]),
    }
    return render_page(request, "merging/preview.html", "page", context, status=form_status(form))


def part_rows(shown: MergePreview, taken: list[str]) -> list[dict[str, Any]]:
    """The single parts side by side in the words of the screen."""
    return [
        {
            "part": line.part,
            "label": part_name(line.part),
            "survivor": shown_value(line.part, line.survivor),
            "merged": shown_value(line.part, line.merged),
            "is_conflict": line.is_conflict,
            "takes_merged": line.part in taken if line.is_conflict else line.stays == "merged",
            "is_same": line.stays == "both",
        }
        for line in shown.parts
    ]


@require_GET
@desk_login_required
def merge_list(request: DeskRequest) -> HttpResponse:
    """The mergings, newest first."""
    rules.check_can_merge(request.actor)
    rows = merge_rows(request.actor, before=number_of(request.GET.get("depois")))
    more, rows = len(rows) > PAGE, rows[:PAGE]
    here = reverse("merging:merges")
    context = {
        "rows": rows,
        "next": f"{here}?depois={rows[-1].id}" if more else "",
        "newest": here if request.GET.get("depois") else "",
    }
    return render_page(request, "merging/merges.html", "list", context)


@require_GET
@desk_login_required
def merge(request: DeskRequest, merge_id: int) -> HttpResponse:
    """One merging: what moved, and what undoing it would find."""
    return merge_answer(request, merge_page(request.actor, merge_id))


def merge_answer(request: DeskRequest, page: MergePage) -> HttpResponse:
    """The page of a merging."""
    context = {
        "page": page,
        "merge": page.merge,
        "moved": moving_lines(page.moved),
        "since": [
            {
                "column": row.column,
                "label": column_name(row.column),
                "now": column_value(row.column, row.now),
                "before": column_value(row.column, row.before),
            }
            for row in page.since
        ],
        "stayed": [
            {"count": counted(row.model, row.count), "comes_back": row.comes_back} for row in page.stayed
        ],
        "once": new_key(),
    }
    return render_page(request, "merging/merge.html", "page", context)


@require_POST
@desk_login_required
def undo(request: DeskRequest, merge_id: int) -> HttpResponse:
    """Undo a merging; changed columns that are ticked go back too."""
    merge = undo_merge(
        actor=request.actor,
        merge_id=merge_id,
        given_back=[name[:40] for name in request.POST.getlist("give_back")][:MOST_COLUMNS],
        once=request.POST.get("once", ""),
    )
    url = reverse("merging:merge", args=[merge.pk])
    return done(request, _("The merging was undone. Both persons stand for themselves again."), url, go=True)
