"""`central load-catalogue`: adds what the catalogue of a provider has and this installation lacks."""

from typing import Any

from django.core.management.base import BaseCommand

from central.domain.catalog.operations import load_catalogue
from central.foundation.actor import SYSTEM


class Command(BaseCommand):
    """Loads the seed catalogue; what is there stays as it is."""

    help = "Add the missing entries of the seed catalogue."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load it and say so."""
        load_catalogue(actor=SYSTEM)
        self.stdout.write("The catalogue is loaded.")
