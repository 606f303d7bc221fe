"""Reading exports: one's own, and for who audits everybody's."""

from dataclasses import dataclass
from datetime import datetime

from central.domain.exports import rules
from central.domain.exports.models import ExportState, PeopleExport
from central.domain.workspace.people_filter import PeopleFilter, PeopleOrder, PeopleSort
from central.foundation.actor import Actor

SHOWN = 30


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One export; `is_mine` where the file may be fetched."""

    id: int
    who: str
    is_mine: bool
    format: str
    wanted: PeopleFilter
    order: PeopleOrder
    has_documents: bool
    state: str
    total: int | None
    written: int
    requested_at: datetime

    @property
    def is_under_way(self) -> bool:
        """Whether the file is still to come."""
        return self.state in (ExportState.WAITING, ExportState.WRITING)


def people_exports(actor: Actor) -> list[ExportRow]:
    """The last thirty exports of the actor, or of everybody for who audits; one query."""
    found = PeopleExport.objects.select_related("requested_by").order_by("-requested_at", "-id")
    if not rules.can_read_all_exports(actor):
        found = found.filter(user_id=actor.user_id or 0)
    return [export_row(actor, export) for export in found[:SHOWN]]


def export_row(actor: Actor, export: PeopleExport) -> ExportRow:
    """A loaded export as a row."""
    wanted = export.wanted
    return ExportRow(
        id=export.pk,
        who=export.requested_by.shown_name,
        is_mine=export.user_id == actor.user_id,
        format=export.format,
        wanted=PeopleFilter(**wanted["filter"]),
        order=PeopleOrder(PeopleSort(wanted["sort"]), wanted["is_descending"]),
        has_documents=export.has_documents,
        state=export.state,
        total=export.total,
        written=export.written,
        requested_at=export.requested_at,
    )
