"""The forms about persons: the fields of one, the short forms of the dialogs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from central.domain.people.ways import STATES
from central.doors.web.components.forms import ActForm, DateField
from central.doors.web.people.labels import (
    ADDRESS_KINDS,
    CIVIL_STATUSES,
    GENDERS,
    IDENTITY_KINDS,
    KINDS,
    PHONE_USES,
    PROPERTY_KINDS,
    ROLES,
    STATE_REGISTRATION_KINDS,
)

EMPTY = ("", pgettext_lazy("choice", "Select"))


def text(label: Any, longest: int, **attrs: Any) -> forms.CharField:
    """A one-line text; the domain says what it needs."""
    field = forms.CharField(label=label, required=False, strip=False)
    field.widget.attrs.update({"maxlength": longest, "autocomplete": "off", **attrs})
    return field


def choice(label: Any, choices: list[tuple[str, Any]]) -> forms.ChoiceField:
    """One of a few, or none."""
    return forms.ChoiceField(label=label, required=False, choices=[EMPTY, *choices])


class PersonForm(ActForm):
    """The fields of a person itself; `seen` is the state of the person that the form was filled from."""

    EVERYTHING = (
        *("kind", "document", "no_document_reason", "name", "social_name", "trade_name"),
        *("birth_date", "roles", "notes", "gender", "civil_status", "parents_name", "identity_kind"),
        *("identity_number", "identity_issuer", "state_registration_kind", "state_registration"),
        "municipal_registration",
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
    invoice_email = text(_("E-mail for invoices"), 160, inputmode="email")
    birth_date = DateField(label=_("Date of birth"), required=False)
    gender = choice(_("Gender"), GENDERS)
    civil_status = choice(_("Marital status"), CIVIL_STATUSES)
    parents_name = text(_("Parents"), 200)
    identity_kind = choice(_("Identity document"), IDENTITY_KINDS)
    identity_number = text(_("Number of the document"), 30)
    identity_issuer = text(_("Issuer"), 30)
    state_registration_kind = choice(_("ICMS"), STATE_REGISTRATION_KINDS)
    state_registration = text(_("State registration"), 20)
    municipal_registration = text(_("Municipal registration"), 20)
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
            if name in self.fields:
                self.fields[name].disabled = True


class MainForm(PersonForm):
    """What the tab *Dados principais* holds: the person itself, without roles and notes."""

    roles = None  # type: ignore[assignment]
    notes = None  # type: ignore[assignment]


class PhoneForm(forms.Form):
    """A phone of the person."""

    use_required_attribute = False
    typed = text(_("Phone"), 30, inputmode="tel")
    use = forms.ChoiceField(label=_("Use"), choices=PHONE_USES, initial="personal", required=False)
    has_whatsapp = forms.BooleanField(label=_("Has WhatsApp"), required=False)


class EmailForm(forms.Form):
    """One more e-mail of the person."""

    use_required_attribute = False
    email = text(_("Other e-mail"), 160, inputmode="email")


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
    postal_code = text(_("CEP"), 10, inputmode="numeric", **{"data-mask": "cep", "data-place": "postal_code"})
    street = text(_("Street"), 160, **{"data-place": "street"})
    number = text(_("Number"), 20)
    complement = text(_("Complement"), 80)
    district = text(_("District"), 80, **{"data-place": "district"})
    city = text(_("City"), 80, **{"data-place": "city"})
    state = choice(_("State"), [(code, code) for code in STATES])
    reference = text(_("Reference point"), 160)
    property_kind = choice(_("Property"), PROPERTY_KINDS)
    coordinates = text(_("Latitude and longitude"), 50)
    city_ibge_code = forms.CharField(
        required=False, widget=forms.HiddenInput(attrs={"data-place": "city_ibge_code"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].widget.attrs["data-place"] = "state"


class RevealForm(ActForm):
    """Why somebody looks at a whole document."""

    reason = forms.ChoiceField(
        label=_("Reason"), error_messages={"required": _("Say why you need the document.")}
    )

    def __init__(self, *args: Any, reasons: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [("", pgettext_lazy("choice", "Select")), *reasons]  # type: ignore[attr-defined]
