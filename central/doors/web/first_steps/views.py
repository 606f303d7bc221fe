"""*Primeiros passos*: an administrator is led from an empty installation to the first protocol."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from central.domain.catalog.operations import load_catalogue
from central.domain.workspace.first_steps import first_steps, leads
from central.doors.web.first_steps.steps import steps_of
from central.doors.web.home import HIDDEN, hide_first_steps
from central.doors.web.http import DeskRequest, desk_login_required, done, home_of, render_page, see_other
from central.foundation.errors import NotAllowed


def check_leads(request: DeskRequest) -> None:
    """Raises `NotAllowed` for who does not set up the installation."""
    if not leads(request.actor):
        raise NotAllowed(_("The first steps are for who manages registries and users."))


@require_GET
@desk_login_required
def page(request: DeskRequest) -> HttpResponse:
    """The steps with their states; opening it shows it as home again."""
    check_leads(request)
    found = first_steps()
    steps = steps_of(found)
    context = {
        "found": found,
        "steps": steps,
        "done_count": len(found.done),
        "is_hidden": request.COOKIES.get(HIDDEN) == "1",
    }
    return render_page(request, "first_steps/page.html", "steps", context)


@require_POST
@desk_login_required
def catalogue(request: DeskRequest) -> HttpResponse:
    """Load the catalogue of a provider: what is there already stays."""
    load_catalogue(actor=request.actor)
    return done(request, _("The catalogue is loaded."), reverse("first_steps:page"), go=True)


@require_POST
@desk_login_required
def dismiss(request: DeskRequest) -> HttpResponse:
    """Not as home any more, or again: the menu keeps the page in any case."""
    check_leads(request)
    is_hidden = request.POST.get("shown") != "1"
    response = see_other(home_of(request.actor) if is_hidden else reverse("first_steps:page"))
    return hide_first_steps(response, is_hidden=is_hidden)
