"""What is different between two versions of an article, as an editor reads it: field by field, with what is new and
what is gone marked in the words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from functools import partial
from typing import Any

from django.db.models import Model
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.blocks import blocks_of
from articles.figures import draw_references
from articles.models import Article, Author, Organisation, Section
from articles.reconciling import Conflict
from articles.snapshots import Snapshot
from core.moments import in_words
from core.richtext import clean_marked, plain_text
from images.models import Image

LABELS = {
    "title": "Headline", "standfirst": "Standfirst", "body": "Text", "summary": "Quick summary",
    "takeaways": "Key takeaways", "questions": "Questions and answers", "kicker": "Kicker", "section_id": "Section",
    "kind": "Kind", "tags": "Tags", "organisations": "Organisations", "authors": "Authors",
    "byline": "Outside reporters", "dateline": "Dateline", "reporting_credits": "Reporting credits",
    "hero_id": "Main picture",
    "hero_caption": "Caption here", "video_url": "Film", "published_at": "Publish at", "expires_at": "Take down at",
    "sponsorship": "Paid for", "sponsor_name": "Sponsor", "sponsor_url": "Sponsor’s address", "sponsor_label": "Label",
    "related": "Related articles", "slug": "Address", "seo_title": "Title for search engines",
    "seo_description": "Description for search engines",
}  # fmt: skip
"""What a snapshot knows (articles/snapshots.py), in the order in which an editor looks at it."""

_ROWS: dict[str, type[Model]] = {
    "section_id": Section, "hero_id": Image, "authors": Author, "organisations": Organisation, "related": Article,
}  # fmt: skip
_ALIKE = 0.4
"""From so many words in common on, of all of both, a paragraph was changed; with fewer, another took its place."""

_TOKEN = re.compile(r"<[^>]*>|&\w+;|[\w’']+|\s+|.", re.DOTALL)


@dataclass(frozen=True)
class Difference:
    label: str
    marked: SafeString
    """The new value; in it stands what is gone, and both are marked."""
    before: Image | None = None
    after: Image | None = None
    """Where it is a picture: both."""
    is_rich: bool = False


def differences(before: Snapshot, after: Snapshot) -> list[Difference]:
    """Field by field, in the order of `LABELS`; what is the same is left out, and so is what one of them never knew."""
    found = []
    for name, label in LABELS.items():
        if name not in before or name not in after or before[name] == after[name]:
            continue
        if name == "body":
            found.append(Difference(label, marked_text(before[name], after[name]), is_rich=True))
            continue
        marked = marked_words(said(name, before[name]), said(name, after[name]))
        pictures = _pictures(before[name], after[name]) if name == "hero_id" else (None, None)
        found.append(Difference(label, marked, *pictures))
    return found


def size_of_change(before: Snapshot, after: Snapshot) -> tuple[int, int]:
    """How many words are new in all its texts, and how many are gone. What only moved does not count."""
    old, new = _words(before), _words(after)
    return (new - old).total(), (old - new).total()


def _words(snapshot: Snapshot) -> Counter[str]:
    texts = [snapshot.get(name) or "" for name in ("title", "kicker", "standfirst", "summary")]
    texts += [said(name, snapshot.get(name)) for name in ("takeaways", "questions")]
    return Counter(" ".join([*texts, plain_text(snapshot.get("body") or "")]).split())


@dataclass(frozen=True)
class Side:
    """One side of a conflict: what it says, with its own changes marked."""

    marked: SafeString
    is_rich: bool


def sides(conflict: Conflict) -> tuple[Side, Side]:
    """Mine and theirs, each against what both began with."""
    if conflict.field == "body":
        mine, theirs = (marked_text(conflict.base or "", each) for each in (conflict.mine, conflict.theirs))
        return Side(mine, is_rich=True), Side(theirs, is_rich=True)
    base = said(conflict.field, conflict.base)
    mine, theirs = (marked_words(base, said(conflict.field, each)) for each in (conflict.mine, conflict.theirs))
    return Side(mine, is_rich=False), Side(theirs, is_rich=False)


def said(name: str, value: Any) -> str:
    """The value of a field as one would say it."""
    if value in (None, "", []):
        return ""
    if model := _ROWS.get(name):
        return _names(model, value if isinstance(value, list) else [value])
    if name in ("kind", "sponsorship"):
        return str((Article.Kind if name == "kind" else Article.Sponsorship)(value).label)
    if name in ("published_at", "expires_at"):
        return in_words(datetime.fromisoformat(value))
    if name == "questions":
        return "\n".join(f"{each['question']}\n{each['answer']}" for each in value)
    if isinstance(value, list):
        return ("\n" if name == "takeaways" else ", ").join(map(str, value))
    return str(value)


def _names(model: type[Model], keys: Sequence[int]) -> str:
    rows = model._default_manager.in_bulk(keys)
    return ", ".join(str(rows[key]) if key in rows else "deleted since" for key in keys)


def _pictures(*keys: int | None) -> list[Image | None]:
    pictures = Image.objects.in_bulk([key for key in keys if key])
    return [pictures.get(key) for key in keys]


def marked_words(before: str, after: str) -> SafeString:
    """Plain words as HTML, with what is gone and what is new in it marked."""
    return mark_safe(_marked(_TOKEN.findall(escape(before)), _TOKEN.findall(escape(after))))


def marked_text(before: str, after: str) -> SafeString:
    """Rich text, with what is gone and what is new in it marked; pictures and films are drawn."""
    old, new = blocks_of(before), blocks_of(after)
    text = ""
    for verb, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if verb == "equal":
            text += "".join(new[new_start:new_end])
        else:
            text += _marked_blocks(old[start:end], new[new_start:new_end])
    return draw_references(clean_marked(text))


def _marked_blocks(old: list[str], new: list[str]) -> str:
    """Each new block beside the old one that it was made of, where there is one."""
    text = ""
    for block in new:
        tokens = _TOKEN.findall(block)
        likest = max(old, key=partial(_likeness, block), default="")
        if likest and _likeness(block, likest) >= _ALIKE:
            at = old.index(likest)
            text += "".join(_gone(each) for each in old[:at])
            text += _marked(_TOKEN.findall(likest), tokens)
            old = old[at + 1 :]
        else:
            text += _marked([], tokens) if not block.startswith("<figure") else f"<ins>{block}</ins>"
    return text + "".join(_gone(each) for each in old)


def _gone(block: str) -> str:
    """The whole block, which is not there any more."""
    if block.startswith("<figure"):
        return f"<del>{block}</del>"
    return _wrapped("del", _TOKEN.findall(block))


def _likeness(*blocks: str) -> float:
    one, other = ([each for each in _TOKEN.findall(block) if each[0].isalnum()] for block in blocks)
    return SequenceMatcher(None, one, other, autojunk=False).quick_ratio()


def _marked(before: Sequence[str], after: Sequence[str]) -> str:
    """The tokens of after; between them, marked, the words of before that are gone. Its tags are left out, so that the
    result is as well formed as after is."""
    text = ""
    for verb, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if verb == "equal":
            text += "".join(after[new_start:new_end])
            continue
        text += _wrapped("del", [token for token in before[start:end] if not _is_tag(token)])
        text += _wrapped("ins", after[new_start:new_end])
    return text


def _wrapped(mark: str, tokens: Iterable[str]) -> str:
    """The tokens with every run of words marked; a mark never reaches over a tag."""
    text = run = ""
    for token in [*tokens, ""]:
        if token and not _is_tag(token):
            run += token
            continue
        text += (f"<{mark}>{run}</{mark}>" if run.strip() else run) + token
        run = ""
    return text


def _is_tag(token: str) -> bool:
    return token.startswith("<")
