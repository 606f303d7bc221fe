"""What the dialog of the filters shows, for the Central and for Minhas Tarefas alike."""

from typing import Any

from central.domain.workspace.queries import TicketFilter, filter_options
from central.doors.web.workspace.field_filter import field_filter_context
from central.doors.web.workspace.pages import deadline_names
from central.doors.web.workspace.reading import filed_word
from central.foundation.actor import Actor


def filter_context(actor: Actor, wanted: TicketFilter) -> dict[str, Any]:
    """The choices of every filter and what is chosen."""
    options = filter_options(actor)
    return {
        "options": options,
        "filter": wanted,
        "deadlines": [(word, name, wanted.deadline is one) for word, one, name in deadline_names()],
        "catalogs": [(filed_word(one), name) for one, name in options.catalogs],
        "catalog": filed_word(wanted.catalog),
        "problems": [(filed_word(one), name) for one, name in options.problems],
        "problem": filed_word(wanted.problem),
        **field_filter_context(wanted.custom),
    }
