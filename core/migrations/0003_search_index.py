"""The index of the search, and what each database makes of it by itself.

A later migration that changes the table `core_searchentry` must call `make_engine` again: SQLite forgets the triggers of
a table that it makes anew.
"""

from django.db import migrations, models

SQLITE_TABLES = {
    "core_search_texts": (["title", "names", "summary", "text", "facets"], ""),
    "core_search_titles": (["title", "facets"], ", prefix='2 3 4'"),
}

# As PostgreSQL is to read a text: without accents, and with a space for what it would take for parts of numbers,
# addresses and tags (core/search/postgresql.py reads questions alike).
PLAIN = r"regexp_replace(regexp_replace(normalize({}, NFD), '[\u0300-\u036f]+', '', 'g'), '[-/.@_<>&]', ' ', 'g')"
FACETS = "array_to_tsvector(string_to_array(facets, ' '))"


def _vector(column):
    return f"to_tsvector('newsroom_english'::regconfig, {PLAIN.format(column)})"


def make_engine(apps, schema_editor):
    match schema_editor.connection.vendor:
        case "sqlite":
            _make_fts5(schema_editor)
        case "postgresql":
            _make_vectors(schema_editor)


def _make_fts5(schema_editor):
    for table, (columns, options) in SQLITE_TABLES.items():
        names = ", ".join(columns)

        def number(row):
            return f"(CAST(strftime('%s', {row}.published_at) AS INTEGER) / 60 << 32) + {row}.id"

        def values(row):
            return f"{number(row)}, {', '.join(f'{row}.{name}' for name in columns)}"

        put = f"INSERT INTO {table}(rowid, {names}) VALUES ({values('new')});"
        take = f"INSERT INTO {table}({table}, rowid, {names}) VALUES ('delete', {values('old')});"
        schema_editor.execute(
            f"CREATE VIRTUAL TABLE {table} USING fts5({names}, content='', "
            f"tokenize='porter unicode61 remove_diacritics 2'{options})",
            params=None,
        )
        for event, statements in {"INSERT": put, "DELETE": take, "UPDATE": take + put}.items():
            schema_editor.execute(
                f"CREATE TRIGGER {table}_{event.lower()} AFTER {event} ON core_searchentry BEGIN {statements} END",
                params=None,
            )


def _make_vectors(schema_editor):
    # English, but with every word: otherwise nothing would find AT&T or ‘The Who’, nor a phrase as it stands.
    kinds = "asciiword, word, asciihword, hword, hword_asciipart, hword_part"
    for statement in (
        "CREATE TEXT SEARCH DICTIONARY newsroom_english (TEMPLATE = snowball, LANGUAGE = english)",
        "CREATE TEXT SEARCH CONFIGURATION newsroom_english (COPY = english)",
        f"ALTER TEXT SEARCH CONFIGURATION newsroom_english ALTER MAPPING FOR {kinds} WITH newsroom_english",
    ):
        schema_editor.execute(statement, params=None)
    whole = (
        f"setweight({_vector('title')}, 'A') || setweight({_vector('names')}, 'B') "
        f"|| setweight({_vector('summary')}, 'B') || {_vector('text')} || {FACETS}"
    )
    for column, expression in {"vector": whole, "title_vector": f"{_vector('title')} || {FACETS}"}.items():
        schema_editor.execute(
            f"ALTER TABLE core_searchentry ADD COLUMN {column} tsvector GENERATED ALWAYS AS ({expression}) STORED",
            params=None,
        )
        schema_editor.execute(
            f"CREATE INDEX core_search_{column} ON core_searchentry USING gin ({column})", params=None
        )
    # So many words are known of how often they occur; it tells the planner when the index is worth its while.
    schema_editor.execute("ALTER TABLE core_searchentry ALTER COLUMN vector SET STATISTICS 500", params=None)


def unmake_engine(apps, schema_editor):
    match schema_editor.connection.vendor:
        case "sqlite":
            for table in SQLITE_TABLES:
                for event in ("insert", "delete", "update"):
                    schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{event}", params=None)
                schema_editor.execute(f"DROP TABLE IF EXISTS {table}", params=None)
        case "postgresql":
            for column in ("vector", "title_vector"):
                schema_editor.execute(f"ALTER TABLE core_searchentry DROP COLUMN {column}", params=None)
            schema_editor.execute("DROP TEXT SEARCH CONFIGURATION newsroom_english", params=None)
            schema_editor.execute("DROP TEXT SEARCH DICTIONARY newsroom_english", params=None)


class Migration(migrations.Migration):
    dependencies = [("core", "0002_background_work")]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=30)),
                ("object_id", models.PositiveBigIntegerField()),
                ("published_at", models.DateTimeField(help_text="From then on it is found; the newest comes first.")),
                ("expires_at", models.DateTimeField(help_text="From then on it is found no more.", null=True)),
                (
                    "facets",
                    models.TextField(help_text="Words that nobody types, by which filters find it: see facets.py."),
                ),
                ("title", models.TextField()),
                ("names", models.TextField(help_text="Who and what it is about; found, but not shown.")),
                ("summary", models.TextField()),
                ("text", models.TextField()),
            ],
            options={"verbose_name_plural": "search entries"},
        ),
        migrations.AddConstraint(
            model_name="searchentry",
            constraint=models.UniqueConstraint(
                fields=("source", "object_id"), name="search_entry_once_for_each_row"
            ),
        ),
        migrations.CreateModel(
            name="SearchRebuild",
            fields=[
                ("source", models.CharField(max_length=30, primary_key=True, serialize=False)),
                ("done_to", models.PositiveBigIntegerField(help_text="The id of the last row that has been done.")),
                ("is_finished", models.BooleanField(default=False)),
            ],
        ),
        migrations.RunPython(make_engine, unmake_engine),
    ]
