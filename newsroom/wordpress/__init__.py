"""Moves a portal in from its WordPress export.

wxr/            the export as a stream of plain records
home.py         the addresses the portal had; dates.py its moments
plan.py         what the export holds, kept on disk: which item gets which address, which file belongs to what
naming.py       what an item is called here: number, title, slug; words.py plain words of anything
taxonomy.py     categories, tags and writers become sections, tags and authors
library.py      pictures come into the library, from the files that media.py finds
content/        WordPress HTML becomes the project's rich text; links.py is what a text may ask of its portal
rows.py         posts and pages become rows; storing.py writes them, in batches
importer.py     the order of it all
report.py       what came in, what was changed, what was left out and why; progress.py how far it has come
"""
