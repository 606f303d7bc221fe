"""How sign-in behaves: no sign-up, one answer for every failure, our words."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ChangePasswordForm, LoginForm
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from central.domain.access.queries import may_sign_in, signed_in
from central.doors.web.home import landing_of
from central.doors.web.http import see_other


class DeskAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # untyped library
    """The rules of our sign-in: an inactive user is answered as an unknown one."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("The user or the password does not match."),
        "too_many_login_attempts": _("Too many attempts. Wait 5 minutes and try again."),
        "incorrect_password": _("This is not your current password."),
        "enter_current_password": _("This is not your current password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes a login for themselves."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """The active user of these credentials; an inactive one counts as a failed attempt."""
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if user is None or may_sign_in(user.pk):
            return user
        self.pre_authenticate(request, **credentials)
        self.authentication_failed(request, **credentials)
        return None

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The library sends nothing: account mails follow from facts, in reactions/notices."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Minhas Tarefas for technicians, the Central for everybody else, the first steps where they lead."""
        if not request.user.is_authenticated:
            return "/"
        return landing_of(request, signed_in(request.user.pk).actor)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to Ajustes."""
        return reverse("account_settings")

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """Back to the login page, which says no more than for a wrong password."""
        return see_other(reverse("account_login"))


class DeskLoginForm(LoginForm):  # type: ignore[misc]  # untyped library
    """User and password."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label, password.label = _("User"), _("Password")
        login.widget.attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        password.widget.attrs = {"autocomplete": "current-password"}
        password.help_text = ""
        login.error_messages["required"] = _("Type your user.")
        password.error_messages["required"] = _("Type your password.")
        if "remember" in self.fields:
            self.fields["remember"].label = _("Keep me signed in on this computer")


class DeskPasswordForm(ChangePasswordForm):  # type: ignore[misc]  # untyped library
    """The current password and, twice, the new one."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "oldpassword": (_("Current password"), "current-password"),
            "password1": (_("New password"), "new-password"),
            "password2": (_("New password again"), "new-password"),
        }
        for name, (label, autocomplete) in labels.items():
            self.fields[name].label = label
            self.fields[name].widget.attrs = {"autocomplete": autocomplete}
        self.fields["password1"].help_text = _("At least 10 characters, not only numbers, not a common word.")
