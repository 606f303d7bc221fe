"""The forms of Equipes: a team, a member, the matrix of forwardings."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from central.domain.teams.operations.keeping import Forwards, TeamInput
from central.domain.teams.queries import MatrixRow, TeamSheet, calendar_choices, place_choices
from central.doors.web.components.forms import ActForm, PersonField
from central.doors.web.forms import ChoiceIdField


class TeamForm(ActForm):
    """What a team is."""

    name = forms.CharField(label=_("Name"), max_length=200)
    code = forms.CharField(label=_("Code"), max_length=200, widget=forms.TextInput(attrs={"maxlength": 20}))
    place_id = ChoiceIdField(label=pgettext_lazy("of the company", "Place"), required=False)
    calendar_id = ChoiceIdField(label=_("Calendar"), required=False)
    stay_minutes = forms.IntegerField(
        label=_("Stay in the team (minutes)"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 7}),
        help_text=_("How long a protocol may wait in this team before it counts as late in it."),
    )
    accept_minutes = forms.IntegerField(
        label=_("Time to accept (minutes)"),
        required=False,
        initial=15,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 7}),
        help_text=_(
            "Working minutes to accept what is forwarded to the team: then its leader is called, "
            "at twice that the protocol goes back. 0 asks for no acceptance."
        ),
    )
    members_can_close = forms.BooleanField(
        label=_("Members may close protocols"),
        required=False,
        help_text=_("Without it, concluding leads to the technical closing."),
    )
    is_field = forms.BooleanField(
        label=_("Field team"), required=False, help_text=_("Its members go to the customer.")
    )
    is_active = forms.BooleanField(label=pgettext_lazy("team", "Active"), required=False, initial=True)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, sheet: TeamSheet | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["place_id"].offer(place_choices(sheet.place_id if sheet else None))
        fields["calendar_id"].offer(calendar_choices(sheet.calendar_id if sheet else None))
        for name in ("name", "code"):
            fields[name].error_messages["required"] = _("Fill this in.")
        fields["stay_minutes"].error_messages["invalid"] = _("Write whole minutes, like 480.")
        fields["accept_minutes"].error_messages["invalid"] = _("Write whole minutes, like 15.")

    def given(self) -> TeamInput:
        """What was typed, as the operation takes it."""
        values = self.cleaned_data
        return TeamInput(**{name: values[name] for name in TeamInput.__slots__})


def team_values(sheet: TeamSheet) -> dict[str, Any]:
    """The form's values for a stored team."""
    row = sheet.row
    return {
        "name": row.name,
        "code": row.code,
        "place_id": sheet.place_id,
        "calendar_id": sheet.calendar_id,
        "stay_minutes": row.stay_minutes,
        "accept_minutes": row.accept_minutes,
        "members_can_close": row.members_can_close,
        "is_field": row.is_field,
        "is_active": row.is_active,
        "seen": sheet.event_count,
    }


class MemberForm(ActForm):
    """Whether a member leads the team, and whether it is the member's main one."""

    is_leader = forms.BooleanField(label=_("Leads the team"), required=False)
    is_main = forms.BooleanField(
        label=_("Main team of this person"),
        required=False,
        help_text=_("The main team signs what the person does. Everybody has one."),
    )


class NewMemberForm(MemberForm):
    """Somebody who joins a team."""

    person_id = PersonField(label=_("Person"))
    field_order = ("person_id", "is_leader", "is_main")


def matrix_given(data: QueryDict, rows: list[MatrixRow]) -> dict[int, Forwards]:
    """What was ticked in the matrix, for the rows that were shown; a row that was not sent stays."""
    shown = set(data.getlist("row"))
    wanted: dict[int, Forwards] = {}
    for row in rows:
        if str(row.id) not in shown:
            continue
        ticked = set(data.getlist(f"to-{row.id}"))
        seen = data.get(f"seen-{row.id}", "")
        wanted[row.id] = Forwards(
            to_all=f"all-{row.id}" in data,
            team_ids=[cell.team_id for cell in row.cells if str(cell.team_id) in ticked],
            seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else None,
        )
    return wanted
