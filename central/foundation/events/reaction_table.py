"""The table of reactions as the delivery knows it: event name → dotted paths of tasks."""

from collections.abc import Mapping, Sequence

_TABLE: dict[str, tuple[str, ...]] = {}


def set_table(table: Mapping[str, Sequence[str]]) -> None:
    """Give the table of reactions; done once, at the start."""
    _TABLE.clear()
    _TABLE.update({name: tuple(tasks) for name, tasks in table.items()})


def reactions_to(event_name: str) -> tuple[str, ...]:
    """The tasks that follow an event."""
    return _TABLE.get(event_name, ())
