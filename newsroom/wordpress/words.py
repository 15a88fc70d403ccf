"""Plain words: of a piece of HTML, of a file's name, and as many as there is room for."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote, urlsplit

import nh3

_NO_TAG = re.compile(r"<(?![a-zA-Z/!][^<>]*>)")
"""A sign for 'less than', as in `x<y`."""


def plain_words(text: str) -> str:
    """HTML as one line of plain text, words as they were written."""
    if "<" in text:
        text = nh3.clean(_NO_TAG.sub("&lt;", text), tags=set())
    if "&" in text:
        text = html.unescape(text)
    return " ".join(text.split())


def file_in_words(address: str) -> str:
    """‘market hall 2’ for `https://…/market-hall_2-1024x768.jpg`."""
    try:
        name = unquote(urlsplit(address).path).rstrip("/").rpartition("/")[2]
    except ValueError:
        name = ""
    stem = re.sub(r"-(?:\d+x\d+|scaled|rotated|e\d{10,})$", "", name.rpartition(".")[0] or name)
    return " ".join(re.sub(r"[-_+]+", " ", stem).split()) or "picture"


def cut(text: str, length: int) -> str:
    """At most `length` characters, cut after a word and marked."""
    if len(text) <= length:
        return text
    shorter = text[: length - 1]
    return f"{shorter.rpartition(' ')[0] or shorter}…"
