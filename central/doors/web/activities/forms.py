"""The forms of the activity records."""

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from central.domain.activities.operations import NewActivity
from central.doors.web.components.forms import PersonField
from central.doors.web.forms import ChoiceIdField, DateField, DeskForm, TimeField


class ActivityForm(DeskForm):
    """*Novo registro de atividades*: the nine fields of the operator's page."""

    files_field = "file"
    starred = ("person", "contact", "reason", "method", "description", "day", "start", "end")

    person = PersonField(label=gettext_lazy("Person"))
    contact = ChoiceIdField(label=gettext_lazy("Contact"))
    reason = ChoiceIdField(label=gettext_lazy("Reason"))
    method = ChoiceIdField(label=pgettext_lazy("contact", "Form"))
    description = forms.CharField(
        label=gettext_lazy("Description"), max_length=8000, widget=forms.Textarea(attrs={"rows": 3})
    )
    day = DateField(label=gettext_lazy("Date"))
    start = TimeField(label=gettext_lazy("Start hour"))
    end = TimeField(label=gettext_lazy("End hour"))
    file = forms.FileField(label=gettext_lazy("File"), required=False)

    def record(self) -> NewActivity:
        """What the operation takes."""
        given = self.cleaned_data
        return NewActivity(
            person_id=given["person"],
            contact_id=given["contact"],
            reason_id=given["reason"],
            method_id=given["method"],
            description=given["description"],
            started_at=self.moment("day", "start"),
            ended_at=self.moment("day", "end"),
            file_id=next(iter(given["file"]), "") if "file" in given else "",
        )


class AnnulActivityForm(DeskForm):
    """Annulling a record."""

    starred = ("reason",)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)
