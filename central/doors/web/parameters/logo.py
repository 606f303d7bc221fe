"""The company's logo: choosing it, taking it out, showing it to anybody."""

from django import forms
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from central.domain.company.logo import has_logo, logo_file, set_logo
from central.domain.company.setting import check_can_set_parameters
from central.doors.web.components.forms import ActForm
from central.doors.web.downloads import file_answer, gone
from central.doors.web.errors import form_refusals
from central.doors.web.http import DeskRequest, desk_login_required, done, form_status, render_page
from central.foundation.files.store import stage_uploads


class LogoForm(ActForm):
    """A picture, or none."""

    files = forms.FileField(  # type: ignore[assignment]
        label=gettext_lazy("Picture"),
        required=False,
        help_text=gettext_lazy("PNG, JPEG or WebP, at most 1 MB. Without one, the logo is taken out."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )


@require_http_methods(["GET", "POST"])
@desk_login_required
def choose(request: DeskRequest) -> HttpResponse:
    """Choose the logo."""
    check_can_set_parameters(request.actor)
    form = LogoForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        upload = form.cleaned_data["files"]
        with form_refusals(form):
            staged = stage_uploads([upload], actor=request.actor) if upload else []
            set_logo(
                actor=request.actor,
                file_id=str(staged[0].pk) if staged else None,
                once=form.cleaned_data["once"],
            )
            told = _("Logo saved.") if staged else _("There is no logo now.")
            return done(request, told, reverse("parameters:page"), go=True)
    context = {"form": form, "has_logo": has_logo()}
    return render_page(request, "parameters/logo.html", "dialog", context, status=form_status(form))


@require_GET
def show(request: DeskRequest) -> HttpResponseBase:
    """The logo itself, also before the sign-in."""
    file = logo_file()
    if file is None:
        raise gone()
    return file_answer(file)
