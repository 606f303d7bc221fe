"""The form of Ajustes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from central.doors.web.components.forms import ActForm


class PreferencesForm(forms.Form):
    """Language, theme and single letters of the person who is signed in."""

    use_required_attribute = False
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("pt-br", "Português (Brasil)"), ("en", "English")],
        widget=forms.RadioSelect,
    )
    theme = forms.ChoiceField(
        label=_("Theme"),
        choices=[("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))],
        widget=forms.RadioSelect,
    )
    single_letters = forms.BooleanField(
        label=_("Single letters"),
        required=False,
        widget=forms.CheckboxInput(attrs={"role": "switch"}),
    )


class ForgottenForm(ActForm):
    """Whose password is forgotten, by login or e-mail."""

    login = forms.CharField(
        label=_("User or e-mail"),
        max_length=160,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": _("Type your user or your e-mail.")},
    )


class ChooseForm(ActForm):
    """A new password, twice; `chave` is the token of the link."""

    chave = forms.CharField(widget=forms.HiddenInput, max_length=500)
    password = forms.CharField(
        label=_("New password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters, not only numbers, not a common word."),
        error_messages={"required": _("Type the new password.")},
    )
    again = forms.CharField(
        label=_("New password again"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Type the new password.")},
    )

    def clean_again(self) -> str:
        """The second must be the first."""
        again = str(self.cleaned_data["again"])
        if self.cleaned_data.get("password") not in (None, again):
            raise forms.ValidationError(_("The two passwords differ."))
        return again
