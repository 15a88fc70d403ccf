"""The few words of a text that show why it was found, with the hits marked."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from core.search.questions import fold, is_common

LENGTH = 240  # characters
_LOOKED_THROUGH = 40_000  # characters of a text in which a place is looked for
_WORD = re.compile(r"[^\W_]+")
_ENDINGS = re.compile(r"(?<=..)(?:(?:ations?|ation|ments?|ings?|ies|ied|ers?|ed|es|ly|s|e|y)(?:’s|'s)?)$")


def stem(word: str) -> str:
    """What a word has in common with its other forms, about as the engines see it: bank, banks, banking."""
    return _ENDINGS.sub("", fold(word)) if len(word) > 3 else fold(word)


def stems(terms: Iterable[str]) -> frozenset[str]:
    """The stems of all the words that were asked for."""
    words = [word for term in terms for word in _WORD.findall(term)]
    return frozenset(stem(word) for word in words if not is_common(word) or len(words) == 1)


def marked(text: str, hits: frozenset[str]) -> SafeString:
    """The text, escaped, with the words that were asked for in `<mark>`."""
    parts, end = [], 0
    for word in _WORD.finditer(text) if hits else ():
        if stem(word[0]) in hits:
            parts += [escape(text[end : word.start()]), format_html("<mark>{}</mark>", word[0])]
            end = word.end()
    return mark_safe("".join([*parts, escape(text[end:])]))


def snippet(summary: str, text: str, hits: frozenset[str]) -> SafeString:
    """The summary where it has most of what was asked for; otherwise the place in the text that does."""
    in_summary = {stem(word) for word in _WORD.findall(summary)} & hits
    place, in_text = _best_place(text[:_LOOKED_THROUGH], hits)
    if summary and len(in_summary) >= in_text:
        return marked(_cut(summary, 0), hits)
    return marked(_cut(text, place), hits)


def _best_place(text: str, hits: frozenset[str]) -> tuple[int, int]:
    """Where a stretch of the text begins that has as many different hits as any, and how many."""
    found = [(word.start(), stem(word[0])) for word in _WORD.finditer(text)] if hits else []
    found = [(start, each) for start, each in found if each in hits]
    best, most = 0, 0
    for position, (start, _) in enumerate(found):
        different = {each for at, each in found[position : position + 12] if at < start + LENGTH - 40}
        if len(different) > most:
            best, most = start, len(different)
        if most == len(hits):
            break
    return best, most


def _cut(text: str, place: int) -> str:
    """About `LENGTH` characters around the place, from the beginning of a word or, if near, of a sentence."""
    start = 0
    if place > LENGTH // 2:
        sentence = max(text.rfind(end, place - LENGTH // 2, place) for end in (". ", "? ", "! "))
        start = sentence + 2 if sentence >= 0 else text.find(" ", place - 60) + 1
        if start > place:  # a text without spaces
            start = max(place - 20, 0)
    piece = text[start : start + LENGTH]
    if start + LENGTH < len(text):
        end = max(piece.rfind(sign) for sign in (". ", "? ", "! "))
        if end > LENGTH * 0.6:
            piece = piece[: end + 1]
        else:
            piece = (piece.rsplit(" ", 1)[0] if " " in piece else piece).rstrip(",;:–— ") + " …"
    starts_whole = start == 0 or text[start - 2 : start - 1] in {".", "?", "!"}
    return piece if starts_whole else f"… {piece}"
