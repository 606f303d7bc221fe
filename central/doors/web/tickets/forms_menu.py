"""The forms of the acts of the menu "…"."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from central.domain.tickets.operations.details import Details
from central.doors.web.forms import ChoiceIdField, DateField, DeskForm, SettledChoiceField, TimeField
from central.doors.web.tickets.fields import FieldsForm
from central.doors.web.tickets.filing import FilingFields, filing_given
from central.doors.web.tickets.forms_acts import (
    NOTICES,
    SeenFields,
    attachments_field,
    long_text,
    priority_field,
    privacy_field,
)


class OwnerForm(DeskForm):
    """An act that remembers who held the protocol when the form was shown."""

    seen_owner = forms.CharField(widget=forms.HiddenInput, required=False)


class AssignForm(OwnerForm):
    """*Mudar responsável*."""

    person = ChoiceIdField(
        label=gettext_lazy("Assignee"), required=False, empty=gettext_lazy("Nobody: whoever takes over")
    )


class PriorityForm(DeskForm):
    """*Prioridade*."""

    priority = priority_field()


class AttachForm(DeskForm):
    """*Anexar*."""

    files_field = "files"
    starred = ("files",)
    files = attachments_field()  # type: ignore[assignment]
    privacy = privacy_field()


class FollowForm(DeskForm):
    """*Acompanhar*, or stop."""

    follow = forms.BooleanField(required=False, widget=forms.HiddenInput)


class EditForm(SeenFields, FilingFields, FieldsForm):
    """*Editar solicitação*."""

    starred = ("title", "description", "contact", "type", "service_level")
    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)
    description = long_text(gettext_lazy("Description"), 5)
    contact = ChoiceIdField(label=gettext_lazy("Contact"))
    type = ChoiceIdField(label=gettext_lazy("Ticket type"))
    service_level = ChoiceIdField(label=gettext_lazy("Service level"), empty=None)
    due_on = DateField(label=gettext_lazy("Due date"), required=False)
    due_time = TimeField(label=gettext_lazy("Due hour"), required=False)

    def details(self, due_at: Any) -> Details:
        """What the operation takes."""
        given = self.cleaned_data
        return Details(
            title=given["title"],
            description=given["description"],
            contact_id=given["contact"],
            type_id=given["type"],
            service_level_id=given.get("service_level"),
            due_at=due_at,
            fields=self.typed_fields(),
            filing=filing_given(given),
        )


class CloseForm(SeenFields, FieldsForm):
    """*Encerrar*."""

    files_field = "files"
    starred = ("text",)
    beside: ClassVar[Mapping[str, str]] = {"customer_answer": "privacy"}
    text = long_text(gettext_lazy("How it was solved"), 5)
    solution = ChoiceIdField(label=gettext_lazy("Solution"), required=False)
    privacy = privacy_field("public")
    notify = SettledChoiceField(label=gettext_lazy("Notices"), choices=NOTICES, initial="nobody")
    files = attachments_field()  # type: ignore[assignment]


class CancelForm(SeenFields, DeskForm):
    """*Cancelar*."""

    starred = ("reason",)
    reason = ChoiceIdField(label=gettext_lazy("Reason"))
    text = long_text(gettext_lazy("In detail"))


class ReopenForm(SeenFields, DeskForm):
    """*Reabrir*."""

    starred = ("kind", "reason")
    kind = forms.ChoiceField(
        label=gettext_lazy("How to reopen"),
        choices=[("simple", gettext_lazy("Simple")), ("rework", gettext_lazy("Rework"))],
        initial="simple",
        widget=forms.RadioSelect,
    )
    reason = ChoiceIdField(label=gettext_lazy("Reason"))
    text = long_text(gettext_lazy("In detail"))
