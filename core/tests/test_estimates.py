import pytest
from django.db import connection

from core.tasks import look_over_tables


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL looks over its tables by itself.")
def test_there_are_estimates_of_our_tables_and_none_of_those_in_which_fts5_keeps_its_index(article_factory):
    article_factory("Rates rise")
    look_over_tables.enqueue()
    with connection.cursor() as cursor:
        cursor.execute("SELECT tbl FROM sqlite_stat1")
        tables = {name for (name,) in cursor.fetchall()}
    assert {"articles_article", "core_searchentry"} <= tables
    assert not [name for name in tables if name.startswith(("core_search_texts_", "core_search_titles_"))]
