"""WordPress HTML becomes the project's rich text (core/richtext.py).

Three steps: shortcodes and blocks become elements (shortcodes.py); an HTML5 parser makes whatever was written
well-formed (well_formed.py); one walk over that (walk.py) gathers paragraphs (gathering.py), lists, tables and other
structure (structure.py), pictures and films (embedded.py). `core.richtext.clean` has the last word. No step may lose or
glue words that a reader saw.
"""

from newsroom.wordpress.content.conversion import convert
from newsroom.wordpress.content.portal import Attached, Converted, Portal

__all__ = ["Attached", "Converted", "Portal", "convert"]
