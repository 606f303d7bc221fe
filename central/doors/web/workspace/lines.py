"""The rows of the client list as they are written: everything a text, so that fifty cost little to render."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from central.domain.workspace.queries import ClientRow
from central.doors.web.components import texts
from central.doors.web.templatetags.desk import document_kind, due


@dataclass(frozen=True, slots=True)
class ClientLine:
    """One row; `key` is the client's number as text, `is_idle` a client without open protocols."""

    id: int
    key: str
    ticket_id: int | None
    url: str
    part_url: str
    tone: str
    initials: str
    name: str
    due: SafeString | str
    protocol: str
    document_kind: str
    document: str
    place: str
    is_idle: bool
    open: str
    late: str
    is_running: bool
    ago: str


def client_lines(rows: Sequence[ClientRow], base: str) -> list[ClientLine]:
    """The rows with their addresses, which are those of a state with the client put behind."""
    join = f"{base}{'&' if '?' in base else '?'}cliente="
    return [client_line(row, f"{join}{row.id}") for row in rows]


def client_line(row: ClientRow, address: str) -> ClientLine:
    """One row, with the protocol in its address that a search by number found."""
    figures = row.figures
    url = f"{address}&protocolo={row.ticket_id}" if row.ticket_id else address
    open_count, late_count = figures.open_count, figures.late_count
    return ClientLine(
        id=row.id,
        key=str(row.id),
        ticket_id=row.ticket_id,
        url=url,
        part_url=f"{url}&parte=pane",
        tone=str(texts.tone(row.id)),
        initials=texts.initials(row.name),
        name=row.name,
        due=due(row.due),
        protocol=str(row.protocol or ""),
        document_kind=document_kind(row.document),
        document=texts.masked(row.document),
        place=row.place,
        is_idle=not open_count,
        open=ngettext("%(n)s open", "%(n)s open", open_count) % {"n": open_count} if open_count else "",
        late=_("%(n)s late") % {"n": late_count} if late_count else "",
        is_running=figures.is_running,
        ago=texts.ago_text(figures.last_event_at) if figures.last_event_at else "",
    )
