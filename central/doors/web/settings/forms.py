"""The forms of Usuários and Perfis."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from central.domain.access import registry
from central.domain.access.permissions import Permission
from central.domain.teams.queries import calendar_choices
from central.doors.web.components.forms import ActForm, DateField, PersonField
from central.doors.web.forms import ChoiceIdField
from central.doors.web.http import BIGGEST_ID
from central.doors.web.settings.words import GROUPS

EMAIL = forms.TextInput(attrs={"inputmode": "email", "autocomplete": "off", "maxlength": 160})


class InviteForm(ActForm):
    """Whom to invite: a collaborator, with login, e-mail and profile."""

    person_id = PersonField(label=_("Collaborator"))
    username = forms.CharField(
        label=_("User"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "maxlength": 60}),
        help_text=_("Small letters, digits, dots: ana.moraes"),
        error_messages={"required": _("Fill this in.")},
    )
    email = forms.CharField(label=_("E-mail"), max_length=200, required=False, widget=EMAIL)
    profile_id = ChoiceIdField(label=_("Profile"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["profile_id"].offer(registry.profile_choices())


class UserForm(ActForm):
    """Whose login it is, its e-mail, profile and working hours."""

    person_id = PersonField(label=_("Collaborator"))
    email = forms.CharField(label=_("E-mail"), max_length=200, required=False, widget=EMAIL)
    profile_id = ChoiceIdField(label=_("Profile"), required=False)
    calendar_id = ChoiceIdField(label=_("Working hours"), required=False, empty=_("Those of the main team"))
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, sheet: registry.UserSheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["profile_id"].offer(registry.profile_choices(sheet.profile_id))
        fields["calendar_id"].offer(calendar_choices(sheet.calendar_id))


class AbsenceForm(ActForm):
    """From when until when somebody is not at work."""

    starts_on = DateField(label=_("First day"), error_messages={"required": _("Fill this in.")})
    ends_on = DateField(label=_("Last day"), error_messages={"required": _("Fill this in.")})
    reason = forms.CharField(label=_("Reason"), required=False, max_length=80)


class NewProfileForm(ActForm):
    """The name of a profile, and which one it begins as."""

    name = forms.CharField(label=_("Name"), max_length=200, error_messages={"required": _("Fill this in.")})
    copied_id = ChoiceIdField(label=_("Begin as"), required=False, empty=_("A profile that grants nothing"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["copied_id"].offer(registry.profile_choices())


class WhyForm(forms.Form):
    """Who, what, and on which protocol."""

    use_required_attribute = False
    usuario = ChoiceIdField(label=_("User"), error_messages={"required": _("Choose a user.")})
    permissao = forms.ChoiceField(
        label=_("Permission"), error_messages={"required": _("Choose a permission.")}
    )
    protocolo = forms.IntegerField(
        label=_("Protocol"),
        required=False,
        min_value=1,
        max_value=BIGGEST_ID,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("Write the number of the protocol.")},
    )

    def __init__(self, *args: Any, users: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["usuario"].offer(users)
        select = pgettext_lazy("choice", "Select")
        grouped: list[Any] = [
            (group, [(str(Permission(code)), name) for code, name in names.items()])
            for group, names in GROUPS
        ]
        fields["permissao"].choices = [("", select), *grouped]
