"""Draws the references to pictures and films that rich text carries (see core/richtext.py)."""

import html
import re
from collections.abc import Iterable

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from articles.video import film_at
from images.models import Image

_FIGURE = re.compile(r'<figure data-(image|embed)="([^"]*)">(?:<figcaption>(.*?)</figcaption>)?.*?</figure>', re.DOTALL)


def images_in(texts: Iterable[str]) -> dict[int, Image]:
    """The pictures to which the texts refer, by id; one query, and that only where there are any."""
    found = (figure for text in texts for figure in _FIGURE.findall(text))
    return Image.objects.in_bulk({int(value) for kind, value, _ in found if kind == "image" and value.isdigit()})


def draw_figures(text: str, images: dict[int, Image] | None = None) -> SafeString:
    """The text with every reference drawn. A picture that is no longer in the library leaves nothing behind.

    `images` are those of the text, where they were asked for with those of others. Tables can be reached by keyboard,
    so that a wide one can be scrolled without a mouse.
    """
    images = images_in([text]) if images is None else images
    text = text.replace("<table>", '<table tabindex="0">')

    def draw(match: re.Match[str]) -> str:
        kind, value, caption = match[1], html.unescape(match[2]), mark_safe(match[3] or "")
        if kind == "image":
            image = images.get(int(value)) if value.isdigit() else None
            if image is None:
                return ""
            return render_to_string("components/figure.html", {"image": image, "caption": caption})
        film = film_at(value)
        return render_to_string("components/embed.html", {"film": film, "address": value, "caption": caption})

    return mark_safe(_FIGURE.sub(draw, text))
