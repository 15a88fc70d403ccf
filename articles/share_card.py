"""The picture that stands for a story where it is shared and has no picture of its own: its headline, set in type."""

import hashlib
import json

import typst
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from articles.models import Article

WIDTH, HEIGHT = 1200, 630
"""What Open Graph and X cards ask for, in pixels."""

_COLOURS = {
    "petrol": "#0b5c6b",
    "brick": "#9a3b24",
    "ochre": "#7c5c0c",
    "moss": "#4c5f22",
    "plum": "#6d3a63",
    "slate": "#47596b",
    "umber": "#6f4a2c",
    "indigo": "#3c4a94",
}
"""The sections' colours on paper, as in static/css/tokens.css."""

_PAGE = """
#let said = json(bytes(sys.inputs.said))
#set page(width: 1200pt, height: 630pt, margin: (x: 72pt, y: 60pt), fill: rgb("#fbf8f3"))
#set text(font: ("Libertinus Serif", "DejaVu Sans Mono"), fill: rgb("#16202a"))
#set par(leading: 0.42em)
#line(length: 100%, stroke: 4pt + rgb("#16202a"))
#v(8pt)
#text(size: 32pt, fill: rgb(said.colour), weight: "bold", said.kicker)
#v(1fr)
#block(width: 100%, text(size: said.size * 1pt, said.title))
#v(1fr)
#line(length: 100%, stroke: 1pt + rgb("#ddd6ca"))
#v(4pt)
#text(size: 30pt, weight: "bold", said.site)
"""


def address_of(article: Article, site_name: str) -> str:
    """Where the card is; another headline makes another address, so it may be kept for ever."""
    return reverse("share-card", args=[article.pk, _digest(article, site_name)])


def is_current(article: Article, site_name: str, digest: str) -> bool:
    return digest == _digest(article, site_name)


def picture(article: Article, site_name: str) -> bytes:
    """The card as PNG; made when it is first asked for, then kept with the media."""
    name = f"cards/{_digest(article, site_name)}.png"
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            return file.read()
    made = typst.compile(
        _PAGE.encode(), format="png", ppi=72, sys_inputs={"said": json.dumps(_said(article, site_name))}
    )
    default_storage.save(name, ContentFile(made))
    return made


def _said(article: Article, site_name: str) -> dict[str, str | int]:
    length = len(article.title)
    return {
        "title": article.title,
        "size": 84 if length < 50 else 68 if length < 90 else 54 if length < 140 else 44,
        "kicker": article.label.text if article.label else article.section.name,
        "colour": "#8a3a12" if article.is_paid_for else _COLOURS[article.section.colour],
        "site": site_name,
    }


def _digest(article: Article, site_name: str) -> str:
    said = json.dumps([_PAGE, _said(article, site_name)])
    return hashlib.blake2b(said.encode(), digest_size=10).hexdigest()
