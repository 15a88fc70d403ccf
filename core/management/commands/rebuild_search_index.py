import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core.search.rebuilding import rebuild

INTERRUPTED = 130  # the exit status of a command stopped by Ctrl-C


class Command(BaseCommand):
    help = (
        "Makes the search index anew, while readers search. "
        "It can be interrupted and run again: it goes on where it was."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from-the-start", action="store_true", help="forget how far an interrupted run had come")

    def handle(self, *args: Any, **options: Any) -> None:
        done: dict[str, int] = {}
        try:
            for step in rebuild(from_the_start=options["from_the_start"]):
                done[step.source] = step.done
                share = min(100 * step.last_id // max(step.newest_id, 1), 100)
                self._progress(f"{step.source}: {step.done:,} ({share}%)")
        except KeyboardInterrupt:
            self.stderr.write("\nInterrupted. Run the same command again to go on.")
            raise SystemExit(INTERRUPTED) from None
        self._progress("")
        for source, count in done.items():
            self.stdout.write(f"{source}: {count:,} in the index")

    def _progress(self, line: str) -> None:
        """One line that is written over, where somebody watches."""
        if sys.stderr.isatty():
            self.stderr.write(f"\r{line:<60}", ending="")
