"""`central check-history`: verifies the hash chains of the history."""

from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from central.foundation.events.verifying import Progress, broken_chains, chained_kinds, unknown_kinds
from central.foundation.events.watching import NAMED, keep_result, told_broken


class Command(BaseCommand):
    """Names the first broken record of each broken chain; fails when there is one."""

    help = "Verify that no record of the history was changed or removed."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the kind of subjects and a limit."""
        parser.add_argument("--kind", default="", help="only this kind, such as ticket")
        parser.add_argument("--limit", type=int, default=None, help="only so many subjects of each kind")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify, tell each broken chain, sum up."""
        kinds = chained_kinds()
        if options["kind"]:
            if options["kind"] not in kinds:
                raise CommandError(f"unknown kind; known: {', '.join(sorted(kinds))}")
            kinds = {options["kind"]: kinds[options["kind"]]}
        progress, count = Progress(), 0
        named: list[str] = []
        unknown = () if options["kind"] else unknown_kinds(kinds)
        for broken in chain(broken_chains(kinds, progress, limit=options["limit"]), unknown):
            count += 1
            named = [*named, told_broken(broken)][:NAMED]
            self.tell(broken.subject_kind, broken.subject_id, broken.sequence, str(broken.problem))
        self.stdout.write(f"{progress.subjects} subjects, {progress.records} records, {count} broken")
        is_whole = not options["kind"] and options["limit"] is None
        if is_whole or count:
            keep_result(progress, count, named)
        if count:
            raise CommandError("the history is not whole")

    def tell(self, kind: str, subject_id: int, sequence: int, problem: str) -> None:
        """Print one broken record."""
        self.stdout.write(f"{kind} {subject_id}, record {sequence}: {problem}")
