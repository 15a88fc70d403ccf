"""What the database believes of its tables, by which it chooses indexes; without it, it chooses badly."""

from django.db import connection

ROWS = 1_000
"""Of each index so many are looked at on SQLite: enough, and soon done."""


def renew() -> None:
    """Estimates anew what stands in all tables (sqlite.org/lang_analyze.html). PostgreSQL does so by itself some time
    after many rows came in."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit = {ROWS}")
            # Never of the tables in which FTS5 keeps its index: estimates that were made while they were small make
            # SQLite read all of them for every text that comes in.
            for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
                cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")
        else:
            cursor.execute("VACUUM ANALYZE")
