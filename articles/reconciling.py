"""Two people changed one article: what can stand together is put together, and what cannot is laid side by side.

A three-way merge of snapshots (articles/snapshots.py), field by field, within the text block by block, and within lists
item by item. `base` is what both began with. Nothing of either side is ever dropped unsaid: where both changed the same
thing in different ways there is a `Conflict`, and somebody chooses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from articles.blocks import blocks_of
from articles.snapshots import Snapshot

MINE, THEIRS, BOTH = "mine", "theirs", "both"

_SETS = ("tags", "organisations")
_SEQUENCES = ("authors", "related", "takeaways", "questions")


@dataclass(frozen=True)
class Conflict:
    """Something that both sides changed, each in a different way."""

    key: str
    """By which a choice names it: the field, and for a part of the text also which."""
    field: str
    base: Any
    mine: Any
    theirs: Any

    @property
    def can_keep_both(self) -> bool:
        """Parts of a text can stand one after the other."""
        return self.field == "body" and bool(self.mine and self.theirs)


@dataclass
class Reconciled:
    snapshot: Snapshot
    """Everything that could be put together; of what could not, what was chosen, else mine."""
    conflicts: list[Conflict] = field(default_factory=list)
    """What nobody has chosen yet."""
    theirs: list[str] = field(default_factory=list)
    """The fields in which the other side changed something."""


def reconcile(base: Snapshot, mine: Snapshot, theirs: Snapshot, choices: Mapping[str, str] | None = None) -> Reconciled:
    """Both sides' changes put together; `choices` says by the keys of conflicts whose version is taken."""
    result = Reconciled({})
    for name in dict.fromkeys([*mine, *theirs]):
        before, one, other = base.get(name), mine.get(name), theirs.get(name)
        if name not in mine or one == before:
            result.snapshot[name] = other if name in theirs else one
        elif name not in theirs or other in (before, one):
            result.snapshot[name] = one
        else:
            result.snapshot[name] = _put_together(result, name, before, one, other, choices or {})
        if name in theirs and other != before:
            result.theirs.append(name)
    return result


def _put_together(result: Reconciled, name: str, base: Any, mine: Any, theirs: Any, choices: Mapping[str, str]) -> Any:
    if name in _SETS:
        gone = {*base} - ({*mine} & {*theirs})
        return sorted(({*mine} | {*theirs}) - gone)
    if name in _SEQUENCES and (merged := _sequence(base, mine, theirs)) is not None:
        return merged
    if name == "body":
        return _text(result, base, mine, theirs, choices)
    conflict = Conflict(name, name, base, mine, theirs)
    if name not in choices:
        result.conflicts.append(conflict)
    return theirs if choices.get(name) == THEIRS else mine


def _sequence(base: Sequence, mine: Sequence, theirs: Sequence) -> list | None:
    """The items of both sides; None where both touched the same ones."""
    merged = []
    for part in parts(base, mine, theirs):
        if part.is_conflict:
            return None
        merged += part.agreed
    return merged


def _text(result: Reconciled, base: str, mine: str, theirs: str, choices: Mapping[str, str]) -> str:
    text = ""
    for number, part in enumerate(parts(blocks_of(base), blocks_of(mine), blocks_of(theirs))):
        if not part.is_conflict:
            text += "".join(part.agreed)
            continue
        key = f"body-{number}"
        one, other = "".join(part.mine), "".join(part.theirs)
        if key not in choices:
            result.conflicts.append(Conflict(key, "body", "".join(part.base), one, other))
        text += {THEIRS: other, BOTH: other + one}.get(choices.get(key, MINE), one)
    return text


@dataclass(frozen=True)
class Part:
    """A stretch of a sequence as it was, and as each side has it."""

    base: list
    mine: list
    theirs: list

    @property
    def is_conflict(self) -> bool:
        return self.base != self.mine != self.theirs != self.base

    @property
    def agreed(self) -> list:
        """What stands here if there is no conflict: the side that changed it."""
        return self.theirs if self.mine == self.base else self.mine


@dataclass(frozen=True)
class _Change:
    """One side has other items in place of these of the base; with none in place, it added before `start`."""

    start: int
    end: int
    items: list
    is_mine: bool

    def touches(self, start: int, end: int) -> bool:
        """Whether it shares an item with that stretch of the base, or adds at the same place."""
        return (self.start < end and start < self.end) or self.start == self.end == start == end


def parts(base: Sequence, mine: Sequence, theirs: Sequence) -> list[Part]:
    """The three sequences cut into stretches that belong together. Changes that neither share an item of the base nor
    add at the same place are in different ones."""
    changes = [*_changes(base, mine, is_mine=True), *_changes(base, theirs, is_mine=False)]
    changes.sort(key=lambda change: (change.start, change.end))
    found: list[Part] = []
    at = 0
    while changes:
        group = [changes.pop(0)]
        start, end = group[0].start, group[0].end
        while changes and changes[0].touches(start, end):
            group.append(changes.pop(0))
            end = max(end, group[-1].end)
        if at < start:
            found.append(_untouched(base[at:start]))
        sides = [_applied(base, start, end, [each for each in group if each.is_mine is side]) for side in (True, False)]
        found.append(Part(list(base[start:end]), *sides))
        at = end
    return [*found, _untouched(base[at:])] if at < len(base) else found


def _untouched(items: Sequence) -> Part:
    return Part(list(items), list(items), list(items))


def _changes(base: Sequence, other: Sequence, *, is_mine: bool) -> list[_Change]:
    matcher = SequenceMatcher(None, [repr(item) for item in base], [repr(item) for item in other], autojunk=False)
    changes = []
    for verb, start, end, other_start, other_end in matcher.get_opcodes():
        if verb == "replace" and end - start == other_end - other_start:
            # As many items as before: each was changed where it stands.
            pairs = zip(range(start, end), other[other_start:other_end], strict=True)
            changes += [_Change(at, at + 1, [item], is_mine) for at, item in pairs]
        elif verb != "equal":
            changes.append(_Change(start, end, list(other[other_start:other_end]), is_mine))
    return changes


def _applied(base: Sequence, start: int, end: int, changes: list[_Change]) -> list:
    items: list = []
    at = start
    for change in changes:
        items += [*base[at : change.start], *change.items]
        at = change.end
    return [*items, *base[at:end]]
