import re
import tomllib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from core.tasks import look_over_tables
from newsroom.wordpress.importer import Import, Options
from newsroom.wordpress.progress import Progress
from newsroom.wordpress.report import Report
from newsroom.wordpress.wxr import Refused

INTERRUPTED = 130  # the exit status of a command stopped by Ctrl-C


class Command(BaseCommand):
    help = (
        "Moves a portal in from its WordPress export (Tools → Export → All content). "
        "It can be interrupted and run again: what has come in is left alone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the export, an .xml file")
        parser.add_argument("--dry-run", action="store_true", help="do everything but writing, and report the same")
        parser.add_argument(
            "--media", type=Path, metavar="DIR", help="a copy of wp-content/uploads, to take pictures from"
        )
        parser.add_argument(
            "--section", action="append", default=[], metavar="CATEGORY=SECTION",
            help="articles of this category (its slug there) stand in this section (its slug here); can be repeated",
        )  # fmt: skip
        parser.add_argument(
            "--sections", type=Path, metavar="FILE", help='the same in a TOML file, as lines "category" = "section"'
        )
        parser.add_argument(
            "--default-section", metavar="SECTION", help="for articles of no such category; otherwise ‘news’"
        )
        parser.add_argument(
            "--post-type",
            action="append",
            default=[],
            metavar="NAME",
            help="bring in this custom type as articles; can be repeated",
        )
        parser.add_argument(
            "--deleted-too", action="store_true", help="bring in again what came in before and was deleted here since"
        )
        parser.add_argument("--verbose", action="store_true", help="report every example, not just the first")

    def handle(self, *args: Any, **options: Any) -> None:
        report = Report(verbose=options["verbose"])
        dry_run = options["dry_run"]
        try:
            chosen = Options(
                media=options["media"],
                sections=_mapping(options["sections"], options["section"]),
                default_section=options["default_section"],
                post_types=frozenset(options["post_type"]),
                dry_run=dry_run,
                deleted_too=options["deleted_too"],
            )
            Import(options["file"], chosen, report, Progress(self.stderr)).run()
        except Refused as refused:
            raise CommandError(f"{refused} Nothing was imported.") from None
        except DatabaseError as error:
            self.stdout.write(report.text(dry_run=dry_run))
            raise CommandError(
                f"The database refused a batch, which was taken back whole: {error}. What the report names is in. "
                "Is another import running? Let it finish, then run the same command again to go on."
            ) from error
        except KeyboardInterrupt:
            self.stdout.write(report.text(dry_run=dry_run))
            self.stderr.write("\nInterrupted. What the report names is in; run the same command again to go on.")
            raise SystemExit(INTERRUPTED) from None
        self.stdout.write(report.text(dry_run=dry_run))
        if dry_run:
            self.stdout.write("\nThis was a dry run: nothing was written.")
        else:
            look_over_tables.enqueue()


def _mapping(file: Path | None, pairs: list[str]) -> dict[str, str]:
    """Sections by category, from the file and the command line; the command line has the last word."""
    mapping: dict[str, str] = {}
    if file is not None:
        try:
            with file.open("rb") as opened:
                read = tomllib.load(opened)
        except OSError as error:
            raise Refused(f"{file} cannot be read: {error.strerror}.") from None
        except ValueError as error:
            raise Refused(f"{file} is not TOML: {error}.") from None
        read = read.get("sections", read) if isinstance(read.get("sections", {}), dict) else read
        if not all(isinstance(section, str) for section in read.values()):
            raise Refused(f'{file}: every line names a category and a section, as "category" = "section".')
        mapping |= read
    for pair in pairs:
        match = re.fullmatch(r"([^=\s]+)=([^=\s]+)", pair)
        if not match:
            raise Refused(f"--section {pair}: please write it as CATEGORY=SECTION, for example markets=finance.")
        mapping[match[1]] = match[2]
    return mapping
