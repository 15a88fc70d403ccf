"""What an import did, in words: what came in, what was changed, what was left out and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from textwrap import wrap

EXAMPLES = 3
ALL = 100_000  # examples kept of each reason when all are asked for


@dataclass
class Lines:
    """Reasons with how often each applied, and some examples."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)
    names: dict[str, Counter[str]] = field(default_factory=dict)
    """Of some reasons, what exactly, with how often: the names of shortcodes."""

    def add(self, reason: str, example: str = "", *, times: int = 1, name: str = "", keep: int = EXAMPLES) -> None:
        self.counts[reason] += times
        if name:
            self.names.setdefault(reason, Counter())[name] += times
        kept = self.examples.setdefault(reason, [])
        if example and len(kept) < keep:
            kept.append(" ".join(example.split())[:160])

    def hides(self) -> bool:
        return any(0 < len(self.examples[reason]) < count for reason, count in self.counts.items())


class Report:
    """Gathers what happened. A batch has a report of its own, which counts once the batch is committed."""

    def __init__(self, *, verbose: bool = False):
        self.keep = ALL if verbose else EXAMPLES
        self.verbose = verbose
        self.came_in: Counter[str] = Counter()
        self.already: Counter[str] = Counter()
        self.made = Lines()
        self.changes = Lines()
        self.omissions = Lines()

    def part(self) -> Report:
        return Report(verbose=self.verbose)

    def merge(self, part: Report) -> None:
        self.came_in += part.came_in
        self.already += part.already
        for ours, theirs in (
            (self.made, part.made), (self.changes, part.changes), (self.omissions, part.omissions),
        ):  # fmt: skip
            for reason, count in theirs.counts.items():
                ours.counts[reason] += count
                kept = ours.examples.setdefault(reason, [])
                kept.extend(theirs.examples[reason][: self.keep - len(kept)])
            for reason, names in theirs.names.items():
                ours.names.setdefault(reason, Counter()).update(names)

    def note(self, reason: str, example: str = "", *, times: int = 1) -> None:
        """Something the import decided by itself and the newsroom should know."""
        self.made.add(reason, example, times=times, keep=self.keep)

    def changed(self, reason: str, example: str = "", *, times: int = 1) -> None:
        self.changes.add(reason, example, times=times, keep=self.keep)

    def left_out(self, reason: str, example: str = "", *, times: int = 1, name: str = "") -> None:
        self.omissions.add(reason, example, times=times, name=name, keep=self.keep)

    def text(self, *, dry_run: bool) -> str:
        parts = [
            *_counted("Would come in" if dry_run else "Came in", self.came_in, otherwise="nothing"),
            *_counted("Already here, left alone", self.already),
            *_explained("Decided here", self.made),
            *_explained(f"{'Would be changed' if dry_run else 'Changed'} on the way in", self.changes),
            *_explained(f"{'Would be left' if dry_run else 'Left'} out", self.omissions),
        ]
        if not self.verbose and any(lines.hides() for lines in (self.made, self.changes, self.omissions)):
            parts.append("\nRun it with --verbose to see every example.")
        return "\n".join(parts)


def _counted(title: str, counts: Counter[str], *, otherwise: str = "") -> list[str]:
    rows = [(what, count) for what, count in counts.items() if count]
    if not rows:
        return [f"\n{title}: {otherwise}"] if otherwise else []
    return ["", title, *(f"  {count:>9,}  {what}" for what, count in rows)]


def _explained(title: str, lines: Lines) -> list[str]:
    if not lines.counts:
        return []
    parts = ["", title]
    for reason, count in lines.counts.most_common():
        parts.append(f"  {count:>9,}  {reason}")
        if names := lines.names.get(reason):
            listed = ", ".join(f"{name} ({number:,})" for name, number in names.most_common())
            parts.extend(wrap(listed, 100, initial_indent=" " * 13, subsequent_indent=" " * 13, break_on_hyphens=False))
        shown = lines.examples[reason]
        parts.extend(f"{'':13}{example}" for example in shown)
        if shown and count > len(shown):
            parts.append(f"{'':13}… and {count - len(shown):,} more")
    return parts
