"""The forms of the five acts: report of the technician, report, forwarding, and corrections."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from central.domain.company.parameters import text_of
from central.domain.tickets.operations.forwarding import LONGEST_PROMISE, Destination
from central.domain.tickets.operations.reporting import NewReport
from central.domain.tickets.operations.technician import Material, TechnicianWork
from central.doors.web.forms import (
    ChoiceIdField,
    ChoiceIdsField,
    DateField,
    DeskForm,
    FilesField,
    SettledChoiceField,
    TimeField,
    is_id,
    joined,
)
from central.doors.web.tickets.acting import CLOSING, read_checklist
from central.doors.web.tickets.fields import FieldsForm

PRIVACIES = [("private", gettext_lazy("Private")), ("public", gettext_lazy("Public"))]
NOTICES = [
    ("nobody", gettext_lazy("Nobody")),
    ("customer", gettext_lazy("Customer")),
    ("team", gettext_lazy("Assignee and team")),
    ("all", gettext_lazy("Everybody")),
]
FORWARD_NOTICES = [
    ("team", gettext_lazy("Receiving team")),
    ("nobody", gettext_lazy("Nobody")),
    ("customer", gettext_lazy("Customer")),
    ("all", gettext_lazy("Everybody")),
]
KINDS = [
    ("team", gettext_lazy("Team")),
    ("collaborator", gettext_lazy("Collaborator")),
    ("technician", gettext_lazy("Technician")),
]
BLANK_MATERIALS = 1


def long_text(label: Any, rows: int = 3, **kwargs: Any) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(
        label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}), strip=True, **kwargs
    )


def proposed_privacy() -> str:
    """The privacy that the company proposes for a new report."""
    return text_of("report_privacy")


def privacy_field(initial: str | Callable[[], str] = "private") -> SettledChoiceField:
    """Privacidade."""
    return SettledChoiceField(label=gettext_lazy("Privacy"), choices=PRIVACIES, initial=initial)


def priority_field() -> ChoiceIdField:
    """Prioridade as a row of radios."""
    return ChoiceIdField(label=gettext_lazy("Priority"), required=False, empty=None, widget=forms.RadioSelect)


def attachments_field(label: Any = None) -> FilesField:
    """Any number of files."""
    return FilesField(label=label or gettext_lazy("Attachments"), required=False)


class SeenFields(forms.Form):
    """An act that stops when others did something since its form was opened: the last event seen then."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)


class TechnicianForm(SeenFields, FieldsForm):
    """*Relatar Atividade do Técnico*."""

    files_field = "files"
    starred = ("activity_type", "day", "start", "end", "description")
    parts: ClassVar[Mapping[str, Any]] = {"materials": gettext_lazy("Materials")}

    activity_type = ChoiceIdField(label=gettext_lazy("Activity type"))
    day = DateField(label=gettext_lazy("Date"))
    start = TimeField(label=pgettext_lazy("hour", "Start"))
    end = TimeField(label=pgettext_lazy("hour", "End"))
    description = long_text(gettext_lazy("Description"))
    progress = forms.IntegerField(
        label=gettext_lazy("Progress"),
        required=False,
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"type": "range", "min": 0, "max": 100, "step": 5}),
    )
    assistants = ChoiceIdsField(
        label=gettext_lazy("Assistants"), required=False, widget=forms.CheckboxSelectMultiple
    )
    files = attachments_field(gettext_lazy("Photos and files"))  # type: ignore[assignment]
    concludes = forms.BooleanField(label=gettext_lazy("Conclude the execution"), required=False)
    unproductive_reason = ChoiceIdField(
        label=gettext_lazy("Unproductive visit"),
        required=False,
        empty=gettext_lazy("No, the visit was useful"),
    )
    solution = ChoiceIdField(label=gettext_lazy("Solution"), required=False)
    customer_answer = long_text(gettext_lazy("Answer to the customer"))

    def moments(self) -> tuple[datetime.datetime | None, datetime.datetime | None]:
        """Start and end; an end before the start is that of the next day when that day has come."""
        day, start, end = (self.cleaned_data.get(name) for name in ("day", "start", "end"))
        first, last = joined(day, start), joined(day, end)
        has_next_day = day and day < timezone.localdate(timezone=timezone.get_default_timezone())
        if first and last and day and has_next_day and last < first:
            later = joined(day + datetime.timedelta(days=1), end)
            if later and later <= timezone.now() + datetime.timedelta(minutes=1):
                last = later
        return first, last

    def materials(self) -> list[Material]:
        """The lines of materials as they were sent, empty ones left out."""
        return [Material(*line) for line in self.material_lines() if line[0].strip()]

    def material_lines(self) -> list[tuple[str, str, str]]:
        """Name, quantity and unit of each line."""
        given: Any = self.data if self.is_bound else self.typed
        columns = [given.getlist(f"material_{name}") for name in ("name", "quantity", "unit")]
        return [line for line in zip(*columns, strict=False) if any(part.strip() for part in line)]

    def work(self) -> TechnicianWork:
        """What the operation takes."""
        given = self.cleaned_data
        started, ended = self.moments()
        return TechnicianWork(
            activity_type_id=given["activity_type"],
            started_at=started,
            ended_at=ended,
            description=given["description"],
            progress=given["progress"] or 0,
            assistant_ids=given["assistants"],
            materials=self.materials(),
            checklist=read_checklist(self.data),
            file_ids=given["files"],
            concludes=given["concludes"],
            unproductive_reason_id=given["unproductive_reason"],
            solution_id=given["solution"],
            closing_checklist=read_checklist(self.data, CLOSING),
            fields=self.typed_fields(),
            customer_answer=given["customer_answer"],
        )


class ReportForm(SeenFields, FieldsForm):
    """*Novo Relato na Solicitação*."""

    files_field = "files"
    starred = ("text",)
    beside: ClassVar[Mapping[str, str]] = {"customer_answer": "privacy"}

    text = long_text(gettext_lazy("Report"), 5)
    status = ChoiceIdField(label=pgettext_lazy("ticket", "Status"), required=False, empty=None)
    privacy = privacy_field(proposed_privacy)
    notify = SettledChoiceField(
        label=gettext_lazy("Notices"),
        choices=NOTICES,
        initial="nobody",
        help_text=gettext_lazy("Who is responsible and who follows see the report in the bell in any case."),
    )
    priority = priority_field()
    wait_reason = ChoiceIdField(label=gettext_lazy("What is awaited"), required=False)
    awaiting = forms.CharField(label=gettext_lazy("In detail"), required=False, max_length=160)
    solution = ChoiceIdField(label=gettext_lazy("Solution"), required=False)
    files = attachments_field()  # type: ignore[assignment]
    scheduled_on = DateField(label=gettext_lazy("Date"), required=False)
    scheduled_time = TimeField(label=gettext_lazy("Hour"), required=False)
    technician = ChoiceIdField(label=gettext_lazy("Technician"), required=False)

    def clean(self) -> dict[str, Any]:
        """A visit has a day and an hour, or none of them."""
        given = self.cleaned_data
        parts = [given.get("scheduled_on"), given.get("scheduled_time")]
        if any(parts) != all(parts) and not {"scheduled_on", "scheduled_time"} & set(self.errors):
            missing = "scheduled_time" if given.get("scheduled_on") else "scheduled_on"
            self.add_error(missing, _("Give the day and the hour of the visit."))
        return given

    def report(self) -> NewReport:
        """What the operation takes."""
        given = self.cleaned_data
        return NewReport(
            text=given["text"],
            status_id=given["status"],
            is_private=given["privacy"] == "private",
            notify=given["notify"],
            priority=given["priority"],
            file_ids=given["files"],
            wait_reason_id=given["wait_reason"],
            awaiting=given["awaiting"],
            scheduled_at=self.moment("scheduled_on", "scheduled_time"),
            technician_id=given["technician"],
            solution_id=given["solution"],
            checklist=read_checklist(self.data),
            closing_checklist=read_checklist(self.data, CLOSING),
            fields=self.typed_fields(),
        )


class ForwardForm(SeenFields, DeskForm):
    """*Encaminhar Solicitação*; a destination is `team:5`, `collaborator:5:12` or `technician:5:12`."""

    files_field = "files"
    starred: ClassVar[tuple[str, ...]] = ("reason", "kind", "destination", "type")

    reason = ChoiceIdField(label=gettext_lazy("Reason"))
    kind = forms.ChoiceField(
        label=gettext_lazy("Forward to"), choices=KINDS, initial="team", widget=forms.RadioSelect
    )
    destination = forms.CharField(label=pgettext_lazy("destination", "To"), widget=forms.Select)
    type = ChoiceIdField(label=gettext_lazy("Ticket type"))
    done_text = long_text(gettext_lazy("What was already done"))
    expected_text = long_text(gettext_lazy("What is expected"))
    promise = forms.CharField(
        label=gettext_lazy("Promised to the customer"),
        required=False,
        max_length=LONGEST_PROMISE,
        help_text=gettext_lazy("What whoever receives it has to keep, like “we call back by 14:45”."),
    )
    service_level = ChoiceIdField(label=gettext_lazy("Service level"), required=False)
    due_on = DateField(label=gettext_lazy("Due date"), required=False)
    due_time = TimeField(label=gettext_lazy("Due hour"), required=False)
    priority = priority_field()
    notify = SettledChoiceField(label=gettext_lazy("Notices"), choices=FORWARD_NOTICES, initial="team")
    privacy = privacy_field()
    files = attachments_field()  # type: ignore[assignment]
    seen_owner = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """The destination is one of the chosen kind."""
        given = self.cleaned_data
        chosen = (given.get("destination") or "").split(":")
        if chosen[0] and chosen[0] != given.get("kind"):
            self.add_error("destination", _("Choose one of the options of this kind."))
        return given

    def holder(self) -> tuple[int | None, int | None]:
        """Team and person of the destination."""
        _kind, team, person = f"{self.cleaned_data['destination']}::".split(":")[:3]
        return int(team) if is_id(team) else None, int(person) if is_id(person) else None

    def to(self, manual_levels: frozenset[int]) -> Destination:
        """What the operation takes; a deadline only where the situação asks to type it."""
        given = self.cleaned_data
        team_id, person_id = self.holder()
        typed = given["service_level"] in manual_levels
        return Destination(
            reason_id=given["reason"],
            kind=given["kind"],
            team_id=team_id,
            person_id=person_id,
            type_id=given["type"],
            done_text=given["done_text"],
            expected_text=given["expected_text"],
            promise=given["promise"],
            service_level_id=given["service_level"],
            due_at=self.moment("due_on", "due_time") if typed else None,
            priority=given["priority"],
            notify=given["notify"],
            is_private=given["privacy"] == "private",
            file_ids=given["files"],
            seen_owner=given["seen_owner"],
        )


class StartForm(DeskForm):
    """*Iniciar Execução*, with what to do about another execution."""

    pause_other = forms.BooleanField(required=False, widget=forms.HiddenInput)


class CorrectReportForm(DeskForm):
    """Correcting a report."""

    starred = ("text",)
    text = long_text(gettext_lazy("Report"), 5)


class AnnulForm(DeskForm):
    """Annulling a report or an activity record."""

    starred = ("reason",)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)
