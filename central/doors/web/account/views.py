"""Sign-in, sign-out, password, Ajustes."""

from http import HTTPStatus
from typing import Any, cast

from allauth.account.views import LoginView, LogoutView, PasswordChangeView
from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from central.domain.access.operations import record_password_change, update_preferences
from central.doors.web.account.adapter import DeskLoginForm, DeskPasswordForm
from central.doors.web.account.forms import PreferencesForm
from central.doors.web.errors import form_refusals, problem
from central.doors.web.http import (
    DeskRequest,
    announce,
    desk_login_required,
    form_status,
    is_fragment,
    next_url,
    render_page,
    see_other,
    sign_in,
)
from central.doors.web.language import remember_language

OTHER_THEME = {"light": "dark", "dark": "light", "system": "dark"}


class DeskLoginView(LoginView):  # type: ignore[misc]  # untyped library
    """The login page; inside a page whose session ended, a dialog that leaves the page as it is."""

    template_name = "account/login.html"

    def get_form_class(self) -> type[DeskLoginForm]:
        """Our form."""
        return DeskLoginForm

    def render_to_response(self, context: dict[str, Any], **response_kwargs: Any) -> HttpResponse:
        """The page or the dialog, 422 when the sign-in was refused."""
        status = form_status(context["form"])
        return render_page(self.request, self.template_name, "dialog", context, status=status)

    def form_valid(self, form: DeskLoginForm) -> HttpResponse:
        """Signed in: on to the page, or a new key for the forms that stayed open."""
        response = cast(HttpResponse, super().form_valid(form))
        if not self.request.user.is_authenticated or not sign_in(self.request):
            return response
        desk = cast(DeskRequest, self.request)
        if is_fragment(self.request):
            told = {"token": get_token(self.request), "login": desk.actor.login}
            response = announce(HttpResponse(status=204), "signed-in", told)
        remember_language(response, desk.signed_in.language)
        return response


class DeskLogoutView(LogoutView):  # type: ignore[misc]  # untyped library
    """Sign-out, by POST only; a GET asks first."""

    template_name = "account/logout.html"


class DeskPasswordView(PasswordChangeView):  # type: ignore[misc]  # untyped library
    """Change of the own password, recorded in the person's history."""

    template_name = "account/password_change.html"

    def get_form_class(self) -> type[DeskPasswordForm]:
        """Our form."""
        return DeskPasswordForm

    def form_valid(self, form: DeskPasswordForm) -> HttpResponse:
        """Store the password, then record that it changed."""
        response = cast(HttpResponse, super().form_valid(form))
        record_password_change(actor=cast(DeskRequest, self.request).actor)
        return response

    def render_to_response(self, context: dict[str, Any], **response_kwargs: Any) -> HttpResponse:
        """The page, 422 when the new password was refused."""
        status = form_status(context["form"])
        return render_page(self.request, self.template_name, "dialog", context, status=status)


def login(request: HttpRequest) -> HttpResponseBase:
    """Entrar."""
    return cast(HttpResponseBase, DeskLoginView.as_view()(request))


def logout(request: HttpRequest) -> HttpResponseBase:
    """Sair."""
    sign_in(request)
    return cast(HttpResponseBase, DeskLogoutView.as_view()(request))


@desk_login_required
def password(request: DeskRequest) -> HttpResponseBase:
    """Trocar senha."""
    if request.user.is_authenticated and not request.user.has_usable_password():
        return problem(request, HTTPStatus.FORBIDDEN, _("Your login has no password of its own."))
    return cast(HttpResponseBase, DeskPasswordView.as_view()(request))


@require_http_methods(["GET", "POST"])
@desk_login_required
def preferences(request: DeskRequest) -> HttpResponse:
    """Ajustes."""
    person = request.signed_in
    form = PreferencesForm(
        request.POST or None,
        initial={"language": person.language, "theme": person.theme, "single_letters": person.single_letters},
    )
    if request.method == "POST" and form.is_valid():
        with form_refusals(form):
            return save_preferences(request, form)
    return render_page(
        request, "account/settings.html", "form", {"form": form}, status=422 if form.errors else 200
    )


def save_preferences(request: DeskRequest, form: Form) -> HttpResponse:
    """Save, and say so in the language just chosen."""
    chosen = form.cleaned_data
    update_preferences(
        actor=request.actor,
        language=chosen["language"],
        theme=chosen["theme"],
        single_letters=chosen["single_letters"],
    )
    translation.activate(chosen["language"])
    messages.success(request, _("Settings saved."))
    response = see_other(reverse("account_settings"))
    remember_language(response, chosen["language"])
    return response


@require_POST
@desk_login_required
def theme(request: DeskRequest) -> HttpResponse:
    """Light or dark at once, from the top bar."""
    person = request.signed_in
    wanted = request.POST.get("theme", "")
    update_preferences(
        actor=request.actor,
        language=person.language,
        theme=OTHER_THEME[person.theme] if wanted not in {"light", "dark"} else wanted,
        single_letters=person.single_letters,
    )
    if is_fragment(request):
        return HttpResponse(status=204)
    return see_other(next_url(request, settings.LOGIN_REDIRECT_URL))
