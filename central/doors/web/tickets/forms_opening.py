"""The form *Abrir solicitação*."""

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from central.domain.tickets.operations.opening import NewTicket
from central.doors.web.components.forms import PersonField
from central.doors.web.forms import ChoiceIdField, DateField, TimeField
from central.doors.web.tickets.acting import OPENING, read_checklist
from central.doors.web.tickets.fields import FieldsForm
from central.doors.web.tickets.filing import FilingFields, filing_given
from central.doors.web.tickets.forms_acts import attachments_field, long_text, priority_field


class OpeningForm(FilingFields, FieldsForm):
    """*Abrir solicitação*."""

    files_field = "files"
    starred = (
        "customer", "contact", "origin", "type", "service_level", "status", "title", "description", "team",
    )  # fmt: skip

    customer = PersonField(label=gettext_lazy("Customer"))
    contact = ChoiceIdField(label=gettext_lazy("Contact"))
    requester = PersonField(label=gettext_lazy("Requester"), required=False)
    origin = ChoiceIdField(label=gettext_lazy("Origin"))
    type = ChoiceIdField(label=gettext_lazy("Type of ticket"))
    service_level = ChoiceIdField(label=gettext_lazy("Service level"))
    due_on = DateField(label=gettext_lazy("Due date"), required=False)
    due_time = TimeField(label=gettext_lazy("Due hour"), required=False)
    status = ChoiceIdField(label=pgettext_lazy("ticket", "Status"), empty=None)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)
    description = long_text(gettext_lazy("Description"), 5)
    answer = long_text(gettext_lazy("How it was solved"))
    solution = ChoiceIdField(label=gettext_lazy("Solution"), required=False)
    files = attachments_field()  # type: ignore[assignment]
    priority = priority_field()
    team = ChoiceIdField(label=gettext_lazy("Team"))
    assignee = ChoiceIdField(
        label=gettext_lazy("Assignee"), required=False, empty=gettext_lazy("Whoever takes over")
    )

    def ticket(self, manual_levels: frozenset[int]) -> NewTicket:
        """What the operation takes; a deadline only where the situação asks to type it."""
        given = self.cleaned_data
        typed = given["service_level"] in manual_levels
        return NewTicket(
            customer_id=given["customer"],
            contact_id=given["contact"],
            origin_id=given["origin"],
            type_id=given["type"],
            title=given["title"],
            description=given["description"],
            requester_id=given["requester"],
            service_level_id=given["service_level"],
            due_at=self.moment("due_on", "due_time") if typed else None,
            status_id=given["status"],
            priority=given["priority"],
            team_id=given["team"],
            assignee_id=given["assignee"],
            file_ids=given["files"],
            answer=given["answer"],
            solution_id=given["solution"],
            fields=self.typed_fields(),
            opening_checklist=read_checklist(self.data, OPENING),
            filing=filing_given(given),
        )
