"""`central serve`: everything in one process."""

from typing import Any

from django.core.management.base import BaseCommand

from central.doors.console import serving


class Command(BaseCommand):
    """Prepares the installation and serves it in the foreground."""

    help = "Serve pages and work off the queue in one process, until Ctrl+C."

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, print the address, serve."""
        serving.prepare()
        self.stdout.write(f"Central: {serving.address()}")
        self.stdout.flush()
        serving.serve()
