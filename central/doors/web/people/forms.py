"""The forms about persons: the fields of one, the short forms of the dialogs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from central.domain.people.checking import STATES
from central.doors.web.components.forms import ActForm, DateField

KINDS = [("individual", _("Natural")), ("company", pgettext_lazy("kind of person", "Legal"))]
ROLES = [
    ("client", _("Client")),
    ("collaborator", _("Collaborator")),
    ("technician", _("Technician")),
    ("effective", pgettext_lazy("role", "Effective")),
    ("supervisor", _("Supervisor")),
    ("supplier", _("Supplier")),
]
ROLE_NAMES = dict(ROLES)
ADDRESS_KINDS = [
    ("main", pgettext_lazy("address", "Main")),
    ("installation", pgettext_lazy("address", "Installation")),
    ("billing", pgettext_lazy("address", "Billing")),
]
ADDRESS_KIND_NAMES = dict(ADDRESS_KINDS)


def text(label: Any, longest: int, **attrs: Any) -> forms.CharField:
    """A one-line text; the domain says what it needs."""
    field = forms.CharField(label=label, required=False, strip=False)
    field.widget.attrs.update({"maxlength": longest, "autocomplete": "off", **attrs})
    return field


class PersonForm(ActForm):
    """The fields of a person itself; `seen` is the state of the person that the form was filled from."""

    EVERYTHING = (
        *("kind", "document", "no_document_reason", "name", "social_name", "trade_name"),
        *("birth_date", "roles", "notes"),
    )

    kind = forms.ChoiceField(
        label=_("Kind of person"),
        choices=KINDS,
        widget=forms.RadioSelect,
        initial="individual",
        error_messages={"required": _("Choose the kind of person.")},
    )
    document = text(_("CPF or CNPJ"), 20, autocapitalize="characters", spellcheck="false")
    no_document_reason = text(_("Reason for having no document"), 120)
    name = text(_("Name"), 160)
    social_name = text(_("Social name"), 160)
    trade_name = text(_("Trade name or nickname"), 160)
    email = text(_("E-mail"), 160, inputmode="email")
    birth_date = DateField(label=_("Date of birth"), required=False)
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=ROLES,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        required=False,
    )
    notes = forms.CharField(label=_("Notes"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, everything: bool = True, is_new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].error_messages["required"] = _("Write the name.")
        if everything:
            return
        if is_new:
            self.fields["roles"].choices = ROLES[:1]  # type: ignore[attr-defined]
            return
        for name in self.EVERYTHING:
            self.fields[name].disabled = True


class PhoneForm(forms.Form):
    """A phone of the person."""

    use_required_attribute = False
    typed = text(_("Phone"), 30, inputmode="tel")
    has_whatsapp = forms.BooleanField(label=_("Has WhatsApp"), required=False)


class ContactForm(forms.Form):
    """Somebody else who answers for the person, with up to two phones."""

    use_required_attribute = False
    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = text(_("Name"), 160)
    role = text(_("Role or kinship"), 80)
    email = text(_("E-mail"), 160, inputmode="email")
    phone_1 = text(_("Phone"), 30, inputmode="tel")
    whatsapp_1 = forms.BooleanField(label=_("Has WhatsApp"), required=False)
    phone_2 = text(_("Other phone"), 30, inputmode="tel")
    whatsapp_2 = forms.BooleanField(label=_("Has WhatsApp"), required=False)


class AddressForm(forms.Form):
    """An address of the person."""

    use_required_attribute = False
    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Use"), choices=ADDRESS_KINDS, initial="main")
    postal_code = text(_("CEP"), 10, inputmode="numeric")
    street = text(_("Street"), 160)
    number = text(_("Number"), 20)
    complement = text(_("Complement"), 80)
    district = text(_("District"), 80)
    city = text(_("City"), 80)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", pgettext_lazy("choice", "Select")), *((code, code) for code in STATES)],
    )
    reference = text(_("Reference point"), 160)
    city_ibge_code = forms.CharField(required=False, widget=forms.HiddenInput)


class RevealForm(ActForm):
    """Why somebody looks at a whole document."""

    reason = forms.ChoiceField(
        label=_("Reason"), error_messages={"required": _("Say why you need the document.")}
    )

    def __init__(self, *args: Any, reasons: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [("", pgettext_lazy("choice", "Select")), *reasons]  # type: ignore[attr-defined]


class NewContactForm(ActForm):
    """One more contact of a person."""

    name = text(_("Name"), 160)
    role = text(_("Role or kinship"), 80)
    phone = text(_("Phone"), 30, inputmode="tel")
    email = text(_("E-mail"), 160, inputmode="email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].error_messages["required"] = _("Write the name of the contact.")
