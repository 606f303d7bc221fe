"""Writing an export: the worker's part, outside any transaction but for its steps.

The ids are taken once, in the order of the list; the rows are then read a thousand at a time, with the
rights that the person who asked has at that moment.
"""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.access.queries import signed_in
from central.domain.exports import rules
from central.domain.exports.cells import WRITERS, Cell
from central.domain.exports.columns import HEADS, SEPARATOR
from central.domain.exports.events import PeopleExported
from central.domain.exports.models import ExportState, PeopleExport
from central.domain.people.choices import ROLE_NAMES
from central.domain.people.documents import format_document
from central.domain.people.rules import can_reveal_document
from central.domain.workspace.open_counts import open_counts
from central.domain.workspace.people_filter import PeopleFilter, PeopleOrder, PeopleSort
from central.domain.workspace.people_list import KNOWN, PersonRow, groups_of, person_row
from central.domain.workspace.people_matching import everybody_matching
from central.foundation.actor import Actor
from central.foundation.errors import NotAllowed, NotFound
from central.foundation.events.publishing import publish
from central.foundation.files.store import Upload, bind, stage

CHUNK = 1_000
CUT_OFF = timedelta(seconds=45)
KEPT = timedelta(days=7)
DOCUMENT = 4


class BeingWritten(Exception):
    """Another worker was at this export a moment ago."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a chunk of rows is made from."""

    actor: Actor
    columns: tuple[str, ...]
    has_documents: bool


def write_export(export_id: int) -> int:
    """Write the file of an export that waits, or whose writing was cut off; answers how many rows it has.

    Raises `BeingWritten` while another worker seems to be at it: had that one died, a later try writes it.
    """
    export = taken(export_id)
    if export is None:
        if PeopleExport.objects.filter(pk=export_id, state=ExportState.WRITING).exists():
            raise BeingWritten
        return 0
    try:
        actor = signed_in(export.user_id).actor
        rules.check_can_export_people(actor)
        if export.has_documents and not can_reveal_document(actor):
            raise NotAllowed(_("Your profile cannot see whole documents."))
    except (NotAllowed, NotFound):
        note(export, state=ExportState.FAILED)
        return 0
    try:
        return write_file(export, actor)
    except Exception:
        note(export, state=ExportState.FAILED)
        raise


def taken(export_id: int) -> PeopleExport | None:
    """The export, marked as being written by this worker; None when another one does it, or it is done."""
    now = timezone.now()
    cut_off = Q(state=ExportState.WRITING, touched_at__lt=now - CUT_OFF)
    mine = PeopleExport.objects.filter(
        Q(state__in=(ExportState.WAITING, ExportState.FAILED)) | cut_off, pk=export_id
    )
    if not mine.update(state=ExportState.WRITING, written=0, touched_at=now):
        return None
    return PeopleExport.objects.get(pk=export_id)


def note(export: PeopleExport, **changes: Any) -> None:
    """Write down how far the writing is."""
    PeopleExport.objects.filter(pk=export.pk).update(touched_at=timezone.now(), **changes)


def write_file(export: PeopleExport, actor: Actor) -> int:
    """Write all rows, keep the file, tell the fact."""
    wanted = PeopleFilter(**export.wanted["filter"])
    order = PeopleOrder(PeopleSort(export.wanted["sort"]), export.wanted["is_descending"])
    source = Source(actor, tuple(export.columns.split(SEPARATOR)), export.has_documents)
    found = everybody_matching(actor, wanted).order_by(*order.ordering())
    ids = list(found.values_list("pk", flat=True))
    note(export, total=len(ids))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list.{export.format}"
        writer = WRITERS[export.format]
        with writer(path) as target:
            target.write([str(HEADS[column]) for column in source.columns])
            count = 0
            for start in range(0, len(ids), CHUNK):
                for cells in rows_of(source, ids[start : start + CHUNK]):
                    target.write(cells)
                    count += 1
                note(export, written=count)
        finish(export, actor, path, writer.content_type, count)
    return count


def finish(export: PeopleExport, actor: Actor, path: Path, content_type: str, count: int) -> None:
    """Keep the written file and tell that it is there."""
    day = timezone.localtime(export.requested_at).strftime("%Y-%m-%d-%H%M")
    name = _("persons-%(day)s") % {"day": day} + f".{export.format}"
    with path.open("rb") as stream:
        kept = stage(cast(Upload, File(stream, name=name)), name, content_type, actor=actor)
    with transaction.atomic():
        locked = PeopleExport.objects.select_for_update(no_key=True).get(pk=export.pk)
        bind([kept])
        locked.state, locked.file, locked.written = ExportState.READY, kept, count
        locked.touched_at = timezone.now()
        locked.save(update_fields=["state", "file", "written", "touched_at"])
        publish(PeopleExported(count=count, has_documents=export.has_documents), actor=actor, subject=locked)


def rows_of(source: Source, ids: Sequence[int]) -> Iterator[list[Cell]]:
    """The cells of these persons in their order; at most three queries."""
    found = {row[0]: row for row in KNOWN(actor=source.actor, ids=tuple(ids))}
    clients = list(found) if "open" in source.columns else []
    opened = open_counts(source.actor, clients) if clients else {}
    groups = groups_of(list(found)) if "groups" in source.columns else {}
    for pk in ids:
        if pk not in found:
            continue
        row = person_row(found[pk])
        cells = cells_of(row, city=found[pk][7], state=found[pk][8])
        cells["groups"] = ", ".join(groups.get(pk, ()))
        cells["open"] = opened.get(pk, 0) if row.is_client else ""
        if source.has_documents:
            cells["document"] = format_document(found[pk][DOCUMENT] or "")
        yield [cells[column] for column in source.columns]


def cells_of(row: PersonRow, *, city: str, state: str) -> dict[str, Cell]:
    """The cells of a person that its own row answers; the document is masked."""
    return {
        "code": row.id,
        "name": row.name,
        "document": row.document,
        "roles": ", ".join(str(ROLE_NAMES[role]) for role in row.roles),
        "phone": row.phone,
        "email": row.email,
        "city": city,
        "state": state,
        "badge": row.badge[0] if row.badge else "",
        "region": row.region,
        "registered": row.registered_at,
        "changed": row.changed_at,
        "status": str(_("Active") if row.is_active else _("Inactive")),
    }


def purge_exports(*, older_than: timedelta = KEPT) -> int:
    """Delete files of exports after their days; who exported what stays told. Answers how many went."""
    due = PeopleExport.objects.filter(
        state=ExportState.READY, requested_at__lt=timezone.now() - older_than
    ).select_related("file")
    gone = 0
    for export in due.order_by("pk")[:100]:
        if export.file:
            default_storage.delete(export.file.storage_name)
            export.file.delete()
        note(export, state=ExportState.EXPIRED)
        gone += 1
    return gone
