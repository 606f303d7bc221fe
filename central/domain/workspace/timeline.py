"""The timeline of a protocol: its events, newest first, with all that they name."""

from enum import StrEnum

from django.db.models import QuerySet

from central.domain.tickets.checklists import answer_in_words
from central.domain.workspace.entries import CheckState, Timeline
from central.domain.workspace.names import REQUIRED, RETIRED, CheckItem
from central.domain.workspace.presenters import PRESENTERS
from central.domain.workspace.sheet import SheetChecklist, SheetView
from central.domain.workspace.texts import load_texts
from central.foundation.actor import Actor
from central.foundation.events.models import EventRecord
from central.foundation.prepared.queries import Prepared

PAGE = 50


class TimelineFilter(StrEnum):
    """What the timeline shows."""

    ALL = "all"
    REPORTS = "reports"
    TECHNICIAN = "technician"
    FORWARDINGS = "forwardings"


EVENTS: dict[TimelineFilter, tuple[str, ...]] = {
    TimelineFilter.REPORTS: ("ReportAdded", "ReportCorrected", "ReportAnnulled", "TicketOpened"),
    TimelineFilter.TECHNICIAN: (
        "TechnicianActivityReported",
        "ExecutionStarted",
        "ExecutionPaused",
        "VisitScheduled",
    ),
    TimelineFilter.FORWARDINGS: (
        "TicketForwarded",
        "HandoverAccepted",
        "HandoverReturned",
        "HandoverTakenBack",
        "HandoverOverdue",
        "HandoverExpired",
        "HandoverLapsed",
        "PingPongNoted",
        "AssigneeChanged",
    ),
}


def timeline(
    actor: Actor,
    sheet: SheetView,
    wanted: TimelineFilter = TimelineFilter.ALL,
    *,
    public_only: bool = False,
    before: int | None = None,
) -> Timeline:
    """One page of a protocol's events in five queries; the sheet must be the actor's own view of it.

    Private events are left out for who may not read them; `before` is the mark of an earlier page.
    """
    private = sheet.reads_private and not public_only
    events = EVENTS_OF(ticket_id=sheet.id, wanted=wanted, private=private, before=before)
    shown = events[:PAGE]
    page = load_texts(actor, sheet, shown, public_only=public_only)
    return Timeline(
        entries=tuple(PRESENTERS[event.name](event, page) for event in shown),
        before=shown[-1].sequence if len(events) > PAGE else None,
        files=page.files,
        checklist=tuple(
            check_state(item, asked)
            for asked in sheet.checklists
            for item in page.names.items
            if item.checklist_id == asked.id and (item.state != RETIRED or asked.answers.get(item.code))
        ),
        fields=page.names.fields,
    )


def check_state(item: CheckItem, asked: SheetChecklist) -> CheckState:
    """How an item stands; once answered, in the words that were answered."""
    answer = asked.answers.get(item.code, "")
    wording = asked.wordings.get(f"{asked.begin}{item.code}", 0)
    return CheckState(
        label=item.words_at(wording) if answer else item.label,
        is_answered=bool(answer),
        is_required=item.state == REQUIRED,
        answer=answer_in_words(item.kind, item.unit, answer),
    )


def event_rows(
    ticket_id: int, wanted: TimelineFilter, private: bool, before: int | None
) -> QuerySet[EventRecord]:
    """One page of a protocol's events and one more, newest first."""
    found = EventRecord.objects.filter(subject_kind="ticket", subject_id=ticket_id, name__in=known(wanted))
    if not private:
        found = found.filter(is_private=False)
    if before is not None:
        found = found.filter(sequence__lt=before)
    return found.order_by("-sequence")[: PAGE + 1]


EVENTS_OF = Prepared(event_rows)


def known(wanted: TimelineFilter) -> tuple[str, ...]:
    """The names of the events of a filter; those without a presenter are never asked for."""
    return EVENTS.get(wanted, tuple(PRESENTERS))
