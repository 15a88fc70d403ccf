"""What the database believes of its tables, by which it chooses indexes; without it, it chooses badly."""

from django.db import connection

ROWS = 1_000
"""Of each index so many are looked at on SQLite: enough, and soon done."""

# FTS5 keeps its index in tables of its own. Estimates that were made while they were small make SQLite read all of them
# for every text that comes in.
_WITHOUT_THOSE_OF_FTS5 = """
    DELETE FROM sqlite_stat1 WHERE EXISTS (
        SELECT 1 FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%' AND tbl GLOB name || '_*'
    )
"""


def renew() -> None:
    """Estimates anew what stands in all tables (sqlite.org/lang_analyze.html). PostgreSQL does so by itself some time
    after many rows came in."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit = {ROWS}")
            cursor.execute("ANALYZE")
            cursor.execute(_WITHOUT_THOSE_OF_FTS5, None)
            cursor.execute("ANALYZE sqlite_schema")  # has them read again
        else:
            cursor.execute("VACUUM ANALYZE")
