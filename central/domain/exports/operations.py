"""Asking for an export, and fetching its file."""

from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.exports import rules
from central.domain.exports.columns import SEPARATOR, known_columns
from central.domain.exports.events import PeopleExportFetched, PeopleExportRequested
from central.domain.exports.models import ExportFormat, ExportState, PeopleExport
from central.domain.people.models import RevealReason
from central.domain.people.rules import check_can_reveal_document
from central.domain.workspace.people_filter import PeopleFilter, PeopleOrder
from central.foundation.actor import Actor
from central.foundation.errors import Conflict, Invalid, NotFound
from central.foundation.events.publishing import publish
from central.foundation.files.models import StoredFile
from central.foundation.operation import operation

MOST_WAITING = 3


@operation
def request_people_export(
    *,
    actor: Actor,
    wanted: PeopleFilter,
    order: PeopleOrder,
    file_format: str,
    columns: Collection[str],
    has_documents: bool = False,
    reason_code: str = "",
    once: str = "",
) -> PeopleExport:
    """Ask for the list of persons as a file; whole documents only with a reason (LGPD art. 37)."""
    rules.check_can_export_people(actor)
    if file_format not in ExportFormat.values:
        raise Invalid(_("Choose the kind of file."), field="file_format")
    chosen = known_columns(columns)
    if not chosen or len(chosen) != len(set(columns)):
        raise Invalid(_("Choose at least one of the columns offered."), field="columns")
    has_documents = has_documents and "document" in chosen
    if has_documents:
        check_can_reveal_document(actor)
        if not RevealReason.objects.filter(code=reason_code, is_active=True).exists():
            raise Invalid(_("Say why you need the document."), field="reason")
    check_not_too_many(actor)
    now = timezone.now()
    export = PeopleExport.objects.create(
        requested_by_id=actor.signer_id,
        user_id=actor.user_id or 0,
        format=file_format,
        wanted={"filter": asdict(wanted), "sort": order.sort.value, "is_descending": order.is_descending},
        columns=SEPARATOR.join(chosen),
        has_documents=has_documents,
        reason=reason_code if has_documents else "",
        requested_at=now,
        touched_at=now,
    )
    fact = PeopleExportRequested(
        format=file_format,
        filters=told_filters(wanted),
        is_searched=bool(wanted.search),
        columns=chosen,
        has_documents=has_documents,
        reason=export.reason,
    )
    publish(fact, actor=actor, subject=export, at=now)
    return export


def told_filters(wanted: PeopleFilter) -> dict[str, Any]:
    """The filters that are set, without what was searched for: that is free text."""
    values = {name: value for name, value in asdict(wanted).items() if name != "search"}
    return {
        name: value for name, value in values.items() if value or (name == "is_active" and value is False)
    }


def check_not_too_many(actor: Actor) -> None:
    """Raises `Conflict` when three exports of the actor are not written yet."""
    states = (ExportState.WAITING, ExportState.WRITING)
    if PeopleExport.objects.filter(user_id=actor.user_id or 0, state__in=states).count() >= MOST_WAITING:
        raise Conflict(_("Three exports of yours are being written. Wait until one of them is ready."))


@operation
def fetch_people_export(*, actor: Actor, export_id: int) -> StoredFile:
    """The file of an own export; the fetching is recorded (LGPD art. 37)."""
    own = PeopleExport.objects.select_for_update(no_key=True, of=("self",)).select_related("file")
    export = own.filter(pk=export_id, user_id=actor.user_id or 0).first()
    if export is None:
        raise NotFound(_("This export does not exist, or it is not yours."))
    rules.check_can_export_people(actor)
    if export.has_documents:
        check_can_reveal_document(actor)
    if export.state != ExportState.READY or export.file is None:
        raise Conflict(_("This file is not there: it is still being written, or its days are over."))
    publish(PeopleExportFetched(count=export.written), actor=actor, subject=export)
    return export.file
