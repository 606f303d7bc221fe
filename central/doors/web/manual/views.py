"""The operator's manual: its first page, a chapter, a picture."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from central.doors.web.http import DeskRequest, desk_login_required
from central.doors.web.manual.chapters import INDEX, SLUGS, page_of, picture_file


@require_safe
@desk_login_required
def index(request: DeskRequest) -> HttpResponse:
    """The first page with the list of chapters."""
    return shown(request, INDEX)


@require_safe
@desk_login_required
def chapter(request: DeskRequest, slug: str) -> HttpResponse:
    """One chapter; 404 for one that does not exist."""
    if slug not in SLUGS:
        raise Http404(_("The manual has no such chapter."))
    return shown(request, slug)


@require_safe
@desk_login_required
def picture(request: DeskRequest, name: str) -> FileResponse:
    """A picture of the manual; 404 for anything outside its folder."""
    path = picture_file(name)
    if path is None:
        raise Http404(_("The manual has no such picture."))
    return FileResponse(path.open("rb"), content_type="image/png")


def shown(request: DeskRequest, slug: str) -> HttpResponse:
    """A page of the manual in the shell."""
    page = page_of(slug)
    if page is None:
        raise Http404(_("The manual has no such chapter."))
    return render(request, "manual/page.html", {"page": page})
