"""The words and files that belong to the events of one page, in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, CharField, F, Q, QuerySet, TextField, Value

from central.domain.tickets.models import Attachment, Forwarding, Report, ReportVersion, TextChange, Ticket
from central.domain.workspace.entries import FileRow
from central.domain.workspace.names import Names, load_names, mentioned, note
from central.domain.workspace.sheet import SheetView
from central.foundation.actor import Actor
from central.foundation.events.models import EventRecord
from central.foundation.prepared.queries import Prepared

MOST_FILES = 300
NOBODY = -1


@dataclass(frozen=True, slots=True)
class Text:
    """A text beside the reports: of a forwarding, an earlier version, a changed title, description or field.

    A changed custom field has its kind as `field`, and the `label` that it had then; a forwarding has
    there what was promised to the client, and why it was returned.
    """

    kind: str
    id: int
    owner_id: int
    field: str
    first: str
    second: str
    is_private: bool
    at: datetime
    label: str = ""


@dataclass(frozen=True, slots=True)
class PageTexts:
    """Everything that the presenters of one page look things up in."""

    actor: Actor
    sheet: SheetView
    names: Names
    reports: Mapping[int, Any]
    texts: Mapping[tuple[str, int], Text]
    versions: Mapping[int, Sequence[Text]]
    files: tuple[FileRow, ...]
    ticket: Ticket

    def files_of(
        self, *, report_id: int | None = None, forwarding_id: int | None = None
    ) -> tuple[FileRow, ...]:
        """The attachments that came with a report or a forwarding."""
        if report_id is not None:
            return tuple(file for file in self.files if file.report_id == report_id)
        return tuple(file for file in self.files if file.forwarding_id == forwarding_id)


def ids_of(events: Sequence[EventRecord], *keys: str) -> set[int]:
    """The ids that events carry under these keys."""
    found: set[int] = set()
    for event in events:
        for key in keys:
            value = event.payload.get(key)
            found.update(value if isinstance(value, list) else [value] if value is not None else [])
    return found


def load_texts(
    actor: Actor, sheet: SheetView, events: Sequence[EventRecord], *, public_only: bool
) -> PageTexts:
    """Reports, other texts, files and names of a page's events: four queries.

    What is private is not loaded for who may not read it.
    """
    private = sheet.reads_private and not public_only
    report_ids = ids_of(events, "report_id")
    texts = other_texts(sheet.id, events, report_ids, private=private)
    reports = load_reports(sheet.id, report_ids, private=private)
    wanted = mentioned(events)
    works = [report.technician_activity for report in reports.values() if is_work(report)]
    note(wanted, "unproductive_reason", [work.unproductive_reason_id for work in works])
    versions: dict[int, list[Text]] = {}
    for text in texts:
        if text.kind == "version":
            versions.setdefault(text.owner_id, []).append(text)
    return PageTexts(
        actor=actor,
        sheet=sheet,
        names=load_names(wanted, sheet),
        reports=reports,
        texts={(text.kind, text.id): text for text in texts},
        versions=versions,
        files=load_files(sheet.id, private=sheet.reads_private),
        ticket=Ticket(pk=sheet.id),
    )


def is_work(report: Any) -> bool:
    """Whether a report tells a technician's activity."""
    return getattr(report, "technician_activity", None) is not None


def load_reports(ticket_id: int, report_ids: set[int], *, private: bool) -> dict[int, Any]:
    """The reports of these ids, with the technician's numbers where they have any."""
    found = REPORTS(ticket_id=ticket_id, report_ids=report_ids or {NOBODY}, private=private)
    return {report.pk: report for report in found}


def report_rows(ticket_id: int, report_ids: set[int], private: bool) -> QuerySet[Report]:
    """Reports of a ticket by their ids."""
    found = Report.objects.filter(ticket_id=ticket_id, pk__in=report_ids)
    found = found.select_related("technician_activity")
    return found if private else found.filter(is_private=False)


def other_texts(
    ticket_id: int, events: Sequence[EventRecord], report_ids: set[int], *, private: bool
) -> list[Text]:
    """Texts of forwardings, changed titles and descriptions, earlier versions of reports: one query."""
    rows = TEXTS(
        ticket_id=ticket_id,
        forwarding_ids=ids_of(events, "forwarding_id") or {NOBODY},
        change_ids=ids_of(events, "text_change_ids") or {NOBODY},
        report_ids=report_ids or {NOBODY},
        with_description=any(event.name == "TicketOpened" for event in events),
        private=private,
    )
    return sorted((Text(*row) for row in rows), key=lambda found: found.id)


def text_rows(
    ticket_id: int,
    forwarding_ids: set[int],
    change_ids: set[int],
    report_ids: set[int],
    with_description: bool,
    private: bool,
) -> QuerySet[Any, Any]:
    """The rows of `other_texts`, from three tables."""
    public = Q() if private else Q(is_private=False)
    text, long, yes = CharField(), TextField(), BooleanField()
    changed = Q(pk__in=change_ids)
    if with_description:
        changed |= Q(field="description")
    forwardings = Forwarding.objects.filter(public, ticket_id=ticket_id, pk__in=forwarding_ids)
    changes = TextChange.objects.filter(changed, ticket_id=ticket_id)
    versions = ReportVersion.objects.filter(public, report__ticket_id=ticket_id, report_id__in=report_ids)
    empty = Value("", output_field=long)
    return forwardings.order_by().values_list(
        Value("forwarding", output_field=text), "id", F("ticket_id"), "promise",
        "done_text", "expected_text", "is_private", "created_at", "settle_text",
    ).union(
        changes.order_by().values_list(
            Value("change", output_field=text), "id", F("ticket_id"), "field", "before", "after",
            Value(False, output_field=yes), "changed_at", "label",
        ),
        versions.order_by().values_list(
            Value("version", output_field=text), "id", F("report_id"), Value("", output_field=text), "body",
            empty, "is_private", "replaced_at", Value("", output_field=text),
        ),
        all=True,
    )  # fmt: skip


def load_files(ticket_id: int, *, private: bool) -> tuple[FileRow, ...]:
    """The attachments of a ticket that the reader may have, newest first."""
    found = FILES(ticket_id=ticket_id, private=private)
    return tuple(
        FileRow(
            id=row.pk,
            file_id=str(row.file_id),
            name=row.file.name,
            size=row.file.size,
            is_image=row.file.is_image,
            has_thumbnail=row.file.is_image and bool(row.file.thumbnail_name),
            is_private=row.is_private,
            added_at=row.added_at,
            report_id=row.report_id,
            forwarding_id=row.forwarding_id,
        )
        for row in found
    )


def file_rows(ticket_id: int, private: bool) -> QuerySet[Attachment]:
    """The attachments of a ticket with their files."""
    found = Attachment.objects.filter(ticket_id=ticket_id).select_related("file").order_by("-id")
    return (found if private else found.filter(is_private=False))[:MOST_FILES]


REPORTS = Prepared(report_rows)
TEXTS: Prepared[Any] = Prepared(text_rows)
FILES = Prepared(file_rows)
