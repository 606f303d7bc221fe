"""`central reindex`: makes the search index anew while the service goes on."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from central.domain.people.finding import KIND, index_next
from central.domain.people.queries import registry_size
from central.foundation.search.progress import forget_progress, progress_of

TOLD_EVERY = 1.0


class Command(BaseCommand):
    """Works in small transactions; a run that was interrupted goes on where it stopped."""

    help = "Make the search index anew; goes on where an interrupted run stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether to begin from the start."""
        parser.add_argument("--restart", action="store_true", help="begin anew instead of going on")

    def handle(self, *args: Any, **options: Any) -> None:
        """Index chunk after chunk, tell how far it is about once a second."""
        if options["restart"]:
            forget_progress(KIND)
        if after := progress_of(KIND):
            self.stdout.write(_("Going on after person %(id)d.") % {"id": after})
        done, total, told = 0, registry_size(), time.monotonic()
        while count := index_next():
            done += count
            if time.monotonic() - told >= TOLD_EVERY:
                told = time.monotonic()
                self.tell(_("%(done)d of %(total)d persons indexed.") % {"done": done, "total": total})
        self.tell(_("%(count)d persons indexed. The search is up to date.") % {"count": done})

    def tell(self, line: str) -> None:
        """Print a line at once."""
        self.stdout.write(line)
        self.stdout.flush()
