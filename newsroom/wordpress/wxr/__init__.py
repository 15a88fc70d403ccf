"""Reads a WordPress export (WXR 1.0, 1.1, 1.2) as a stream of plain records, in bounded memory.

WXR is RSS 2.0 with elements of its own; it is described nowhere but in WordPress itself
(wp-admin/includes/export.php writes it, the plugin wordpress-importer reads it).

records.py      what an export says, element by element
reader.py       the file: its encoding, what stands before its beginning, characters that XML forbids
parsing.py      the XML: which elements are kept, how much of anything is too much
"""

from newsroom.wordpress.wxr.reader import Reader
from newsroom.wordpress.wxr.records import Item, Record, Refused, Site, Term, Writer

__all__ = ["Item", "Reader", "Record", "Refused", "Site", "Term", "Writer"]
