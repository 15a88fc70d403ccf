"""From SVG to PNG, by the resvg inside typst."""

from __future__ import annotations

from functools import cache

import typst


@cache
def _compiler() -> typst.Compiler:
    """One compiler for all pictures; it needs no fonts, since the pictures hold no text."""
    return typst.Compiler(font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False))


def png(body: str, width: int, height: int, ground: str) -> bytes:
    """The drawing on its ground as a PNG of exactly width x height pixels."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<rect width="{width}" height="{height}" fill="{ground}"/>{body}</svg>'
    )
    page = (
        f"#set page(width: {width}pt, height: {height}pt, margin: 0pt)\n"
        f'#image(bytes(sys.inputs.svg), format: "svg", width: {width}pt, height: {height}pt)'
    )
    image = _compiler().compile(input=page.encode(), format="png", ppi=72, sys_inputs={"svg": svg})
    if not isinstance(image, bytes):
        raise RuntimeError(f"typst made several pages of one picture of {width} x {height} pixels.")
    return image
