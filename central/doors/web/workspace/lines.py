"""The rows of the client list as they are written: everything a text, so that fifty cost little to render."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from central.domain.workspace.queries import ClientRow, Figures
from central.doors.web.components import texts
from central.doors.web.templatetags.desk import document_kind, due


@dataclass(frozen=True, slots=True)
class ClientLine:
    """One row; `key` is the client's number as text, `known` and `work` are its second and third line."""

    id: int
    key: str
    ticket_id: int | None
    url: str
    part_url: str
    tone: str
    initials: str
    name: str
    due: SafeString | str
    known: SafeString
    work: SafeString


def client_lines(rows: Sequence[ClientRow], base: str) -> list[ClientLine]:
    """The rows with their addresses, which are those of a state with the client put behind."""
    join = f"{base}{'&' if '?' in base else '?'}cliente="
    return [client_line(row, f"{join}{row.id}") for row in rows]


def client_line(row: ClientRow, address: str) -> ClientLine:
    """One row, with the protocol in its address that a search by number found."""
    url = f"{address}&protocolo={row.ticket_id}" if row.ticket_id else address
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
        known=known_of(row),
        work=work_of(row.figures),
    )


def known_of(row: ClientRow) -> SafeString:
    """The protocol that was searched for, else document and place."""
    place = conditional_escape(row.place)
    if row.protocol:
        return SafeString(f"{_('Ticket')} {row.protocol} · {place}")
    if not row.document:
        return SafeString(place)
    number = f'{document_kind(row.document)} <span class="num">{texts.masked(row.document)}</span>'
    return SafeString(f"{number} · {place}" if place else number)


def work_of(figures: Figures) -> SafeString:
    """What is open, late and running, and when something last happened; words and numbers of ours only."""
    if not figures.open_count:
        return SafeString(f'<span class="muted">{_("no open tickets")}</span>')
    count = figures.open_count
    parts = [f"<span>{ngettext('%(n)s open', '%(n)s open', count) % {'n': count}}</span>"]
    if figures.late_count:
        parts.append(f'<span class="bad">{_("%(n)s late") % {"n": figures.late_count}}</span>')
    if figures.is_running:
        parts.append(f'<span class="live">{_("in execution")}</span>')
    ago = texts.ago_text(figures.last_event_at) if figures.last_event_at else ""
    return SafeString("".join([*parts, f'<span class="ago">{ago}</span>']))
