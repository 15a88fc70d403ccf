"""What an item is called here: its number, its title, its slug."""

from __future__ import annotations

import zlib
from urllib.parse import unquote

from django.utils.text import slugify

from core.slugs import shortened
from newsroom.wordpress.words import plain_words
from newsroom.wordpress.wxr import Item


def title_of(item: Item) -> str:
    """The title as plain text."""
    return plain_words(item.title)


def number_of(item: Item) -> int:
    """The item's number, or for one without, a negative number that is the same every time."""
    return item.id or -1 - zlib.crc32((item.guid or item.link or f"{item.title}{item.date}").encode())


def wanted_slug(item: Item) -> str:
    """The slug the item had, as far as it can be one here; else one from its title."""
    given = slugify(unquote(item.slug), allow_unicode=True)
    return shortened(given or slugify(title_of(item), allow_unicode=True))
