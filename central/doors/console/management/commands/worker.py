"""`central worker`: works off the queue and fires the timers."""

import signal
from typing import Any

from django.core.management.base import BaseCommand

from central.doors.console.serving import TIMERS
from central.foundation.jobs.worker import Worker


class Command(BaseCommand):
    """Runs one worker in the foreground."""

    help = "Work off the queue until Ctrl+C."

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until a signal asks to stop."""
        worker = Worker(TIMERS)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: worker.stop())
        worker.run()
