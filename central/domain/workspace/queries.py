"""Reading across subjects, always for an actor: the Central, Minhas Tarefas, counters, the palette."""

from central.domain.workspace.clients import ClientRow, ClientSort, Figures, client_page
from central.domain.workspace.counts import DeskCounts, NavCounts, desk_counts, nav_counts
from central.domain.workspace.customer import (
    CustomerView,
    ProtocolRow,
    customer_view,
    protocols_of,
)
from central.domain.workspace.deadline_panel import (
    COLUMNS,
    DeadlinePanel,
    PanelNumbers,
    PanelRow,
    PanelRows,
    can_see_all_deadlines,
    deadline_panel,
)
from central.domain.workspace.dues import Due
from central.domain.workspace.entries import Entry, FileRow, Timeline
from central.domain.workspace.field_filters import FieldChoice, FieldFilter, field_choice, field_filter
from central.domain.workspace.filed_filters import CATALOGS, PROBLEMS, Filed, FiledChoices, FiledUnder
from central.domain.workspace.options import FilterOptions, filter_options
from central.domain.workspace.paging import Page
from central.domain.workspace.palette import PaletteHit, palette_hits
from central.domain.workspace.searching import Found, search_clients
from central.domain.workspace.selection import NO_FILTER, ON_CHIPS, Deadline, Scope, TicketFilter
from central.domain.workspace.sheet import ActState, SheetView, sheet_view
from central.domain.workspace.tasks import (
    Counter,
    TaskCounts,
    TaskFilter,
    TaskRow,
    TaskSort,
    TaskTab,
    now_until,
    task_counts,
    task_page,
)
from central.domain.workspace.timeline import TimelineFilter, timeline

__all__ = [
    "CATALOGS",
    "COLUMNS",
    "NO_FILTER",
    "ON_CHIPS",
    "PROBLEMS",
    "ActState",
    "ClientRow",
    "ClientSort",
    "Counter",
    "CustomerView",
    "Deadline",
    "DeadlinePanel",
    "DeskCounts",
    "Due",
    "Entry",
    "FieldChoice",
    "FieldFilter",
    "Figures",
    "FileRow",
    "Filed",
    "FiledChoices",
    "FiledUnder",
    "FilterOptions",
    "Found",
    "NavCounts",
    "Page",
    "PaletteHit",
    "PanelNumbers",
    "PanelRow",
    "PanelRows",
    "ProtocolRow",
    "Scope",
    "SheetView",
    "TaskCounts",
    "TaskFilter",
    "TaskRow",
    "TaskSort",
    "TaskTab",
    "TicketFilter",
    "Timeline",
    "TimelineFilter",
    "can_see_all_deadlines",
    "client_page",
    "customer_view",
    "deadline_panel",
    "desk_counts",
    "field_choice",
    "field_filter",
    "filter_options",
    "nav_counts",
    "now_until",
    "palette_hits",
    "protocols_of",
    "search_clients",
    "sheet_view",
    "task_counts",
    "task_page",
    "timeline",
]
