"""The steps from the source of a post to clean rich text."""

from __future__ import annotations

from core.richtext import clean
from newsroom.wordpress.content.portal import Converted, Portal
from newsroom.wordpress.content.shortcodes import unfold
from newsroom.wordpress.content.walk import Walk
from newsroom.wordpress.content.well_formed import well_formed


def convert(source: str, portal: Portal, *, post: int = 0, footnotes: str = "") -> Converted:
    """The source of a post or page as clean rich text. `footnotes` is what WordPress keeps of them, JSON."""
    result = Converted()
    if not source.strip():
        return result
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    blocks = "<!-- wp:" in text
    text = unfold(
        text,
        note=lambda kind, name: result.left_out.append((kind, name)),
        reusable=portal.reusable,
        footnotes=footnotes,
    )
    if "<form" in text.lower():
        result.left_out.append(("form", ""))
    walk = Walk(portal, result, breaks=not blocks, post=post)
    walk.over(well_formed(text))
    result.body = clean(walk.result())
    return result
