"""Moves a portal in from its WordPress export.

wxr.py          the export as a stream of plain records
home.py         the addresses the portal had; dates.py its moments
plan.py         what the export holds, kept on disk: which item gets which address, which file belongs to what
taxonomy.py     categories, tags and writers become sections, tags and authors
library.py      pictures come into the library, from the files that media.py finds
content.py      WordPress HTML becomes the project's rich text; shortcodes.py and blocks.py are its parts
importer.py     the order of it all, and the rows, in batches
report.py       what came in, what was changed, what was left out and why; progress.py how far it has come
"""
