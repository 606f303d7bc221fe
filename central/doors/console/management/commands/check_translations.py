"""`central check_translations`: is the Portuguese catalogue complete and does it fit the program?"""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from central.foundation.translations.catalogue import CatalogueError
from central.foundation.translations.check import missing_messages


class Command(BaseCommand):
    """Name every text that is untranslated, unused, translated in two ways or lost a placeholder."""

    help = "Check that every visible text has its Portuguese translation."
    requires_system_checks = ()

    def handle(self, *args: object, **options: object) -> None:
        try:
            problems = missing_messages(settings.PROJECT)
        except CatalogueError as error:
            raise CommandError(str(error)) from None
        for problem in problems:
            self.stderr.write(str(problem))
        if problems:
            raise CommandError(f"{len(problems)} faults in the Portuguese catalogue")
        self.stdout.write("The Portuguese catalogue is complete.")
