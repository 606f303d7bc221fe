from django.db import migrations


class Migration(migrations.Migration):
    """Everybody who is registered already waits to be compared; the worker does it in small steps."""

    dependencies = [
        ("people", "0005_likeness"),
    ]

    operations = [
        migrations.RunSQL(
            "INSERT INTO people_comparisondue (person_id) SELECT id FROM people_person ORDER BY id",
            "DELETE FROM people_comparisondue",
        ),
    ]
