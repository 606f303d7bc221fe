"""Pages of the shell itself: palette, keyboard list, gallery of components."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_GET

from central.domain.workspace.queries import palette_hits
from central.doors.web.components.samples import gallery_samples
from central.doors.web.http import DeskRequest, desk_login_required, render_page
from central.doors.web.navigation import keys_of

LONGEST_QUESTION = 80
ICONS = {"ticket": "file-text", "person": "user"}


@dataclass(frozen=True, slots=True)
class Hit:
    """A line of the palette's answer."""

    kind: str
    label: str
    detail: str
    icon: str
    url: str


@require_GET
@desk_login_required
def palette(request: DeskRequest) -> HttpResponse:
    """A ticket by number, a person by name or document; without scripts a page with the routines too."""
    text = request.GET.get("q", "").strip()[:LONGEST_QUESTION]
    hits = []
    for row in palette_hits(request.actor, text) if text else ():
        try:
            url = reverse(row.url_name, args=[row.pk])
        except NoReverseMatch:
            continue
        hits.append(Hit(row.kind, row.label, row.detail, ICONS.get(row.kind, "search"), url))
    return render_page(request, "layout/palette_page.html", "hits", {"hits": hits, "text": text})


@require_GET
@desk_login_required
def keyboard(request: DeskRequest) -> HttpResponse:
    """The list of keys, as far as the profile goes."""
    return render_page(request, "layout/keyboard.html", "dialog", {"groups": keys_of(request.actor.grants)})


@require_GET
@desk_login_required
def gallery(request: DeskRequest) -> HttpResponse:
    """Every component in every state, for those who build pages."""
    return render_page(request, "components/gallery.html", "list", gallery_samples())
