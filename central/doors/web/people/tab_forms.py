"""The forms of the tabs of a person and of the dialogs that open from them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from central.domain.people.inputs import AddressInput, ContactInput, PhoneInput
from central.domain.people.sheet import AddressLine, ContactLine, ListName
from central.doors.web.components.forms import ActForm, DateField
from central.doors.web.forms import DeskForm
from central.doors.web.people.forms import EMPTY, AddressForm, text
from central.doors.web.people.labels import CONSENT_CHANNELS, CONSENT_PURPOSES, FILE_KINDS, ROLES


class SeenForm(ActForm):
    """An act on a person; `seen` is the state of the person that the form was filled from."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


class RolesForm(SeenForm):
    """What a person is to the company."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=ROLES,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        required=False,
    )


class GroupsForm(SeenForm):
    """The groups, the badge and the region of a person; what is out of use shows only where it is held."""

    groups = forms.MultipleChoiceField(
        label=_("Groups"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        required=False,
    )
    badge = forms.ChoiceField(label=_("Badge"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)

    def __init__(self, *args: Any, offered: Mapping[str, Sequence[ListName]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in offered.items():
            choices: list[tuple[str, Any]] = [(str(row.id), row.name) for row in rows]
            field: Any = self.fields[name]
            field.choices = choices if name == "groups" else [EMPTY, *choices]


class NotesForm(SeenForm):
    """The notes of a person."""

    notes = forms.CharField(
        label=_("Notes"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 8})
    )
    admin_notes = forms.CharField(
        label=_("Administrative notes"),
        help_text=_("Read only by who may change everything of a person."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class AddressDialogForm(SeenForm, AddressForm):
    """One address of a person, in its dialog."""

    is_main = forms.BooleanField(label=_("Main address"), required=False)

    @classmethod
    def filled(cls, line: AddressLine, seen: int) -> "AddressDialogForm":
        """The form of a stored address."""
        initial = {name: getattr(line, name) for name in (*AddressForm.base_fields, "is_main")}
        return cls(initial={**initial, "postal_code": line.shown_postal_code, "seen": seen})

    def given(self, address_id: int | None) -> AddressInput:
        """What was typed, for the operation."""
        values = self.cleaned_data
        texts = {name: values.get(name) or "" for name in AddressForm.base_fields if name != "id"}
        return AddressInput(id=address_id, is_main=values["is_main"], **texts)


class ContactDialogForm(SeenForm):
    """One contact of a person, in its dialog."""

    name = text(_("Name"), 160)
    role = text(_("Role or kinship"), 80)
    phone = text(_("Phone"), 30, inputmode="tel")
    whatsapp = forms.BooleanField(label=_("Has WhatsApp"), required=False)
    phone_2 = text(_("Other phone"), 30, inputmode="tel")
    whatsapp_2 = forms.BooleanField(label=_("Has WhatsApp"), required=False)
    email = text(_("E-mail"), 160, inputmode="email")
    notes = text(_("Notes"), 400)
    is_main = forms.BooleanField(label=_("Main contact"), required=False)
    receives_notices = forms.BooleanField(label=_("Receives notices"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].error_messages["required"] = _("Write the name of the contact.")

    @classmethod
    def filled(cls, line: ContactLine, seen: int) -> "ContactDialogForm":
        """The form of a stored contact."""
        names = ("name", "role", "email", "notes", "is_main", "receives_notices")
        initial: dict[str, Any] = {name: getattr(line, name) for name in names}
        for ending, phone in zip(("", "_2"), line.phones, strict=False):
            initial |= {f"phone{ending}": phone.shown, f"whatsapp{ending}": phone.has_whatsapp}
        return cls(initial={**initial, "seen": seen})

    @property
    def typed_phones(self) -> list[str]:
        """The endings of the phone fields that were filled, in order."""
        return [ending for ending in ("", "_2") if self.cleaned_data[f"phone{ending}"].strip()]

    def given(self, contact_id: int | None) -> ContactInput:
        """What was typed, for the operation."""
        values = self.cleaned_data
        phones = [
            PhoneInput(values[f"phone{ending}"], has_whatsapp=values[f"whatsapp{ending}"], is_main=not at)
            for at, ending in enumerate(self.typed_phones)
        ]
        names = ("name", "role", "email", "notes", "is_main", "receives_notices")
        return ContactInput(id=contact_id, phones=phones, **{name: values[name] for name in names})

    def refuse(self, errors: Mapping[str, Any]) -> None:
        """Put the sentences of the domain beside the fields they are about."""
        places = {f"phones.{at}": f"phone{ending}" for at, ending in enumerate(self.typed_phones)}
        for key, sentence in errors.items():
            name = places.get(key, key)
            self.add_error(name if name in self.fields else None, str(sentence))


class FileDialogForm(DeskForm):
    """One document of a person to keep as a file."""

    files_field = "file"
    starred = ("kind", "file")

    kind = forms.ChoiceField(label=_("Document"), required=False, choices=[EMPTY, *FILE_KINDS])
    description = text(_("Description"), 120)
    valid_from = DateField(label=_("Valid from"), required=False)
    valid_until = DateField(label=_("Valid until"), required=False)
    file = forms.FileField(label=_("File"), required=False)


class ConsentDialogForm(ActForm):
    """A consent to record."""

    purpose = forms.ChoiceField(label=_("Purpose"), required=False, choices=[EMPTY, *CONSENT_PURPOSES])
    channel = forms.ChoiceField(label=_("Channel"), required=False, choices=[EMPTY, *CONSENT_CHANNELS])
    text = forms.CharField(
        label=_("Text that the person agreed to"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class WithdrawDialogForm(ActForm):
    """How a consent was taken back."""

    channel = forms.ChoiceField(label=_("Channel"), required=False, choices=[EMPTY, *CONSENT_CHANNELS])
