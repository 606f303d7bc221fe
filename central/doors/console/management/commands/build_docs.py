"""`central build-docs`: the generated map of operations, facts and reactions, and the states' diagram."""

import importlib
import pkgutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

import central.domain
from central.domain.tickets.states import FOLLOWS
from central.foundation.events.publishing import EVENTS
from central.foundation.events.reaction_table import reactions_to
from central.foundation.operation import REGISTRY

HEAD = "<!-- Written by `make docs`; change the code, not this page. -->\n"


class Command(BaseCommand):
    """Writes docs/map.md, or checks that it is current."""

    help = "Write docs/map.md from the code (--check: only say whether it is current)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take `--check`."""
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Build the page and write or compare it."""
        import_domain()
        path = Path(settings.PROJECT) / "docs" / "map.md"
        page = build_map()
        if options["check"]:
            if not path.exists() or path.read_text(encoding="utf-8") != page:
                raise CommandError("docs/map.md is not current: run `make docs`")
            return
        path.write_text(page, encoding="utf-8")
        self.stdout.write(f"wrote docs/map.md: {len(REGISTRY)} operations, {len(EVENTS)} facts")


def import_domain() -> None:
    """Import every module of the domain, so that operations and facts are registered."""
    for module in pkgutil.walk_packages(central.domain.__path__, "central.domain."):
        if ".migrations" not in module.name:
            importlib.import_module(module.name)


def build_map() -> str:
    """The whole page."""
    return HEAD + "\n".join([*operation_lines(), *event_lines(), *state_lines()]) + "\n"


def operation_lines() -> list[str]:
    """A table of the operations by subject."""
    lines = ["# Map", "", "## Operations", "", "| subject | operation | what it does |", "|---|---|---|"]
    for item in sorted(REGISTRY.values(), key=lambda o: (o.subject, o.name)):
        lines.append(f"| {item.subject} | `{item.name}` | {item.summary} |")
    return lines


def event_lines() -> list[str]:
    """A table of the facts with their fields and what follows."""
    lines = ["", "## Facts and reactions", "", "| subject | fact | what follows |", "|---|---|---|"]
    for name, event in sorted(EVENTS.items(), key=lambda e: (e[1].subject_kind, e[0])):
        follows = ", ".join(f"`{task.rsplit('.', 1)[-1]}`" for task in reactions_to(name)) or "timeline only"
        lines.append(f"| {event.subject_kind} | `{name}` | {follows} |")
    return lines


def state_lines() -> list[str]:
    """The diagram of base statuses, as Mermaid draws it."""
    lines = ["", "## Base statuses of a protocol", "", "```mermaid", "stateDiagram-v2", "  [*] --> open"]
    for before, afters in FOLLOWS.items():
        lines += [f"  {before.value} --> {after.value}" for after in sorted(afters) if after != before]
    return [*lines, "```"]
