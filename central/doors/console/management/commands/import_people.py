"""`central import-people FILE.csv`: bring a provider's own customers in."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, OutputWrapper
from django.utils.translation import gettext as _

from central.domain.people.importing import PersonFile, read_persons
from central.domain.people.operations import LineResult, Outcome, import_persons
from central.foundation.actor import SYSTEM
from central.foundation.errors import Invalid

BAR = 30
BATCH = 100


class Command(BaseCommand):
    """Reads the file, brings its lines in one by one and tells what became of them."""

    help = "Bring persons in from a CSV file (; , or tab; UTF-8 or CP-1252; columns by name)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file and the three switches."""
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        parser.add_argument("--dry-run", action="store_true", help="Check every line and store nothing.")
        parser.add_argument("--update", action="store_true", help="Add to persons whose document is known.")
        parser.add_argument("--ignore-unknown", action="store_true", help="Leave unknown columns out.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the import; ends with 1 when lines were refused."""
        try:
            file = read_persons(options["file"].read_bytes(), ignore_unknown=options["ignore_unknown"])
        except (OSError, Invalid) as error:
            raise CommandError(str(error)) from error
        self.tell_file(file)
        counts = dict.fromkeys(Outcome, 0)
        bar = ProgressBar(self.stderr, len(file.lines))
        seen: dict[str, int] = {}
        for start in range(0, len(file.lines), BATCH):
            results = import_persons(
                actor=SYSTEM,
                lines=file.lines[start : start + BATCH],
                seen=seen,
                may_update=options["update"],
                dry_run=options["dry_run"],
            )
            for result in results:
                counts[result.outcome] += 1
                if result.outcome is Outcome.REFUSED:
                    bar.clear()
                    self.stdout.write(refusal_text(result))
                bar.step()
        bar.clear()
        self.tell_summary(counts, dry_run=options["dry_run"])

    def tell_file(self, file: PersonFile) -> None:
        """Say how the file was understood."""
        written = {";": ";", ",": ",", "\t": _("tab")}[file.delimiter]
        self.stdout.write(
            _("%(lines)d lines, %(encoding)s, columns separated by %(delimiter)s.")
            % {"lines": len(file.lines), "encoding": file.encoding, "delimiter": written}
        )
        if file.ignored:
            self.stdout.write(_("Columns left out: %(columns)s.") % {"columns": ", ".join(file.ignored)})

    def tell_summary(self, counts: dict[Outcome, int], *, dry_run: bool) -> None:
        """Say how many lines became what; refused ones make the command fail."""
        self.stdout.write(
            _("%(created)d registered, %(updated)d updated, %(unchanged)d unchanged, %(refused)d refused.")
            % {outcome.value: count for outcome, count in counts.items()}
        )
        if dry_run:
            self.stdout.write(_("Dry run: nothing was stored."))
        if counts[Outcome.REFUSED]:
            raise CommandError(_("Some lines were refused; mend them and import the file again."))


def refusal_text(result: LineResult) -> str:
    """A refused line with its number and its reasons."""
    return _("Line %(number)d: %(reasons)s") % {
        "number": result.number,
        "reasons": " ".join(result.reasons),
    }


class ProgressBar:
    """A bar on a terminal, nothing anywhere else."""

    def __init__(self, stream: OutputWrapper, total: int) -> None:
        self.stream, self.total, self.count, self.percent = stream, total, 0, -1
        self.is_shown = total > 0 and stream.isatty()

    def step(self) -> None:
        """One line more; drawn when the percentage changes."""
        self.count += 1
        percent = self.count * 100 // max(self.total, 1)
        if self.is_shown and percent != self.percent:
            self.percent = percent
            filled = "█" * (percent * BAR // 100)
            bar = f"\r{filled:░<{BAR}} {percent:3d} % {self.count}/{self.total}"
            self.stream.write(bar, ending="")
            self.stream.flush()

    def clear(self) -> None:
        """Take the bar off the line, so that text can be written there."""
        if self.is_shown:
            self.stream.write("\r\x1b[K", ending="")
            self.percent = -1
