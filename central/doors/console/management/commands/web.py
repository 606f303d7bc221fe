"""`central web`: pages only, for installations of several processes."""

from typing import Any

from django.core.management.base import BaseCommand

from central.doors.console import serving


class Command(BaseCommand):
    """Serves pages without a worker."""

    help = "Serve pages only; run `central worker` beside it."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the address, serve."""
        self.stdout.write(f"Central: {serving.address()}")
        self.stdout.flush()
        serving.serve(with_worker=False)
