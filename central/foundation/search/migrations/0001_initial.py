from django.db import migrations, models

TABLE = "search_searchdoc"

ON_POSTGRESQL = (
    f"ALTER TABLE {TABLE} ADD COLUMN vector tsvector NOT NULL "
    "GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED",
    f"CREATE INDEX search_doc_vector ON {TABLE} USING gin (vector)",
)
OFF_POSTGRESQL = ("DROP INDEX search_doc_vector", f"ALTER TABLE {TABLE} DROP COLUMN vector")

COLUMNS = "words, kind, subject_id"
NEW = f"INSERT INTO search_words(rowid, {COLUMNS}) VALUES (new.id, new.words, new.kind, new.subject_id);"
OLD = (
    f"INSERT INTO search_words(search_words, rowid, {COLUMNS}) "
    "VALUES ('delete', old.id, old.words, old.kind, old.subject_id);"
)
ON_SQLITE = (
    "CREATE VIRTUAL TABLE search_words USING fts5(words, kind UNINDEXED, subject_id UNINDEXED, "
    f"content='{TABLE}', content_rowid='id', tokenize='ascii', detail='none')",
    f"CREATE TRIGGER search_doc_added AFTER INSERT ON {TABLE} BEGIN {NEW} END",
    f"CREATE TRIGGER search_doc_removed AFTER DELETE ON {TABLE} BEGIN {OLD} END",
    f"CREATE TRIGGER search_doc_changed AFTER UPDATE ON {TABLE} BEGIN {OLD} {NEW} END",
)
OFF_SQLITE = (
    "DROP TRIGGER search_doc_changed",
    "DROP TRIGGER search_doc_removed",
    "DROP TRIGGER search_doc_added",
    "DROP TABLE search_words",
)


def run(schema_editor, on_sqlite, on_postgresql):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    with schema_editor.connection.cursor() as cursor:
        for statement in on_sqlite if is_sqlite else on_postgresql:
            cursor.execute(statement)


def make_index(apps, schema_editor):
    run(schema_editor, ON_SQLITE, ON_POSTGRESQL)


def drop_index(apps, schema_editor):
    run(schema_editor, OFF_SQLITE, OFF_POSTGRESQL)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="SearchDoc",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("subject_id", models.BigIntegerField()),
                ("words", models.TextField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "subject_id"), name="search_doc_once"),
                ],
            },
        ),
        migrations.RunPython(make_index, drop_index),
        migrations.CreateModel(
            name="IndexProgress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20, unique=True)),
                ("last_id", models.BigIntegerField(default=0)),
            ],
        ),
    ]
