"""`central load-municipalities [FILE]`: brings the list of municipalities in, the shipped one or another."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from central.domain.places.operations import load_municipalities
from central.domain.places.reading import SHIPPED, shipped_rows
from central.foundation.actor import SYSTEM
from central.foundation.errors import Invalid


class Command(BaseCommand):
    """Adds and renames municipalities by their IBGE codes; none is deleted."""

    help = "Bring in a list of municipalities: a CSV file with the columns code, state, name."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, the shipped one where none is named."""
        parser.add_argument("file", nargs="?", type=Path, default=SHIPPED)

    def handle(self, *args: Any, **options: Any) -> None:
        """Load it and say how many there were."""
        try:
            count = load_municipalities(actor=SYSTEM, rows=shipped_rows(options["file"]))
        except (OSError, KeyError, UnicodeDecodeError) as error:
            raise CommandError(f"The file cannot be read as code, state, name: {error}") from error
        except Invalid as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{count} municipalities are in the list.")
