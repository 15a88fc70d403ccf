"""Draws the references that rich text carries (see core/richtext.py): pictures, films, posts, other articles and notes.

An article that readers may not see leaves no trace: a link to it is plain words, and its card is not there.
"""

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article
from articles.posts import post_at
from articles.video import film_at
from images.models import Image

_FIGURE = re.compile(
    r'<figure data-(image|embed|article)="([^"]*)">(?:<figcaption>(.*?)</figcaption>)?.*?</figure>', re.DOTALL
)
_LINK = re.compile(r'<a data-article="(\d+)">(.*?)</a>', re.DOTALL)
_REFERENCE = re.compile(r'data-(image|article)="(\d+)"')
_NOTE = re.compile(r'<sup class="note">(.*?)</sup>', re.DOTALL)


@dataclass(frozen=True)
class References:
    """The rows to which texts refer, by id; of articles those that readers may see."""

    images: Mapping[int, Image] = field(default_factory=dict)
    articles: Mapping[int, Article] = field(default_factory=dict)


def references_in(texts: Iterable[str]) -> References:
    """What the texts refer to: one query for all pictures, one for all articles, and those only where there are any."""
    found: dict[str, set[int]] = {"image": set(), "article": set()}
    for text in texts:
        for kind, pk in _REFERENCE.findall(text):
            found[kind].add(int(pk))
    return References(
        images=Image.objects.in_bulk(found["image"]) if found["image"] else {},
        articles=Article.objects.public().for_cards().in_bulk(found["article"]) if found["article"] else {},
    )


def draw_references(text: str, references: References | None = None) -> SafeString:
    """The text with all references drawn but its notes, which stay where they are. A picture that is no longer in the
    library leaves nothing behind.

    Tables can be reached by keyboard, so that a wide one can be scrolled without a mouse.
    """
    known = references_in([text]) if references is None else references
    text = text.replace("<table>", '<table tabindex="0">')
    text = _LINK.sub(lambda link: _link(link, known.articles.get(int(link[1]))), text)
    return mark_safe(_FIGURE.sub(lambda figure: _figure(figure, known), text))


def draw_figures(text: str, references: References | None = None, *, notes: str = "note") -> SafeString:
    """The text as readers see it, with its notes under it.

    `references` are those of the text, where they were asked for with those of others; `notes` begins the names of the
    notes on the page, where there may be several texts.
    """
    return _with_notes_under_it(draw_references(text, references), notes)


def _link(link: re.Match[str], article: Article | None) -> str:
    return f'<a href="{html.escape(article.get_absolute_url())}">{link[2]}</a>' if article else link[2]


def _figure(figure: re.Match[str], known: References) -> str:
    kind, value, caption = figure[1], html.unescape(figure[2]), mark_safe(figure[3] or "")
    if kind == "embed":
        context = {"film": film_at(value), "post": post_at(value), "address": value, "caption": caption}
        return render_to_string("components/embed.html", context)
    row = getattr(known, f"{kind}s").get(int(value)) if value.isdigit() else None
    if row is None:
        return ""
    template = "components/figure.html" if kind == "image" else "components/read_also.html"
    return render_to_string(template, {kind: row, "caption": caption})


def _with_notes_under_it(text: str, name: str) -> SafeString:
    notes = [mark_safe(words) for words in _NOTE.findall(text)]
    if not notes:
        return mark_safe(text)
    numbers = count(1)

    def reference(_note: re.Match[str]) -> str:
        return render_to_string("components/note_reference.html", {"name": name, "number": next(numbers)}).strip()

    text = _NOTE.sub(reference, text)
    return mark_safe(text + render_to_string("components/notes.html", {"name": name, "notes": notes}))
