"""The form of Ajustes."""

from django import forms
from django.utils.translation import gettext_lazy as _


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
