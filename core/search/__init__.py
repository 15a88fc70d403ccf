"""Search: one index over whatever apps let be found, in the database itself, by FTS5 or by PostgreSQL's text search.

    sources.py      what can be found: apps register a `Source` when they are ready
    index.py        index, remove, refresh, follow: keep the index as the rows are
    questions.py    what somebody looks for, read from whatever was typed
    ranking.py      by_relevance, by_date: the matches of a question
    snippets.py     why each was found, with the hits marked
    rebuilding.py   makes everything anew
    sqlite.py, postgresql.py    the engines, behind `engines.Engine`

Nothing in it is public by being indexed: entries carry the moments from and to which they are found, so a scheduled
story is found on the second, and a page of results asks the tables again what readers may see.
"""
