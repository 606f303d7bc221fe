"""`central demo`: a whole provider to look at, in the foreground until Ctrl+C."""

import shutil
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from central.domain.demo.loading import Size, load_demo
from central.domain.demo.marking import DemoState, state
from central.domain.demo.staff import PASSWORD
from central.doors.console import serving, starting

LOGINS = (
    ("ana.atendente", gettext_lazy("attendant")),
    ("nilo.noc", gettext_lazy("network centre")),
    ("tiago.tecnico", gettext_lazy("field technician")),
    ("sara.supervisora", gettext_lazy("supervisor")),
    ("admin", gettext_lazy("administrator")),
)


class Command(BaseCommand):
    """Loads the demonstration once, then serves it; nothing is ever sent from it."""

    help = "Load a realistic provider on the first start and serve it until Ctrl+C."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the sizes, the seed, and whether to start anew or only to load."""
        parser.add_argument("--reset", action="store_true", help="throw the demonstration away first")
        parser.add_argument("--people", type=int, default=2_000)
        parser.add_argument("--protocols", type=int, default=6_000)
        parser.add_argument("--seed", type=int, default=20_261_124)
        parser.add_argument("--no-serve", action="store_true", help="only load")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load what is not there, say where and who, serve."""
        starting.prepare_files()
        size = Size(options["people"], options["protocols"], options["seed"])
        with starting.only_one("demo"):
            self.load(size, reset=options["reset"])
        if options["no_serve"]:
            return
        self.tell(f"\nCentral: {serving.address()}")
        for login, role in LOGINS:
            self.tell(f"  {login:<18} {PASSWORD}   {role}")
        self.tell(_("Ctrl+C ends it."))
        serving.serve()

    def load(self, size: Size, *, reset: bool) -> None:
        """Load the demonstration into an empty database; a finished one is kept, a foreign one refused."""
        found = state()
        if found is DemoState.FOREIGN:
            raise CommandError(
                _("This database holds somebody's own records: name another in CENTRAL_DATA_DIR.")
            )
        if found is DemoState.UNFINISHED or (reset and found is DemoState.LOADED):
            starting.empty_database()
            shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
            found = DemoState.EMPTY
        if found is DemoState.EMPTY:
            self.tell(_("Loading the demonstration (only this once)…"))
            load_demo(size, self.tell)

    def tell(self, line: str) -> None:
        """Print a line at once."""
        self.stdout.write(line)
        self.stdout.flush()
