"""The rows of the list as they are written: words and menu are made once a page, so that fifty cost little.

Whatever comes from the registry goes through `escape`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from central.domain.people.choices import ROLE_NAMES
from central.domain.workspace.people_list import PersonRow
from central.doors.web.components import texts

PLACE = "@@"
"""Stands for the id of a person in what is written once."""
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class RowAsked:
    """What a row knows from other tables."""

    open_count: int = 0
    groups: str = ""


def written_rows(
    rows: Sequence[PersonRow], columns: Sequence[str], asked: Mapping[int, RowAsked], menu: Mapping[str, str]
) -> list[SafeString]:
    """The rows with the chosen columns; `menu` holds the addresses that its entries begin with."""
    writer = RowWriter(columns, menu)
    return [writer.write(row, asked.get(row.id, RowAsked())) for row in rows]


def place_for_id(name: str) -> str:
    """The address of a page of one person, with a place for its id."""
    return reverse(name, args=[0]).replace("/0/", f"/{PLACE}/")


def badge_of(row: PersonRow) -> str:
    """The badge of a person as a pill."""
    return f'<span class="pill {row.badge[1]}">{escape(row.badge[0])}</span>' if row.badge else NOTHING


def day(moment: datetime) -> str:
    """The day of a moment by the clock of the page."""
    return texts.date_text(texts.local(moment))


class RowWriter:
    """Writes rows with words that were looked up once."""

    def __init__(self, columns: Sequence[str], menu: Mapping[str, str]) -> None:
        self.columns = [self.cells()[column] for column in columns]
        self.page = place_for_id("people:person")
        given = {"code": PLACE, "url": self.page, "edit_url": place_for_id("people:edit"), **menu}
        self.menus = {
            active: render_to_string("people/row_menu.html", {**given, "is_active": active})
            for active in (True, False)
        }
        self.pills = {role: self.pill(role) for role in ROLE_NAMES}
        self.no_document = _("no document")
        self.protocol = _("protocol %(number)s")
        self.states = {
            True: f'<span class="pill ok">{_("Active")}</span>',
            False: f'<span class="pill">{_("Inactive")}</span>',
        }

    def pill(self, role: str) -> str:
        """A role as a pill; clients in blue."""
        return f'<span class="pill {"brand" if role == "client" else ""}">{ROLE_NAMES[role]}</span>'

    def write(self, row: PersonRow, asked: RowAsked) -> SafeString:
        """One row."""
        code = str(row.id)
        cells = "".join(cell(row, asked) for cell in self.columns)
        menu = self.menus[row.is_active].replace(PLACE, code).replace("@name@", escape(row.name))
        return SafeString(f"<tr data-row>{self.head(row, code)}{cells}{menu}</tr>")

    def head(self, row: PersonRow, code: str) -> str:
        """Face, name, masked document, and the protocol that was searched for."""
        known = f"{'CNPJ' if row.is_company else 'CPF'} {row.document}" if row.document else self.no_document
        if row.protocol:
            known += f" · <b>{self.protocol % {'number': row.protocol}}</b>"
        face = f'<span class="avatar avatar-sm av-{texts.tone(row.id)}" aria-hidden="true">'
        return (
            f'<td><span class="row-f">{face}{escape(texts.initials(row.name))}</span><span>'
            f'<a href="{self.page.replace(PLACE, code)}">{escape(row.name)}</a><small>{known}</small>'
            "</span></span></td>"
        )

    def cells(self) -> dict[str, Callable[[PersonRow, RowAsked], str]]:
        """How each column is written."""
        return {
            "code": lambda row, _asked: f'<td class="opt-s r num">{row.id}</td>',
            "roles": lambda row, _asked: f"<td>{''.join(self.pills[role] for role in row.roles)}</td>",
            "phone": lambda row, _asked: f'<td class="num sub">{escape(row.phone) or NOTHING}</td>',
            "email": lambda row, _asked: f'<td class="opt-s cut">{escape(row.email) or NOTHING}</td>',
            "city": lambda row, _asked: f'<td class="sub">{escape(row.city) or NOTHING}</td>',
            "groups": lambda _row, asked: f'<td class="opt-s">{escape(asked.groups) or NOTHING}</td>',
            "badge": lambda row, _asked: f'<td class="opt-s">{badge_of(row)}</td>',
            "region": lambda row, _asked: f'<td class="opt-s">{escape(row.region) or NOTHING}</td>',
            "open": lambda row, asked: (
                f'<td class="opt-s r num">{asked.open_count if row.is_client else NOTHING}</td>'
            ),
            "registered": lambda row, _asked: f'<td class="opt-s num">{day(row.registered_at)}</td>',
            "changed": lambda row, _asked: f'<td class="opt-s num">{day(row.changed_at)}</td>',
            "status": lambda row, _asked: f'<td class="opt-s">{self.states[row.is_active]}</td>',
        }
